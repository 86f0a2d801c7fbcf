"""The views of the editor's room: what stands there, what the keys ask for, and other people's text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from textual.message import Message

from kontakt.editor.overview.overview import Gap, Overview
from kontakt.editor.service import EditorService
from kontakt.errors import KontaktError
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Source
from kontakt.locale import LANGUAGES, use_language
from kontakt.tui.commands.command import commands_in
from kontakt.tui.editor.lists.closed_view import ClosedView
from kontakt.tui.editor.lists.coverage_view import CoverageView, short_names
from kontakt.tui.editor.lists.gaps_view import GapsView
from kontakt.tui.editor.lists.next_view import NextView
from kontakt.tui.editor.lists.overlaps_view import OverlapsView
from kontakt.tui.editor.lists.review_view import ReviewView
from kontakt.tui.editor.lists.rule_change_screen import articles_on
from kontakt.tui.editor.lists.view import EditorView

from ..rooms import (
    ARTICLES,
    DUE,
    HOSTILE,
    OVERLAPS,
    REGION,
    TETT_DO,
    UNCLEAR,
    Editor,
    an_overview,
    nothing_at_all,
    room_with,
)

SIZES = [(80, 24), (120, 36)]
VIEWS = [NextView, GapsView, OverlapsView, CoverageView, ReviewView, ClosedView]


class RecordingService:
    """Writes down what it is asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*args: Any, **named: Any) -> str:
            self.asked.append((name, *args, *named.values()))
            return "Gjort."

        return ask


def done(message: Message | None) -> tuple[Any, ...]:
    """What a view's Do asks of the service, and what it says then."""
    assert isinstance(message, EditorView.Do)
    service = RecordingService()
    said = message.call(cast("EditorService", service))
    return service.asked, said


def room(make: Any, overview: Overview | None = None, size: tuple[int, int] = (120, 36)) -> tuple[Any, ...]:
    view = make()
    context = room_with(view, overview, size)
    return view, context


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize("make", VIEWS)
async def test_every_view_draws_its_rows_with_other_peoples_text_as_it_stands(
    make: Any, size: tuple[int, int], language: str
) -> None:
    use_language(language)
    view, context = room(make, size=size)
    async with context as editor:
        if isinstance(view, OverlapsView):
            view.show_overlaps(OVERLAPS)
            await editor.pilot.pause()
        await editor.press("ctrl+end")
        assert ("Tett avløp" if make is ReviewView else "[/ ny") in editor.screen
        assert max(len(line.rstrip()) for line in editor.screen.splitlines()) <= size[0]


@pytest.mark.parametrize("make", VIEWS)
async def test_an_empty_view_says_what_would_fill_it_and_its_keys_do_nothing(make: Any) -> None:
    view, context = room(make, nothing_at_all())
    async with context as editor:
        if isinstance(view, OverlapsView):
            view.show_overlaps(())
            await editor.pilot.pause()
        assert len(editor.screen.split()) > 8
        await editor.press("f8", "f9", "f10", "enter", "ctrl+r", "down", "right")
        assert editor.asked_for is None or isinstance(editor.asked_for, EditorView.Say)


@pytest.mark.parametrize("make", VIEWS)
def test_a_view_does_what_it_offers(make: Any) -> None:
    assert all(hasattr(make, f"action_{each.id}") for each in commands_in(make.COMMAND_GROUPS))


# --- the table ---------------------------------------------------------------------------------------------


async def test_letters_narrow_the_list_at_once_and_escape_lists_everything_again() -> None:
    view, context = room(GapsView)
    async with context as editor:
        await editor.type("byg")
        assert [each.subject for each in view.table._shown] == [UNCLEAR.subject]
        assert "tett do" not in editor.screen
        await editor.press("escape")
        assert len(view.table._shown) == 3


async def test_a_key_after_letters_acts_on_what_the_letters_have_left() -> None:
    view, context = room(GapsView)
    async with context as editor:
        box = editor.app.focused
        box.value = "bold"  # typed, with the news of it still on its way
        view.action_dismiss()
        await editor.pilot.pause()
        assert done(editor.asked_for)[0] == [("dismiss_gap", HOSTILE)]
        assert view.table.current == HOSTILE


async def test_the_arrows_move_within_what_is_typed_where_the_list_has_no_use_for_them() -> None:
    _view, context = room(GapsView)
    async with context as editor:
        await editor.type("ett")
        await editor.press("left", "left", "left", "t")
        assert editor.app.focused.value == "tett"


async def test_the_cursor_stays_on_its_row_when_the_list_is_drawn_anew() -> None:
    view, context = room(GapsView)
    async with context as editor:
        await editor.press("down")
        overview = an_overview()
        view.show(replace(overview, gaps=(HOSTILE, *overview.gaps[:2])))
        await editor.pilot.pause()
        assert view.table.current == UNCLEAR


async def test_the_cursor_stays_at_its_place_when_its_row_is_gone() -> None:
    view, context = room(GapsView)
    async with context as editor:
        await editor.press("down")
        view.show(replace(an_overview(), gaps=(TETT_DO, HOSTILE)))
        await editor.pilot.pause()
        assert view.table.current == HOSTILE


async def test_sorting_marks_its_column_and_ends_where_it_began() -> None:
    view, context = room(GapsView)
    async with context as editor:
        orders = []
        for _press in range(5):
            orders.append([each.times for each in view.table._shown])
            await editor.press("ctrl+r")
        assert orders[3] == [14, 3, 2]
        assert orders[1] != orders[0]
        assert [each.times for each in view.table._shown] == orders[0]
        await editor.press("ctrl+r")
        assert "▴" in editor.screen


async def test_a_narrow_window_leaves_out_the_least_important_columns_and_keeps_the_numbers() -> None:
    _view, context = room(GapsView, size=(50, 20))
    async with context as editor:
        heading = next(line for line in editor.screen.splitlines() if "Ganger" in line or "Times" in line)
        assert len(heading.split()) < 8
        assert " 14" in editor.screen


async def test_ten_thousand_rows_draw_no_more_than_what_is_seen() -> None:
    drawn = []
    view, context = room(GapsView)
    gaps = tuple(replace(TETT_DO, subject=str(number), phrase=f"søk {number}") for number in range(10_000))
    async with context as editor:
        phrase = view._phrase

        def draw(gap: Gap) -> Any:
            drawn.append(gap)
            return phrase(gap)

        view._phrase = draw
        view.show(replace(an_overview(), gaps=gaps))
        await editor.press("ctrl+end")
        assert "søk 9999" in editor.screen
        assert len(drawn) < 1000


# --- next and gaps ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [NextView, GapsView])
async def test_one_key_after_opening_makes_the_search_on_top_a_keyword_and_the_notice_tells_the_way_back(
    make: type[GapsView] | type[NextView],
) -> None:
    view, context = room(make)
    async with context as editor:
        await editor.press("f8")
        asked, _said = done(editor.asked_for)
        assert asked == [("add_keyword", "tett-avloep", "tett do", False, TETT_DO.subject)]
        assert view.table._cursor == 1


@pytest.mark.parametrize("make", [NextView, GapsView])
async def test_another_wording_can_become_a_keyword_of_another_article(make: type[GapsView] | type[NextView]) -> None:
    _view, context = room(make)
    async with context as editor:
        await editor.press("f9", "2")
        await editor.type("byggesak")
        await editor.press("enter")
        asked, _said = done(editor.asked_for)
        assert asked == [("add_keyword", "byggesak", "doen er tett", False, TETT_DO.subject)]


async def test_tab_makes_it_a_nynorsk_keyword() -> None:
    _view, context = room(GapsView)
    async with context as editor:
        await editor.press("f9", "1", "tab")
        asked, _said = done(editor.asked_for)
        assert asked == [("add_keyword", "tett-avloep", "tett do", True, TETT_DO.subject)]


async def test_a_search_without_a_suggestion_asks_for_the_article() -> None:
    _view, context = room(GapsView)
    async with context as editor:
        await editor.press("ctrl+end", "f8")
        assert editor.asked_for is None
        await editor.press("enter")
        asked, _said = done(editor.asked_for)
        assert asked[0][:3] == ("add_keyword", "byggesak", HOSTILE.phrase)


async def test_escape_in_the_menu_adds_nothing() -> None:
    _view, context = room(GapsView)
    async with context as editor:
        await editor.press("f9", "escape")
        assert editor.asked_for is None


async def test_a_search_can_begin_a_new_article() -> None:
    _view, context = room(GapsView)
    async with context as editor:
        await editor.press("ctrl+n")
        assert (editor.asked_for.phrase, editor.asked_for.gap) == ("tett do", TETT_DO.subject)


async def test_an_unclear_answer_is_opened_to_be_mended_or_said_to_be_corrected() -> None:
    view, context = room(GapsView)
    async with context as editor:
        await editor.press("down", "f8")
        assert editor.asked_for.id == "byggesak"
        await editor.press("f9")
        assert done(editor.asked_for)[0] == [("end_gap", view.overview.gaps[1], GapEnd.CORRECTED)]


async def test_a_due_article_is_mended_from_the_top_list() -> None:
    view, context = room(NextView)
    async with context as editor:
        await editor.press("down", "down", "f8")
        assert done(editor.asked_for)[0] == [("mend", view.overview.tasks[2])]


async def test_an_article_nobody_has_looked_at_is_mended_or_opened_where_it_is_asked_for_most() -> None:
    view, context = room(NextView)
    async with context as editor:
        await editor.press("down", "down", "down", "f8")
        assert done(editor.asked_for)[0] == [("mend", view.overview.tasks[3])]
        await editor.press("up", "enter")
        assert (editor.asked_for.id, editor.asked_for.municipality) == ("tett-avloep", "3336")


async def test_a_gap_says_how_often_where_and_that_it_has_failed_again() -> None:
    use_language("nb")
    _view, context = room(GapsView)
    async with context as editor:
        for text in ("14", "Tinn 9", "Rollag 4", "20.11.2026", "Kommunen har ansvar"):
            assert text in editor.screen


# --- overlaps ---------------------------------------------------------------------------------------------------


async def overlaps_shown(editor: Editor, view: OverlapsView) -> None:
    view.show_overlaps(OVERLAPS)
    await editor.pilot.pause()


async def test_a_merge_asks_which_stays_with_the_more_used_one_first() -> None:
    view, context = room(OverlapsView)
    async with context as editor:
        await overlaps_shown(editor, view)
        await editor.press("f8", "enter")
        assert done(editor.asked_for)[0] == [("merge", "slamtoemming", "tett-avloep")]
        await editor.press("f8", "2")
        assert done(editor.asked_for)[0] == [("merge", "tett-avloep", "slamtoemming")]


async def test_a_shared_keyword_is_taken_from_the_chosen_one() -> None:
    view, context = room(OverlapsView)
    async with context as editor:
        await overlaps_shown(editor, view)
        await editor.press("f9", "enter")
        assert done(editor.asked_for)[0] == [("remove_keyword", "tett-avloep", "tømming")]


async def test_a_pair_without_a_shared_keyword_says_so() -> None:
    view, context = room(OverlapsView)
    async with context as editor:
        await overlaps_shown(editor, view)
        await editor.press("down", "f9")
        assert editor.asked_for.warning


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
async def test_enter_shows_both_answers_with_the_shared_keyword_marked(size: tuple[int, int]) -> None:
    view, context = room(OverlapsView, size=size)
    async with context as editor:
        await overlaps_shown(editor, view)
        await editor.press("enter")
        assert "Tanken tømmes" in editor.screen
        assert "Kommunen har ansvar" in editor.screen
        assert "● tømming" in editor.screen
        await editor.press("f8", "enter")
        assert done(editor.asked_for)[0] == [("merge", "slamtoemming", "tett-avloep")]


async def test_the_comparison_opens_either_article() -> None:
    view, context = room(OverlapsView)
    async with context as editor:
        await overlaps_shown(editor, view)
        await editor.press("enter", "2")
        assert editor.asked_for.id == "tett-avloep"


# --- coverage --------------------------------------------------------------------------------------------------


async def test_eight_municipalities_fit_in_eighty_columns_and_each_state_has_its_mark() -> None:
    _view, context = room(CoverageView, size=(80, 24))
    async with context as editor:
        lines = editor.screen.splitlines()
        heading = next(line for line in lines if "Kongs" in line)
        assert all(name in heading for name in short_names(REGION.municipalities))
        row = next(line for line in lines if "Tett avløp" in line)
        assert "M" in row
        assert "·12" in row
        assert "=" in next(line for line in lines if "Slamtømming" in line)
        assert "–" in next(line for line in lines if "Hytteavgift" in line)


async def test_in_a_narrow_window_the_municipalities_pass_by_and_the_chosen_one_is_seen() -> None:
    view, context = room(CoverageView, size=(60, 16))
    async with context as editor:
        for _ in REGION.municipalities:
            number = view._members[view._at].number
            assert f"[{'M' if number == '4026' else ''}" in editor.screen
            assert "Tett avløp" in editor.screen
            await editor.press("right")
        assert short_names(REGION.municipalities)[-1] in editor.screen
        await editor.press(*["left"] * len(REGION.municipalities))
        assert short_names(REGION.municipalities)[0] in editor.screen


@pytest.mark.parametrize("make", VIEWS)
async def test_in_the_smallest_window_every_view_shows_some_of_its_rows(make: Any) -> None:
    view, context = room(make, size=(60, 16))
    async with context as editor:
        if isinstance(view, OverlapsView):
            view.show_overlaps(OVERLAPS)
            await editor.pilot.pause()
        rows = view.table.query_one(".rows").size.height - 1  # without the heading
        assert rows >= 3


async def test_the_arrows_choose_the_municipality_and_enter_opens_the_note_there() -> None:
    _view, context = room(CoverageView)
    async with context as editor:
        await editor.press("right", "right", "left", "right", "enter")
        assert (editor.asked_for.id, editor.asked_for.municipality) == ("tett-avloep", "4026")
        assert "I Tinn ringer du vakten" in editor.screen
        assert "[M]" in editor.screen


async def test_one_key_says_as_shared_but_never_over_a_note() -> None:
    _view, context = room(CoverageView)
    async with context as editor:
        await editor.press("f8")
        assert done(editor.asked_for)[0] == [("mark_as_shared", "tett-avloep", ["3303"])]
        await editor.press("right", "right", "f8")
        assert editor.asked_for.warning


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_cannot_differ_is_marked_and_asks_for_no_look(size: tuple[int, int]) -> None:
    national = tuple(replace(each, national=each.id == "byggesak") for each in ARTICLES)
    _view, context = room(CoverageView, an_overview(national), size=size)
    async with context as editor:
        await editor.press("down", "down")
        assert "N kan ikke variere" in " ".join(editor.screen.split())
        assert "[N]" in editor.screen
        assert "Artikkelen kan ikke variere fra kommune til kommune." in editor.screen
        await editor.press("f8")
        assert editor.asked_for.warning
        await editor.press("f9")
        assert editor.asked_for.warning


async def test_one_key_says_as_shared_wherever_nobody_has_looked() -> None:
    _view, context = room(CoverageView)
    async with context as editor:
        await editor.press("f9")
        [(_name, _article, numbers)] = done(editor.asked_for)[0]
        assert numbers == [each.number for each in REGION.municipalities if each.number != "4026"]


def test_names_that_begin_alike_are_shown_as_numbers() -> None:
    alike = [replace(each, name="Nordre " + each.name) for each in REGION.municipalities[:2]]
    assert short_names(alike) == ["3303", "4005"]


# --- review ----------------------------------------------------------------------------------------------------


def details(editor: Editor) -> str:
    """What stands beside the list."""
    return " ".join(" ".join(line[70:] for line in editor.screen.splitlines()).split())


async def test_what_will_be_dated_is_said_before_the_key_is_pressed() -> None:
    _view, context = room(ReviewView)
    async with context as editor:
        assert "er kontrollert i dag og fortsatt riktig, med 1 kilde." in details(editor)
        await editor.press("f9", "f9")
        assert "2 artikler er kontrollert i dag og fortsatt riktige, med 2 kilder." in details(editor)


@pytest.mark.parametrize(
    ("at", "said"),
    [(0, "Teller 14: 14 innringere på 30 dager, hver"), (2, "Teller 3,1: 31 innringere på 30 dager, hver")],
)
async def test_a_line_says_why_it_stands_where_it_does(at: int, said: str) -> None:
    _view, context = room(NextView)
    async with context as editor:
        await editor.press(*["down"] * at)
        assert said in details(editor)


async def test_one_key_says_checked_today_of_the_row_or_of_all_that_are_marked() -> None:
    view, context = room(ReviewView)
    async with context as editor:
        await editor.press("f8")
        assert done(editor.asked_for)[0] == [("checked_today", [DUE[0].article])]
        await editor.press("ctrl+home", "f9", "f9", "f8")
        assert done(editor.asked_for)[0] == [("checked_today", [DUE[0].article, DUE[1].article])]
        assert not view.table._marked


async def test_a_changed_law_shows_what_rests_on_it_before_it_is_stored() -> None:
    view, context = room(ReviewView)
    async with context as editor:
        await view.run_action("rule_changed")
        await editor.pilot.pause()
        await editor.type("bygningsloven")
        assert "Byggesak" in editor.screen
        assert editor.asked_for is None
        await editor.press("enter")
        assert done(editor.asked_for)[0] == [("rule_changed", "bygningsloven", date(2026, 11, 20))]


async def test_a_law_is_not_stored_without_a_day_that_is_one() -> None:
    view, context = room(ReviewView)
    async with context as editor:
        await view.run_action("rule_changed")
        await editor.pilot.pause()
        await editor.type("bygningsloven")
        await editor.press("tab", "backspace", "x", "enter")
        assert editor.asked_for is None
        assert "01.09.2026 eller 2026-09-01" in editor.screen
        await editor.press("escape")
        assert editor.asked_for is None


def test_only_what_was_checked_before_the_change_is_to_be_looked_at_again() -> None:
    checked = replace(ARTICLES[2], sources=(Source("plan- og bygningsloven", date(2026, 11, 2)),))
    overview = an_overview((*ARTICLES[:2], checked, ARTICLES[3]))
    assert articles_on("plan- og bygningsloven", date(2026, 11, 1), overview) == []
    assert articles_on("plan- og bygningsloven", date(2026, 11, 3), overview) == [checked]


# --- all -------------------------------------------------------------------------------------------------------


async def test_what_a_view_does_may_be_refused_and_the_row_stays() -> None:
    view, context = room(GapsView)
    async with context as editor:
        await editor.press("f8")

        class Locked:
            def add_keyword(self, *_args: Any, **_named: Any) -> None:
                raise KontaktError("Databasen er låst.")

        with pytest.raises(KontaktError):
            editor.asked_for.call(Locked())
        assert TETT_DO in view.table._shown
