"""Which article a call was answered from, as the agent sees it."""

from .conftest import AtDesk, Shift


async def test_the_line_after_logging_names_the_article_that_stood_on_the_screen(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn barne")
        assert "nærmeste treff: Enter fester det" in shift.screen
        title = shift.desk.finder.article_on_card.title
        await shift.press("f2")
        assert f"Loggført: Besvart · {title} · Tinn." in shift.screen
        assert shift.desk.logbook.just_logged.inquiry.linked_by == "shown"


async def test_one_key_takes_the_article_off_again(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn barne")
        await shift.press("f2")
        assert "Shift+Tab tar bort artikkelen" in shift.screen
        await shift.press("shift+tab")
        assert "Loggført uten artikkel: Besvart · Tinn." in shift.screen
        assert shift.desk.logbook.just_logged.inquiry.article is None
        await shift.press("shift+tab")
        assert "Nå er det ingen" in shift.screen


async def test_shift_tab_in_the_middle_of_a_call_changes_nothing_of_the_one_before(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.at_once("@tinn gatelys", "f2", "skyss", "shift+tab")
        await shift.until(lambda: "Nå er det ingen" in shift.screen)
        assert shift.desk.logbook.just_logged.inquiry.article == "gatelys"
        assert shift.typed == "skyss"


async def test_nothing_is_called_a_near_hit_before_anything_is_typed(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await _log(shift, "@tinn gatelys")
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


async def test_the_tally_rests_while_a_call_is_under_way_and_comes_back_with_its_outcome(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        assert "I dag 0" in shift.screen
        await shift.type("@tinn gatelys")
        assert "I dag" not in shift.screen
        await shift.press("f2")
        await shift.until(lambda: "I dag 1" in shift.screen)


async def test_channel_and_caller_are_the_usual_ones_again_in_a_new_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+y", "7")
        await shift.press("ctrl+y", "2")
        await shift.press("f2")
        first = shift.desk.logbook.just_logged.inquiry
        await _log(shift, "@tinn skyss")
        second = shift.desk.logbook.just_logged.inquiry
        assert (first.channel, first.caller_type) == ("counter", "cabin_owner")
        assert (second.channel, second.caller_type) == ("phone", "resident")
        await shift.press("ctrl+n", "ctrl+y", "8", "ctrl+n")
        assert (shift.desk.call.channel, shift.desk.call.caller_type) == ("phone", "resident")


async def test_an_earlier_call_that_is_rung_about_again_says_how_it_ended_and_why(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f6", "3")
        await shift.until(lambda: not shift.desk.journal.waiting())
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+o", "r")
        await shift.until(lambda: shift.app.screen.is_modal)
        assert "Beskjed  Mangler tilgang" in shift.screen


async def _log(shift: Shift, text: str) -> None:
    await shift.type(text)
    await shift.press("f2")


async def test_another_language_between_two_calls_leaves_the_next_one_to_itself(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await _log(shift, "@tinn gatelys")
        await shift.press("ctrl+o", "v")
        await shift.type("skyss")
        assert shift.typed == "skyss"


async def test_a_call_of_somebody_in_danger_is_about_no_article_that_the_search_put_forward(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brann på veien")
        assert "ring 110" in shift.screen
        await shift.press("f2")
        assert shift.desk.logbook.just_logged.inquiry.article is None


async def test_no_card_that_is_only_near_is_read_out_to_somebody_in_danger(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn han puster ikke, skal barne")
        assert "ring 113" in shift.screen
        assert shift.desk.call.answer.hits
        assert "Det kan være fare" in shift.screen
        heard = shift.app.read_out()
        assert heard.index("ring 113") < heard.index("Det kan være fare"), "whom to ring comes first"
        await shift.press("down")
        assert "ring 113" in shift.app.read_out()
        assert "Det kan være fare" not in shift.screen
