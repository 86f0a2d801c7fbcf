"""A message at the desk before it is logged: to whom, and what the agent writes; and the message that it becomes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from kontakt.desk.availability_texts import availability_text
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import Inquiry
from kontakt.knowledge.article import Article
from kontakt.library.contacts import FoundContact
from kontakt.library.labels import CALLER_TYPES
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.library.reachable import availability_of
from kontakt.locale import _, language
from kontakt.locale.formats import OSLO, day_and_clock
from kontakt.messages.checked import is_address
from kontakt.messages.due import WORKING_DAYS, due_at
from kontakt.messages.message import Message, MessageKind, NewAddress, OpenMessage
from kontakt.presence.availability import AvailabilityState
from kontakt.presence.presence import Presence


class MessageRecipient(NamedTuple):
    """Whom a message goes to, and where. ``unit`` is the unit as an inquiry names it, "" for a post office. ``instead``
    says in words who would have got it and is away; "" for nobody. ``answer_within`` is as in the unit."""

    name: str
    address: str
    unit: str = ""
    instead: str = ""
    answer_within: int = 0


class MessageDraft(NamedTuple):
    """``number`` and ``text`` as they may be stored: both have been checked."""

    recipient: MessageRecipient
    number: str
    text: str


@dataclass(slots=True)
class TypedMessage:
    """What stands in the form of a message, checked or not. It stays in memory, and there alone, until the call is
    logged. ``chosen_for`` is the article and the municipality that the agent chose the recipient for; None where it was
    only suggested. ``began`` is what stood in the form before anything was typed."""

    recipient: MessageRecipient
    number: str = ""
    text: str = ""
    chosen_for: tuple[str | None, str | None] | None = None
    began: tuple[MessageRecipient, str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.began = (self.recipient, self.number, self.text)

    def over(self, recipient: MessageRecipient, number: str, text: str) -> "TypedMessage":
        """The same form over what is stored now: what the agent has not changed is as it is stored."""
        renewed = TypedMessage(recipient, number, text)
        for name, began in zip(("recipient", "number", "text"), self.began, strict=True):
            if (typed := getattr(self, name)) != began:
                setattr(renewed, name, typed)
        return renewed


def typed_about(
    article: str | None, municipality: str | None, suggested: MessageRecipient | None, earlier: TypedMessage | None
) -> TypedMessage | None:
    """What stands in the form for this article and municipality: the number and the text of the ``earlier`` form, and
    its recipient where the agent chose it for the same two. None where there is nobody to write to."""
    if earlier and earlier.chosen_for == (article, municipality):
        return earlier
    if suggested is None:
        return None
    return TypedMessage(suggested, earlier.number, earlier.text) if earlier else TypedMessage(suggested)


def sends_messages(outcome: Outcome, library: Library) -> bool:
    """Whether this outcome may leave by e-mail in this region."""
    return outcome in (Outcome.MESSAGE, Outcome.CASE) and library.outbox.sends


def suggested_recipient(
    outcome: Outcome, article: Article | None, municipality: str | None, library: Library, now: datetime
) -> MessageRecipient | None:
    """For a case the municipality's post office; for a message the first of those who answer for the article who is not
    away, else the post office. None where nobody has an address."""
    post = _post_office(municipality, library)
    if outcome is Outcome.CASE or article is None or municipality is None:
        return post
    return _first_here(library.contacts.tried_for(article, municipality), library, now) or post


def chosen_recipient(
    found: FoundContact, municipality: str | None, library: Library, now: datetime
) -> MessageRecipient | None:
    """The one that an agent chose; whoever is away passes it to the deputy: to who shares their tasks, then to their
    unit. None where none of them has an address."""
    unit = FoundContact(found.municipality, found.unit)
    deputies = (*library.contacts.sharing_tasks_with(found), unit) if found.contact else ()
    return _first_here((found, *deputies), library, now) or _post_office(municipality, library)


def current_recipient(message: OpenMessage, library: Library) -> MessageRecipient:
    """Whom something that follows a message goes to: the same, unless that address stands in no list any more. Then
    whoever has that name now; of somebody who has left the unit, else the post office, as far as there is one. An
    address that the author wrote stays, and that of a notice."""
    same = MessageRecipient(message.recipient, message.address, message.unit)
    is_authors = message.recipient == message.address or message.kind is MessageKind.MAIL
    if is_authors or not library.contacts.lists or library.contacts.lists_address(message.address):
        return same
    named = library.contacts.named(message.recipient, message.municipality) if message.municipality else ()
    if len(named) == 1 and named[0].email:
        return _recipient(named[0])
    unit = library.contacts.unit(message.unit)
    if unit and unit.email:
        return _recipient(unit)
    return _post_office(message.municipality, library) or same


def _recipient(found: FoundContact) -> MessageRecipient:
    return MessageRecipient(
        found.name_in(language()), found.email, found.unit_key, answer_within=found.unit.answer_within
    )


def _first_here(order: Iterable[FoundContact], library: Library, now: datetime) -> MessageRecipient | None:
    """The first of them who has an address and is not away. Outside their hours they read it in the morning."""
    passed: list[str] = []
    for found in order:
        if not found.email:
            continue
        name = found.name_in(language())
        known = availability_of(found, library, now)
        if known is None or known.state is not AvailabilityState.AWAY:
            return _recipient(found)._replace(instead="; ".join(passed))
        today = now.astimezone(OSLO).date()
        passed.append(
            _("instead of {name}, {availability}").format(name=name, availability=availability_text(known, today))
        )
    return None


def _post_office(municipality: str | None, library: Library) -> MessageRecipient | None:
    address = library.contacts.post_of(municipality) if municipality else ""
    name = _("{municipality}, post office").format(municipality=library.region.name_of(municipality or ""))
    return MessageRecipient(name, address) if address else None


def message_of(draft: MessageDraft, inquiry: Inquiry, library: Library) -> Message:
    """The message of an inquiry that is logged with it."""
    kind = MessageKind.CASE if inquiry.outcome is Outcome.CASE else MessageKind.MESSAGE
    number = inquiry.municipality or ""
    return Message(
        id=uuid4(),
        kind=kind,
        made_at=inquiry.logged_at,
        agent=inquiry.agent,
        municipality=number,
        unit=draft.recipient.unit,
        recipient=draft.recipient.name,
        address=draft.recipient.address,
        subject=_subject(kind, library.article(inquiry.article), number, library.region),
        intro=_intro(inquiry, library),
        number=draft.number,
        text=draft.text,
        article=inquiry.article,
        inquiry=inquiry.id,
        due_at=due_for(draft.recipient, inquiry.logged_at, library) if kind is MessageKind.MESSAGE else None,
    )


def readdressed(
    message: OpenMessage, address: str, chosen: MessageRecipient | None, agent: str, library: Library
) -> MessageRecipient:
    """Whom a message that failed is sent to, at the ``address`` that somebody wrote or ``chosen`` has: whose it is by
    the lists. One that stands in no list is the name as well, by which it is known as the author's. Raises KontaktError
    for what is no address, and where ``agent``, who did not write the message, names one that stands in no list."""
    if not is_address(address):
        text = _("“{address}” is no e-mail address: write it as post@example.invalid.")
        raise KontaktError(text.format(address=address))
    listed = _listed_at(address, library)
    if message.agent != agent and not listed:
        raise KontaktError(
            _("{address} stands in no list: only whoever wrote the message sends it there.").format(address=address)
        )
    to = chosen or MessageRecipient(message.recipient, message.address, message.unit)
    if listed is None:
        return to._replace(address=address, name=address)
    return to if to.address == address else listed


def _listed_at(address: str, library: Library) -> MessageRecipient | None:
    """Whose address it is by the lists; None where it stands in none."""
    if found := library.contacts.at_address(address):
        return _recipient(found)
    post = next((each.municipality for each in library.contacts.lists if each.post == address), None)
    return _post_office(post, library)


def new_address(
    message: OpenMessage, to: MessageRecipient, now: datetime, library: Library, number: str = "", text: str = ""
) -> NewAddress:
    """That as it is stored; ``number`` and ``text`` where those of the message are gone. A message is due anew."""
    due = due_for(to, now, library) if message.kind is MessageKind.MESSAGE else None
    return NewAddress(address=to.address, recipient=to.name, unit=to.unit, due_at=due, number=number, text=text)


def due_for(recipient: MessageRecipient, written: datetime, library: Library) -> datetime:
    """When a message that was ``written`` then comes back: after the unit's own time, by the region's days off and half
    days."""
    days_off, unit = (library.presence or Presence()).days_off, library.contacts.unit(recipient.unit)
    days = recipient.answer_within or (unit.unit.answer_within if unit else 0)
    return due_at(written, days_off.closing, days or WORKING_DAYS)


def _subject(kind: MessageKind, article: Article | None, municipality: str, region: Region) -> str:
    text = _("Case: {about} ({place})") if kind is MessageKind.CASE else _("Message: {about} ({place})")
    about = title_of(article, language()) if article else _("no article")
    return text.format(about=about, place=region.name_of(municipality))


def _intro(inquiry: Inquiry, library: Library) -> str:
    asks = f", {_(CALLER_TYPES[inquiry.caller_type])}" if inquiry.caller_type else ""
    text = _("{municipality}, {when}{asks}. Taken by {agent} at the contact centre.")
    name = library.region.name_of(inquiry.municipality or "")
    return text.format(municipality=name, when=day_and_clock(inquiry.logged_at), asks=asks, agent=inquiry.agent)
