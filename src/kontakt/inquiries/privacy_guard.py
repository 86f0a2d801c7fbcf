"""The privacy guard as inquiries use it: every text from a call passes it before it is stored."""

import unicodedata
from dataclasses import fields, replace
from textwrap import shorten
from typing import Any, TypeVar

from kontakt.errors import KontaktError
from kontakt.inquiries.inquiry import Feedback, Inquiry
from kontakt.inquiries.message_item import JournalItem, MessageItem
from kontakt.locale import _
from kontakt.privacy import IdentityNumberFound, guard, holds_masks, holds_private_number, refuse_split

Stored = TypeVar("Stored", Inquiry, Feedback)

NOTE_LENGTH = 200
QUERY_LENGTH = 200
_TOLD_WIDTH = 60


class NotAllowed(KontaktError):
    """A text may not be stored as it is. Nothing was."""


def guarded_note(text: str) -> str:
    """A note as it may be stored. Raises NotAllowed when it holds an identity number or is too long."""
    if len(text) > NOTE_LENGTH:
        raise NotAllowed(
            _("The note has {length} characters: shorten it to {limit}.").format(length=len(text), limit=NOTE_LENGTH)
        )
    try:
        return guard(_printable(text))[:NOTE_LENGTH]  # a mask may be longer than what it hides
    except IdentityNumberFound:
        raise NotAllowed(_("The note holds an identity number, which is never stored: take it out.")) from None


def remark_on_note(text: str) -> str:
    """What to remark on a note while it is written: why it may not be stored, or that it will not be stored as it
    stands; empty for nothing."""
    try:
        stored = guarded_note(text)
    except NotAllowed as refused:
        return str(refused)
    if stored == _printable(text):
        return ""
    return _("Phone numbers, addresses, accounts and cards are masked when the note is stored.")


def masked_note(text: str) -> str:
    """What is told of a note that was stored with something masked: as what; empty for any other."""
    stored = guarded_note(text)
    told = shorten(stored, _TOLD_WIDTH, placeholder=" …")
    return _("The note is stored as “{note}”.").format(note=told) if holds_masks(stored) else ""


def guarded_query(text: str) -> str:
    """A query as it may be stored, cut to its first characters. Raises NotAllowed."""
    try:
        # What was pasted by mistake may be megabytes long; what lies far beyond the cut is not looked at.
        return guard(_printable(text[: 10 * QUERY_LENGTH]))[:QUERY_LENGTH]
    except IdentityNumberFound:
        raise NotAllowed(_("The search text holds an identity number, which is never stored: take it out.")) from None


def refuse_together(query: str, note: str) -> None:
    """The query and the note of one inquiry are stored side by side. Raises NotAllowed when they hold an identity
    number between them."""
    try:
        refuse_split(query, note)
    except IdentityNumberFound:
        raise NotAllowed(
            _("The search text and the note together hold an identity number, which is never stored: take it out.")
        ) from None


def guarded(item: JournalItem) -> JournalItem:
    """``item`` with every text as it may be stored; a message comes as its own room has checked it. Raises
    NotAllowed."""
    if isinstance(item, MessageItem):
        _check_agent(item.agent)
        return item
    if isinstance(item, Feedback):
        _check_agent(item.agent)
        guarded_feedback = replace(item, query=guarded_query(item.query), note=guarded_note(item.note))
        refuse_together(item.query[:QUERY_LENGTH], item.note)
        return _storable(guarded_feedback)
    inquiry = item.inquiry
    _check_agent(inquiry.agent)
    guarded_inquiry = replace(inquiry, note=guarded_note(inquiry.note), query=guarded_query(inquiry.query))
    refuse_together(inquiry.query[:QUERY_LENGTH], inquiry.note)
    return replace(item, inquiry=_storable(guarded_inquiry))


def _check_agent(name: str) -> None:
    if holds_private_number(name):
        raise NotAllowed(_("The agent's name holds an identity number or account: set another with KONTAKT_AGENT."))


def _storable(item: Stored) -> Stored:
    """No database refuses these texts later, when nobody is there to mend them."""
    values = ((field.name, getattr(item, field.name)) for field in fields(item))
    texts: dict[str, Any] = {name: _printable(value) for name, value in values if type(value) is str}
    return replace(item, **texts)


def _printable(text: str) -> str:
    """Without what no database takes or no line holds: NUL and other control characters, lone surrogates."""
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} else character for character in text
    )
