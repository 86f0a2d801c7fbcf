"""What is known of whether a contact can be reached: absences, calls that nobody answered, calendars. Never why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

KEPT_AFTER_END = timedelta(days=7)
"""For how long an absence is kept after its end."""

LONGEST_ABSENCE = timedelta(days=3 * 365)
"""A server refuses one that is longer."""

UNANSWERED_FOR = timedelta(minutes=30)
"""For how long it is told, and kept, that a call was not answered."""


ENOUGH_CONTACTS = 3
"""How many contacts a unit has at least whose answering is counted: of fewer it would be known who did not answer."""


class AbsenceSource(StrEnum):
    """Where the knowledge of an absence comes from."""

    DESK = "desk"
    """Somebody wrote it in the program."""
    LIST = "list"
    """It came with a list that was read in."""
    CALENDAR = "calendar"
    """It stands in the contact's calendar."""


@dataclass(frozen=True, slots=True, order=True)
class ContactKey:
    """Which contact, by its id in the list of ``municipality`` (a number, or "region"); or which ``unit``, for the unit
    itself: one of the two is empty."""

    municipality: str
    contact: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """``who`` cannot be reached from ``begins`` until ``ends`` (UTC, the end is outside). Where the phone is not
    ``phone_closed``, they are away and answer it all the same. ``known_at`` is when that was written, read or fetched;
    ``feed`` the calendar that it stands in."""

    id: UUID
    who: ContactKey
    begins: datetime
    ends: datetime
    phone_closed: bool = True
    source: AbsenceSource = AbsenceSource.DESK
    known_at: datetime
    feed: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredCall:
    """Nobody answered when ``who`` was rung ``at`` this moment (UTC). ``unit`` is the unit that is counted for."""

    id: UUID
    who: ContactKey
    unit: str
    at: datetime


class FeedProblem(StrEnum):
    """Why a calendar cannot be read from its address."""

    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    """It is not shown without signing in."""
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"
    HANGS = "hangs"
    """The server does not answer in time."""
    TOO_LARGE = "too_large"
    NO_CALENDAR = "no_calendar"
    """What stands there is none, or cannot be understood."""
    REDIRECTS = "redirects"
    """The address leads on too often."""
    REFUSED = "refused"
    """The address leads to what is no web address."""
    PRIVATE = "private"
    """The address leads into an internal network, which is not allowed."""
    UNTRUSTED = "untrusted"
    """The server's certificate cannot be trusted."""

    @classmethod
    def _missing_(cls, value: object) -> "FeedProblem":
        return cls.UNREACHABLE  # a reason that a newer version knows


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """The calendar of a contact at a web ``address``. ``fetched_at`` is when it was read the last time, None where it
    never was; ``problem`` what has been wrong with it since, None for nothing. Times are UTC."""

    id: UUID
    who: ContactKey
    address: str = ""
    fetched_at: datetime | None = None
    problem: FeedProblem | None = None


Stretch = tuple[datetime, datetime]
"""From when until when, the end outside."""


def merged(absences: Iterable[Absence]) -> Iterator[Stretch]:
    """The stretches of time in which any of the absences holds, apart from each other, in their order."""
    return merged_stretches((each.begins, each.ends) for each in absences)


def merged_stretches(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """As ``merged``, of stretches that may overlap, or meet."""
    begin = end = None
    for begins, ends in sorted(stretches):
        if ends <= begins:
            continue
        if begin is None or end is None:
            begin, end = begins, ends
        elif begins <= end:
            end = max(end, ends)
        else:
            yield begin, end
            begin, end = begins, ends
    if begin is not None and end is not None:
        yield begin, end
