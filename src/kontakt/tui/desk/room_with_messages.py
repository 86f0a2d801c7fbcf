"""Open messages at the desk: the line by which they come back, their list, and what is done with one."""

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kontakt.desk.message_draft import MessageRecipient, TypedMessage, correction_of, reminder_of
from kontakt.desk.open_messages import MessageAct, late_line, sorted_for_work
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.messages.message import Message, OpenMessage, StepKind
from kontakt.messages.states import MessageEvent
from kontakt.tui.desk.message_form import MessageForm
from kontakt.tui.desk.open_messages_screen import ChosenMessageAct, OpenMessagesScreen
from kontakt.tui.desk.room_with_contacts import RoomWithContacts
from kontakt.tui.desk.service_link import DeskLink

_EVENTS = {
    MessageAct.DONE: MessageEvent.DEALT_WITH,
    MessageAct.ARRIVED: MessageEvent.ARRIVED,
    MessageAct.SEND_AGAIN: MessageEvent.SEND_AGAIN,
}


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
        """List them, and do what the agent chooses with one."""
        self.catch_up()
        now, library = self.session.clock(), self.session.library
        messages = sorted_for_work(library.outbox.open, now)
        if not messages:
            self.say(_("No message is open."))
            return
        screen = OpenMessagesScreen(messages, library.region, self.session.settings.agent, now)
        if chosen := await self.app.push_screen_wait(screen):
            await self.do_with_message(chosen)

    def say_or_open(self, found: str | OpenMessage) -> None:
        """Say what was done; of a message ask what is to be done with it."""
        if isinstance(found, str):
            self.say(found)
        else:
            self._open(found)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _open(self, message: OpenMessage) -> None:
        agent, now = self.session.settings.agent, self.session.clock()
        if chosen := await self.app.push_screen_wait(
            OpenMessagesScreen([message], self.session.library.region, agent, now)
        ):
            await self.do_with_message(chosen)

    async def do_with_message(self, chosen: ChosenMessageAct) -> None:
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
        agent, now = self.session.settings.agent, self.session.clock()
        match act:
            case MessageAct.DONE | MessageAct.ARRIVED | MessageAct.SEND_AGAIN:
                event = _EVENTS[act]
                if not await link.ask(lambda service: service.say_of_message(message.id, event)):
                    return _("Somebody has done that already, or its text is gone: the list shows it anew.")
                return _SAID[act]()
            case MessageAct.REMIND:
                await link.ask(lambda service: service.write_message(reminder_of(message, agent, now)))
                return _("{name} is reminded by e-mail.").format(name=message.recipient)
            case MessageAct.WITHDRAW:
                emptied = message.as_message("", "")
                return await self._changed(link, StepKind.WITHDRAWN, emptied, _("Withdrawn: it is not sent."))
            case MessageAct.CORRECT:
                return await self._corrected(link, message)
            case MessageAct.FOLLOW:
                return await self._followed(link, message)

    async def _changed(self, link: DeskLink, kind: StepKind, message: Message, said: str) -> str:
        if await link.ask(lambda service: service.change_message(kind, message)):
            self.session.typed_corrections.pop(message.id, None)
            return said
        return _("It has been sent meanwhile: send a correction instead.")

    async def _corrected(self, link: DeskLink, message: OpenMessage) -> str:
        texts = await link.ask(lambda service: service.own_message(message.id))
        if texts is None:
            return _("It has been sent meanwhile: send a correction instead.")
        written = await self._write_message(_("Correct the message"), message, *texts)
        if written is None:
            return ""
        corrected = replace(message.as_message("", ""), number=written[0], text=written[1])
        return await self._changed(link, StepKind.CORRECTED, corrected, _("Corrected: it is sent as it stands now."))

    async def _followed(self, link: DeskLink, message: OpenMessage) -> str:
        written = await self._write_message(_("Send a correction"), message)
        if written is None:
            return ""
        correction = correction_of(message, self.session.settings.agent, self.session.clock(), *written)
        await link.ask(lambda service: service.write_message(correction))
        self.session.typed_corrections.pop(message.id, None)
        return _("The correction goes to {name} by e-mail.").format(name=message.recipient)

    async def _write_message(
        self, title: str, message: OpenMessage, number: str = "", text: str = ""
    ) -> tuple[str, str] | None:
        to = MessageRecipient(message.recipient, message.address, message.unit)
        typed = self.session.typed_corrections.setdefault(message.id, TypedMessage(to, number, text))
        written = await self.app.push_screen_wait(MessageForm(title, typed, asks_cause=False))
        return (written.draft.number, written.draft.text) if written and written.draft else None


_SAID = {
    MessageAct.DONE: lambda: _("Dealt with: it is gone from every desk."),
    MessageAct.ARRIVED: lambda: _("It arrived: it waits to be dealt with."),
    MessageAct.SEND_AGAIN: lambda: _("It is sent again."),
}
