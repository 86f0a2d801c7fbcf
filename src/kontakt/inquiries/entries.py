"""Making the entries of an inquiry's history, and finding the one that counts."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from kontakt.inquiries.inquiry import Entry, EntryKind, Inquiry
from kontakt.inquiries.log.texts import without_texts

_TICK = timedelta(microseconds=1)


def logged(inquiry: Inquiry, at: datetime) -> Entry:
    """The first entry of ``inquiry``, made ``at`` (timezone-aware)."""
    return Entry(id=uuid4(), kind=EntryKind.LOGGED, inquiry=inquiry, made_at=at)


def corrected(previous: Entry, inquiry: Inquiry, at: datetime) -> Entry:
    """The entry that puts ``inquiry`` in the place of what ``previous``, its newest entry, says.

    It is later than ``previous`` even where the clock has been set back. Raises ValueError when the two are
    about different inquiries.
    """
    if inquiry.id != previous.inquiry.id:
        raise ValueError("a correction keeps the inquiry's id")
    return Entry(id=uuid4(), kind=EntryKind.CORRECTED, inquiry=inquiry, made_at=_after(previous, at))


def withdrawn(previous: Entry, at: datetime) -> Entry:
    """The entry that takes the inquiry of ``previous``, its newest entry, out of every count, and its texts away."""
    inquiry = without_texts(previous.inquiry)
    return Entry(id=uuid4(), kind=EntryKind.WITHDRAWN, inquiry=inquiry, made_at=_after(previous, at))


def newest(entries: Iterable[Entry]) -> dict[UUID, Entry]:
    """For each inquiry its entry with the greatest ``(made_at, id)``: its current state, in whatever order
    the entries come."""
    current: dict[UUID, Entry] = {}
    for entry in entries:
        known = current.get(entry.inquiry.id)
        if known is None or (known.made_at, known.id) < (entry.made_at, entry.id):
            current[entry.inquiry.id] = entry
    return current


def _after(previous: Entry, at: datetime) -> datetime:
    return max(at, previous.made_at + _TICK)
