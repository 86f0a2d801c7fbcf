"""The keys at the foot of a menu."""

import pytest

from kontakt.tui.widgets.hint import broken


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (60, ["24.12 til 3.1.   Enter lagrer det.   Esc: tilbake"]),
        (44, ["24.12 til 3.1.   Enter lagrer det.", "Esc: tilbake"]),
        (20, ["24.12 til 3.1.", "Enter lagrer det.", "Esc: tilbake"]),
        (10, ["24.12 til", "3.1.", "Enter", "lagrer", "det.", "Esc:", "tilbake"]),
    ],
)
def test_a_line_ends_between_two_keys_and_not_between_a_key_and_what_it_does(width: int, lines: list[str]) -> None:
    found = broken("24.12 til 3.1.   Enter lagrer det.   Esc: tilbake", width)
    assert [line.strip() for line in found] == lines


def test_a_line_of_its_own_stays_one() -> None:
    assert [*broken("Enter: videre\nF1 Fant ikke svar  F2 Mangler tilgang", 80)] == [
        "Enter: videre",
        "F1 Fant ikke svar  F2 Mangler tilgang",
    ]
