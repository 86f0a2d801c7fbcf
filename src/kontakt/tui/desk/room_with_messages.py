"""Open messages at the desk: the line by which they come back, their list, and what is done with one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kontakt.desk.message_draft import TypedMessage, current_recipient, new_address
from kontakt.desk.open_messages import (
    CHANGED,
    EVENTS,
    NOT_ANY_MORE,
    NOT_DONE,
    MessageAct,
    MessageList,
    corrected,
    followed,
    late_line,
    sorted_for_work,
    steps_in,
    what_was_done,
    with_waiting,
)
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.messages.following import correction_of
from kontakt.messages.message import Message, MessageKind, OpenMessage, StepKind
from kontakt.tui.desk.room_with_contacts import RoomWithContacts
from kontakt.tui.desk.service_link import DeskLink

if TYPE_CHECKING:
    from kontakt.tui.desk.messages_screen import ChosenMessageAct, MessagesAnswer
    from kontakt.tui.desk.recipient_form import AskRecipient


class OpenMessagesLine(Static):
    """That messages wait for somebody. No row where none do; while a call is under way it stays as it is."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__(id="open-messages", markup=False)
        self._session = session
        self._said = ""
        self.display = False

    def draw(self) -> None:
        if self._session.begun:
            return
        said = late_line(self._session.library.outbox.late(self._session.clock()))
        if said != self._said:  # every update lays the screen out anew
            self._said = said
            self.update(Content(said))
            self.display = bool(said)


class RoomWithMessages(RoomWithContacts):
    """A room that tells of the messages of ``session``'s region; where it sends none, nothing of this is offered."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "messages" and not (self.session.library.outbox.sends or self.session.library.outbox.open):
            return False
        return super().check_action(action, parameters)

    def compose_messages(self) -> ComposeResult:
        yield OpenMessagesLine(self.session)

    def draw_messages(self) -> None:
        self.query_one(OpenMessagesLine).draw()

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_messages(self) -> None:
        """List them, those that are open or those that were sent, and do what the agent chooses with one."""
        self.catch_up()
        answer: MessagesAnswer = MessageList.OPEN
        try:
            while isinstance(answer, MessageList):
                answer = await self._answer_to(answer, await self._listed(answer))
        except KontaktError as problem:
            self.warn(str(problem))
            return
        if answer:
            await self.do_with_message(answer)

    async def _listed(self, which: MessageList) -> Sequence[OpenMessage]:
        """Those of the database at this moment; while it is away those that are open by the local copy. Raises
        KontaktError where none can be listed now."""
        link, session = self.query_one(DeskLink), self.session
        if which is MessageList.SENT:
            return await link.ask(lambda service: service.messages.sent_lately())
        if session.finder.read_at is None:
            found = await link.ask(lambda service: service.messages.found())
            if not found.away:
                return sorted_for_work(found.open, session.clock())
        steps = steps_in(session.journal, session.settings.agent)
        messages = sorted_for_work(with_waiting(session.library.outbox.open, steps), session.clock())
        if not messages:
            raise KontaktError(_("The database does not answer: its messages cannot be listed now."))
        return messages

    async def _answer_to(self, which: MessageList, messages: Sequence[OpenMessage]) -> "MessagesAnswer":
        from kontakt.tui.desk.messages_screen import MessagesScreen  # noqa: PLC0415 (see desk/background_imports.py)

        agent, now = self.session.settings.agent, self.session.clock()
        return await self.app.push_screen_wait(MessagesScreen(which, messages, self.session.library, agent, now))

    def say_or_open(self, found: str | OpenMessage) -> None:
        """Say what was done; of a message ask what is to be done with it."""
        if isinstance(found, str):
            self.say(found)
        else:
            self._open(found)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _open(self, message: OpenMessage) -> None:
        from kontakt.tui.desk.messages_screen import ChosenMessageAct  # noqa: PLC0415 (as above)

        chosen = await self._answer_to(MessageList.ONE, [message])
        if isinstance(chosen, ChosenMessageAct):
            await self.do_with_message(chosen)

    async def do_with_message(self, chosen: "ChosenMessageAct") -> None:
        """Do it, and say so. What cannot be done now is said, and changes nothing."""
        link = self.query_one(DeskLink)
        try:
            said = await self._done(link, chosen.message, chosen.act)
        except KontaktError as problem:
            self.warn(str(problem))
            return
        self.say(said)
        link.look()

    async def _done(self, link: DeskLink, message: OpenMessage, act: MessageAct) -> str:
        match act:
            case MessageAct.REMIND:
                to = current_recipient(message, self.session.library)
                followed_by = followed(message, to)
                await link.ask(lambda service: service.messages.remind(followed_by))
                return _("{name} is reminded by e-mail.").format(name=to.name)
            case MessageAct.WITHDRAW:
                return await self._changed(link, StepKind.WITHDRAWN, message.as_message("", ""))
            case MessageAct.CORRECT:
                return await self._corrected(link, message)
            case MessageAct.FOLLOW:
                return await self._followed(link, message)
            case MessageAct.READDRESS:
                return await self._readdressed(link, message)
            case _:
                event = EVENTS[act]
                happened = await link.ask(lambda service: service.messages.say(message.id, event))
                return what_was_done(message, act) if happened else _(NOT_ANY_MORE)

    async def _changed(self, link: DeskLink, kind: StepKind, message: Message, *, readdressed: bool = False) -> str:
        change = await link.ask(lambda service: service.messages.change(kind, message, readdressed=readdressed))
        if (kind, change) not in NOT_DONE:  # what was typed may be wanted for a correction
            self.session.typed_corrections.pop(message.id, None)
        return _(CHANGED[kind, change])

    async def _corrected(self, link: DeskLink, message: OpenMessage) -> str:
        texts = await link.ask(lambda service: service.messages.own_texts(message.id))
        if texts is None:
            return _("It has been sent: send a correction instead.")
        title = _("Correct the message") if any(texts) else _("Correct the message: write all of it anew")
        typed = self._typed(message, *texts)
        may_choose = message.kind is MessageKind.MESSAGE  # a case goes to the post office
        ask = self._recipient_asking(message) if may_choose else None
        written = await self._written(title, typed, ask)
        if written is None:
            return ""
        to = typed.recipient
        changed = corrected(message, to, *written, self.session.clock(), self.session.library)
        return await self._changed(link, StepKind.CORRECTED, changed, readdressed=to.address != message.address)

    async def _followed(self, link: DeskLink, message: OpenMessage) -> str:
        typed = self._typed(message)
        written = await self._written(_("Send a correction"), typed)
        if written is None:
            return ""
        to, agent = typed.recipient, self.session.settings.agent
        correction = correction_of(followed(message, to), agent, self.session.clock(), *written)
        await link.ask(lambda service: service.messages.write(correction))
        self.session.typed_corrections.pop(message.id, None)
        return _("The correction goes to {name} by e-mail.").format(name=to.name)

    async def _readdressed(self, link: DeskLink, message: OpenMessage) -> str:
        """Where its text is gone it is written anew."""
        from kontakt.tui.desk.readdress_form import ReaddressForm  # noqa: PLC0415 (see desk/background_imports.py)

        session, typed = self.session, self._typed(message)
        ask = self._recipient_asking(message)
        to = await self.app.push_screen_wait(ReaddressForm(message, session.settings.agent, session.library, ask))
        if to is None:
            return ""
        typed.recipient, texts = to, ("", "")
        if message.lost_its_text:
            written = await self._written(_("It came back, and its text is gone: write it anew"), typed)
            if written is None:
                return ""
            texts = written
        new = new_address(message, to, session.clock(), session.library, *texts)
        if not await link.ask(lambda service: service.messages.readdress(message.id, new)):
            return _(NOT_ANY_MORE)
        session.typed_corrections.pop(message.id, None)
        return _("It is sent to {name}, {address}.").format(name=to.name, address=to.address)

    def _recipient_asking(self, message: OpenMessage) -> "AskRecipient | None":
        from kontakt.tui.desk.message_asking import recipient_asking  # noqa: PLC0415 (see desk/background_imports.py)

        return recipient_asking(self.app, self.session, message)

    def _typed(self, message: OpenMessage, number: str = "", text: str = "") -> TypedMessage:
        """What stands in the form about this message, until it is done: what is stored, and what the agent typed."""
        forms, to = self.session.typed_corrections, current_recipient(message, self.session.library)
        left = forms.get(message.id)
        typed = forms[message.id] = left.over(to, number, text) if left else TypedMessage(to, number, text)
        return typed

    async def _written(
        self, title: str, typed: TypedMessage, ask_recipient: "AskRecipient | None" = None
    ) -> tuple[str, str] | None:
        """Number and text; None where the agent went back. Raises KontaktError where both were emptied."""
        from kontakt.tui.desk.message_form import MessageForm  # noqa: PLC0415 (see desk/background_imports.py)

        form = MessageForm(title, typed, asks_cause=False, ask_recipient=ask_recipient)
        written = await self.app.push_screen_wait(form)
        if written is None:
            return None
        if written.draft is None:
            typed.recipient, typed.number, typed.text = typed.began
            raise KontaktError(_("Nothing was changed: the message is empty."))
        return written.draft.number, written.draft.text
