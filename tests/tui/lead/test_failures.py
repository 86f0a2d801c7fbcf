"""A step that fails in the lead's room is logged and told, and the figures stay."""

from typing import Any

import pytest

from .conftest import AtBoard


def broken(*_args: Any, **_options: Any) -> None:
    raise ValueError("unforeseen")


@pytest.mark.parametrize(
    ("part", "view", "keys"),
    [
        ("kontakt.reports.writing.suggested_name", "f2", ("ctrl+s",)),
        ("kontakt.tui.lead.helping_view.AskScreen", "f6", ("ctrl+b",)),
    ],
    ids=["a step of the room", "a step of a view"],
)
async def test_a_step_that_fails_is_logged_and_told(
    at_board: AtBoard,
    a_quarter: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: str,
    view: str,
    keys: tuple[str, ...],
) -> None:
    async with at_board() as board:
        await board.look(view)
        monkeypatch.setattr(part, broken)
        await board.press(*keys)
        await board.until(lambda: "feil i programmet" in board.screen)
        assert "Ingenting er endret" in board.screen
        assert "4. kvartal 2026" in board.screen
        assert "ValueError: unforeseen" in caplog.text
