"""The columns of a table: what stands in them, how wide they are, and which give way in a narrow window."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from textual.content import Content

from kontakt.locale import _

T = TypeVar("T")

GAP = "  "


class Column(NamedTuple, Generic[T]):
    """``name`` is the heading, translated when drawn. ``width`` is in cells; a column that ``grows`` has at least that,
    and shares what is left over. ``right`` is for numbers. ``rank`` says which columns a narrow window leaves out: the
    highest first, 0 never. ``key`` is what the table can be sorted by (None: not by this one), from the last to the
    first where it ``descends``."""

    name: str
    cell: Callable[[T], Content | str]
    width: int
    grows: bool = False
    right: bool = False
    rank: int = 0
    key: Callable[[T], Any] | None = None
    descends: bool = False


class Laid(NamedTuple, Generic[T]):
    """A column with the width it has in this window."""

    column: Column[T]
    width: int

    def heading(self, mark: str) -> str:
        """The name, with the mark of the sorted column after it, in the gap if the name fills the column."""
        name = f"{_(self.column.name)[: self.width]:{'>' if self.column.right else '<'}{self.width}}"
        if not mark:
            return name + GAP
        if self.column.right:
            return f"{name}{mark} "
        return f"{name.rstrip()} {mark}".ljust(self.width + len(GAP))[: self.width + len(GAP)]

    def cell(self, item: T) -> Content:
        """What stands in the column, cut off where it is too long, and filled up to the column's width and the gap."""
        shown = self.column.cell(item)
        content = Content(shown) if isinstance(shown, str) else shown
        content = content.truncate(self.width, ellipsis=True)
        missing = self.width - content.cell_length
        return content.pad_left(missing) + GAP if self.column.right else content.pad_right(missing) + GAP


def laid_out(columns: Sequence[Column[T]], width: int) -> tuple[Laid[T], ...]:
    """The columns that fit into ``width`` cells, in their order."""
    shown = list(columns)
    least = {each.name: max(each.width, len(_(each.name)) if not each.grows else 0) for each in columns}

    def missing() -> int:
        return sum(least[each.name] + len(GAP) for each in shown) - len(GAP) - width  # no gap after the last

    while missing() > 0 and (last := max(shown, key=lambda each: each.rank)).rank:
        shown.remove(last)
    growing = [each for each in shown if each.grows]
    extra = {
        each.name: max(-missing(), -least[each.name]) // len(growing) + (at < -missing() % len(growing))
        for at, each in enumerate(growing)
    }
    return tuple(Laid(each, max(1, least[each.name] + extra.get(each.name, 0))) for each in shown)
