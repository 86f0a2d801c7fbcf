"""The drawings of a report, each from the rows of its table."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kontakt.firstline import Proportion, Verdict
from kontakt.locale import _
from kontakt.locale.formats import number, percent
from kontakt.reports.document import Chart, ChartKind, FigureKind, Hidden, NamedValue, ReportTable, Value
from kontakt.reports.for_people import Crossed, crossed, written
from kontakt.reports.markup import Markup
from kontakt.reports.svg import WIDTH, box, cut, dot, drawing, line, path, room, steps, text

_ROW = 26  # the height of one row
_TOP = 24  # the height of an axis's labels
_BARS = 12  # of a Pareto
_LEVERS = 3  # of each municipality
_SMALL = 62  # the height of one of the weekly drawings
_RATE, _GOAL = 4, 5  # where they stand in a row of the trend

PALEST, DARKEST = 0.04, 0.34
"""How strongly the cells of a heat map are coloured; the numbers in them must stand out."""


def drawn(table: ReportTable, chart: Chart) -> Markup | None:
    """The table's drawing; None where there is nothing to draw."""
    if not table.rows:
        return None
    match chart.kind:
        case ChartKind.INTERVALS:
            return _intervals(table, chart)
        case ChartKind.PARETO:
            return _pareto(table, chart)
        case ChartKind.TRENDS:
            return _trends(table, chart)
        case ChartKind.HEAT:
            return _heat(table, chart)
        case ChartKind.BARS:
            return _bars(table, chart)


# --- intervals against the target -----------------------------------------------------------------------------


def _intervals(table: ReportTable, chart: Chart) -> Markup:
    """A line for the interval, a dot for the rate, a mark for the target, and the verdict as a sign and a word. Where
    the target was that of some inquiries alone, the verdict carries an asterisk, and there is no mark to hold the rate
    of all against."""
    names = _said(table.column("municipality"))
    rates, targets, verdicts = (table.column(id) for id in ("gross", "target", "verdict"))
    partly = [judged not in (None, gross) for judged, gross in zip(table.column("judged"), rates, strict=True)]
    lowest = min((rate.interval.low for rate in rates if isinstance(rate, Proportion)), default=0.5)
    begins = min(0.9, int(min([lowest, *(share for share in targets if isinstance(share, float))]) * 10) / 10)
    said = room(_said(verdicts), 150)
    left, right = room(names, 190), WIDTH - said - 46
    bottom = _TOP + _ROW * len(names)

    def at(share: float) -> float:
        return left + (share - begins) / (1 - begins) * (right - left)

    def row(at_row: int) -> Iterator[Markup]:
        y, rate, target = _TOP + _ROW * (at_row + 0.5), rates[at_row], targets[at_row]
        yield text(0, y + 4, cut(names[at_row], left))
        if isinstance(rate, Proportion):
            low, high = at(rate.interval.low), at(rate.interval.high)
            yield line(low, y, high, y, "interval")
            yield from (line(x, y - 4, x, y + 4, "interval") for x in (low, high))
            yield dot(at(rate.share), y, 5, "point")
        if isinstance(target, float) and not partly[at_row]:
            yield line(at(target), y - 11, at(target), y + 11, "target")
        yield from _verdict(verdicts[at_row], WIDTH - said, y + 4, "*" if partly[at_row] else "")

    axis = (
        (line(at(mark), _TOP - 4, at(mark), bottom, "rule"), text(at(mark), 12, percent(mark, 0), anchor="middle"))
        for mark in steps(begins, 1, 0.1)
    )
    legend = (
        line(left, bottom + 20, left + 34, bottom + 20, "interval"),
        dot(left + 17, bottom + 20, 5, "point"),
        text(left + 42, bottom + 24, _("rate with its 95 % interval")),
        line(left + 250, bottom + 11, left + 250, bottom + 29, "target"),
        text(left + 260, bottom + 24, _("target")),
        *([text(left + 330, bottom + 24, f"* {_('of those that had a target')}")] if any(partly) else []),
    )
    rows = (part for at in range(len(names)) for part in row(at))
    return drawing(chart, table.id, bottom + 36, (part for pair in axis for part in pair), rows, legend)


def _verdict(verdict: Value, x: float, y: float, mark: str) -> Iterator[Markup]:
    """The sign left of the word, so that words stand below each other; what is not reached stands out."""
    if isinstance(verdict, NamedValue):
        kind = "behind" if verdict.code == Verdict.NOT_REACHED else None
        yield text(x - 16, y, verdict.sign, anchor="middle", kind=kind or "strong")
        yield text(x, y, verdict.name + mark, kind=kind)


# --- Pareto ---------------------------------------------------------------------------------------------------


def _pareto(table: ReportTable, chart: Chart) -> Markup:
    """The largest reasons as lying bars with their numbers; beside them, how much they are together."""
    causes, themes = (_said(table.column(id))[:_BARS] for id in ("cause", "theme"))
    counts, shares = (_numbers(table.column(id))[:_BARS] for id in ("inquiries", "cumulative"))
    labels = [f"{cause} · {theme}" for cause, theme in zip(causes, themes, strict=True)]
    left, begins, ends = room(labels, 330), WIDTH - 190, WIDTH - 60
    bottom = _TOP + _ROW * len(labels)
    longest = begins - left - 60

    def row(at: int) -> Iterator[Markup]:
        y, length = _TOP + _ROW * at, counts[at] / max(counts) * longest
        yield text(0, y + 17, cut(labels[at], left))
        yield box(left, y + 5, length, _ROW - 10, "bar")
        yield text(left + length + 6, y + 17, number(round(counts[at])))
        yield text(WIDTH, y + 17, percent(shares[at]), anchor="end")

    points = [(begins + share * (ends - begins), _TOP + _ROW * (at + 0.5)) for at, share in enumerate(shares)]
    axis = (line(x, _TOP - 4, x, bottom, "rule") for x in (begins, (begins + ends) / 2, ends))
    return drawing(
        chart,
        table.id,
        bottom + 8,
        text(left, 12, _("Inquiries")),
        text(WIDTH, 12, _("cumulative, 0 to 100 %"), anchor="end"),
        axis,
        (part for at in range(len(labels)) for part in row(at)),
        path(points, "cumulative"),
        (dot(x, y, 3.5, "cumulative-point") for x, y in points),
    )


# --- trends ---------------------------------------------------------------------------------------------------


def _trends(table: ReportTable, chart: Chart) -> Markup:
    """A small drawing for each municipality with a rate, all on one scale: the rate of each week as a line, what it may
    be as a band, the target as a dashed line, and at the end the latest rate with how many it is of."""
    rated = {row[0] for row in table.rows if row[_RATE] is not None}
    names = [
        name for name in dict.fromkeys(row[0] for row in table.rows) if isinstance(name, NamedValue) and name in rated
    ]
    weeks = list(dict.fromkeys(_said(table.column("week"))))
    rows = {name: [row for row in table.rows if row[0] == name] for name in names}
    scale = _scale(_share(rate) for rate in table.column("gross"))
    left, right = room([name.name for name in names], 190) + 34, WIDTH - 150
    width = (right - left) / max(len(weeks) - 1, 1)
    across = [left + width * at for at in range(len(weeks))]
    bottom = _TOP + _SMALL * len(names)
    parts = (
        part
        for at, name in enumerate(names)
        for part in _small(name.name, rows[name], across, _TOP + _SMALL * at, scale)
    )
    legend = (
        line(left, bottom + 16, left + 30, bottom + 16, "trend"),
        text(left + 36, bottom + 20, _("rate of the week")),
        box(left + 160, bottom + 9, 30, 14, "band"),
        text(left + 196, bottom + 20, _("95 % interval")),
        line(left + 310, bottom + 16, left + 340, bottom + 16, "goal"),
        text(left + 346, bottom + 20, _("target")),
    )
    return drawing(
        chart,
        table.id,
        bottom + 30,
        (text(x, 12, week, anchor="middle") for x, week in zip(across, weeks, strict=True)),
        (text(0, 12, _("Week")), text(right + 14, 12, _("the latest"))),
        parts,
        legend,
    )


def _small(
    name: str, rows: Sequence[tuple[Value, ...]], across: Sequence[float], top: float, scale: Sequence[float]
) -> Iterator[Markup]:
    """The drawing of one municipality, between the lines of the scale; its ``rows`` are those of the trend."""
    left, right, low, high = across[0], across[-1], scale[0], scale[-1]

    def at(share: float) -> float:
        return top + _SMALL - 10 - (_SMALL - 20) * (min(max(share, low), high) - low) / (high - low)

    yield text(0, at((low + high) / 2) + 4, cut(name, left - 34))
    for mark in scale:
        yield line(left, at(mark), right, at(mark), "rule")
        yield text(left - 6, at(mark) + 3, percent(mark, 0), anchor="end", kind="axis")
    rates = [rate if isinstance(rate, Proportion) else None for rate in (row[_RATE] for row in rows)]
    for stretch in _unbroken(rates):
        upper = [(across[week], at(rate.interval.high)) for week, rate in stretch]
        lower = [(across[week], at(rate.interval.low)) for week, rate in reversed(stretch)]
        yield path([*upper, *lower], "band")
    goals = [row[_GOAL] for row in rows]
    yield path(
        [(x, at(goal)) if isinstance(goal, float) else None for x, goal in zip(across, goals, strict=True)], "goal"
    )
    yield path([(x, at(rate.share)) if rate else None for x, rate in zip(across, rates, strict=True)], "trend")
    yield from (dot(x, at(rate.share), 2.5, "trend-point") for x, rate in zip(across, rates, strict=True) if rate)
    if latest := next(((x, rate) for x, rate in zip(reversed(across), reversed(rates), strict=True) if rate), None):
        x, rate = latest
        yield dot(x, at(rate.share), 4, "point")
        said = _("{share} of {total}").format(share=percent(rate.share, 0), total=number(rate.total))
        yield text(right + 14, at((low + high) / 2) + 4, said)


def _scale(shares: Iterable[float | None]) -> list[float]:
    """Tenths from below the lowest share to 100 %: its ends, and the middle where that is a tenth too."""
    low = min(0.9, int(min((share for share in shares if share is not None), default=0.5) * 10) / 10)
    return steps(low, 1, (1 - low) / 2) if round((1 - low) * 10) % 2 == 0 else [low, 1]


def _unbroken(rates: Sequence[Proportion | None]) -> Iterator[list[tuple[int, Proportion]]]:
    """The stretches of weeks with a rate, between weeks that have none."""
    for known, stretch in groupby(enumerate(rates), key=lambda each: each[1] is not None):
        if known:
            yield [(week, rate) for week, rate in stretch if rate is not None]


# --- heat -----------------------------------------------------------------------------------------------------


def _heat(table: ReportTable, chart: Chart) -> Markup:
    """Two maps beside each other, hours down and weekdays across: how many, and how much of it was resolved."""
    half = WIDTH / 2
    maps = [crossed(table, grid) for grid in table.grids]
    height = _TOP * 2 + _ROW * len(maps[0].down)
    parts = (
        part
        for at, (grid, cells) in enumerate(zip(table.grids, maps, strict=True))
        for part in _map(cells, grid.title, half * at, half - 12)
    )
    return drawing(chart, table.id, height + 6, parts)


def _map(cells: Crossed, title: str, left: float, width: float) -> Iterator[Markup]:
    labels = 44
    cell = (width - labels) / len(cells.across)
    amounts = [amount for value in cells.values.values() if (amount := _amount(value)) is not None]
    lowest = 0.0 if cells.kind is FigureKind.COUNT else min(amounts, default=0.0)
    spread = (max(amounts, default=0.0) - lowest) or 1
    yield text(left + labels, 12, title, kind="strong")
    for across, day in enumerate(cells.across):
        yield text(left + labels + cell * (across + 0.5), _TOP + 12, day.name[:3], anchor="middle")
    for down, hour in enumerate(cells.down):
        y = _TOP * 2 + _ROW * down - 4
        yield text(left, y + 17, hour.name)
        for across, day in enumerate(cells.across):
            value = cells.values.get((hour, day))
            amount = _amount(value)
            x = left + labels + cell * across
            heat = 0.0 if amount is None else (amount - lowest) / spread
            yield box(x + 1, y + 1, cell - 2, _ROW - 2, "cell", round(PALEST + (DARKEST - PALEST) * heat, 3))
            yield text(x + cell / 2, y + 17, _brief(cells, value), anchor="middle", kind="small")


def _brief(cells: Crossed, value: Value) -> str:
    match value:
        case Hidden():
            return "×"
        case Proportion():
            return percent(value.share, 0)
    return written(cells.kind, value)


def _amount(value: Value) -> float | None:
    return float(value) if isinstance(value, int) else _share(value)


# --- what would add to it -------------------------------------------------------------------------------------


def _bars(table: ReportTable, chart: Chart) -> Markup:
    """The largest contributions of each municipality, under its name."""
    levers, themes = (_said(table.column(id)) for id in ("lever", "theme"))
    gained = _numbers(table.column("inquiries"))
    groups: dict[Value, list[tuple[str, float]]] = {}
    for where, lever, theme, inquiries in zip(table.column("municipality"), levers, themes, gained, strict=True):
        group = groups.setdefault(where, [])
        if len(group) < _LEVERS:
            group.append((f"{lever} · {theme}", inquiries))
    labels = [label for group in groups.values() for label, _inquiries in group]
    left = room(labels, 420)
    most = max(gained)
    y = 0.0
    parts: list[Markup] = []
    for where, group in groups.items():
        y += _ROW
        parts.append(text(0, y - 6, written(FigureKind.NAME, where), kind="strong"))
        for label, inquiries in group:
            length = inquiries / most * (WIDTH - left - 60)
            parts += [
                text(0, y + 14, cut(label, left)),
                box(left, y + 3, length, _ROW - 10, "bar"),
                text(left + length + 6, y + 14, written(FigureKind.NUMBER, inquiries)),
            ]
            y += _ROW - 4
        y += 6
    return drawing(chart, table.id, y + 8, parts)


# --- the values of columns ------------------------------------------------------------------------------------


def _said(values: Iterable[Value]) -> list[str]:
    return [value.name if isinstance(value, NamedValue) else "" for value in values]


def _numbers(values: Iterable[Value]) -> list[float]:
    return [float(value) for value in values if isinstance(value, int | float)]


def _share(value: Value) -> float | None:
    return value.share if isinstance(value, Proportion) else None
