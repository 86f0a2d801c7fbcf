"""What each municipality would pay of a cost, by inhabitants and by the inquiries that are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from textual.content import Content

from kontakt.errors import KontaktError
from kontakt.firstline import Period
from kontakt.lead.costs import Weight, read_amount, read_key, split
from kontakt.lead.helping import Helping
from kontakt.lead.labels import municipality_name, unknown_left_out, which_count
from kontakt.locale import N_, _
from kontakt.locale.formats import decimal, number
from kontakt.tui.commands.lead import COSTS

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames

_NAME, _WEIGHS, _PAYS = 16, 14, 16
_HEADS = {
    Weight.INHABITANTS: (N_("Inhabitants"), N_("pays")),
    Weight.INQUIRIES: (N_("Inquiries"), N_("pays")),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """``amount`` in øre, of which ``fixed_percent`` is shared equally."""

    amount: int
    fixed_percent: int


def read_cost(text: str) -> Cost:
    """An amount and, last, a key: ``5 466 440,86 40/60``. Raises ValueError with a sentence for the person."""
    amount, _space, key = text.strip().rpartition(" ")
    try:
        return Cost(read_amount(amount), read_key(key))
    except KontaktError as wrong:
        raise ValueError(str(wrong)) from wrong


def cost_lines(cost: Cost | None, helping: Helping, period: Period, names: "KnownNames", width: int) -> list[Content]:
    """The shares of a cost as a table; without one, or where it cannot be shared, what to do."""
    heading = Content.styled(_("Shares of a cost"), "bold")
    if cost is None:
        return [heading, Content.styled(_("{key}: write an amount and a key.").format(key=COSTS.shown_key), "$quiet")]
    known = all(each.inhabitants is not None for each in names.region.municipalities)
    try:
        shared = split(
            names.region, helping.asked, cost.amount, cost.fixed_percent, by=None if known else Weight.INQUIRIES
        )
    except KontaktError as problem:
        return [heading, *Content.styled(str(problem), "$warn").wrap(width)]
    heads = [_(title) for by in shared.weights for title in _HEADS[by]]
    columns = Content.styled(" " * _NAME + _row(heads), "$quiet")
    rows = [_line(municipality_name(each.municipality, names), each.weighs, each.pays) for each in shared.shares]
    weighs, pays = ({by: each(by) for by in shared.weights} for each in (shared.weight, shared.paid))
    said = (which_count(period), unknown_left_out(helping.asked)) if Weight.INQUIRIES in shared.weights else ()
    which = [line for text in said if text for line in Content.styled(text, "$quiet").wrap(max(1, width))]
    return [heading, columns, *rows, _line(_("Sum"), weighs, pays).stylize("bold"), *which]


def _line(name: str, weighs: Mapping[Weight, int], pays: Mapping[Weight, int]) -> Content:
    cells = [text for by, oere in pays.items() for text in (number(weighs[by]), decimal(Decimal(oere) / 100, 2))]
    shown = Content(name).truncate(_NAME - 1, ellipsis=True)
    return Content.assemble(shown.pad_right(_NAME - shown.cell_length), _row(cells))


def _row(cells: Sequence[str]) -> str:
    return "".join(f"{cell:>{_PAYS if at % 2 else _WEIGHS}}" for at, cell in enumerate(cells))
