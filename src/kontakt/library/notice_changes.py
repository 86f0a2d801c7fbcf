"""Writing, ending and lengthening notices, each for every desk to see within seconds.

Each call is a transaction of its own, may take its time, and raises KontaktError where the database cannot be used.
Times are UTC; ``by`` is whoever does it (a server goes by the name that they have there)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kontakt.database import Engine, reading, writing
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.library import notice_mails
from kontakt.locale import _, language
from kontakt.notices import store
from kontakt.notices.notice import LONGEST, Notice, ended, lengthened, told


def write(engine: Engine, notice: Notice, *, by: str, now: datetime) -> Notice:
    """Store one that is new or was changed. Where the region sends messages, and ``by`` may write any, whoever is to be
    told first and stands in the list with an e-mail address is written to, in that order, and has a tick. Raises
    KontaktError where it names a municipality that is not in the region, or somebody has changed it meanwhile."""
    with writing(engine) as session:
        region = directory.load_or_empty(session)
        if foreign := [each for each in notice.municipalities if region.municipality(each) is None]:
            text = _("{number} is no municipality of this region: choose others.")
            raise KontaktError(text.format(number=", ".join(foreign)))
        notice = notice_mails.write_to_them(session, notice, region, by=by, now=now)
        stored = store.put(session, notice, by=by, at=now)
        notice_mails.settle(session, stored, by=by, now=now)
        return stored


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
            text = _("A notice ends after its beginning, and lasts at most {days} days: write another end.")
            raise KontaktError(text.format(days=LONGEST.days)) from None

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
        if after == before:
            return before
        stored = store.put(session, after, by=by, at=now)
        notice_mails.settle(session, stored, by=by, now=now)
        return stored
