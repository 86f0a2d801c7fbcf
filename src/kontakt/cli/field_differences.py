"""How commands print what differs in an article, field by field."""

from collections.abc import Iterable, Iterator

from kontakt.files.text_diff import DiffKind, FieldDifference

_SIGNS = {DiffKind.ADDED: "+ ", DiffKind.REMOVED: "- ", DiffKind.SAME: "  ", DiffKind.GAP: "  …"}


def difference_lines(fields: Iterable[FieldDifference]) -> Iterator[str]:
    """The name of each field, and below it the lines that went and came, each after its sign."""
    for field in fields:
        yield f"  {field.label}"
        yield from (f"    {_SIGNS[line.kind]}{line.text}".rstrip() for line in field.lines)
