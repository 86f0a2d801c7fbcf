"""Absences, unanswered calls and calendars in the region's database, in the session and the transaction of the caller.

On a server whoever writes has no right on the tables, and asks its functions. What has had its time is deleted with
every write; ``forget`` does it where nobody writes. A change names the municipality alone: the table of changes is
kept.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import delete, func, insert, literal, select, text, update
from sqlmodel import Session, SQLModel, col

from kontakt.database import changes
from kontakt.locale.formats import OSLO
from kontakt.presence import server
from kontakt.presence.absence import (
    ENOUGH_CONTACTS,
    KEPT_AFTER_END,
    UNANSWERED_FOR,
    Absence,
    AbsenceSource,
    CalendarFeed,
    ContactKey,
    FeedProblem,
    UnansweredCall,
)
from kontakt.presence.days_off import USUAL_HALF_DAYS, DaysOff
from kontakt.presence.presence import Presence
from kontakt.presence.tables import (
    AbsenceRow,
    CalendarFeedRow,
    HalfDayRow,
    UnansweredCallRow,
    UnansweredCountRow,
)

KIND = "presence"
"""What a change of all this is called in the change table, where the municipality is the subject."""

HALF_DAYS = "half days"
"""The subject of a change of the half days."""

_FEED = [
    col(getattr(CalendarFeedRow, name)) for name in ("id", "municipality", "contact", "unit", "fetched_at", "problem")
]

Of = TypeVar("Of", Absence, UnansweredCall, CalendarFeed)


def load(session: Session) -> Presence:
    """All of it; calendars without their addresses, which not everybody may read."""
    return _read(session, None, Presence())


def reload(session: Session, before: Presence, subjects: Collection[str]) -> Presence:
    """``before`` with what there is now of these municipalities, or of the half days (HALF_DAYS)."""
    return _read(session, subjects, before)


def _read(session: Session, subjects: Collection[str] | None, before: Presence) -> Presence:
    numbers = None if subjects is None else set(subjects) - {HALF_DAYS}
    half_days = _half_days(session) if subjects is None or HALF_DAYS in subjects else None
    if numbers is not None and not numbers:
        return Presence(before.absences, before.unanswered, before.feeds, half_days or before.days_off)
    absences = [
        Absence(
            id=row.id,
            who=_key(row),
            begins=row.begins_at,
            ends=row.ends_at,
            phone_closed=row.phone_closed,
            source=AbsenceSource(row.source),
            known_at=row.known_at,
            feed=row.feed,
        )
        for row in _rows(session, AbsenceRow, numbers)
    ]
    absences.sort(key=lambda each: (each.who, each.begins, each.ends, each.id))
    calls = sorted(
        (
            UnansweredCall(id=row.id, who=_key(row), unit=row.unit, at=row.at)
            for row in _rows(session, UnansweredCallRow, numbers)
        ),
        key=lambda call: call.at,
    )
    feeds = [
        CalendarFeed(id=row.id, who=_key(row), fetched_at=row.fetched_at, problem=_problem(row.problem))
        for row in session.connection().execute(_of(select(*_FEED), CalendarFeedRow, numbers))
    ]
    return Presence(
        _put(before.absences, numbers, {who: tuple(of) for who, of in groupby(absences, lambda each: each.who)}),
        _put(before.unanswered, numbers, {call.who: call for call in calls}),
        _put(before.feeds, numbers, {feed.who: feed for feed in feeds}),
        half_days or before.days_off,
    )


def _put(
    before: Mapping[ContactKey, Any], numbers: Collection[str] | None, found: Mapping[ContactKey, Any]
) -> Mapping[ContactKey, Any]:
    """What is found in the place of what there was of these municipalities (None: of all)."""
    kept = {} if numbers is None else {who: each for who, each in before.items() if who.municipality not in numbers}
    return {**kept, **found}


def _rows(session: Session, table: type[SQLModel], numbers: Collection[str] | None) -> Iterable[Any]:
    columns = [col(getattr(table, name)) for name in table.model_fields]
    return session.connection().execute(_of(select(*columns), table, numbers))


def _of(query: Any, table: Any, numbers: Collection[str] | None) -> Any:
    return query if numbers is None else query.where(col(table.municipality).in_(sorted(numbers)))


def _key(row: Any) -> ContactKey:
    return ContactKey(row.municipality, row.contact, "" if row.contact else row.unit)


# --- absences ------------------------------------------------------------------------------------------------


def put(session: Session, added: Sequence[Absence], removed: Collection[UUID] = (), *, now: datetime) -> None:
    """Store these absences, each in the place of the one with its id, and delete those that are ``removed``. ``now`` is
    UTC. On a server raises NotPermitted for what the person may not write."""
    if server.is_one(session):
        server.put(session, [_plain(each) for each in added], removed)
        return
    forget(session, now)
    connection = session.connection()
    gone = col(AbsenceRow.id).in_([*removed, *(each.id for each in added)])
    numbers = {*connection.execute(select(col(AbsenceRow.municipality)).where(gone).distinct()).scalars()}
    connection.execute(delete(AbsenceRow).where(gone))
    if added:
        connection.execute(insert(AbsenceRow), [_plain(each) for each in added])
    _tell(session, numbers | {each.who.municipality for each in added})


def _plain(absence: Absence) -> dict[str, Any]:
    return {
        "id": absence.id,
        "municipality": absence.who.municipality,
        "contact": absence.who.contact,
        "unit": absence.who.unit,
        "begins_at": absence.begins,
        "ends_at": absence.ends,
        "phone_closed": absence.phone_closed,
        "source": absence.source.value,
        "known_at": absence.known_at,
        "feed": absence.feed,
    }


# --- calls that nobody answered ------------------------------------------------------------------------------


def tell_unanswered(session: Session, call: UnansweredCall) -> None:
    """Tell every desk for thirty minutes; counted for its unit, where that has at least ENOUGH_CONTACTS contacts."""
    if server.is_one(session):
        server.tell_unanswered(session, call)
        return
    forget(session, call.at)
    who = call.who
    session.connection().execute(
        insert(UnansweredCallRow).values(
            id=call.id, municipality=who.municipality, contact=who.contact, unit=call.unit, at=call.at
        )
    )
    if _contacts_in(session, who.municipality, call.unit) >= ENOUGH_CONTACTS:
        key = (who.municipality, call.unit, call.at.astimezone(OSLO).date())
        counted = session.get(UnansweredCountRow, key) or UnansweredCountRow(
            municipality=key[0], unit=key[1], day=key[2], n=0
        )
        counted.n += 1
        session.add(counted)
    _tell(session, {who.municipality})


def take_unanswered_back(session: Session, call: UnansweredCall) -> None:
    """As if it had not been told."""
    if server.is_one(session):
        server.take_unanswered_back(session, call)
        return
    if session.connection().execute(delete(UnansweredCallRow).where(col(UnansweredCallRow.id) == call.id)).rowcount:
        counted = session.get(UnansweredCountRow, (call.who.municipality, call.unit, call.at.astimezone(OSLO).date()))
        if counted is not None and counted.n > 1:
            counted.n -= 1
        elif counted is not None:
            session.delete(counted)
        _tell(session, {call.who.municipality})


def unanswered_counts(session: Session, first: date, last: date) -> list[tuple[str, str, int]]:
    """How many calls nobody answered from the first day to the last, both in: municipality, unit and number, most
    first."""
    n = func.sum(col(UnansweredCountRow.n))
    columns = (col(UnansweredCountRow.municipality), col(UnansweredCountRow.unit))
    query = (
        select(*columns, n)
        .where(col(UnansweredCountRow.day) >= first, col(UnansweredCountRow.day) <= last)
        .group_by(*columns)
        .order_by(n.desc(), *columns)
    )
    return [(municipality, unit, int(count)) for municipality, unit, count in session.connection().execute(query)]


def _contacts_in(session: Session, municipality: str, unit: str) -> int:
    session.flush()
    query = text(
        "SELECT count(*) FROM contact_list, json_each(content, '$.contacts') AS contact"
        " WHERE municipality = :municipality AND json_extract(contact.value, '$.unit') = :unit"
    )
    return int(session.connection().execute(query, {"municipality": municipality, "unit": unit}).scalar_one())


# --- calendars and half days ---------------------------------------------------------------------------------


def feeds(session: Session) -> list[CalendarFeed]:
    """Every calendar with its address, by contact. For editors, and for whoever does the region's jobs."""
    return sorted(
        (
            CalendarFeed(
                id=row.id,
                who=_key(row),
                address=row.address,
                fetched_at=row.fetched_at,
                problem=_problem(row.problem),
            )
            for row in _rows(session, CalendarFeedRow, None)
        ),
        key=lambda each: each.who,
    )


def _problem(text: str) -> FeedProblem | None:
    return FeedProblem(text) if text else None


def put_feed(session: Session, feed: CalendarFeed, *, now: datetime) -> None:
    """Store the calendar, in the place of the one that its contact had; what stood in that one is deleted."""
    for each in feeds(session):
        if each.who == feed.who or each.id == feed.id:
            remove_feed(session, each, now=now)
    who = feed.who
    session.connection().execute(
        insert(CalendarFeedRow).values(
            id=feed.id,
            municipality=who.municipality,
            contact=who.contact,
            unit=who.unit,
            address=feed.address,
            fetched_at=feed.fetched_at,
            problem=feed.problem or "",
        )
    )
    _tell(session, {who.municipality})


def remove_feed(session: Session, feed: CalendarFeed, *, now: datetime) -> None:
    """The calendar, and what stood in it."""
    of_it = session.connection().execute(select(col(AbsenceRow.id)).where(col(AbsenceRow.feed) == feed.id))
    ids = list(of_it.scalars())
    session.connection().execute(delete(CalendarFeedRow).where(col(CalendarFeedRow.id) == feed.id))
    if ids:
        put(session, (), ids, now=now)
    _tell(session, {feed.who.municipality})


def feeds_fetched(session: Session, fetched: Sequence[CalendarFeed]) -> None:
    """What came of reading these calendars: their ``fetched_at``, left as it was where that is None, and their
    problem."""
    if server.is_one(session):
        server.feeds_fetched(session, fetched)
        return
    for each in fetched:
        values: dict[str, Any] = {"problem": each.problem or ""} | (
            {"fetched_at": each.fetched_at} if each.fetched_at else {}
        )
        session.connection().execute(update(CalendarFeedRow).where(col(CalendarFeedRow.id) == each.id).values(**values))
    _tell(session, {each.who.municipality for each in fetched})


def _half_days(session: Session) -> DaysOff:
    rows = session.connection().execute(select(col(HalfDayRow.day), col(HalfDayRow.closes)).order_by("day"))
    return DaysOff({day: time.fromisoformat(closes) for day, closes in rows} or USUAL_HALF_DAYS)


def put_half_days(session: Session, half_days: Mapping[str, time]) -> None:
    """The region's half days from now on; none stored means the usual ones."""
    session.connection().execute(delete(HalfDayRow).where(literal(True)))
    if half_days:
        rows = [{"day": day, "closes": f"{closes:%H:%M}"} for day, closes in half_days.items()]
        session.connection().execute(insert(HalfDayRow), rows)
    _tell(session, {HALF_DAYS})


# --- deleting ------------------------------------------------------------------------------------------------


def forget(session: Session, now: datetime) -> int:
    """Delete absences seven days after their end, and unanswered calls after thirty minutes; how many that was. A
    server goes by its own clock."""
    if server.is_one(session):
        return server.forget(session)
    connection = session.connection()
    return sum(
        connection.execute(delete(table).where(condition)).rowcount
        for table, condition in (
            (AbsenceRow, col(AbsenceRow.ends_at) < now - KEPT_AFTER_END),
            (UnansweredCallRow, col(UnansweredCallRow.at) < now - UNANSWERED_FOR),
        )
    )


def may_forget(session: Session, now: datetime) -> bool:
    """Whether there is anything to ``forget``: a look, which locks nobody out."""
    ended = select(col(AbsenceRow.id)).where(col(AbsenceRow.ends_at) < now - KEPT_AFTER_END)
    told = select(col(UnansweredCallRow.id)).where(col(UnansweredCallRow.at) < now - UNANSWERED_FOR)
    return any(session.connection().execute(query.limit(1)).first() for query in (ended, told))


def _tell(session: Session, subjects: Iterable[str]) -> None:
    session.flush()
    for each in sorted(subjects):
        changes.record(session, KIND, each, 0)
    session.flush()
