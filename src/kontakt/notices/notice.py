"""A notice: something that happens now, whom it concerns, and when it ends. Pure: the time is given."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

LONGEST = timedelta(days=366)
"""How long a notice may stand: what holds for longer belongs into an article."""


class NoticeKind(StrEnum):
    ROAD = "road"
    WATER = "water"
    POWER = "power"
    SYSTEM = "system"
    WEATHER = "weather"
    PLANNED_WORK = "planned_work"
    FREEZE = "freeze"
    """Nothing is to be changed or published."""
    ROUTINE = "routine"


class NoticePriority(IntEnum):
    """The lower number stands first."""

    URGENT = 1
    NORMAL = 2
    LOW = 3


class NoticeState(StrEnum):
    PLANNED = "planned"
    CURRENT = "current"
    OVERDUE = "overdue"
    """It is current, and the next word that was promised has not come."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ToldFirst:
    """Who is to be told before others, as somebody wrote it, and when and by whom they were told (UTC); None and ""
    until they are. ``came_back_at`` is when somebody said that the e-mail to them had come back, while they have not
    been told since."""

    who: str
    told_at: datetime | None = None
    told_by: str = ""
    came_back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """It holds from ``begins`` until ``ends`` (the end outside) in these ``municipalities``, by number, and there in
    these ``places``; without any it holds everywhere. ``articles`` are the ids of those that it concerns. ``next_word``
    is when there is to be news of it. Whoever is ``told_first`` stands in the order in which they are told.
    ``revision`` is 0 until it is stored; it was ``changed_by`` whom at ``changed_at``. Times are UTC."""

    id: UUID
    kind: NoticeKind
    title: str
    title_nn: str = ""
    text: str = ""
    text_nn: str = ""
    municipalities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    begins: datetime
    ends: datetime
    next_word: datetime | None = None
    priority: NoticePriority = NoticePriority.NORMAL
    told_first: tuple[ToldFirst, ...] = ()
    revision: int = 0
    changed_by: str = ""
    changed_at: datetime | None = None

    def state(self, now: datetime) -> NoticeState:
        if now >= self.ends:
            return NoticeState.ENDED
        if now < self.begins:
            return NoticeState.PLANNED
        return NoticeState.OVERDUE if self.next_word and now >= self.next_word else NoticeState.CURRENT

    def is_out(self, now: datetime) -> bool:
        """Whether it has begun and not ended."""
        return self.begins <= now < self.ends

    def holds_in(self, municipality: str | None) -> bool:
        """Whether it holds in the municipality with this number; without one, whether it holds everywhere."""
        return not self.municipalities or municipality in self.municipalities

    def title_in(self, language: str) -> str:
        return (self.title_nn if language == "nn" else "") or self.title

    def text_in(self, language: str) -> str:
        return (self.text_nn if language == "nn" else "") or self.text


def ended(notice: Notice, now: datetime) -> Notice:
    """As one that ends now; one that has not begun never does. One that has ended stays as it is."""
    if now >= notice.ends:
        return notice
    return replace(notice, begins=min(notice.begins, now), ends=now, next_word=None)


def lengthened(notice: Notice, ends: datetime, now: datetime) -> Notice:
    """As one that ends then; news that is due before stays promised, unless it is overdue. Raises ValueError where that
    is not after its beginning, or too long after it."""
    if not notice.begins < ends <= notice.begins + LONGEST:
        raise ValueError("a notice ends after its beginning, and lasts at most LONGEST")
    promised = notice.next_word if notice.next_word and now < notice.next_word <= ends else None
    return replace(notice, ends=ends, next_word=promised)


def told(notice: Notice, place: int, at: datetime, by: str) -> Notice:
    """With a tick at this place in the list of who is told first; with the tick taken away where there is one."""
    before = notice.told_first[place]
    return _with(notice, place, ToldFirst(before.who) if before.told_at else ToldFirst(before.who, at, by))


def not_reached(notice: Notice, place: int, at: datetime) -> Notice:
    """With the word at this place in that list that the e-mail came back, in the place of a tick."""
    return _with(notice, place, ToldFirst(notice.told_first[place].who, came_back_at=at))


def _with(notice: Notice, place: int, entry: ToldFirst) -> Notice:
    return replace(notice, told_first=(*notice.told_first[:place], entry, *notice.told_first[place + 1 :]))
