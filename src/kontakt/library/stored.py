"""What the region's database holds for every room to read, and following it change by change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Pool

from kontakt.database import Change, Session, changes, identity
from kontakt.database.migrations import HEAD
from kontakt.directory import store as directory
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import ContactList
from kontakt.directory.region import Region
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.base import with_unlisted
from kontakt.knowledge.urgent import store as urgent_words
from kontakt.knowledge.urgent.kind import UrgentTable
from kontakt.messages import store as messages
from kontakt.messages.message import Outbox
from kontakt.notices import store as notices
from kontakt.notices.notice import Notice
from kontakt.presence import store as presence
from kontakt.presence.presence import Presence


@dataclass(frozen=True)
class Stored:
    """One moment of a database. ``articles`` are by id, in the order of their ids, whatever their status; ``themes``
    are the listed ones and then those that articles stand in all the same; ``unreadable`` are the ids of articles that
    are damaged, and missing here; ``notices`` are those that have not ended. ``database`` is which one it is,
    ``newest`` the newest change in it."""

    articles: Mapping[str, Article]
    listed: tuple[Theme, ...]
    themes: tuple[Theme, ...]
    region: Region
    urgent: UrgentTable
    contacts: tuple[ContactList, ...]
    presence: Presence
    notices: tuple[Notice, ...]
    outbox: Outbox
    unreadable: tuple[str, ...]
    database: str
    newest: Change | None

    @property
    def state(self) -> str:
        """Which database it is, at which moment, and the step that it was brought up to: of the same, articles are the
        same."""
        return f"{self.database} {HEAD} {self.newest}"

    @property
    def change(self) -> int:
        """The number of the newest change; 0 where there is none."""
        return self.newest.number if self.newest else 0


@dataclass(frozen=True)
class StoredUpdate:
    """From what was read before to ``stored``: the ids of ``articles`` that were changed, added or removed. ``whole``
    says that it was read anew, and that any of it may differ."""

    stored: Stored
    articles: frozenset[str] = frozenset()
    whole: bool = False


def read(session: Session, now: datetime | None = None) -> Stored:
    """Everything, as it is ``now`` (UTC; None: by this computer's clock)."""
    found = knowledge.load(session)
    return Stored(
        articles={each.id: each for each in found.articles},
        listed=found.themes,
        themes=found.every_theme,
        region=directory.load_or_empty(session),
        urgent=urgent_words.load(session),
        contacts=contact_lists.load(session),
        presence=presence.load(session),
        notices=notices.load(session, now or datetime.now(UTC)),
        outbox=messages.load(session),
        unreadable=found.unreadable,
        database=identity(session),
        newest=changes.newest(session),
    )


_read_last: WeakKeyDictionary[Pool, Stored] = WeakKeyDictionary()
"""What was followed last of each database that is open, by its connections: a room that has read nothing yet begins
with what another room has."""


def follow(session: Session, before: Stored | None, now: datetime | None = None) -> StoredUpdate | None:
    """What has come since ``before`` (None: nothing was read yet); None where nothing has. Only what was changed since
    this process read the last time is read, unless the database is another one than it was. ``now`` as in ``read``."""
    connections = session.get_bind().engine.pool
    begun = before or _read_last.get(connections)
    update = _since(session, begun, now)
    if update:
        _read_last[connections] = update.stored
    if before is None and begun is not None:
        return StoredUpdate(update.stored if update else begun, whole=True)
    return update


def _since(session: Session, before: Stored | None, now: datetime | None) -> StoredUpdate | None:
    if before is None or identity(session) != before.database:
        return StoredUpdate(read(session, now), whole=True)
    came = changes.since(session, before.newest)
    if came is None:
        return StoredUpdate(read(session, now), whole=True)
    return _mended(session, before, came, now or datetime.now(UTC)) if came else None


def has_news(session: Session, before: Stored) -> bool:
    """Whether ``follow`` would find anything, asked in one statement: every desk asks every other second."""
    return changes.newest_here(session) != (before.database, before.newest)


def _mended(session: Session, before: Stored, came: list[Change], now: datetime) -> StoredUpdate:
    kinds = {each.kind for each in came}
    ids = frozenset(each.id for each in came if each.kind == "article")
    articles, listed, unreadable = before.articles, before.listed, before.unreadable
    if kinds & {"article", "theme"}:
        found = knowledge.some(session, ids)
        articles = _put(before.articles, ids, found.articles)
        listed = found.themes
        unreadable = tuple(sorted({*found.unreadable, *(id for id in before.unreadable if id not in ids)}))
    stored = Stored(
        articles=articles,
        listed=listed,
        themes=with_unlisted(listed, articles.values()),
        region=directory.load_or_empty(session) if "region" in kinds else before.region,
        urgent=urgent_words.load(session) if "urgent" in kinds else before.urgent,
        contacts=contact_lists.load(session) if contact_lists.KIND in kinds else before.contacts,
        presence=_presence(session, before.presence, came),
        notices=_notices(session, before.notices, came, now),
        outbox=messages.load(session) if messages.KIND in kinds else before.outbox,
        unreadable=unreadable,
        database=before.database,
        newest=came[-1],
    )
    return StoredUpdate(stored, ids)


def _presence(session: Session, before: Presence, came: list[Change]) -> Presence:
    subjects = {each.id for each in came if each.kind == presence.KIND}
    return presence.reload(session, before, subjects) if subjects else before


def _notices(session: Session, before: tuple[Notice, ...], came: list[Change], now: datetime) -> tuple[Notice, ...]:
    ids = {UUID(each.id) for each in came if each.kind == notices.KIND}
    return notices.reload(session, before, ids, now) if ids else before


def _put(before: Mapping[str, Article], ids: frozenset[str], found: Iterable[Article]) -> Mapping[str, Article]:
    """The articles with those found in the place of those with these ids, in the order of their ids."""
    kept = {id: each for id, each in before.items() if id not in ids} | {each.id: each for each in found}
    return {id: kept[id] for id in sorted(kept)}
