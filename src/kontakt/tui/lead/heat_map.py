"""Hours of the week as a map: a shade and a figure in every cell."""

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content

from kontakt.firstline import Proportion
from kontakt.lead.arrivals import Hour
from kontakt.lead.enough_agents import ENOUGH_AGENTS
from kontakt.locale import _
from kontakt.locale.formats import number, percent, weekday
from kontakt.reports.for_people import NOTHING
from kontakt.tui.widgets.shade import shade

OFFICE_HOURS = range(8, 16)
_MONDAY = date(2024, 1, 1)  # any one
_LABEL = 6
_SHADE = 4
_WIDEST = 14
_LETTERS = 3  # of a day where its name does not fit

HIDDEN = "*"
WIDE = 0.2
"""An interval of more than 20 percentage points is a wide one."""


def heat_map(hours: Sequence[Hour], width: int, *, rates: bool) -> list[Content]:
    """Lines of at most ``width`` cells: the hours that an office is open, and those with inquiries, by weekday. Shaded
    by how many inquiries there are, or by how high the ``rates`` are, from the lowest to 100 per cent."""
    shown = [
        clock for clock in range(24) if clock in OFFICE_HOURS or any(hours[24 * day + clock].n for day in range(7))
    ]
    days = [day for day in range(7) if day < 5 or any(hours[24 * day + clock].n for clock in shown)]
    column = min(_WIDEST, (width - _LABEL) // (len(days) + 1))
    most = max((each.n for each in hours), default=0)
    lowest = min((each.gross.share for each in hours if each.gross), default=0.0)

    def cell(hour: Hour) -> Content:
        if rates:
            part = (hour.gross.share - lowest) / (1 - lowest) if hour.gross and lowest < 1 else 1.0
            figure = _rate(hour.gross, column) if hour.gross else HIDDEN if hour.hidden else NOTHING
            return _cell(figure, max(part, 0.01) if hour.gross else 0.0, column)
        return _cell(number(hour.n) if hour.n else NOTHING, hour.n / most if most else 0.0, column)

    names = [weekday(_MONDAY + timedelta(days=day)).capitalize() for day in days]
    if max(map(len, names)) >= column:
        names = [name[:_LETTERS] for name in names]
    heading = " " * _LABEL + "".join(f"{name:>{column}}" for name in names)
    lines = [Content.styled(heading + ("" if rates else f"{_('All'):>{column}}"), "$quiet")]
    for clock in shown:
        row = [hours[24 * day + clock] for day in days]
        whole = Content("") if rates else Content.styled(f"{number(sum(each.n for each in row)):>{column}}", "bold")
        lines.append(Content.assemble((f"{clock:02}–{clock + 1:02}".ljust(_LABEL), "$quiet"), *map(cell, row), whole))
    return lines


def legend(hours: Sequence[Hour], *, rates: bool) -> str:
    """What the shades and signs mean."""
    if not rates:
        return _("Inquiries that began in each hour. The denser, the more.")
    lowest = min((each.gross.share for each in hours if each.gross), default=None)
    said = _("Resolved, gross. The faintest is {lowest}, the densest 100 %.").format(
        lowest=percent(lowest, 0) if lowest is not None else NOTHING
    )
    said = f"{said} {_('In brackets: the 95 % interval; ~ stands for a wide one, of few inquiries.')}"
    hidden = _("* hidden: fewer than {count} agents.").format(count=ENOUGH_AGENTS)
    return f"{said} {hidden}" if any(each.hidden for each in hours) else said


def _rate(gross: Proportion, column: int) -> str:
    """``72 % (58–83)`` where there is room, else ``~72 %`` for a rate that may be far off."""
    share, interval = percent(gross.share, 0), gross.interval
    whole = f"{share} ({round(100 * interval.low)}–{round(100 * interval.high)})"
    if len(whole) < column:
        return whole
    return f"~{share}" if interval.high - interval.low > WIDE else share


def _cell(figure: str, part: float, column: int) -> Content:
    """The shade before the figure, both at the right of the column."""
    text = f"{figure:>4}"
    drawn = shade(part, max(0, min(_SHADE, column - len(text) - 2)))
    cell = Content.assemble((drawn, "$act"), " ", (text, "$quiet" if figure in (NOTHING, HIDDEN) else ""))
    return cell.pad_left(max(0, column - cell.cell_length))
