"""What was sent with the form of a call, and the desk's session that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid4

from kontakt.desk.recipients import recipients
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import UNKNOWN, CallerType, Channel, TransferResult
from kontakt.library.contacts import FoundContact
from kontakt.web.plain.transfer_part import PUT_THROUGH, RESULT, WARM

_LONGEST_TEXT = 500
_CHOOSING = ("show", "show_notice", "show_contact")
"""The names of the buttons that choose what is looked at."""
_LONGEST_CALL = timedelta(hours=12)
"""What is said to have begun earlier has begun now, and an id that was made earlier is used no more."""

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForm:
    """``municipality`` is a number, UNKNOWN, or "" where none is chosen; ``drawn_municipality`` the one that the page
    was drawn with. ``searched`` is the text that the hits beneath it are of. ``article``, ``notice`` and ``contact``
    (its key) are what the agent chose, ``theme`` the one whose articles are listed; "" for none. ``inquiry`` is the id
    that the call is logged with, made at ``id_made_at`` (UTC; None where the form does not say). ``started`` is None
    before anything was sent. ``outcome`` and ``cause`` are those of the button that was pressed, if any; ``to`` is the
    key of whom the caller is put through to, or OTHER, "" where nobody has said, and ``warm`` whether they were told
    first. ``result`` is what came of the transfer ``put_through``, by its id, if that button was pressed."""

    text: str = ""
    searched: str = ""
    municipality: str = ""
    drawn_municipality: str = ""
    article: str = ""
    theme: str = ""
    notice: str = ""
    contact: str = ""
    note: str = ""
    channel: Channel = Channel.PHONE
    caller_type: CallerType = CallerType.RESIDENT
    inquiry: UUID
    id_made_at: datetime | None = None
    started: datetime | None = None
    outcome: Outcome | None = None
    cause: Cause | None = None
    to: str = ""
    warm: bool = False
    put_through: UUID | None = None
    result: TransferResult | None = None

    @property
    def is_of_what_was_read(self) -> bool:
        """Whether the text is still the one whose answer stood on the page."""
        return self.text == self.searched


def call_form(fields: Mapping[str, str]) -> CallForm:
    """What is none of the codes, or too long, is left out: the page sends nothing of the kind."""
    text, searched = (fields.get(name, "").strip()[:_LONGEST_TEXT] for name in ("text", "searched"))
    same = text == searched
    held = {} if any(map(fields.get, _CHOOSING)) or not same else fields
    return CallForm(
        text=text,
        searched=searched,
        municipality=fields.get("municipality", ""),
        drawn_municipality=fields.get("drawn_municipality", ""),
        article=fields.get("show", "") or held.get("article", ""),
        theme=fields.get("open", "") or (fields.get("theme", "") if same else ""),
        notice=fields.get("show_notice", "") or held.get("notice", ""),
        contact=fields.get("show_contact", "") or held.get("contact", ""),
        note=fields.get("note", ""),
        channel=code(fields, "channel", Channel) or Channel.PHONE,
        caller_type=code(fields, "caller", CallerType) or CallerType.RESIDENT,
        inquiry=id_in(fields, "inquiry") or uuid4(),
        id_made_at=_moment(fields.get("id_made_at", "")),
        started=_moment(fields.get("started", "")),
        outcome=None if fields.get("do") else code(fields, "outcome", Outcome),
        cause=code(fields, "cause", Cause),
        to=fields.get("to", ""),
        warm=bool(fields.get(WARM)),
        put_through=id_in(fields, PUT_THROUGH),
        result=code(fields, RESULT, TransferResult),
    )


def take_in(form: CallForm, session: DeskSession) -> None:
    """Have a new session hold the call of the form."""
    session.new_call()
    call, now = session.call, session.clock()
    call.inquiry_id = form.inquiry
    if form.started and is_of_this_shift(form.started, now):
        call.started_at = form.started
    _settle_municipality(form, session)
    session.write_note(form.note)
    session.calls.set_channel(form.channel)
    session.calls.set_caller_type(form.caller_type)
    if not form.text and form.theme:
        _open_theme(form.theme, session)
    if form.article:
        _go_to(form.article, session)
    elif form.notice:
        _look_at_notice(form.notice, session)
    elif form.contact:
        _look_at_contact(form.contact, session)


def _settle_municipality(form: CallForm, session: DeskSession) -> None:
    """As the desk settles it, key by key: the page before, then the text, then what was chosen beside it. What the page
    itself had drawn was not chosen anew."""
    session.finder.search(form.searched)
    if form.drawn_municipality != drawn_municipality(session):
        _choose(form.drawn_municipality, session)
    session.finder.search(form.text)
    if form.municipality != form.drawn_municipality:
        _choose(form.municipality, session)


def drawn_municipality(session: DeskSession) -> str:
    """The value of the field."""
    return UNKNOWN if session.call.unknown else session.municipality or ""


def _choose(value: str, session: DeskSession) -> None:
    member = session.library.region.municipality(value)
    if member or value in ("", UNKNOWN):
        session.choose_municipality(member.number if member else None)
        session.call.unknown = value == UNKNOWN


def _open_theme(id: str, session: DeskSession) -> None:
    ids = [theme.id for theme in session.finder.themes]
    if id in ids:
        session.finder.theme_cursor = ids.index(id)
        session.finder.open_theme()


def _go_to(id: str, session: DeskSession) -> None:
    """Look at this article: among the hits, or else by itself."""
    call = session.call
    ids = [hit.id for hit in call.answer.hits]
    if id in ids:
        call.notice_cursor = None
        call.move_to(ids.index(id))
    elif session.library.article(id):
        session.finder.pin(id)


def _look_at_notice(id: str, session: DeskSession) -> None:
    """Among those that the text names, or else by itself."""
    finder, call = session.finder, session.call
    named = [str(each.id) for each in finder.named_notices]
    if id in named:
        call.notice_cursor, call.moved = named.index(id), True
    elif notice := next((each for each in session.library.notices.out(finder.now) if str(each.id) == id), None):
        finder.choose_notice(notice)


def _look_at_contact(key: str, session: DeskSession) -> None:
    keys = [each.key for each in session.finder.contacts]
    if key in keys:
        session.call.contact_cursor = keys.index(key)


def put_through_to(form: CallForm, session: DeskSession) -> FoundContact | None:
    """Whom the form says that the caller was put through to; None where nobody is, or somebody in no list."""
    if not form.to:
        return None
    found = recipients(session.library, session.finder.article_on_card, session.municipality)
    return next((each for each in found if each.key == form.to), None)


def is_of_this_shift(moment: datetime, now: datetime) -> bool:
    """Whether it is at most twelve hours away."""
    return abs(now - moment) < _LONGEST_CALL


def code(fields: Mapping[str, str], name: str, codes: type[Code]) -> Code | None:
    """The code that a field holds; None where it holds none of them."""
    return next((each for each in codes if each.value == fields.get(name)), None)


def id_in(fields: Mapping[str, str], name: str) -> UUID | None:
    try:
        return UUID(fields.get(name, ""))
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
