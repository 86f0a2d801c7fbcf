"""When inquiries come, who helps whom, the search's health and the time freed, as tables."""

from datetime import date

from kontakt.lead.arrivals import Hour
from kontakt.lead.enough_agents import ENOUGH_AGENTS
from kontakt.lead.figures import LeadFigures, SearchHealth, TimeFreed
from kontakt.lead.helping import Helping
from kontakt.lead.labels import few_put_through, unit_name
from kontakt.lead.transfers import UnitTransfers
from kontakt.library.labels import CALLER_TYPES, CHANNELS, TRANSFER_RESULTS
from kontakt.library.names import KnownNames
from kontakt.locale import _
from kontakt.locale.formats import weekday
from kontakt.reports.document import (
    Chart,
    ChartKind,
    FigureKind,
    Grid,
    Hidden,
    Limit,
    NamedValue,
    ReportColumn,
    ReportSection,
    ReportTable,
    Value,
)
from kontakt.reports.document_standings import municipality_cell, municipality_column

_MONDAY = date(2024, 1, 1)  # any one


def when_section(figures: LeadFigures) -> ReportSection:
    return ReportSection(
        "when", _("When, how and by whom"), (), (_hours(figures.arrivals.hours), _channels(figures), _callers(figures))
    )


def helping_section(figures: LeadFigures, names: KnownNames) -> ReportSection:
    sentences = (
        _(
            "By the agents' home municipality. Homes with fewer than {count} agents, and agents whose home is not known, "
            "stand together as others."
        ).format(count=ENOUGH_AGENTS),
    )
    tables = [_matrix(figures.helping, names), _balance(figures.helping, names)]
    if figures.transfers:
        tables.append(_transfers(figures.transfers, names))
    return ReportSection("helping", _("Who helps whom"), sentences, tuple(tables))


def work_section(figures: LeadFigures) -> ReportSection:
    return ReportSection("work", _("The search, and time freed"), (), (_search(figures.search), _freed(figures.freed)))


def _hours(hours: tuple[Hour, ...]) -> ReportTable:
    """The week from the first hour of the day that anything was logged in, to the last one."""
    busy = [hour.hour % 24 for hour in hours if hour.n]
    first, last = min(busy, default=24), max(busy, default=-1)
    return ReportTable(
        id="hours",
        title=_("Hour by hour"),
        columns=(
            ReportColumn("weekday", _("Weekday"), FigureKind.NAME),
            ReportColumn("hour", _("Hour"), FigureKind.NAME),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
            ReportColumn("gross", _("Gross"), FigureKind.RATE),
        ),
        rows=tuple(_hour(hour) for hour in hours if first <= hour.hour % 24 <= last),
        chart=Chart(
            ChartKind.HEAT,
            _("Inquiries and gross rate by weekday and hour"),
            _("The darker, the more. The tables have the same figures."),
        ),
        grids=(
            Grid(_("Inquiries"), "hour", "weekday", "inquiries"),
            Grid(_("Gross rate"), "hour", "weekday", "gross"),
        ),
        note=_("Of the clock in Oslo. A rate is hidden (×) where fewer than {count} agents stand behind it.").format(
            count=ENOUGH_AGENTS
        ),
    )


def _hour(hour: Hour) -> tuple[Value, ...]:
    day, clock = divmod(hour.hour, 24)
    return (
        NamedValue(str(day + 1), weekday(date.fromordinal(_MONDAY.toordinal() + day))),
        NamedValue(str(clock), f"{clock:02}–{clock + 1:02}"),
        hour.n,
        Hidden.TOO_FEW_AGENTS if hour.hidden else hour.gross,
    )


def _channels(figures: LeadFigures) -> ReportTable:
    return ReportTable(
        id="channels",
        title=_("By channel"),
        columns=(
            ReportColumn("channel", _("Channel"), FigureKind.NAME),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
            ReportColumn("gross", _("Gross"), FigureKind.RATE),
        ),
        rows=tuple(
            (NamedValue(channel.value, _(CHANNELS[channel])), rate.inquiries, rate.gross)
            for channel, rate in figures.arrivals.by_channel
        ),
    )


def _callers(figures: LeadFigures) -> ReportTable:
    return ReportTable(
        id="callers",
        title=_("By who asks"),
        columns=(
            ReportColumn("caller_type", _("Who asks"), FigureKind.NAME),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
            ReportColumn("gross", _("Gross"), FigureKind.RATE),
        ),
        rows=tuple(
            (
                NamedValue(caller.value, _(CALLER_TYPES[caller])) if caller else NamedValue("", _("not said")),
                rate.inquiries,
                rate.gross,
            )
            for caller, rate in figures.arrivals.by_caller_type
        ),
    )


def _matrix(helping: Helping, names: KnownNames) -> ReportTable:
    return ReportTable(
        id="helping",
        title=_("Whose agents answered for whom"),
        columns=(
            ReportColumn("home", _("Home municipality"), FigureKind.NAME),
            municipality_column(),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
        ),
        rows=tuple(
            (
                municipality_cell(home, names),
                municipality_cell(municipality, names),
                helping.matrix[home].get(municipality, 0),
            )
            for home in helping.homes
            for municipality in helping.municipalities
        ),
        grids=(
            Grid(_("Home municipality down, the inquiries' municipality across"), "home", "municipality", "inquiries"),
        ),
    )


def _balance(helping: Helping, names: KnownNames) -> ReportTable:
    return ReportTable(
        id="balance",
        title=_("Balance"),
        columns=(
            ReportColumn("home", _("Home municipality"), FigureKind.NAME),
            ReportColumn("balance", _("Balance"), FigureKind.COUNT),
        ),
        rows=tuple((municipality_cell(home, names), n) for home, n in helping.balance.items()),
        note=_("What its agents answered for others, less what others answered for it."),
    )


def _transfers(by_unit: tuple[UnitTransfers, ...], names: KnownNames) -> ReportTable:
    return ReportTable(
        id="transfers",
        title=_("Put through, by unit"),
        columns=(
            ReportColumn("unit", _("Unit"), FigureKind.NAME, codes=_("Unit id")),
            ReportColumn("transfers", _("Put through"), FigureKind.COUNT),
            *(ReportColumn(result.value, _(name), FigureKind.COUNT) for result, name in TRANSFER_RESULTS.items()),
        ),
        rows=tuple(
            (
                NamedValue(each.unit or "", unit_name(each.unit, names)),
                each.n,
                *(each.results[result] if each.results is not None else None for result in TRANSFER_RESULTS),
            )
            for each in by_unit
        ),
        limit=Limit(30),
        note=few_put_through(),
    )


def _search(search: SearchHealth) -> ReportTable:
    return ReportTable(
        id="search",
        title=_("The search"),
        columns=(
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
            ReportColumn("linked", _("With an article"), FigureKind.COUNT),
            ReportColumn("linked_share", _("Share with an article"), FigureKind.SHARE),
            ReportColumn("missed", _("Searches without an answer"), FigureKind.COUNT),
            ReportColumn("missed_per_hundred", _("Of them per hundred inquiries"), FigureKind.NUMBER),
            ReportColumn("median_seconds", _("Median seconds from the first key to the outcome"), FigureKind.NUMBER),
        ),
        rows=(
            (
                search.inquiries,
                search.linked,
                search.linked / search.inquiries if search.inquiries else None,
                search.missed,
                100 * search.missed / search.inquiries if search.inquiries and search.missed is not None else None,
                search.median_seconds,
            ),
        ),
    )


def _freed(freed: TimeFreed) -> ReportTable:
    return ReportTable(
        id="freed",
        title=_("Time freed"),
        columns=(
            ReportColumn("resolved", _("Resolved inquiries"), FigureKind.COUNT),
            ReportColumn("minutes", _("Minutes assumed for each"), FigureKind.COUNT),
            ReportColumn("hours", _("Hours freed"), FigureKind.NUMBER),
        ),
        rows=((freed.resolved, freed.minutes, freed.hours),),
        note=_("The minutes are an assumption, not a measurement: the setting case_minutes."),
    )
