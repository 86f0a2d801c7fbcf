"""Two versions of a text, line by line: what went, what came, and a little of what stayed."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_AROUND = 2
"""How many unchanged lines are shown on either side of a change."""


class DiffKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    SAME = "same"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line. A GAP, which has no text, stands where unchanged lines are left out."""

    kind: DiffKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that differs, by its name ("answer", "local.4026") and its ``label``; its lines before and after."""

    field: str
    label: str
    lines: tuple[DiffLine, ...]


def differences(before: str, after: str) -> tuple[DiffLine, ...]:
    """The lines that differ between two canonical texts, with those around them; none where the texts are the same."""
    return tuple(_differences(before.splitlines(), after.splitlines()))


def _differences(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    shown = 0
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        if group[0][1] > shown:
            yield DiffLine(DiffKind.GAP)
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                yield from (DiffLine(DiffKind.SAME, line) for line in old[old_start:old_end])
                continue
            yield from (DiffLine(DiffKind.REMOVED, line) for line in old[old_start:old_end])
            yield from (DiffLine(DiffKind.ADDED, line) for line in new[new_start:new_end])
        shown = group[-1][2]
    if 0 < shown < len(old):
        yield DiffLine(DiffKind.GAP)
