"""The figures of a scope, for the lead's screen and for reports: from the copy in columns and the shared database.

The methods block, and are called from worker threads or from commands. Each answers from what the shared log holds at
that moment.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from kontakt.database import Session, changes, reading, writing
from kontakt.directory import store as directory
from kontakt.directory.differences import RegionDifference, differences
from kontakt.firstline import Period, Rate, first_line_rate
from kontakt.firstline.periods import OSLO, weeks_back
from kontakt.inquiries.columns.query import Cell, Dimension, Grouping, Selection
from kontakt.inquiries.columns.store import Columns
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.inquiries.log import drilldown, phone_calls
from kontakt.inquiries.log.drilldown import ListedInquiry
from kontakt.installation.clock import utc_now
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import store as knowledge
from kontakt.knowledge import theme_store
from kontakt.knowledge.article import Article
from kontakt.lead import grouping
from kontakt.lead.arrivals import Arrivals, arrivals
from kontakt.lead.closing import MOST_CONTRIBUTIONS, Closing, ClosingFigures, closings
from kontakt.lead.figures import LeadFigures, MunicipalityFigures, SearchHealth, TimeFreed
from kontakt.lead.figures_source import FiguresSource
from kontakt.lead.freshness import Freshness
from kontakt.lead.helping import Helping, helping
from kontakt.lead.region_editing import RegionEdit, RegionPage, ThemesEdit, left, theme_removed
from kontakt.lead.scope import NO_THEME, Scope
from kontakt.lead.standing import CallCounts, Standings, standings
from kontakt.lead.transfers import UnitTransfers, transfers
from kontakt.lead.why_changed import WhyChanged, why_changed
from kontakt.lead.why_not import Reason, WhyNot, why_not
from kontakt.library.names import KnownNames
from kontakt.library.stored import Stored, follow
from kontakt.settings import Settings

WEEKS = 12
"""How many weeks a trend shows."""


class LeadService:
    """What a lead asks, on the screen and for reports. Figures are read from a standby where the settings name one;
    what is written goes to ``database``, which is opened by the first call that needs it and closed by whoever made it.
    Every method raises KontaktError while what it needs cannot be used."""

    def __init__(self, settings: Settings, database: LazyEngine, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self._columns = Columns(settings.figures_path)
        self._database = database
        self._source = FiguresSource(settings, database, clock)
        self.freshness: Freshness | None = None
        """Of the last ``bring_up_to_date``; None without a standby."""
        self._stored: Stored | None = None
        self._names: KnownNames | None = None

    def close(self) -> None:
        """Let go of the copy in columns, and of a standby."""
        self.stop_waiting()
        self._columns.close()

    def stop_waiting(self) -> None:
        """Wait for a standby no longer, in whatever thread; nothing more is asked of it."""
        self._source.close()

    @property
    def lost_at(self) -> datetime | None:
        """Since when the server of the figures does not answer (UTC); None while it does."""
        return self._source.lost_at

    @property
    def has_standby(self) -> bool:
        """Whether the settings name one for the figures."""
        return self._source.is_standby

    def bring_up_to_date(self, progress: Callable[[int, int], None] = lambda done, of: None) -> bool:
        """Take in what was logged and edited since the last time; whether there was anything. ``progress`` is told how
        many inquiries are copied, and of how many: the first time that is all of them."""
        news = False

        def take_in(session: Session) -> int:
            nonlocal news
            news = bool(self._columns.bring_up_to_date(session, progress)) or news  # of a try that was cut off
            step = follow(session, self._stored, self.clock())
            if step:
                self._stored = step.stored
                self._names = KnownNames.of(step.stored)
                news = True
            return self._columns.version()

        self.freshness = self._source.freshness(take_in)
        return news

    def region_has_changed(self) -> bool:
        """Whether an article, a theme or the region was changed since the last ``bring_up_to_date``."""
        before = self._stored
        return before is not None and self._source.ask(changes.newest) != before.newest

    def rebuild(self, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Make the copy in columns anew from the shared log."""
        self._columns.rebuild()
        self.bring_up_to_date(progress)

    @property
    def names(self) -> KnownNames:
        """As of the last ``bring_up_to_date``."""
        if self._names is None:
            self.bring_up_to_date()
        assert self._names is not None
        return self._names

    # --- the views ---------------------------------------------------------------------------------------

    def standings(self, scope: Scope) -> Standings:
        by = [Dimension.MUNICIPALITY]
        weeks = weeks_back(WEEKS, Period(scope.period.start, min(scope.period.end, self.clock())))
        whole = Period(weeks[0].start, weeks[-1].end)
        return standings(
            self.names.region,
            self._rated(scope, by),
            self._rated(replace(scope, period=scope.against), by) if scope.against else None,
            self._rated(replace(scope, period=whole), [Dimension.WEEK, Dimension.MUNICIPALITY]),
            weeks,
            self._call_counts(scope.period),
        )

    def municipality(self, scope: Scope, number: str | None) -> MunicipalityFigures:
        """What stands behind the rate of one municipality, or of everything in the scope (None)."""
        of_one = replace(scope, municipality=number) if number is not None else scope
        closing = self.closing(of_one) if number is not None else ()
        return MunicipalityFigures(self.why_not(of_one), next(iter(closing), None), self.arrivals(of_one).by_channel)

    def rate(self, scope: Scope) -> Rate:
        """The rate of everything in the scope together."""
        return first_line_rate(count for cell in self._rated(scope) for count in cell.counts)

    def why_not(self, scope: Scope) -> WhyNot:
        return why_not(self._count(scope, [Dimension.ARTICLE], grouping.in_causes), self._theme_of)

    def why_changed(self, scope: Scope, now: WhyNot) -> WhyChanged | None:
        """``now`` is why not in the scope. None where it is compared with nothing, or one of the periods has nothing
        to measure."""
        if scope.against is None:
            return None
        return why_changed(now, self.why_not(replace(scope, period=scope.against)))

    def closing(self, scope: Scope) -> tuple[Closing, ...]:
        """For the municipality of the scope, or for each that has a target; none for those of no known one."""
        if scope.municipality == UNKNOWN:
            return ()
        everywhere = replace(scope, municipality=None)
        themes = {id: self._theme_of(id) for id in (*self._columns.articles(), None)}
        figures = ClosingFigures(
            rates=self._rated(everywhere, [Dimension.MUNICIPALITY]),
            by_theme=self._columns.split(
                self._selection(everywhere),
                Dimension.THEME,
                Dimension.MUNICIPALITY,
                grouping.in_contributions,
                grouping.CONTRIBUTIONS,
                themes=themes,
            ),
            unclear=self._columns.numbers(
                self._selection(scope),
                Dimension.MUNICIPALITY,
                Dimension.ARTICLE,
                alike=grouping.in_unclear_answers,
                most=MOST_CONTRIBUTIONS,
            ),
            themes=themes,
        )
        today = self.clock().astimezone(OSLO).date()
        chosen = [member.number for member in self.names.region.municipalities if member.target_on(today) is not None]
        if scope.municipality is not None:
            chosen = [scope.municipality]
        return closings(chosen, figures, self._days(scope.period))

    def arrivals(self, scope: Scope) -> Arrivals:
        return arrivals(
            self._rated(scope, [Dimension.HOUR], agents=True),
            self._rated(scope, [Dimension.CHANNEL]),
            self._rated(scope, [Dimension.CALLER_TYPE]),
        )

    def helping(self, scope: Scope) -> Helping:
        return helping(
            self.names.region,
            self._columns.agents(self._selection(scope), [Dimension.HOME]),
            self._columns.numbers(self._selection(scope), Dimension.HOME, Dimension.MUNICIPALITY),
        )

    def transfers(self, scope: Scope) -> tuple[UnitTransfers, ...]:
        return transfers(
            self._count(scope, [Dimension.UNIT], grouping.in_transfers, agents=True),
            self._columns.numbers(
                self._selection(scope), Dimension.UNIT, Dimension.TRANSFER_RESULT, alike=grouping.in_transfers
            ),
            self.names.contacts.contacts_in,
        )

    def search_health(self, scope: Scope) -> SearchHealth:
        inquiries = linked = 0
        for cell in self._count(scope, [Dimension.ARTICLE], grouping.in_questions):
            inquiries += cell.n
            linked += cell.n if cell.key[0] is not None else 0
        missed = None
        if scope.theme is None and scope.channel is None and scope.caller_type is None:
            period, municipality = scope.period, scope.municipality
            missed = self._source.ask(lambda session: drilldown.missed(session, period.start, period.end, municipality))
        return SearchHealth(
            inquiries=inquiries,
            linked=linked,
            missed=missed,
            median_seconds=self._columns.median_seconds(self._selection(scope)),
        )

    def freed(self, scope: Scope, minutes: int | None = None) -> TimeFreed:
        """``minutes`` is what a case worker would have taken for each; that of the settings unless given."""
        gross = self.rate(scope).gross
        return TimeFreed(gross.resolved if gross else 0, self.settings.case_minutes if minutes is None else minutes)

    def inquiries(self, scope: Scope, reason: Reason, article: str | None) -> list[ListedInquiry]:
        """The inquiries behind one article of a bar, the latest first."""
        return self._source.ask(
            lambda session: drilldown.listed(
                session,
                scope.period.start,
                scope.period.end,
                articles=[article],
                cause=reason.cause,
                municipality=scope.municipality,
                channel=scope.channel,
                caller_type=scope.caller_type,
            )
        )

    def figures(self, scope: Scope) -> LeadFigures:
        why_not = self.why_not(scope)
        return LeadFigures(
            scope=scope,
            standings=self.standings(scope),
            why_not=why_not,
            changed=self.why_changed(scope, why_not),
            closing=self.closing(scope),
            arrivals=self.arrivals(scope),
            helping=self.helping(scope),
            transfers=self.transfers(scope),
            search=self.search_health(scope),
            freed=self.freed(scope),
            freshness=self.freshness,
        )

    # --- the region ------------------------------------------------------------------------------------------

    def region_page(self) -> RegionPage:
        """The region as it is kept, with what it was."""
        today = self.clock().astimezone(OSLO).date()
        with reading(self._database.engine) as session:
            return RegionPage(
                today,
                directory.load_or_empty(session).as_of(today),
                directory.history(session),
                theme_store.load(session),
                Counter(article.theme for article in self._articles),
                theme_store.history(session),
            )

    def change_region(self, edit: RegionEdit) -> tuple[RegionDifference, ...]:
        """Do this to the region, in the lead's name, and what that changed. Raises KontaktError with nothing
        changed."""
        with writing(self._database.engine) as session:
            before = directory.load_or_empty(session)
            directory.save(session, edit(before), by=self.settings.agent, at=self.clock())
            return differences(before, directory.load_or_empty(session))

    def let_go(self, municipality: str) -> tuple[RegionDifference, ...]:
        """Take a municipality out of the region. Raises KontaktError while an article speaks of it."""
        return self.change_region(left(municipality, self._articles_now()))

    def change_themes(self, edit: ThemesEdit) -> None:
        """Do this to the list of themes, in the lead's name. Raises KontaktError with nothing changed."""
        with writing(self._database.engine) as session:
            themes = edit(theme_store.load(session))
            theme_store.write(session, themes, None, by=self.settings.agent, at=self.clock())

    def remove_theme(self, id: str) -> None:
        """Take a theme off the list. Raises KontaktError while an article stands in it."""
        self.change_themes(theme_removed(id, self._articles_now()))

    def _articles_now(self) -> Collection[Article]:
        """Those that the server has that is written to: a standby may not have the newest."""
        if self.has_standby:
            with reading(self._database.engine) as session:
                return knowledge.load(session).articles
        self.bring_up_to_date()
        return self._articles

    @property
    def _articles(self) -> Collection[Article]:
        if self._stored is None:
            self.bring_up_to_date()
        assert self._stored is not None
        return self._stored.articles.values()

    # --- what they are made of ------------------------------------------------------------------------------

    def _rated(self, scope: Scope, by: Sequence[Dimension] = (), *, agents: bool = False) -> list[Cell]:
        return self._count(scope, by, grouping.in_the_rate, agents=agents)

    def _count(self, scope: Scope, by: Sequence[Dimension], together: Grouping, *, agents: bool = False) -> list[Cell]:
        return self._columns.count(self._selection(scope), by, alike=together, agents=agents)

    def _selection(self, scope: Scope) -> Selection:
        if self._stored is None:
            self.bring_up_to_date()
        return Selection(
            period=scope.period,
            municipality=scope.municipality,
            articles=self._in_theme(scope.theme) if scope.theme is not None else None,
            channel=scope.channel,
            caller_type=scope.caller_type,
        )

    def _in_theme(self, theme: str) -> frozenset[str | None]:
        """The ids that inquiries on this theme carry: also those of articles that were merged or are gone."""
        ids = {id for id in self._columns.articles() if self._theme_of(id) == theme}
        return frozenset(ids | {None} if theme == NO_THEME else ids)

    def _theme_of(self, article: str | None) -> str:
        """The theme that an article has now; NO_THEME where there is none."""
        found = self.names.article(article)
        return found.theme if found else NO_THEME

    def _call_counts(self, period: Period) -> CallCounts:
        first, last = (moment.astimezone(OSLO).date() for moment in (period.start, period.end))
        rows = self._source.ask(lambda session: phone_calls.calls_between(session, first, last))
        days: defaultdict[str, set[date]] = defaultdict(set)
        calls: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            for municipality in {row.municipality, ""}:
                days[municipality].add(row.day)
                calls[municipality] += row.calls
        if days:
            days[UNKNOWN] = days[""]
        return CallCounts(calls, self._columns.calls_on(days))

    def _days(self, period: Period) -> float:
        """How many days of the period have passed, since the first inquiry at the earliest."""
        first = self._columns.first_day() or period.start
        lasted = min(period.end, self.clock()) - max(period.start, first)
        return lasted.total_seconds() / 86_400
