"""Two versions of a text, drawn line by line: what came and what went is marked by a sign as well as by colour."""

from collections.abc import Iterable

from textual.content import Content

from kontakt.files.text_diff import DiffKind, DiffLine, FieldDifference
from kontakt.tui.widgets.labelled import Item, Part

_SIGNS = {DiffKind.ADDED: "+ ", DiffKind.REMOVED: "− ", DiffKind.SAME: "  "}
_STYLES = {DiffKind.ADDED: "$act", DiffKind.REMOVED: "$warn", DiffKind.SAME: "$quiet"}


def diff_parts(lines: Iterable[DiffLine], *, otherwise: str) -> tuple[Part, ...]:
    """The lines, each after its sign; ``otherwise`` is what stands there without any."""
    items = tuple(map(_item, lines))
    return (Part(items or (Item(Content.styled(otherwise, "$quiet")),)),)


def field_parts(fields: Iterable[FieldDifference], *, otherwise: str = "") -> tuple[Part, ...]:
    """Each field that differs under its name; ``otherwise`` is what stands there without any."""
    parts = tuple(
        Part((Item(Content.styled(each.label, "bold")), *map(_item, each.lines)), apart=at > 0)
        for at, each in enumerate(fields)
    )
    return parts or diff_parts((), otherwise=otherwise)


def _item(line: DiffLine) -> Item:
    if line.kind is DiffKind.GAP:
        return Item(Content.styled("⋯", "$quiet"), "  ")
    return Item(Content.styled(line.text, _STYLES[line.kind]), _SIGNS[line.kind])
