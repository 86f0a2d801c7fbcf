"""Which article a call was answered from, as the agent sees it."""

import pytest

from .conftest import AtDesk


async def test_the_line_after_logging_names_the_article_that_stood_on_the_screen_and_one_key_takes_it_off(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn barne")
        assert "nærmeste treff: Enter fester det" in shift.screen
        title = shift.desk.finder.article_on_card.title
        await shift.press("f2")
        assert f"Loggført: Besvart · {title} · Tinn." in shift.screen
        assert "Shift+Tab tar bort artikkelen" in shift.screen
        assert shift.desk.logbook.just_logged.inquiry.linked_by == "shown"
        await shift.press("shift+tab")
        assert "Loggført uten artikkel: Besvart · Tinn." in shift.screen
        assert shift.desk.logbook.just_logged.inquiry.article is None
        await shift.press("shift+tab")
        assert "Nå er det ingen" in shift.screen


@pytest.mark.long
async def test_the_same_question_for_another_municipality_is_logged_with_the_article_that_still_stands_there(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+s")
        await shift.type("@rollag")
        assert "som nettopp, i en annen kommune" in shift.screen
        assert "nærmeste treff" not in shift.screen
        await shift.press("f2")
        assert "Loggført: Besvart · Gatelys · Rollag." in shift.screen
        await shift.type("@hjartdal")
        await shift.press("f2")
        assert "Loggført: Besvart · Gatelys · Hjartdal." in shift.screen
        await shift.press("ctrl+n")
        await shift.type("@rollag")
        await shift.press("f2")
        assert "Loggført: Besvart · ingen artikkel · Rollag." in shift.screen


async def test_shift_tab_in_the_middle_of_a_call_changes_nothing_of_the_one_before_and_nothing_typed_is_no_near_hit(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.at_once("@tinn gatelys", "f2", "skyss", "shift+tab")
        await shift.until(lambda: "Nå er det ingen" in shift.screen)
        assert shift.desk.logbook.just_logged.inquiry.article == "gatelys"
        assert shift.typed == "skyss"
        await shift.press("ctrl+n")
        await shift.until(lambda: "Nylig og ofte spurt" in shift.screen)
        assert "Gatelys" in shift.screen
        assert "nærmeste treff" not in shift.screen


async def test_the_help_explains_the_nearest_hit_and_no_article(at_desk: AtDesk) -> None:
    async with at_desk(size=(120, 100)) as shift:
        await shift.press("f1")
        await shift.press("end")
        assert "Hvilken artikkel som loggføres" in shift.screen
        assert "Det er ikke din feil" in shift.screen


@pytest.mark.long
async def test_the_tally_rests_during_a_call_and_channel_and_caller_and_language_leave_the_next_one_to_itself(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        assert "I dag 0" in shift.screen
        await shift.type("@tinn gatelys")
        assert "I dag" not in shift.screen
        await shift.press("ctrl+y", "7")
        await shift.press("ctrl+y", "2")
        await shift.press("f2")
        await shift.until(lambda: "I dag 1" in shift.screen)
        first = shift.desk.logbook.just_logged.inquiry
        await shift.type("@tinn skyss")
        await shift.press("f2")
        second = shift.desk.logbook.just_logged.inquiry
        assert (first.channel, first.caller_type) == ("counter", "cabin_owner")
        assert (second.channel, second.caller_type) == ("phone", "resident")

        await shift.press("ctrl+o", "v")
        await shift.type("skyss")
        assert shift.typed == "skyss"
        await shift.press("ctrl+n", "ctrl+y", "8", "ctrl+n")
        assert (shift.desk.call.channel, shift.desk.call.caller_type) == ("phone", "resident")


@pytest.mark.long
async def test_somebody_in_danger_is_about_no_article_of_the_search_and_no_card_that_is_only_near_is_read_out(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brann på veien")
        assert "ring 110" in shift.screen
        await shift.press("f2")
        assert shift.desk.logbook.just_logged.inquiry.article is None
        await shift.type("@tinn han puster ikke, skal barne")
        assert "ring 113" in shift.screen
        assert shift.desk.call.answer.hits
        assert "Det kan være fare" in shift.screen
        heard = shift.app.read_out()
        assert heard.index("ring 113") < heard.index("Det kan være fare"), "whom to ring comes first"
        await shift.press("down")
        assert "ring 113" in shift.app.read_out()
        assert "Det kan være fare" not in shift.screen
