"""Asking for a message: to whom, where the caller is rung, and what they want."""

from textual.app import App

from kontakt.desk.message_draft import (
    MessageRecipient,
    chosen_recipient,
    sends_messages,
    suggested_recipient,
    typed_about,
)
from kontakt.desk.recipients import has_recipients
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.knowledge.article import Article
from kontakt.library.labels import OUTCOMES
from kontakt.locale import _, language
from kontakt.messages.message import OpenMessage
from kontakt.tui.desk.message_form import MessageForm, WrittenMessage
from kontakt.tui.desk.recipient_form import AskRecipient
from kontakt.tui.desk.recipient_menu import recipient_menu


async def ask_message(app: App[None], session: DeskSession, outcome: Outcome) -> WrittenMessage | None:
    """What the agent wrote; None when they went back. Where nothing can be sent they are not asked."""
    article, municipality = session.finder.article_on_card, session.municipality
    call = session.call.inquiry_id
    if not sends_messages(outcome, session.library):
        return WrittenMessage(None)
    about = (article.id if article else None, municipality)
    to = suggested_recipient(outcome, article, municipality, session.library, session.clock())
    typed = typed_about(*about, to, session.typed_messages.get((call, outcome)))
    if typed is None:
        return WrittenMessage(None)
    session.typed_messages[call, outcome] = typed

    async def ask_recipient() -> MessageRecipient | None:
        recipient = await _asked_recipient(app, session, article, municipality)
        if recipient:
            typed.chosen_for = about
        return recipient

    may_choose = outcome is Outcome.MESSAGE and session.offers_recipients
    form = MessageForm(
        _(OUTCOMES[outcome]), typed, asks_cause=True, ask_recipient=ask_recipient if may_choose else None
    )
    return await app.push_screen_wait(form)


def recipient_asking(app: App[None], session: DeskSession, message: OpenMessage) -> AskRecipient | None:
    """What asks for another recipient of an open message; None where there is nobody to choose."""
    article, municipality = session.library.article(message.article), message.municipality or None
    if not has_recipients(session.library, article, municipality):
        return None

    async def ask_recipient() -> MessageRecipient | None:
        return await _asked_recipient(app, session, article, municipality)

    return ask_recipient


async def _asked_recipient(
    app: App[None], session: DeskSession, article: Article | None, municipality: str | None
) -> MessageRecipient | None:
    menu = recipient_menu(session, article, municipality or "", title=_("Message to"), others=False)
    chosen = await app.push_screen_wait(menu)
    if chosen is None or chosen.value is None:
        return None
    recipient = chosen_recipient(chosen.value, municipality, session.library, session.clock())
    if recipient is None:
        text = _("{name} has no e-mail address, and there is no post office: choose somebody else.")
        raise KontaktError(text.format(name=chosen.value.name_in(language())))
    return recipient
