"""The list of articles is filtered, and several of them are changed as one step."""

import pytest

from kontakt.knowledge.article import Source, Status
from kontakt.tui.editor.lists.articles_view import ArticlesView

from ..conftest import AtRoom, Colleague


@pytest.mark.long
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_a_filter_leaves_the_articles_of_an_owner_and_a_source(
    at_room: AtRoom, colleague: Colleague, size: tuple[int, int]
) -> None:
    colleague.saves("gatelys", owner="lysgruppa", sources=(Source("lysloven § 3"),))
    async with at_room(size) as visit:
        await visit.press("f3", "f10")
        await visit.sees("Vis bare")
        await visit.type("lysgr")
        await visit.press("enter")
        await visit.sees("Bare: eier lysgruppa")
        assert "Brøyting" not in visit.screen
        await visit.press("f10")
        await visit.type("lysloven")
        await visit.press("enter")
        await visit.sees("Bare: eier lysgruppa, kilde lysloven")
        await visit.press("f10", "enter")
        await visit.sees("Brøyting")


@pytest.mark.long
async def test_marked_articles_get_a_day_of_review_as_one_step_that_is_taken_back(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        before = colleague.reads("gatelys"), colleague.reads("broeyting")
        await visit.press("f3", "ctrl+o", "a", "f8", "2")
        await visit.type("1.9.2027")
        await visit.press("enter")
        await visit.sees("5 artikler skal kontrolleres innen 01.09.2027")
        assert {str(colleague.reads(id).review_by) for id in ("gatelys", "broeyting")} == {"2027-09-01"}
        await visit.press("ctrl+z")
        await visit.sees("Angret")
        assert (colleague.reads("gatelys"), colleague.reads("broeyting")) == before


@pytest.mark.long
async def test_an_owner_and_a_status_are_given_to_the_marked_alone(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.press("f3")
        await visit.type("gatelys")
        await visit.press("f8", "1")
        await visit.type("drift")
        await visit.press("enter")
        await visit.sees("1 artikkel har nå eieren drift")
        await visit.press("f8", "5")
        await visit.sees("1 artikkel nå: arkivert")
        assert (colleague.reads("gatelys").owner, colleague.reads("gatelys").status) == ("drift", Status.ARCHIVED)
        assert colleague.reads("broeyting").status is Status.PUBLISHED


@pytest.mark.long
async def test_what_has_an_error_is_not_published_with_the_others(at_room: AtRoom, colleague: Colleague) -> None:
    colleague.saves("gatelys", status=Status.DRAFT, answer="Lys " * 400)
    async with at_room() as visit:
        await visit.press("f3")
        await visit.type("gatelys")
        await visit.press("f8", "3")
        await visit.sees("Står som den er: «Gatelys» kan ikke publiseres slik. Svar: Svaret tar")
        assert colleague.reads("gatelys").status is Status.DRAFT
        assert visit.room.query_one(ArticlesView).display


@pytest.mark.long
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_the_check_warns_of_is_asked_before_several_are_published(
    at_room: AtRoom, colleague: Colleague, size: tuple[int, int]
) -> None:
    colleague.saves("gatelys", status=Status.DRAFT)
    async with at_room(size) as visit:
        await visit.press("f3")
        await visit.type("gatelys")
        await visit.press("f8", "3")
        await visit.sees("Skal agentene lese 1 artikkel slik?")
        assert "«Gatelys»: Søkeord: Bare 2 søkeord" in visit.screen
        await visit.press("2")
        await visit.until(lambda: "Skal agentene" not in visit.screen)
        assert colleague.reads("gatelys").status is Status.DRAFT
        await visit.press("f8", "3")
        await visit.sees("Skal agentene lese 1 artikkel slik?")
        await visit.press("1")
        await visit.sees("1 artikkel nå: publisert")
        assert colleague.reads("gatelys").status is Status.PUBLISHED
