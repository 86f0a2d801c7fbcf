"""Writing, ending and lengthening notices, each for every desk to see within seconds.

Each call is a transaction of its own, may take its time, and raises KontaktError where the database cannot be used.
Times are UTC; ``by`` is whoever does it (a server goes by the name that they have there)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from kontakt.database import Engine, reading, writing
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.locale import _, language
from kontakt.locale.formats import day_and_clock
from kontakt.messages import store as messages
from kontakt.messages.checked import is_address, one_line
from kontakt.messages.message import Message, MessageKind, MessageStep, StepKind
from kontakt.notices import store
from kontakt.notices.notice import Notice, ended, lengthened, told

_ADDRESSED = re.compile(r"<([^<>\s]+)>\s*$|^\s*(\S+@\S+)\s*$")
_ONE_AFTER_THE_OTHER = timedelta(microseconds=1)


def write(engine: Engine, notice: Notice, *, by: str, now: datetime) -> Notice:
    """Store one that is new or was changed. Where the region sends messages, and ``by`` may write any, whoever is to be
    told first and stands in the list with an e-mail address is written to, in that order, and has a tick. Raises
    KontaktError where it names a municipality that is not in the region, or somebody has changed it meanwhile."""
    with writing(engine) as session:
        region = directory.load_or_empty(session)
        if foreign := [each for each in notice.municipalities if region.municipality(each) is None]:
            text = _("{number} is no municipality of this region: choose others.")
            raise KontaktError(text.format(number=", ".join(foreign)))
        if letters_to(notice) and messages.may_put(session) and messages.load(session).sends:
            for place, address in letters_to(notice).items():
                letter = _letter(notice, address, region, by, now + place * _ONE_AFTER_THE_OTHER)
                messages.put(session, [MessageStep(StepKind.WRITTEN, letter)])
                notice = told(notice, place, now, by)
        return store.put(session, notice, by=by, at=now)


def letters_to(notice: Notice) -> dict[int, str]:
    """The addresses of those who are to be told first and have not been, by their place in the list: as
    ``vakt@example.invalid`` alone, or ``Vaktleder <vakt@example.invalid>``."""
    found = {
        place: match[1] or match[2]
        for place, each in enumerate(notice.told_first)
        if not each.told_at and (match := _ADDRESSED.search(each.who))
    }
    return {place: address for place, address in found.items() if is_address(address)}


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
    )


def end(engine: Engine, id: UUID, *, by: str, now: datetime) -> Notice:
    """End it now, whatever others have changed in it meanwhile."""
    return _changed(engine, id, lambda notice: ended(notice, now), by, now)


def lengthen(engine: Engine, id: UUID, ends: datetime, *, by: str, now: datetime) -> Notice:
    """Have it end then, whatever others have changed in it meanwhile. Raises KontaktError where it has ended."""

    def change(notice: Notice) -> Notice:
        if now >= notice.ends:
            raise KontaktError(_("“{title}” has ended: write a new notice.").format(title=notice.title_in(language())))
        try:
            return lengthened(notice, ends, now)
        except ValueError:
            raise KontaktError(_("A notice ends after its beginning, and within a year: write another end.")) from None

    return _changed(engine, id, change, by, now)


def tick(engine: Engine, id: UUID, who: str, *, by: str, now: datetime) -> Notice:
    """Say that whoever stands so in the list has been told first; where that was said already, take it back."""

    def change(notice: Notice) -> Notice:
        place = next((place for place, each in enumerate(notice.told_first) if each.who == who), None)
        if place is None:
            raise KontaktError(_("“{who}” is in the list no longer: look at the notice.").format(who=who))
        return told(notice, place, now, by)

    return _changed(engine, id, change, by, now)


def since(engine: Engine, moment: datetime) -> tuple[Notice, ...]:
    """Those that were out then or later, or still are to be, the first to begin first."""
    with reading(engine) as session:
        return store.since(session, moment)


def _changed(engine: Engine, id: UUID, change: Callable[[Notice], Notice], by: str, now: datetime) -> Notice:
    with writing(engine) as session:
        before = store.notice_of(session, id)
        if before is None:
            raise KontaktError(_("There is no such notice in this region's database."))
        after = change(before)
        return before if after == before else store.put(session, after, by=by, at=now)
