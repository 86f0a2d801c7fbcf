"""The shared log: delivering entries to it, and what is read from it.

Every function takes a session and neither opens nor commits it. Times are timezone-aware UTC and periods
half-open. An inquiry belongs to the time it started; what is withdrawn is not read, unless a function says
so.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Text, cast, delete, insert, literal
from sqlalchemy import select as sqlalchemy_select
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col, desc, func, select

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.firstline.rate import REPEAT_WINDOW, Count
from kontakt.inquiries.codec import encode, inquiry_from, plain
from kontakt.inquiries.entries import newest
from kontakt.inquiries.inquiry import CHOSEN_BY_AGENT, Entry, EntryKind, Feedback
from kontakt.inquiries.log.tables import (
    DeliveryRow,
    EntryRow,
    FeedbackRow,
    InquiryRow,
    State,
    figures_of,
    of_municipality,
    on_server,
)
from kontakt.inquiries.log.texts import TEXTS, superseded, with_its_texts

_RECENT = 200
_DELIVERIES = 100_000  # are remembered; a copy that is further behind is made anew
_STANDING = col(InquiryRow.withdrawn).is_(False)


@dataclass(frozen=True, slots=True)
class EarlierInquiry:
    """An earlier inquiry, as far as "rings again" may show it."""

    id: UUID
    started_at: datetime
    outcome: Outcome
    cause: Cause | None
    note: str


@dataclass(frozen=True, slots=True)
class ArticleUse:
    """How often an article was chosen for a municipality (None: unknown) on one day (UTC)."""

    article: str
    municipality: str | None
    on: date
    times: int


def deliver(session: Session, items: Iterable[Entry | Feedback]) -> bool:
    """Add what the log does not have yet and bring the current states up to date; whether that took a text out of the
    history, as ``texts`` has it.

    Delivering the same items again, or in another order, ends in the same log. The session must be one that
    no other writer overlaps with, as ``kontakt.database.writing`` gives.
    """
    by_id = {item.id: item for item in items}
    if on_server(session):
        return _deliver_to_server(session, by_id.values())
    entries = [item for item in by_id.values() if isinstance(item, Entry)]
    feedback = [item for item in by_id.values() if isinstance(item, Feedback)]
    session.add_all(FeedbackRow(**plain(item)) for item in _new(session, FeedbackRow, feedback))
    new, took_away = _settle_texts(session, _new(session, EntryRow, entries))
    states = {entry.id: _state(entry) for entry in new}
    _insert(
        session,
        EntryRow,
        [
            {
                "id": entry.id,
                "inquiry_id": entry.inquiry.id,
                "kind": entry.kind.value,
                "made_at": entry.made_at,
                **states[entry.id],
            }
            for entry in new
        ],
    )
    _update_current(session, new, states)
    session.flush()
    return took_away


def _deliver_to_server(session: Session, items: Iterable[Entry | Feedback]) -> bool:
    """The same by the server's own function: whoever delivers there has no right on the tables."""
    session.flush()
    texts = ", ".join(encode(item) for item in items)
    took_away = (
        session.connection()
        .execute(sqlalchemy_select(func.kontakt_deliver(cast(literal(f"[{texts}]", Text), JSONB))))
        .scalar_one()
    )
    session.expire_all()
    return bool(took_away)


def _settle_texts(session: Session, new: Sequence[Entry]) -> tuple[list[Entry], bool]:
    """The new entries as they may be stored beside the known ones of their inquiries; and whether a known one lost a
    text, as it does here, to one of them."""
    ids = {entry.inquiry.id for entry in new}
    known = {row.id: row for row in session.exec(select(EntryRow).where(col(EntryRow.inquiry_id).in_(ids)))}
    settled = {entry.id: with_its_texts(entry) for entry in new}
    took_away = False
    for entry in superseded([*new, *(_entry(row.id, row.inquiry_id, row) for row in known.values())]):
        if entry.id in settled:
            settled[entry.id] = entry
        else:
            known[entry.id].sqlmodel_update({name: getattr(entry.inquiry, name) for name in TEXTS})
            took_away = True
    return list(settled.values()), took_away


def counts(
    session: Session,
    start: datetime,
    end: datetime,
    *,
    municipality: str | None = None,
    agent: str | None = None,
) -> list[Count]:
    """The inquiries that started in the period, counted by all that the first-line rate depends on; of one municipality
    (UNKNOWN: of none) and of one agent where they are given. On a server an agent may ask for their own, and for no
    period of less than a day."""
    if on_server(session):
        asked = func.kontakt_counts(start, end, cast(municipality, Text), cast(agent, Text))
        columns = asked.table_valued("outcome", "cause", "first_line", "repeated", "target", "n")
        return _counts(session.connection().execute(sqlalchemy_select(columns)))
    kinds = (
        col(InquiryRow.outcome),
        col(InquiryRow.cause),
        col(InquiryRow.first_line),
        col(InquiryRow.repeated),
        col(InquiryRow.target),
    )
    query = (
        sqlalchemy_select(*kinds, func.count())  # SQLModel's own takes four columns at most
        .where(_STANDING, col(InquiryRow.started_at) >= start, col(InquiryRow.started_at) < end)
        .group_by(*kinds)
    )
    if municipality is not None:
        query = query.where(of_municipality(InquiryRow.municipality, municipality))
    if agent is not None:
        query = query.where(col(InquiryRow.agent) == agent)
    return _counts(session.connection().execute(query))


def _counts(rows: Iterable[Any]) -> list[Count]:
    return [
        Count(Outcome(outcome), Cause(cause) if cause else None, first_line, repeated, n, target)
        for outcome, cause, first_line, repeated, target, n in rows
    ]


def by_agent_since(session: Session, agent: str, since: datetime) -> list[Entry]:
    """The newest entry of each of the agent's inquiries that started at ``since`` or later, the last started
    first; withdrawn ones too, so that the journal's waiting entries can be laid over them."""
    rows = session.exec(
        select(InquiryRow)
        .where(col(InquiryRow.agent) == agent, col(InquiryRow.started_at) >= since)
        .order_by(desc(col(InquiryRow.started_at)))
    )
    return [_entry(row.entry_id, row.id, row) for row in rows]


def recent_same(session: Session, article: str, municipality: str, since: datetime) -> list[EarlierInquiry]:
    """The inquiries on the same article and municipality since then, the last started first; to an agent a server tells
    those of the last seven days."""
    if on_server(session):
        same = func.kontakt_recent_same(article, municipality, since)
        columns = same.table_valued("id", "started_at", "outcome", "cause", "note")
        found = session.connection().execute(sqlalchemy_select(columns).order_by(desc(columns.c.started_at)))
        return [
            EarlierInquiry(id, at, Outcome(how), Cause(why) if why else None, note) for id, at, how, why, note in found
        ]
    rows = session.exec(
        select(InquiryRow)
        .where(
            _STANDING,
            col(InquiryRow.article) == article,
            col(InquiryRow.municipality) == municipality,
            col(InquiryRow.started_at) >= since,
        )
        .order_by(desc(col(InquiryRow.started_at)))
    )
    return [
        EarlierInquiry(row.id, row.started_at, Outcome(row.outcome), Cause(row.cause) if row.cause else None, row.note)
        for row in rows
    ]


def usage(session: Session, since: datetime) -> list[ArticleUse]:
    """How often an agent chose each article, not the search alone, by municipality and day since then."""
    if on_server(session):
        used = func.kontakt_usage(since).table_valued("article", "municipality", "day", "n")
        return [ArticleUse(*row) for row in session.connection().execute(sqlalchemy_select(used))]
    day = func.date(col(InquiryRow.started_at))
    query = (
        select(InquiryRow.article, InquiryRow.municipality, day, func.count())
        .where(
            _STANDING,
            col(InquiryRow.started_at) >= since,
            col(InquiryRow.article).is_not(None),
            col(InquiryRow.linked_by).in_(CHOSEN_BY_AGENT),
        )
        # The day first: SQLite would else read the whole table in the order of another index.
        .group_by(day, col(InquiryRow.article), col(InquiryRow.municipality))
    )
    return [
        ArticleUse(article, municipality, date.fromisoformat(str(on)), n)
        for article, municipality, on, n in session.exec(query)
        if article is not None
    ]


def most_asked(session: Session, since: datetime, limit: int) -> list[tuple[str, int]]:
    """The articles with the most inquiries since then, and how many; most first."""
    return _most_linked(session, since)[:limit]


def recent_articles(session: Session, agent: str, limit: int) -> list[str]:
    """The articles of the agent's latest inquiries, each once, the latest first. Looks back a few hundred
    inquiries and no further."""
    articles = session.exec(
        select(InquiryRow.article, InquiryRow.withdrawn)
        .where(col(InquiryRow.agent) == agent)
        .order_by(desc(col(InquiryRow.started_at)))
        .limit(_RECENT)
    )
    # A dict is a set that keeps its order.
    return list(dict.fromkeys(article for article, withdrawn in articles if article and not withdrawn))[:limit]


def homes_of_agents(session: Session) -> dict[str, str | None]:
    """The home municipality of everybody who has logged anything, as of what they logged last."""
    query = select(InquiryRow.agent, InquiryRow.home_municipality, func.max(InquiryRow.started_at)).group_by(
        col(InquiryRow.agent), col(InquiryRow.home_municipality)
    )
    found = sorted(session.exec(query).all(), key=lambda row: row[2])
    return {agent: home for agent, home, _last in found}


def size(session: Session) -> int:
    """How many inquiries it holds, withdrawn ones too."""
    return session.exec(select(func.count()).select_from(InquiryRow)).one()


def latest_version(session: Session) -> int:
    """The version of what was delivered last; 0 where nothing was."""
    newest: int | None = session.connection().execute(select(func.max(figures_of(session).c.version))).scalar_one()
    return newest or 0


def changed_since(session: Session, version: int) -> int:
    """How many inquiries were logged or changed by deliveries after the one that made ``version``."""
    figures = figures_of(session)
    newer = select(func.count()).select_from(figures).where(figures.c.version > version)
    return int(session.connection().execute(newer).scalar_one())


def delivery_token(session: Session, version: int) -> str:
    """What tells the delivery that made ``version`` from any other; "" where it is not remembered."""
    return session.exec(select(DeliveryRow.token).where(col(DeliveryRow.version) == version)).first() or ""


def _new(session: Session, table: type[Any], items: Sequence[Any]) -> list[Any]:
    known = set(session.exec(select(table.id).where(table.id.in_([item.id for item in items]))))
    return [item for item in items if item.id not in known]


def _insert(session: Session, table: type[State], rows: list[dict[str, Any]]) -> None:
    """Plain inserts: an object for each row would take twice the time, and thousands come at once."""
    if rows:
        session.connection().execute(insert(table), rows)


def _remember_delivery(session: Session, version: int) -> None:
    connection, known = session.connection(), col(DeliveryRow.version)
    # One of this version is there if it brought nothing that counts.
    for old in (known >= version, known <= version - _DELIVERIES):
        connection.execute(delete(DeliveryRow).where(old))
    connection.execute(insert(DeliveryRow).values(version=version, token=uuid4().hex))


def _update_current(session: Session, entries: Sequence[Entry], states: Mapping[UUID, dict[str, Any]]) -> None:
    if not entries:
        return
    candidates = newest(entries)
    version = latest_version(session) + 1
    rows = {row.id: row for row in session.exec(select(InquiryRow).where(col(InquiryRow.id).in_(list(candidates))))}
    repeated_before = {entry.inquiry.repeats for entry in candidates.values()}
    for id, row in rows.items():
        if (row.made_at, row.entry_id) < (candidates[id].made_at, candidates[id].id):
            repeated_before.add(row.repeats)
            row.sqlmodel_update({**_current(candidates[id]), **states[candidates[id].id], "version": version})
    session.flush()
    added = {id: entry for id, entry in candidates.items() if id not in rows}
    _insert(
        session,
        InquiryRow,
        [
            {"id": id, "repeated": False, "version": version, **_current(entry), **states[entry.id]}
            for id, entry in added.items()
        ],
    )
    _update_repeated(session, set(candidates) | (repeated_before - {None}), added.keys(), version)
    _remember_delivery(session, version)


def _update_repeated(
    session: Session, ids: Collection[UUID | None], unrepeated: Collection[UUID], version: int
) -> None:
    """Derive ``repeated`` anew for these inquiries. The ``unrepeated`` ones among them are stored so already,
    and are looked at only where something does repeat them."""
    repeats = session.exec(
        select(InquiryRow.repeats, InquiryRow.id, InquiryRow.started_at).where(
            _STANDING, col(InquiryRow.repeats).is_not(None), col(InquiryRow.repeats).in_(ids)
        )
    ).all()
    doubtful = (set(ids) - set(unrepeated)) | {earlier for earlier, _later, _started_at in repeats}
    for row in session.exec(select(InquiryRow).where(col(InquiryRow.id).in_(doubtful))):
        is_repeated = any(
            repeated == row.id != later and row.started_at <= started_at <= row.started_at + REPEAT_WINDOW
            for repeated, later, started_at in repeats
        )
        if row.repeated != is_repeated:
            row.repeated, row.version = is_repeated, version


def _most_linked(session: Session, since: datetime) -> list[tuple[str, int]]:
    if on_server(session):
        asked = func.kontakt_most_asked(since).table_valued("article", "n")
        rows = session.connection().execute(sqlalchemy_select(asked)).all()
        return sorted(((article, n) for article, n in rows), key=lambda counted: (-counted[1], counted[0]))
    query = (
        select(InquiryRow.article, func.count())
        .where(_STANDING, col(InquiryRow.started_at) >= since, col(InquiryRow.article).is_not(None))
        .group_by(col(InquiryRow.article))
        .order_by(desc(func.count()), col(InquiryRow.article))
    )
    return [(article, n) for article, n in session.exec(query) if article is not None]


def _current(entry: Entry) -> dict[str, Any]:
    return {
        "entry_id": entry.id,
        "kind": entry.kind.value,
        "made_at": entry.made_at,
        "withdrawn": entry.kind is EntryKind.WITHDRAWN,
    }


def _state(entry: Entry) -> dict[str, Any]:
    state = plain(entry.inquiry)
    del state["id"]
    return state


def _entry(id: UUID, inquiry_id: UUID, row: EntryRow | InquiryRow) -> Entry:
    inquiry = inquiry_from({**row.model_dump(), "id": inquiry_id})
    return Entry(id=id, kind=EntryKind(row.kind), inquiry=inquiry, made_at=row.made_at)
