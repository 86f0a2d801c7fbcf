"""E-mails to those who are to be told of a notice before others, and what the notice says of them.

In the session and the transaction of the caller."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

from kontakt.database import Session
from kontakt.directory.region import Region
from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.messages import store as messages
from kontakt.messages.checked import is_address, one_line
from kontakt.messages.message import Message, MessageKind, MessageState, MessageStep, OpenMessage, StepKind
from kontakt.messages.states import MessageEvent
from kontakt.notices import store
from kontakt.notices.notice import Notice, not_reached, told

_ADDRESSED = re.compile(r"<([^<>\s]+)>\s*$|^\s*(\S+@\S+)\s*$")
_ONE_AFTER_THE_OTHER = timedelta(microseconds=1)


def write_to_them(session: Session, notice: Notice, region: Region, *, by: str, now: datetime) -> Notice:
    """Write to whoever is to be told first, has an e-mail address and was not written to, in that order; as the notice
    that says so. Where the region sends no messages, or ``by`` may write none, nobody is written to."""
    places = _to_be_written_to(notice)
    if not (places and messages.may_put(session) and messages.load(session).sends):
        return notice
    for place, address in places.items():
        letter = _letter(notice, address, region, by, now + place * _ONE_AFTER_THE_OTHER)
        messages.put(session, [MessageStep(StepKind.WRITTEN, letter)])
        notice = told(notice, place, now, by)
    return notice


def settle(session: Session, notice: Notice, *, by: str, now: datetime) -> None:
    """Take e-mails that did not arrive off every desk's list where the notice says that they were told after all, or
    does not name that address any more."""
    for mail in messages.load(session).open:
        if mail.notice == notice.id and mail.state is MessageState.FAILED:
            place = _place_of(notice, mail.address)
            if place is None or (mail.came_back and notice.told_first[place].told_at):
                messages.say(session, mail.id, MessageEvent.DEALT_WITH, by=by, now=now)


def take_over(session: Session, mail: OpenMessage, event: MessageEvent, *, by: str, now: datetime) -> None:
    """Have the notice say what somebody said of an e-mail of its own: that it came back, or that whom it went to has
    been told after all."""
    notice = store.notice_of(session, mail.notice) if mail.notice else None
    place = _place_of(notice, mail.address) if notice else None
    if notice is None or place is None:
        return
    is_told = notice.told_first[place].told_at is not None
    if event is MessageEvent.CAME_BACK:
        store.put(session, not_reached(notice, place, now), by=by, at=now)
    elif event in (MessageEvent.DEALT_WITH, MessageEvent.ARRIVED) and not is_told:
        store.put(session, told(notice, place, now, by), by=by, at=now)


def _addresses(notice: Notice) -> dict[int, str]:
    """Those in the list of who is told first, by their place there: as ``vakt@example.invalid`` alone, or
    ``Vaktleder <vakt@example.invalid>``."""
    found = {
        place: match[1] or match[2]
        for place, each in enumerate(notice.told_first)
        if (match := _ADDRESSED.search(each.who))
    }
    return {place: address for place, address in found.items() if is_address(address)}


def _to_be_written_to(notice: Notice) -> dict[int, str]:
    """Without those who have been told, and those whose address sent it back."""
    entries = notice.told_first
    return {
        place: address
        for place, address in _addresses(notice).items()
        if not (entries[place].told_at or entries[place].came_back_at)
    }


def _place_of(notice: Notice, address: str) -> int | None:
    return next((place for place, each in _addresses(notice).items() if each == address), None)


def _letter(notice: Notice, address: str, region: Region, by: str, at: datetime) -> Message:
    names = ", ".join(region.name_of(each) for each in notice.municipalities) or region.name
    text = _("{name} tells of a notice in {where}: {title}. It holds from {begins} until {ends}.")
    return Message(
        id=uuid4(),
        kind=MessageKind.MAIL,
        made_at=at,
        agent=by,
        municipality=notice.municipalities[0] if notice.municipalities else "",
        address=address,
        subject=one_line(notice.title),
        intro=text.format(
            name=by,
            where=names,
            title=notice.title,
            begins=day_and_clock(notice.begins),
            ends=day_and_clock(notice.ends),
        ),
        text=notice.text,
        notice=notice.id,
    )
