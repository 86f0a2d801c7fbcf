"""To which units callers were put through, and what came of it, as lines."""

from typing import TYPE_CHECKING

from textual.content import Content

from kontakt.lead.labels import few_put_through, unit_name
from kontakt.lead.transfers import UnitTransfers
from kontakt.library.labels import TRANSFER_RESULTS
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number
from kontakt.reports.for_people import NOTHING

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames

_MOST = 15
"""Lines; the report has all of them."""
_WIDEST = 44
_NARROW = 100


def transfer_lines(by_unit: tuple[UnitTransfers, ...], names: "KnownNames", width: int) -> list[Content]:
    """A line for each unit that most callers were put through to, with an empty one after the last; none where no unit
    was said."""
    if not by_unit:
        return []
    heads = [_("Put through"), *(_(name) for name in TRANSFER_RESULTS.values())]
    columns = [len(head) + (2 if width < _NARROW else 4) for head in heads]
    room = min(_WIDEST, width - sum(columns))
    heading = _("To the unit").ljust(room) + "".join(
        f"{head:>{size}}" for head, size in zip(heads, columns, strict=True)
    )
    lines = [Content.styled(_("Put through, by unit"), "bold"), Content.styled(heading, "$quiet")]
    for each in by_unit[:_MOST]:
        name = Content(unit_name(each.unit, names)).truncate(room - 1, ellipsis=True)
        counts = [each.n, *((each.results or {}).get(result) for result in TRANSFER_RESULTS)]
        figures = [NOTHING if n is None else number(n) for n in counts]
        cells = "".join(f"{figure:>{size}}" for figure, size in zip(figures, columns, strict=True))
        lines.append(Content.assemble(name.pad_right(room - name.cell_length), cells))
    if more := len(by_unit[_MOST:]):
        text = ngettext("{count} more unit stands in the report.", "{count} more units stand in the report.", more)
        lines.append(Content.styled(text.format(count=number(more)), "$quiet"))
    return [*lines, *Content.styled(few_put_through(), "$quiet").wrap(width), Content("")]
