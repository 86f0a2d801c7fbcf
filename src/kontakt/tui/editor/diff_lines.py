"""Two versions of a text, drawn line by line: what came and what went is marked by a sign as well as by colour."""

from collections.abc import Iterable

from textual.content import Content

from kontakt.editor.comparing import DiffKind, DiffLine
from kontakt.tui.widgets.labelled import Item, Part

_SIGNS = {DiffKind.ADDED: "+ ", DiffKind.REMOVED: "− ", DiffKind.SAME: "  "}
_STYLES = {DiffKind.ADDED: "$act", DiffKind.REMOVED: "$warn", DiffKind.SAME: "$quiet"}


def drawn(lines: Iterable[DiffLine], *, otherwise: str) -> tuple[Part, ...]:
    """The lines, each after its sign; ``otherwise`` is what stands there without any."""
    items = tuple(map(_item, lines))
    return (Part(items or (Item(Content.styled(otherwise, "$quiet")),)),)


def _item(line: DiffLine) -> Item:
    if line.kind is DiffKind.GAP:
        return Item(Content.styled("⋯", "$quiet"), "  ")
    return Item(Content.styled(line.text, _STYLES[line.kind]), _SIGNS[line.kind])
