"""What a key in the search box has laid out and drawn, and what it leaves as it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from kontakt.tui.desk.search_box import SearchBox

from .conftest import AtDesk, Shift


@contextmanager
def layouts(shift: Shift) -> Iterator[list[object]]:
    """Grows by one whenever the screen is laid out."""
    made: list[object] = []
    watcher, signal = shift.app.screen.query_one(SearchBox), shift.app.screen.screen_layout_refresh_signal
    signal.subscribe(watcher, made.append, immediate=True)
    yield made
    signal.unsubscribe(watcher)


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


async def test_the_end_of_a_text_that_is_longer_than_the_box_is_seen(at_desk: AtDesk) -> None:
    async with at_desk((60, 16)) as shift:
        await shift.type("jeg lurer på når dere kommer og brøyter her hos oss i veien til hytta")
        assert "til hytta" in shift.screen
        assert "jeg lurer" not in shift.screen
        await shift.press("home")
        assert "jeg lurer" in shift.screen
