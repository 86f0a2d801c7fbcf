"""What was changed across articles is listed with its difference, and opened; and the articles of a list are gone
through."""

import pytest

from kontakt.tui.editor.article.screen import ArticleScreen
from kontakt.tui.editor.changes_screen import ChangesScreen

from .conftest import AtRoom, Colleague

pytestmark = pytest.mark.long


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_another_has_changed_is_listed_with_who_and_the_difference(
    at_room: AtRoom, colleague: Colleague, size: tuple[int, int]
) -> None:
    async with at_room(size) as visit:
        await visit.press("ctrl+g")
        await visit.until(lambda: isinstance(visit.app.screen, ChangesScreen))
        await visit.sees("Gatelys")
        colleague.saves("gatelys", title="Lys i gata")
        await visit.type("ola")
        await visit.sees("− Gatelys")
        assert "+ Lys i gata" in visit.screen
        await visit.press("enter")
        await visit.until(lambda: isinstance(visit.app.screen, ArticleScreen))
        assert visit.page.writing.form.id == "gatelys"


async def test_a_longer_time_is_shown_with_a_key(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("ctrl+g")
        await visit.sees("de siste 7 dagene")
        await visit.press("f7", "f7", "f7")
        await visit.sees("siden starten")


async def test_the_articles_of_a_list_are_gone_through_in_the_same_section(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3", "down", "enter")
        await visit.until(lambda: isinstance(visit.app.screen, ArticleScreen))
        await visit.press("f4")
        second = visit.page.writing.form.id
        await visit.sees("2 av 6")
        await visit.press("ctrl+n")
        await visit.sees("3 av 6")
        assert visit.page.editor.section.id == "facts"
        assert visit.page.writing.form.id != second
        await visit.press("ctrl+b")
        await visit.sees("2 av 6")
        assert visit.page.writing.form.id == second
        await visit.press("ctrl+b")
        await visit.sees("1 av 6")
        await visit.press("ctrl+b")
        await visit.sees("Listen slutter her")


async def test_going_on_asks_about_what_is_not_saved(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("escape")
        await visit.until(lambda: visit.app.screen is visit.room)
        await visit.press("escape", "home", "enter")
        await visit.until(lambda: isinstance(visit.app.screen, ArticleScreen))
        id = visit.page.writing.form.id
        await visit.type("!")
        await visit.press("ctrl+n", "1")
        await visit.until(lambda: isinstance(visit.app.screen, ArticleScreen) and visit.page.writing.form.id != id)
        assert "!" in colleague.reads(id).title
