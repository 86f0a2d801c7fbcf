"""Putting a caller through, or handing the question on: to whom, why, and what came of it."""

from typing import NamedTuple

from textual.app import App

from kontakt.desk.corrections import Correction, put_through_to, with_transfer_result
from kontakt.desk.message_draft import MessageDraft
from kontakt.desk.outcome import Missing
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import Inquiry, TransferResult
from kontakt.library.labels import TRANSFER_RESULTS
from kontakt.locale import _
from kontakt.tui.desk import sentences
from kontakt.tui.desk.menus import ESCAPE, cause_menu
from kontakt.tui.desk.recipient_menu import Recipient, recipient_menu
from kontakt.tui.widgets.choice import Choice, KeyMenu


class Forwarding(NamedTuple):
    """What an agent said of an outcome that is forwarded; all of it is empty for any other. ``unit`` is that of the
    recipient, as ``Inquiry`` has it; ``draft`` is the message that leaves with it."""

    cause: Cause | None = None
    warm: bool = False
    to: Recipient = None
    draft: MessageDraft | None = None

    @property
    def unit(self) -> str | None:
        return self.to.unit_key if self.to else None


async def ask_forwarding(app: App[None], session: DeskSession, outcome: Outcome) -> Forwarding | None:
    """To whom, where there is somebody, and why. None when the agent went back: then nothing is to be logged."""
    to: Recipient = None
    if outcome is Outcome.TRANSFERRED and session.offers_recipients and session.municipality:
        menu = recipient_menu(session, session.finder.article_on_card, session.municipality, title=_("Put through to"))
        chosen = await app.push_screen_wait(menu)
        if chosen is None:
            return None
        to = chosen.value
    if session.missing_for(outcome) is not Missing.CAUSE:
        return Forwarding()
    from kontakt.tui.desk.message_asking import ask_message  # noqa: PLC0415 (see desk/background_imports.py)

    written = await ask_message(app, session, outcome)
    if written is None:
        return None
    if written.cause:
        return Forwarding(written.cause, draft=written.draft)
    why = await app.push_screen_wait(cause_menu(outcome, warm=session.warm))
    return Forwarding(why.value, why.second_way, to, written.draft) if why else None


def log(session: DeskSession, outcome: Outcome, forwarding: Forwarding) -> Inquiry:
    """Log the question in progress with what the agent said of it. Raises KontaktError, as ``DeskSession.log``."""
    return session.log(
        outcome, cause=forwarding.cause, warm=forwarding.warm, unit=forwarding.unit, draft=forwarding.draft
    )


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
    menu = recipient_menu(session, article, inquiry.municipality or "", title=_("Put through to"))
    chosen = await app.push_screen_wait(menu)
    return put_through_to(inquiry, chosen.value.unit_key if chosen.value else None) if chosen else None
