"""What desks do with the outbox of a server, through its functions: they have no right on the table."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, cast, func, literal, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session

from kontakt.database import Engine, asking
from kontakt.database import server as database_server
from kontakt.messages.codec import plain
from kontakt.messages.message import MessageStep, NewAddress
from kontakt.messages.states import MessageEvent

_MAINTAIN = 170_000
"""The version of the server from which on a right to vacuum a table can be given."""


def is_one(session: Session) -> bool:
    """Whether the database is a server's."""
    return session.connection().dialect.name == "postgresql"


def may_put(session: Session) -> bool:
    """Whether whoever is signed in may call ``put``."""
    return bool(_call(session, func.has_function_privilege("kontakt_put_messages(jsonb)", "execute")))


def put(session: Session, steps: Sequence[MessageStep]) -> None:
    given = [
        {
            "step": step.kind.value,
            "message": plain(step.message),
            "id": str(step.id) if step.id else None,
            "at": step.at.isoformat() if step.at else None,
            "readdressed": step.readdressed,
        }
        for step in steps
    ]
    _call(session, func.kontakt_put_messages(cast(literal(json.dumps(given), Text), JSONB)))


def say(session: Session, id: UUID, event: MessageEvent) -> bool:
    return bool(_call(session, func.kontakt_say_of_message(cast(id, Uuid), cast(event.value, Text))))


def readdress(session: Session, id: UUID, to: NewAddress) -> bool:
    given = json.dumps(asdict(to), default=datetime.isoformat)
    return bool(_call(session, func.kontakt_readdress_message(cast(id, Uuid), cast(literal(given, Text), JSONB))))


def vacuum(engine: Engine) -> bool:
    """Whether it may and did."""
    if not database_server.is_server(engine.url):
        return False
    with asking(engine) as session:  # no transaction may be around it
        if database_server.state_of_server(session).version < _MAINTAIN:
            return False
        if not _call(session, func.has_table_privilege("message", "MAINTAIN")):
            return False
        session.connection().execute(text("VACUUM message"))
        return True


def own_texts(session: Session, id: UUID) -> tuple[str, str] | None:
    found = _call(session, func.kontakt_own_message(cast(id, Uuid)))
    return (found["number"], found["text"]) if found else None


def _call(session: Session, function: Any) -> Any:
    session.flush()
    answer = session.connection().execute(select(function)).scalar_one()
    session.expire_all()
    return answer
