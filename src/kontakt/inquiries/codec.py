"""An inquiry as plain values, as the journal and the tables hold it, and back."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID
from zlib import crc32

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import (
    CallerType,
    Channel,
    Entry,
    EntryKind,
    Feedback,
    FeedbackKind,
    Inquiry,
    LinkedBy,
    TransferResult,
)
from kontakt.inquiries.message_item import JournalItem, MessageItem

T = TypeVar("T")
Item = TypeVar("Item", Entry, Feedback, Inquiry, MessageItem)

INQUIRY_FIELDS: Mapping[int, frozenset[str]] = {
    1: (
        _FIRST := frozenset(
            [
                "id",
                "call_id",
                "municipality",
                "outcome",
                "started_at",
                "logged_at",
                "agent",
                "home_municipality",
                "channel",
                "caller_type",
                "article",
                "linked_by",
                "cause",
                "warm",
                "query",
                "note",
                "repeats",
                "first_line",
                "target",
            ]
        )
    ),
    2: _FIRST,  # the municipality may be unknown, and the article merely shown
    3: _FIRST,  # what is sent to the editor may hold a note
    4: (_WITH_UNIT := _FIRST | {"unit", "transfer_result"}),
    5: (_WITH_NOTICE := _WITH_UNIT | {"notice"}),
    6: _WITH_NOTICE,  # there are messages
}
"""The fields of an inquiry in the journal's texts, by the version of the text: every version that was ever written is
read for ever, as entries wait through an upgrade. All fields of its version stand in a text; one that a later version
added has its default there. A new field is a new version."""

VERSION = max(INQUIRY_FIELDS)
"""The newest version of the journal's texts that this program writes and reads.

A text has the lowest version that can say it, so that an older program on the same journal reads all that it can and
leaves only the others alone.
"""

FEEDBACK_FIELDS: Mapping[int, frozenset[str]] = {
    1: (_SENT := frozenset(["id", "kind", "made_at", "agent", "municipality", "query", "article"])),
    2: _SENT,
    3: (_SENT_WITH_NOTE := _SENT | {"note"}),
    4: _SENT_WITH_NOTE,
    5: _SENT_WITH_NOTE,
    6: _SENT_WITH_NOTE,
}
"""Those of what is sent to the editor, in the same way."""

_FIRST_WITH_MESSAGES = 6

_SUM = re.compile(r', "sum": (\d+)\}\Z')


class NotReadable(ValueError):
    """The text is no entry: it is damaged. Says nothing of what stands in it."""


class FromNewerProgram(NotReadable):
    """The text is of a version that a newer program writes."""


def plain(item: Inquiry | JournalItem) -> dict[str, Any]:
    """The fields of ``item`` as text, numbers, UUIDs and times; codes for enums, a mapping for an inquiry."""
    return {field.name: _plain(getattr(item, field.name)) for field in fields(item)}


def inquiry_from(state: Mapping[str, Any], version: int = VERSION) -> Inquiry:
    """The inquiry whose fields ``state`` holds as ``plain`` gave them in this version; other keys are passed over.

    Raises KeyError, TypeError or ValueError for what is no inquiry.
    """
    values = {name: state[name] for name in INQUIRY_FIELDS[version]}
    values |= {
        "outcome": Outcome(values["outcome"]),
        "channel": Channel(values["channel"]),
        "caller_type": _optional(CallerType, values["caller_type"]),
        "linked_by": _optional(LinkedBy, values["linked_by"]),
        "cause": _optional(Cause, values["cause"]),
        "transfer_result": _optional(TransferResult, values.get("transfer_result")),
    }
    return Inquiry(**values)


def encode(item: JournalItem) -> str:
    """``item`` as JSON in ASCII, all of its state, with the version first and a check sum last. Times become UTC.

    Raises ValueError for a time without a zone.
    """
    version, state = _version(item), plain(item)
    match item:
        case MessageItem():
            kind = "message"
        case Feedback():
            kind, state = "feedback", _of_version(state, FEEDBACK_FIELDS[version])
        case Entry():
            kind, state["inquiry"] = "entry", _of_version(state["inquiry"], INQUIRY_FIELDS[version])
    text = json.dumps({"version": version, "type": kind, **state}, default=_text)
    return f'{text[:-1]}, "sum": {crc32(text.encode("ascii"))}}}'


def decode(text: str) -> JournalItem:
    """What ``encode`` made, in this version of the program or an earlier one. Raises FromNewerProgram, and NotReadable
    for a text of which a single bit has changed."""
    try:
        state = json.loads(text)
        if type(state["version"]) is int and state["version"] > VERSION:
            raise FromNewerProgram
        if not _is_whole(text):
            raise NotReadable
        version = state["version"]
        if state["type"] == "message":
            return _message(state)
        return _entry(state, version) if state["type"] == "entry" else _feedback(state, version)
    except NotReadable:
        raise
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        raise NotReadable from None  # what is wrong would be told with the text that it is wrong in


def _version(item: JournalItem) -> int:
    if isinstance(item, MessageItem):
        return _FIRST_WITH_MESSAGES
    if isinstance(item, Feedback):
        return 3 if item.note else 1
    inquiry = item.inquiry
    if inquiry.notice is not None:
        return 5
    if inquiry.unit is not None or inquiry.transfer_result is not None:
        return 4
    return 2 if inquiry.municipality is None or inquiry.linked_by is LinkedBy.SHOWN else 1


def _of_version(state: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name in names}


def _is_whole(text: str) -> bool:
    """Whether the check sum is that of the rest; earlier programs wrote none."""
    match = _SUM.search(text)
    return match is None or crc32(f"{text[: match.start()]}}}".encode()) == int(match[1])


def _entry(state: Mapping[str, Any], version: int) -> Entry:
    inquiry = dict(state["inquiry"])
    inquiry |= {name: UUID(inquiry[name]) for name in ("id", "call_id")}
    inquiry |= {name: _time(inquiry[name]) for name in ("started_at", "logged_at")}
    inquiry |= {name: _optional(UUID, inquiry.get(name)) for name in ("repeats", "notice")}
    return _checked(
        Entry(
            id=UUID(state["id"]),
            kind=EntryKind(state["kind"]),
            inquiry=_checked(inquiry_from(inquiry, version)),
            made_at=_time(state["made_at"]),
        )
    )


def _feedback(state: Mapping[str, Any], version: int) -> Feedback:
    values = {name: state[name] for name in FEEDBACK_FIELDS[version]}
    values |= {"id": UUID(values["id"]), "kind": FeedbackKind(values["kind"]), "made_at": _time(values["made_at"])}
    return _checked(Feedback(**values))


def _message(state: Mapping[str, Any]) -> MessageItem:
    values = {field.name: state[field.name] for field in fields(MessageItem)}
    values |= {"id": UUID(values["id"]), "message": UUID(values["message"]), "made_at": _time(values["made_at"])}
    return _checked(MessageItem(**values))


def _checked(item: Item) -> Item:
    """``item``, every field of which is of its type, and every text one that a database takes: else ValueError."""
    for field in fields(item):
        value = getattr(item, field.name)
        kind: Any = field.type  # a class or a union of classes: no module here postpones its annotations
        if not isinstance(value, kind):
            raise NotReadable
        if isinstance(value, str):
            value.encode()  # which a lone surrogate is not
    return item


def _plain(value: object) -> object:
    if isinstance(value, Inquiry):
        return plain(value)
    return value.value if isinstance(value, Enum) else value


def _text(value: object) -> str:
    if not isinstance(value, datetime):
        return str(value)
    if value.tzinfo is None:
        raise ValueError("a stored time has a zone")
    return value.astimezone(UTC).isoformat()


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a stored time has a zone")
    return moment.astimezone(UTC)


def _optional(kind: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else kind(value)
