"""The tabs of a room in a narrow window."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from kontakt.tui.widgets.head_line import HeadLine, Tab


class OneLine(App[None]):
    def compose(self) -> ComposeResult:
        yield HeadLine()


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (60, "Rom  ▌F2 Enheter  F3 Kontakter  F4 Ansvar          Kongsberg"),
        (46, "▌F2 Enheter  F3 Kontakter  F4 Ansvar Kongsberg"),
        (42, "▌F2 Enheter F3 Kontak… F4 Ansvar Kongsberg"),
        (38, "▌F2 Enheter F3 Kon… F4 Ans…  Kongsberg"),
        (36, "▌F2 Enheter  F3  F4        Kongsberg"),
    ],
)
async def test_names_are_shortened_before_they_go(width: int, line: str) -> None:
    app = OneLine()
    async with app.run_test(size=(width, 3)):
        head = app.query_one(HeadLine)
        head.show("Rom", [Tab("F2", "Enheter"), Tab("F3", "Kontakter"), Tab("F4", "Ansvar")], 0, Content("Kongsberg"))
        assert head.render().plain == line
