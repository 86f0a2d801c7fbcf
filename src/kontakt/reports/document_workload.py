"""When inquiries come, who helps whom, the search's health and the time freed, as tables."""

from datetime import date

from kontakt.lead.figures import ENOUGH_AGENTS, Helping, Hour, Report, SearchHealth, TimeFreed
from kontakt.lead.service import Names
from kontakt.library.labels import CALLER_TYPES, CHANNELS
from kontakt.locale import _
from kontakt.locale.formats import weekday
from kontakt.reports.document import Chart, ChartKind, Column, Grid, Hidden, Kind, Named, Section, Table, Value
from kontakt.reports.document_standings import municipality_column, whose

_MONDAY = date(2024, 1, 1)  # any one


def when_section(report: Report) -> Section:
    return Section(
        "when", _("When, how and by whom"), (), (_hours(report.when.hours), _channels(report), _callers(report))
    )


def helping_section(report: Report, names: Names) -> Section:
    sentences = (
        _(
            "By the agents' home municipality. Homes with fewer than {count} agents, and agents whose home is not known, "
            "stand together as others."
        ).format(count=ENOUGH_AGENTS),
    )
    tables = (_matrix(report.helping, names), _balance(report.helping, names))
    return Section("helping", _("Who helps whom"), sentences, tables)


def work_section(report: Report) -> Section:
    return Section("work", _("The search, and time freed"), (), (_search(report.search), _freed(report.freed)))


def _hours(hours: tuple[Hour, ...]) -> Table:
    """The week from the first hour of the day that anything was logged in, to the last one."""
    busy = [hour.hour % 24 for hour in hours if hour.n]
    first, last = min(busy, default=24), max(busy, default=-1)
    return Table(
        id="hours",
        title=_("Hour by hour"),
        columns=(
            Column("weekday", _("Weekday"), Kind.NAME),
            Column("hour", _("Hour"), Kind.NAME),
            Column("inquiries", _("Inquiries"), Kind.COUNT),
            Column("gross", _("Gross"), Kind.RATE),
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
        Named(str(day + 1), weekday(date.fromordinal(_MONDAY.toordinal() + day))),
        Named(str(clock), f"{clock:02}–{clock + 1:02}"),
        hour.n,
        Hidden.TOO_FEW_AGENTS if hour.hidden else hour.gross,
    )


def _channels(report: Report) -> Table:
    return Table(
        id="channels",
        title=_("By channel"),
        columns=(
            Column("channel", _("Channel"), Kind.NAME),
            Column("inquiries", _("Inquiries"), Kind.COUNT),
            Column("gross", _("Gross"), Kind.RATE),
        ),
        rows=tuple(
            (Named(channel.value, _(CHANNELS[channel])), rate.inquiries, rate.gross)
            for channel, rate in report.when.by_channel
        ),
    )


def _callers(report: Report) -> Table:
    return Table(
        id="callers",
        title=_("By who asks"),
        columns=(
            Column("caller_type", _("Who asks"), Kind.NAME),
            Column("inquiries", _("Inquiries"), Kind.COUNT),
            Column("gross", _("Gross"), Kind.RATE),
        ),
        rows=tuple(
            (
                Named(caller.value, _(CALLER_TYPES[caller])) if caller else Named("", _("not said")),
                rate.inquiries,
                rate.gross,
            )
            for caller, rate in report.when.by_caller_type
        ),
    )


def _matrix(helping: Helping, names: Names) -> Table:
    return Table(
        id="helping",
        title=_("Whose agents answered for whom"),
        columns=(
            Column("home", _("Home municipality"), Kind.NAME),
            municipality_column(),
            Column("inquiries", _("Inquiries"), Kind.COUNT),
        ),
        rows=tuple(
            (whose(home, names), whose(municipality, names), helping.matrix.get((home, municipality), 0))
            for home in helping.homes
            for municipality in helping.municipalities
        ),
        grids=(
            Grid(_("Home municipality down, the inquiries' municipality across"), "home", "municipality", "inquiries"),
        ),
    )


def _balance(helping: Helping, names: Names) -> Table:
    return Table(
        id="balance",
        title=_("Balance"),
        columns=(
            Column("home", _("Home municipality"), Kind.NAME),
            Column("balance", _("Balance"), Kind.COUNT),
        ),
        rows=tuple((whose(home, names), n) for home, n in helping.balance.items()),
        note=_("What its agents answered for others, less what others answered for it."),
    )


def _search(search: SearchHealth) -> Table:
    return Table(
        id="search",
        title=_("The search"),
        columns=(
            Column("inquiries", _("Inquiries"), Kind.COUNT),
            Column("linked", _("With an article"), Kind.COUNT),
            Column("linked_share", _("Share with an article"), Kind.SHARE),
            Column("missed", _("Searches without an answer"), Kind.COUNT),
            Column("missed_per_hundred", _("Of them per hundred inquiries"), Kind.NUMBER),
            Column("median_seconds", _("Median seconds from the first key to the outcome"), Kind.NUMBER),
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


def _freed(freed: TimeFreed) -> Table:
    return Table(
        id="freed",
        title=_("Time freed"),
        columns=(
            Column("resolved", _("Resolved inquiries"), Kind.COUNT),
            Column("minutes", _("Minutes assumed for each"), Kind.COUNT),
            Column("hours", _("Hours freed"), Kind.NUMBER),
        ),
        rows=((freed.resolved, freed.minutes, freed.hours),),
        note=_("The minutes are an assumption, not a measurement: the setting case_minutes."),
    )
