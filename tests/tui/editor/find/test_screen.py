"""An editor finds a text in all articles, sees what replacing makes of it, replaces it, and takes that back."""

import pytest

from kontakt.tui.editor.article.screen import ArticleScreen
from kontakt.tui.editor.find.screen import FindScreen, FoundTable

from ..conftest import AtRoom, Colleague, Visit

pytestmark = pytest.mark.long


async def look_for(visit: Visit, text: str, by: str = "") -> FindScreen:
    await visit.press("ctrl+b")
    await visit.until(lambda: isinstance(visit.app.screen, FindScreen))
    await visit.pilot.pause()
    await visit.type(text)
    await visit.press("tab")
    await visit.type(by)
    screen = visit.app.screen
    assert isinstance(screen, FindScreen)
    return screen


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_is_found_is_shown_and_opened(at_room: AtRoom, size: tuple[int, int]) -> None:
    async with at_room(size) as visit:
        await look_for(visit, "gatelys")
        await visit.sees("i 1 artikkel")
        await visit.press("tab", "tab", "enter")
        await visit.until(lambda: isinstance(visit.app.screen, ArticleScreen))
        assert visit.page.writing.form.id == "gatelys"


async def test_a_text_is_replaced_in_all_articles_and_taken_back_as_one_step(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        before = colleague.reads("broeyting"), colleague.reads("gatelys")
        await look_for(visit, "e", "ø")
        await visit.sees("+ Brøyting av kommunal vøi")
        await visit.press("f8", "1")
        await visit.sees("«e» er nå «ø»")
        assert colleague.reads("gatelys").title == "Gatølys"
        assert "e" not in colleague.reads("broeyting").answer
        await visit.press("ctrl+z")
        await visit.sees("Angret: «e» er nå «ø»")
        assert (colleague.reads("broeyting"), colleague.reads("gatelys")) == before


async def test_it_is_replaced_in_the_marked_articles_alone(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        before = colleague.reads("broeyting")
        screen = await look_for(visit, "e", "ø")
        await visit.press("tab", "tab")
        await visit.until(lambda: len(screen._found) > 1)
        await visit.type("gatelys")
        await visit.press("f9", "f8", "1")
        await visit.sees("i 1 artikkel.")
        assert colleague.reads("gatelys").title == "Gatølys"
        assert colleague.reads("broeyting") == before


async def test_another_text_begins_at_the_article_that_has_it_most_often(at_room: AtRoom) -> None:
    async with at_room() as visit:
        screen = await look_for(visit, "gatelys")
        await visit.until(lambda: len(screen._found) == 1)
        await visit.press("shift+tab", "home", "shift+end", "e")
        await visit.until(lambda: len(screen._found) > 1)
        await visit.pilot.pause()
        current = screen.query_one(FoundTable).table.current
        assert current is not None
        assert current.article.id == screen._found[0].article.id != "gatelys"


async def test_of_a_narrowed_list_only_what_it_shows_is_searched(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3")
        await visit.type("gatelys")
        screen = await look_for(visit, "e")
        await visit.until(lambda: bool(screen._found))
        assert {each.article.id for each in screen._found} == {"gatelys"}
        assert "1 i listen" in visit.screen


async def test_an_article_that_another_has_changed_meanwhile_stands_as_it_is(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        screen = await look_for(visit, "gatelys", "veilys")
        await visit.until(lambda: bool(screen._found))
        await visit.press("f8")
        await visit.sees("Ja, ")
        colleague.saves("gatelys", owner="Ola")
        await visit.press("1")
        await visit.sees("ble endret av noen i mellomtiden")
        assert colleague.reads("gatelys").title == "Gatelys"


async def test_what_would_be_no_article_is_told_and_left_as_it_is(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await look_for(visit, "gatelys", "010190 10046")
        await visit.sees("Den ville blitt stående som den er")
        await visit.press("f8", "1")
        await visit.sees("Står som den er: «Gatelys»")
        assert colleague.reads("gatelys").title == "Gatelys"
