"""Notices in words: where they hold, until when, and how many have called about them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from kontakt.desk.availability_texts import when
from kontakt.directory.region import Region
from kontakt.library.labels import NOTICE_KINDS
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import OSLO, listed, number, short_date
from kontakt.notices.notice import Notice, NoticePriority, NoticeState, ToldFirst
from kontakt.presence.stretch_texts import day_that_ends

_MOST_NAMES = 3


def where_it_holds(notice: Notice, region: Region) -> str:
    """Municipalities, and the places in them; some of many."""
    names = [region.name_of(each) for each in notice.municipalities]
    if len(names) > _MOST_NAMES:
        names = [*names[: _MOST_NAMES - 1], _("{count} more").format(count=number(len(names) - _MOST_NAMES + 1))]
    place = listed(names) if names else region.name or _("the whole region")
    return f"{place} ({', '.join(notice.places)})" if notice.places else place


def time_of(notice: Notice, now: datetime, *, briefly: bool = False) -> str:
    """What there is to say of its time: from when, until when, or that a word is due; ``briefly`` that alone."""
    today = now.astimezone(OSLO).date()
    match notice.state(now):
        case NoticeState.PLANNED:
            return _("from {when}").format(when=when(notice.begins, today))
        case NoticeState.ENDED:
            return _("ended {when}").format(when=when(notice.ends, today))
        case NoticeState.OVERDUE if notice.next_word:
            due = _("news was due {when}: ask").format(when=when(notice.next_word, today))
            return due if briefly else f"{due}, {until(notice.ends, today)}"
        case _:
            return until(notice.ends, today)


def until(ends: datetime, today: date) -> str:
    """``until 15:00``; of a midnight the day that it ends. ``today`` is the day in Oslo."""
    last = day_that_ends(ends)
    if last is None:
        return _("until {when}").format(when=when(ends, today))
    return _("the rest of today") if last == today else _("through {day}").format(day=short_date(last))


def called_about(count: int) -> str:
    """How many have called about it; "" for nobody."""
    if not count:
        return ""
    return ngettext("{count} has called about this", "{count} have called about this", count).format(
        count=number(count)
    )


def is_pressing(notice: Notice, now: datetime) -> bool:
    """Whether it is marked: it is urgent, or a word about it is due."""
    return notice.priority is NoticePriority.URGENT or notice.state(now) is NoticeState.OVERDUE


def in_short(notice: Notice, region: Region, now: datetime) -> str:
    """Where, what, and until when, in one line."""
    return f"{where_it_holds(notice, region)}: {notice.title_in(language())}, {time_of(notice, now)}"


def on_card(notices: Sequence[Notice], today: date) -> str:
    """What the card of an article says of the notices that concern it; ``today`` is the day in Oslo."""
    first = notices[0]
    more = f" {_('and {count} more').format(count=number(len(notices) - 1))}" if len(notices) > 1 else ""
    return f"{first.title_in(language())}, {until(first.ends, today)}{more}"


def details(notice: Notice, region: Region, now: datetime, counts: Mapping[UUID, int]) -> dict[str, str]:
    """What there is to know of it, by label."""
    today = now.astimezone(OSLO).date()
    changed = notice.changed_at and _("{name}, {when}").format(
        name=notice.changed_by, when=when(notice.changed_at, today)
    )
    return {
        _("Holds in"): where_it_holds(notice, region),
        _("When"): time_of(notice, now),
        _("Next news"): when(notice.next_word, today) if notice.next_word else "",
        _("Inquiries"): called_about(counts.get(notice.id, 0)),
        _("Told"): told_first_text(notice, now),
        _("Written by"): changed or "",
    }


def told_first_text(notice: Notice, now: datetime) -> str:
    """Who is to be told first, each with whether they have been; "" for nobody."""
    today = now.astimezone(OSLO).date()
    return ", ".join(f"{each.who} {told_text(each, today)}" for each in notice.told_first)


def told_text(each: ToldFirst, today: date) -> str:
    """Whether somebody who is to be told first has been; ``today`` is the day in Oslo."""
    if each.told_at:
        return _("(told {when})").format(when=when(each.told_at, today))
    if each.came_back_at:
        return _("(the e-mail came back {when})").format(when=when(each.came_back_at, today))
    return _("(not yet)")


def kind_name(notice: Notice) -> str:
    return _(NOTICE_KINDS[notice.kind])
