"""Two versions of an article's text, drawn line by line: what came and what went is marked by a sign as well as by
colour. The fields are called what the editor's page calls them; their keys in the files nobody need know."""

from collections.abc import Iterable

from textual.content import Content

from kontakt.editor.text_diff import DiffKind, DiffLine
from kontakt.locale import N_, _
from kontakt.tui.widgets.labelled import Item, Part

_SIGNS = {DiffKind.ADDED: "+ ", DiffKind.REMOVED: "− ", DiffKind.SAME: "  "}
_STYLES = {DiffKind.ADDED: "$act", DiffKind.REMOVED: "$warn", DiffKind.SAME: "$quiet"}

_FENCE = "---"
_FIELDS = {
    "title": N_("Title"),
    "title_nn": N_("Title in nynorsk"),
    "keywords": N_("Keywords"),
    "keywords_nn": N_("Keywords in nynorsk"),
    "audience": N_("Who asks"),
    "first_line": N_("Resolved at the first line"),
    "owner": N_("Owner"),
    "links": N_("Links"),
    "sources": N_("Rests on"),
    "reviewed": N_("Checked"),
    "review_by": N_("Review by"),
    "status": N_("Status"),
    "only": N_("Exists in"),
    "as_shared": N_("As shared"),
    "national": N_("Cannot differ by municipality"),
}


def diff_parts(lines: Iterable[DiffLine], *, otherwise: str) -> tuple[Part, ...]:
    """The lines, each after its sign; ``otherwise`` is what stands there without any."""
    items = tuple(_item(line) for line in lines if line.text != _FENCE)
    return (Part(items or (Item(Content.styled(otherwise, "$quiet")),)),)


def _item(line: DiffLine) -> Item:
    if line.kind is DiffKind.GAP:
        return Item(Content.styled("⋯", "$quiet"), "  ")
    return Item(Content.styled(_named(line.text), _STYLES[line.kind]), _SIGNS[line.kind])


def _named(line: str) -> str:
    """The line with its field's name in place of the key, where it begins with one."""
    key, colon, rest = line.partition(":")
    return f"{_(_FIELDS[key])}{colon}{rest}" if colon and key in _FIELDS else line
