"""What a key in the search box has laid out and drawn, and what it leaves as it is."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.screen import Screen

from kontakt.tui.desk.call_strip import CallStrip
from kontakt.tui.desk.search_box import SearchBox

from .conftest import AtDesk, Shift


@pytest.fixture(autouse=True)
def no_second_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer of the call asks for a frame of its own every second."""
    monkeypatch.setattr(CallStrip, "_tick", lambda strip: None)


@contextmanager
def layouts(shift: Shift) -> Iterator[list[object]]:
    """Grows by one whenever the screen is laid out."""
    made: list[object] = []
    watcher, signal = shift.app.screen.query_one(SearchBox), shift.app.screen.screen_layout_refresh_signal
    signal.subscribe(watcher, made.append, immediate=True)
    yield made
    signal.unsubscribe(watcher)


@contextmanager
def frames(shift: Shift) -> Iterator[list[object]]:
    """Grows by one whenever a frame is drawn."""
    drawn: list[object] = []
    draw = Screen._compositor_refresh

    def counted(screen: Screen[object]) -> None:
        draw(screen)
        drawn.append(screen)

    with pytest.MonkeyPatch.context() as counting:
        counting.setattr(Screen, "_compositor_refresh", counted)
        yield drawn


async def at_rest(shift: Shift) -> None:
    """Until nothing asks to be drawn, and the next that does is drawn at once."""
    await shift.settle()
    await shift.until(lambda: shift.app.screen._update_timer._active._waiters)


async def test_a_letter_lays_nothing_out_while_the_card_stays(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("brøyt")
        await shift.until(lambda: "Hvilken vei?" in shift.screen)
        with layouts(shift) as made:
            await shift.type("i")
            await shift.until(lambda: "brøyti" in shift.screen)
            assert not shift.app.screen._layout_required
        assert made == []


@pytest.mark.long
async def test_the_end_of_a_text_that_is_longer_than_the_box_is_seen(at_desk: AtDesk) -> None:
    async with at_desk((60, 16)) as shift:
        await shift.type("jeg lurer på når dere kommer og brøyter her hos oss i veien til hytta")
        assert "til hytta" in shift.screen
        assert "jeg lurer" not in shift.screen
        await shift.press("home")
        assert "jeg lurer" in shift.screen


async def test_a_letter_is_drawn_in_one_frame_with_what_it_finds(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("brøyt")
        await at_rest(shift)
        with frames(shift) as drawn:
            await shift.type("i")
            await at_rest(shift)
        assert len(drawn) == 1


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["fits", "scrolls"])
async def test_another_card_lays_nothing_out_and_is_drawn_in_one_frame(at_desk: AtDesk, size: tuple[int, int]) -> None:
    async with at_desk(size) as shift:
        await shift.type("b")
        await at_rest(shift)
        assert "Hvilken vei?" not in shift.screen
        with frames(shift) as drawn, layouts(shift) as made:
            await shift.type("r")
            await at_rest(shift)
        assert "Hvilken vei?" in shift.screen
        assert (len(drawn), len(made)) == (1, 0)
