"""A message as text, as the journal carries it between the desk and the database, and back.

What is emptied in time stands in a text of its own, so that the journal can empty it without knowing what a message is.
"""

import json
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kontakt.messages.message import Message, MessageKind, MessageStep, StepKind

_TEXTS = ("number", "text")
_TIMES = ("made_at", "due_at")
_IDS = ("id", "inquiry", "follows", "notice")


def plain(message: Message) -> dict[str, Any]:
    """Its fields as JSON has them."""
    return {field.name: _plain(getattr(message, field.name)) for field in fields(message)}


def packed(step: MessageStep) -> tuple[str, str]:
    """The step without what is emptied in time, and that alone ("" where there is nothing of it)."""
    state = plain(step.message)
    texts = {name: state.pop(name) for name in _TEXTS}
    head = {"step": step.kind.value, "readdressed": step.readdressed}
    return json.dumps(head | state), json.dumps(texts) if any(texts.values()) else ""


def unpacked(state: str, texts: str, id: UUID | None = None, at: datetime | None = None) -> MessageStep:
    """What ``packed`` made, as the step with this id, made then. Raises ValueError, TypeError or LookupError for
    what is no step."""
    values = {**json.loads(state), **(json.loads(texts) if texts else {})}
    kind, readdressed = StepKind(values.pop("step")), values.pop("readdressed", False) is True
    names = {field.name for field in fields(Message)}  # a later version may have written more
    values = {name: value for name, value in values.items() if name in names}
    values["kind"] = MessageKind(values["kind"])
    values |= {name: UUID(values[name]) for name in _IDS if values.get(name)}
    values |= {name: datetime.fromisoformat(values[name]).astimezone(UTC) for name in _TIMES if values.get(name)}
    return MessageStep(kind, Message(**values), id, at, readdressed)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID | MessageKind) else value
