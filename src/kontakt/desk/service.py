"""What the desk does away from the screen: the shared database, the library, delivery and figures.

Everything here may take its time, and is called from worker threads or from commands. It is imported there,
too: the desk draws and searches before the database libraries are loaded.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic, sleep
from uuid import UUID

from kontakt.database import DatabaseUnavailable, Engine, Session, asking, reading
from kontakt.database.migrate import DatabaseNewer, delete_old_copies
from kontakt.database.server import state_of_server
from kontakt.desk.figures import ASKED_DAYS, DeskRate, Figures, Tally, Today
from kontakt.desk.message_service import MessageService
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.firstline import REPEAT_WINDOW, day, first_line_rate, last_days
from kontakt.inquiries.delivery import Delivery, Sender, deliver_now, waiting_in
from kontakt.inquiries.entries import newest
from kontakt.inquiries.inquiry import UNDO_DAYS, UNKNOWN, Entry, EntryKind
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.notices import notice_counts
from kontakt.inquiries.log.store import EarlierInquiry
from kontakt.inquiries.restored import fill_restored
from kontakt.installation import starter
from kontakt.installation.clock import utc_now
from kontakt.installation.desk_mail import DeskMail
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.article import Status
from kontakt.library import notice_changes, presence_changes
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library, keep, keep_change
from kontakt.library.calendar_feeds import CalendarReader
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library, build_library, changed_library
from kontakt.library.outbox import take_messages
from kontakt.library.stored import Stored, StoredUpdate, follow, has_news, read
from kontakt.library.usage import USAGE_DAYS, weigh
from kontakt.messages import store as messages
from kontakt.notices.notice import Notice
from kontakt.settings import Settings, without_password

SUGGESTIONS = 8
_FORGET_SECONDS = 60.0


class DeskService:
    """What one desk asks and delivers. ``database`` is opened by the first call that needs it, and closed by whoever
    made it; every method raises KontaktError while it cannot be used, and works again by itself when it can. The first
    library from the database is made of ``known``, the one that the desk opened with, as far as nothing differs."""

    def __init__(
        self,
        settings: Settings,
        database: LazyEngine,
        *,
        known: Library | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self._cache = Cache(settings.cache_path)
        self._database = database
        self._forget_at = 0.0  # as time.monotonic tells it
        self._stored: Stored | None = None  # what the last library was made of
        self._library: Library | None = None
        self._opened_with = known
        self._mail = DeskMail(settings, lambda: database.engine)
        self.journal_damage: str | None = None  # about damage that was found in the journal, one sentence
        self._calendars = CalendarReader(
            lambda: nullcontext(self.engine),
            private_allowed=settings.private_calendars,
            clock=clock,
            lock=settings.data_dir / "calendars.lock",
        )
        self.messages = MessageService(
            settings.agent,
            lambda: database.engine,
            self._journal,
            deliver=self.deliver,
            wake=self._mail.wake,
            clock=clock,
        )
        self._sender = Sender(
            settings.journal_path,
            lambda: database.engine_for_entries,
            settings.lease_path,
            note_days=self._note_days,
            agent=settings.agent if settings.is_shared else None,
            purge_more=self._purge_more,
            take_messages=take_messages,
            message_days=messages.KEPT_DAYS,
        )

    def _note_days(self) -> int:
        """For how many days notes are kept: as the region says, as far as it is known here, else as the settings do."""
        known = self._library or self._opened_with or cached_library(self._cache)
        return (known.region.note_days if known else None) or self.settings.note_days

    def _purge_more(self, before: datetime) -> None:
        delete_old_copies(self.settings.data_dir, before)
        with suppress(KontaktError):  # the database is away: at the next look
            self._mail.forget(before + timedelta(days=self._note_days()))

    @property
    def engine(self) -> Engine:
        return self._database.engine

    def start_sending(self) -> None:
        self._sender.start()
        self._mail.start()

    def send(self) -> None:
        """Something was put into the journal: deliver it now."""
        self._sender.wake()

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The ids of articles that are damaged, and that the library had to leave out."""
        return self._stored.unreadable if self._stored else ()

    @property
    def delivery(self) -> Delivery:
        return self._sender.delivery

    def close(self) -> None:
        """Stop delivering. A thread that waits for a locked database is not waited for."""
        self._mail.stop()
        self._sender.stop(timeout=1)

    # --- the library -------------------------------------------------------------------------------------

    def poll(self, tell: Callable[[Library], None] = lambda library: None) -> Library | None:
        """The library with what has changed since the last one given out; None where nothing has. It is told of before
        its copy for the next start is written, which other desks of the folder may be doing, too."""
        if self._stored:
            with asking(self.engine) as session:
                if not has_news(session, self._stored):
                    return None
        with reading(self.engine) as session:
            update = follow(session, self._stored, self.clock())
        return self._taken(update, tell) if update else None

    def library(self) -> Library:
        """The library as the database has it. Keeps a copy for the next start."""
        with reading(self.engine) as session:
            stored = read(session, self.clock())
        return self._taken(StoredUpdate(stored, whole=True))

    def _taken(self, update: StoredUpdate, tell: Callable[[Library], None] = lambda library: None) -> Library:
        before, self._opened_with = self._library or self._opened_with, None
        stored = update.stored
        source = without_password(self.settings.database)
        parts = (
            *(stored.articles.values(), stored.themes, stored.region, stored.change, stored.urgent),
            *(stored.contacts, stored.presence, stored.notices, stored.outbox),
        )
        differing = _differing(stored, before) if before is not None and update.whole else update.articles
        library = build_library(*parts) if before is None else changed_library(before, *parts, ids=differing)
        library = replace(library, state=stored.state)
        library.urgent.make_ready()
        library.contacts.make_ready()
        library.notices.make_ready()
        if stored.outbox.sends:
            self._mail.end_sending()
        if library.contacts:
            stored.presence.make_ready(self.clock())
        self._stored, self._library = stored, library
        tell(library)
        if before is None or update.whole:
            keep(self._cache, library, source, before, differing)
        else:
            keep_change(self._cache, library, before.change, differing, source)
        return library

    def offered(self) -> int:
        """How many articles that came with this version are new or changed, and can be taken."""
        with reading(self.engine) as session:
            return len(starter.offers(session))

    def best_library(self) -> Library:
        """The library as the database has it; while it is away, as the desk last saw it. Raises KontaktError
        when there is neither."""
        try:
            return self.library()
        except (DatabaseUnavailable, DatabaseNewer):
            cached = cached_library(self._cache)
            if cached is None:
                raise
            return cached

    # --- who can be reached ------------------------------------------------------------------------------

    def say_away(self, found: FoundContact, ends: datetime) -> None:
        """Tell every desk that it cannot be reached from now until then (UTC)."""
        presence_changes.say_away(self.engine, found, ends, now=self.clock())

    def say_in(self, found: FoundContact) -> bool:
        """Tell every desk that it can be reached after all; False where nobody had told that it cannot."""
        return presence_changes.say_in(self.engine, found, now=self.clock())

    def say_unanswered(self, found: FoundContact) -> None:
        """Tell every desk for thirty minutes that nobody answered."""
        presence_changes.say_unanswered(self.engine, found, now=self.clock())

    # --- messages ----------------------------------------------------------------------------------------

    @property
    def mail_problem(self) -> str:
        """Why this desk, where it is the one that sends, cannot send messages now; "" where it can, or does not."""
        return self._mail.problem

    # --- what has had its time -----------------------------------------------------------------------------

    def forget_presence(self) -> None:
        """Delete what has had its time from an embedded region's file, once a minute at most; ``kontakt jobs`` does it
        on a server."""
        if self.settings.is_shared or monotonic() < self._forget_at:
            return
        self._forget_at = monotonic() + _FORGET_SECONDS
        presence_changes.forget(self.engine, self.clock())

    def read_calendars(self) -> None:
        """Have calendars that are due read in the background, in an embedded region; ``kontakt jobs`` does it on a
        server."""
        feeds = self._stored.presence.feeds.values() if self._stored and not self.settings.is_shared else ()
        if any(self._calendars.is_due(each) for each in feeds):
            self._calendars.begin()

    # --- what happens now --------------------------------------------------------------------------------

    def write_notice(self, notice: Notice) -> Notice:
        """Store a notice that is new or was changed, for every desk to see; as it is stored."""
        return notice_changes.write(self.engine, notice, by=self.settings.agent, now=self.clock())

    def end_notice(self, id: UUID) -> Notice:
        """It ends now."""
        return notice_changes.end(self.engine, id, by=self.settings.agent, now=self.clock())

    def lengthen_notice(self, id: UUID, ends: datetime) -> Notice:
        """It ends then (UTC)."""
        return notice_changes.lengthen(self.engine, id, ends, by=self.settings.agent, now=self.clock())

    def tick_notice(self, id: UUID, who: str) -> Notice:
        """Whoever stands so in its list has been told first; where that was said, they have not."""
        return notice_changes.tick(self.engine, id, who, by=self.settings.agent, now=self.clock())

    # --- inquiries ---------------------------------------------------------------------------------------

    def own_inquiries(self, since: datetime | None = None) -> list[Entry]:
        """The newest entry of each of the agent's own inquiries since then (UTC; the last UNDO_DAYS days unless
        given), delivered or not, without withdrawn ones; the last logged first. While the database is away,
        those that wait in the journal."""
        since = since or self.clock() - timedelta(days=UNDO_DAYS)
        with self._journal() as journal:
            waiting = journal.since(since, self.settings.agent)
        try:
            with reading(self.engine) as session:
                delivered = inquiries.by_agent_since(session, self.settings.agent, since)
        except KontaktError:
            if not waiting:
                raise
            delivered = []
        current = newest([*reversed(delivered), *waiting]).values()  # what waits was logged after what was delivered
        counting = [entry for entry in current if entry.kind is not EntryKind.WITHDRAWN]
        return sorted(counting, key=lambda entry: entry.inquiry.logged_at)[::-1]  # of one moment, the later one first

    def same_before(self, article: str, municipality: str) -> list[EarlierInquiry]:
        """The last seven days' inquiries on the same article and municipality, the latest first."""
        with reading(self.engine) as session:
            return inquiries.recent_same(session, article, municipality, self.clock() - REPEAT_WINDOW)

    def deliver(self) -> int:
        """Deliver what waits in the journal now. Returns how many entries."""
        with self._journal() as journal:
            engine = self._database.engine_for_entries
            if journal.any_delivered():
                fill_restored(journal, engine)
            return deliver_now(journal, engine, take_messages)

    def waiting(self) -> int:
        """How many of the agent's items wait in the journal; 0 where it cannot be read, which is told of otherwise."""
        with suppress(KontaktError), self._journal() as journal:
            return self._own_waiting(journal)
        return 0

    def _own_waiting(self, journal: Journal) -> int:
        return waiting_in(journal, self.settings.agent if self.settings.is_shared else None).own

    def clock_behind(self) -> timedelta:
        """How far this computer's clock is behind that of the server (below zero: ahead of it); none in an embedded
        region."""
        if not self.settings.is_shared:
            return timedelta(0)
        with reading(self.engine) as session:
            session.connection()
            asked = self.clock()
            told = state_of_server(session).now
            return told - (asked + (self.clock() - asked) / 2)

    @contextmanager
    def _journal(self) -> Iterator[Journal]:
        with Journal(self.settings.journal_path) as journal:
            try:
                yield journal
            finally:
                # Whoever finds damage has mended it, and nobody else will find it.
                self.journal_damage = journal.damage or self.journal_damage

    def await_delivery(self, seconds: float) -> None:
        """Wait until the journal is empty, so that figures hold what was logged a moment ago; at most ``seconds``."""
        until = monotonic() + seconds
        with self._journal() as journal:
            while self._own_waiting(journal) and monotonic() < until:
                sleep(0.02)

    # --- figures -----------------------------------------------------------------------------------------

    def figures(self, municipality: str | None) -> Figures:
        """The tally for this municipality (None: none chosen) and the region, and what is asked for."""
        now = self.clock()
        lately = now - timedelta(days=ASKED_DAYS)
        own_today = len(self.own_inquiries(day(now).start))
        lacks_own = self.waiting() > 0
        with reading(self.engine) as session:
            region = directory.load_or_empty(session)
            tally_days = region.tally_days or self.settings.tally_days
            period = last_days(tally_days, now)
            member = region.municipality(municipality)
            asked = inquiries.most_asked(session, lately, 1000)
            recent = inquiries.recent_articles(session, self.settings.agent, SUGGESTIONS // 2)
            used = inquiries.usage(session, now - timedelta(days=USAGE_DAYS))
            about = None if lacks_own else self._notice_counts(session)
            tally = Tally(
                today=own_today,
                days=tally_days,
                region=DeskRate(region.name, first_line_rate(inquiries.counts(session, period.start, period.end))),
                municipality=DeskRate(
                    member.name,
                    first_line_rate(inquiries.counts(session, period.start, period.end, municipality=member.number)),
                )
                if member
                else None,
            )
        offered = dict.fromkeys([*recent, *(article for article, _count in asked)])
        return Figures(
            tally=tally,
            usage=weigh(used, now.date(), municipality),
            times_asked=dict(asked),
            suggestions=tuple(offered)[:SUGGESTIONS],
            notice_counts=about,
        )

    def notice_counts(self) -> dict[UUID, int] | None:
        """As in the figures, which are many queries; this is one."""
        lacks_own = self.waiting() > 0
        with reading(self.engine) as session:
            return None if lacks_own else self._notice_counts(session)

    def _notice_counts(self, session: Session) -> dict[UUID, int]:
        return notice_counts(session, [each.id for each in self._stored.notices] if self._stored else ())

    def today(self) -> Today:
        """Today's inquiries, in Oslo: the agent's own and the region's."""
        period = day(self.clock())
        stretch = period.start, period.end
        with reading(self.engine) as session:
            own = inquiries.counts(session, *stretch, agent=self.settings.agent)
            region = inquiries.counts(session, *stretch)
            own_unknown, all_unknown = (
                sum(count.n for count in inquiries.counts(session, *stretch, municipality=UNKNOWN, agent=whose))
                for whose in (self.settings.agent, None)
            )
            name = directory.load_or_empty(session).name
        return Today(name, tuple(own), tuple(region), own_unknown, all_unknown)


def _differing(stored: Stored, library: Library) -> set[str]:
    """The ids of articles that are not in the library as they are stored, or in it and not stored. One by one they are
    compared only where something has changed: a copy is taken apart for that, while keys come."""
    known = library.articles
    published = {id for id, each in stored.articles.items() if each.status is Status.PUBLISHED}
    same = library.state == stored.state
    changed = set() if same else {id for id in published if known.get(id) != stored.articles[id]}
    return (known.keys() ^ published) | changed
