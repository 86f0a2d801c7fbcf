"""Putting a caller through, or handing the question on: to whom, why, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from textual.app import App

from kontakt.desk.availability_texts import availability_line
from kontakt.desk.corrections import Correction, put_through_to, with_transfer_result
from kontakt.desk.outcome import Missing
from kontakt.desk.recipients import recipients
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import Inquiry, TransferResult
from kontakt.knowledge.article import Article
from kontakt.library.contacts import FoundContact
from kontakt.library.labels import TRANSFER_RESULTS
from kontakt.library.reachable import TriedContact, order_of
from kontakt.locale import _, language
from kontakt.tui.desk import sentences
from kontakt.tui.desk.menus import ESCAPE, cause_menu
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu

Recipient: TypeAlias = FoundContact | None
"""A unit or a contact; None for somebody who stands in no list."""


@dataclass(frozen=True, slots=True)
class Forwarding:
    """What an agent said of an outcome that is forwarded; all of it is empty for any other. ``unit`` is that of the recipient,
    as ``Inquiry`` has it."""

    cause: Cause | None = None
    warm: bool = False
    to: Recipient = None

    @property
    def unit(self) -> str | None:
        return self.to.unit_key if self.to else None


async def ask_forwarding(app: App[None], session: DeskSession, outcome: Outcome) -> Forwarding | None:
    """To whom, where there is somebody, and why. None when the agent went back: then nothing is to be logged."""
    to: Recipient = None
    if outcome is Outcome.TRANSFERRED and session.offers_recipients and session.municipality:
        menu = recipient_menu(session, session.finder.article_on_card, session.municipality)
        chosen = await app.push_screen_wait(menu)
        if chosen is None:
            return None
        to = chosen.value
    if session.missing_for(outcome) is not Missing.CAUSE:
        return Forwarding()
    why = await app.push_screen_wait(cause_menu(outcome, warm=session.warm))
    return Forwarding(why.value, why.second_way, to) if why else None


def recipient_menu(session: DeskSession, article: Article | None, municipality: str) -> FilterMenu[Recipient]:
    """Those who answer for the article, the first of them who is there chosen already, and the other units; by letters,
    anybody there."""

    library, now, read_at = session.library, session.clock(), session.finder.read_at

    def tried(words: str) -> tuple[TriedContact, ...]:
        return order_of(recipients(library, article, municipality, words), municipality, library, now, read_at).tried

    def find(words: str) -> Sequence[Choice[Recipient]]:
        choices = [_choice(each, session.finder.today) for each in tried(words)]
        return [*choices, Choice(None, _("Somebody else"), _("stands in no list"))]

    there = (place for place, each in enumerate(tried("")) if each.passed_over is None)
    hint = _("Letters find others.   Enter: put through") + f"   {ESCAPE}: " + _("back")
    return FilterMenu(_("Put through to"), find, hint=hint, first=next(there, 0))


def _choice(tried: TriedContact, today: date) -> Choice[Recipient]:
    found = tried.found
    unit = found.unit.name_in(language()) if found.contact else _("unit")
    there = availability_line(tried.availability, today)
    return Choice(found, found.name_in(language()), "  ".join(filter(None, (found.phone, there or unit))))


async def ask_what_came_of_it(app: App[None], session: DeskSession) -> str:
    """Let the agent say what came of the transfer just logged. Returns that in one sentence; empty for nothing."""
    chosen = await app.push_screen_wait(_transfer_result_menu())
    try:
        corrected = session.set_transfer_result(chosen.value) if chosen else None
    except KontaktError as problem:
        return str(problem)
    return sentences.came_of_it(corrected, session.library) if corrected else ""


def _transfer_result_menu() -> KeyMenu[TransferResult]:
    choices = [Choice(result, _(name), key=str(key)) for key, (result, name) in enumerate(TRANSFER_RESULTS.items(), 1)]
    return KeyMenu(_("What came of it?"), choices, hint=_("One key chooses.") + f"   {ESCAPE}: " + _("back"))


async def corrected_transfer(
    app: App[None], session: DeskSession, inquiry: Inquiry, correction: Correction
) -> Inquiry | None:
    """The inquiry as put through to another unit, or with what came of it; None when the agent went back."""
    if correction is Correction.TRANSFER_RESULT:
        result = await app.push_screen_wait(_transfer_result_menu())
        return with_transfer_result(inquiry, result.value) if result else None
    article = session.library.article(inquiry.article)
    menu = recipient_menu(session, article, inquiry.municipality or "")
    chosen = await app.push_screen_wait(menu)
    return put_through_to(inquiry, chosen.value.unit_key if chosen.value else None) if chosen else None
