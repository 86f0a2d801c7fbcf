"""A line of a list to choose from."""

import pytest

from kontakt.tui.widgets.choice import Choice

AWAY = Choice(1, "Kari", "35 00 00 00  borte til fre. 09:00 (meldt 14:30)", "", "35 00 00 00  borte til fre. 09:00")


@pytest.mark.parametrize(
    ("room", "lines"),
    [
        (70, ["Kari        35 00 00 00  borte til fre. 09:00 (meldt 14:30)"]),
        (60, ["Kari        35 00 00 00  borte til fre. 09:00"]),
        (48, ["Kari  35 00 00 00  borte til fre. 09:00"]),
        (30, ["Kari", "35 00 00 00  borte til fre. 09:00 (meldt 14:30)"]),
    ],
)
def test_a_detail_that_must_be_read_is_shortened_or_stands_below(room: int, lines: list[str]) -> None:
    assert [line.strip() for line in AWAY.prompt(10, 1, room).plain.split("\n")] == lines


def test_any_other_detail_is_left_to_be_cut() -> None:
    assert Choice(1, "Kari", "a" * 100).prompt(10, 1, 30).plain.endswith("a" * 100)
