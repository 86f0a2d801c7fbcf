"""The paper on privacy says what the guard does: its examples are tried."""

import re
from pathlib import Path

import pytest

from kontakt.privacy import IdentityNumberFound, guard, holds_private_number

PAPER = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
TABLE = PAPER.split("## Beside calls")[0]


def _examples() -> list[tuple[str, str, str]]:
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in TABLE.splitlines() if "`" in line]
    cells = [row for row in rows if len(row) == 5]
    return [(example, row[2], row[3]) for row in cells for example in re.findall("`([^`]+)`", row[1])]


@pytest.mark.parametrize(("example", "from_a_call", "in_an_article"), _examples())
def test_an_example_is_treated_as_the_paper_says(example: str, from_a_call: str, in_an_article: str) -> None:
    try:
        stored = guard(example)
    except IdentityNumberFound:
        stored = "refused"
    assert (stored if stored != example else "left") == from_a_call.strip("`")
    assert ("refused" if holds_private_number(example) else "left") == in_an_article


def test_the_paper_has_an_example_of_every_kind() -> None:
    assert len(_examples()) > 25
