"""The same changes through the functions of a server's database: whoever makes them there has no right on the
tables."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session

from kontakt.presence.absence import CalendarFeed, UnansweredCall


def is_one(session: Session) -> bool:
    """Whether the database is a server's."""
    return session.connection().dialect.name == "postgresql"


def put(session: Session, added: Sequence[Mapping[str, Any]], removed: Collection[UUID]) -> None:
    """``added`` are rows of the table of absences, by their columns."""
    _call(session, func.kontakt_put_absences(_json(added), cast(literal(list(removed), ARRAY(Uuid)), ARRAY(Uuid))))


def tell_unanswered(session: Session, call: UnansweredCall) -> None:
    """At this moment by the server's clock."""
    who = call.who
    texts = (who.municipality, who.contact, call.unit, call.unit)
    _call(session, func.kontakt_tell_unanswered(cast(call.id, Uuid), *(cast(each, Text) for each in texts)))


def take_unanswered_back(session: Session, call: UnansweredCall) -> None:
    _call(session, func.kontakt_take_unanswered_back(cast(call.id, Uuid), cast(call.unit, Text)))


def feeds_fetched(session: Session, fetched: Sequence[CalendarFeed]) -> None:
    rows = [{"id": each.id, "fetched_at": each.fetched_at, "problem": each.problem or ""} for each in fetched]
    _call(session, func.kontakt_feeds_fetched(_json(rows)))


def forget(session: Session) -> int:
    """How many rows had had their time by the server's clock."""
    return int(_call(session, func.kontakt_forget_presence()))


def _call(session: Session, function: Any) -> Any:
    session.flush()
    answer = session.connection().execute(select(function)).scalar_one()
    session.expire_all()
    return answer


def _json(rows: Sequence[Mapping[str, Any]]) -> Any:
    return cast(literal(json.dumps(rows, default=_plain), Text), JSONB)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
