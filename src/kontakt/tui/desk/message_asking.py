"""Asking for a message: to whom, where the caller is rung, and what they want."""

from textual.app import App

from kontakt.desk.message_draft import (
    MessageRecipient,
    TypedMessage,
    chosen_recipient,
    sends_messages,
    suggested_recipient,
)
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Outcome
from kontakt.library.labels import OUTCOMES
from kontakt.locale import _
from kontakt.tui.desk.message_form import MessageForm, WrittenMessage
from kontakt.tui.desk.recipient_menu import recipient_menu


async def ask_message(app: App[None], session: DeskSession, outcome: Outcome) -> WrittenMessage | None:
    """What the agent wrote; None when they went back. Where nothing can be sent they are not asked."""
    article, municipality = session.finder.article_on_card, session.municipality
    call = session.call.inquiry_id
    if not sends_messages(outcome, session.library):
        return WrittenMessage(None)
    typed = session.typed_messages.get((call, outcome))
    if typed is None:
        to = suggested_recipient(outcome, article, municipality, session.library, session.clock())
        if to is None:
            return WrittenMessage(None)
        typed = session.typed_messages[call, outcome] = TypedMessage(to)

    async def ask_recipient() -> MessageRecipient | None:
        menu = recipient_menu(session, article, municipality or "", title=_("Message to"), others=False)
        chosen = await app.push_screen_wait(menu)
        if chosen is None or chosen.value is None:
            return None
        return chosen_recipient(chosen.value, municipality, session.library, session.clock())

    may_choose = outcome is Outcome.MESSAGE and session.offers_recipients
    form = MessageForm(
        _(OUTCOMES[outcome]), typed, asks_cause=True, ask_recipient=ask_recipient if may_choose else None
    )
    return await app.push_screen_wait(form)
