"""The lists of messages: one key marks one as dealt with, another reminds of it, or says that it came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kontakt.desk.open_messages import (
    MessageAct,
    MessageList,
    act_name,
    message_label,
    message_state,
    message_subject,
    possible_acts,
    recipient_gone,
    sent_lately_title,
    what_is_gone,
)
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.messages.message import OpenMessage
from kontakt.tui.widgets.hint import Hint

KEYS = {
    MessageAct.DONE: "f",
    MessageAct.REMIND: "p",
    MessageAct.ARRIVED: "k",
    MessageAct.SEND_AGAIN: "s",
    MessageAct.CORRECT: "r",
    MessageAct.WITHDRAW: "t",
    MessageAct.FOLLOW: "e",
    MessageAct.CAME_BACK: "i",
    MessageAct.READDRESS: "a",
}
"""After the Norwegian names, and the same in every language: fulgt opp, purr, kom fram, send, rett, trekk tilbake,
ettersend, i retur, annen adresse."""
_OTHER_LIST = "v"
"""Vis sendte, and vis åpne."""


@dataclass(frozen=True, slots=True)
class ChosenMessageAct:
    """A message, and what is to be done with it."""

    message: OpenMessage
    act: MessageAct


MessagesAnswer: TypeAlias = ChosenMessageAct | MessageList | None
"""What is to be done, or the list that is to be shown instead."""


class MessagesScreen(ModalScreen[MessagesAnswer]):
    """One key does with the message under the cursor what the line below the list says, another shows the other list;
    Escape does nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 (Textual annotates it otherwise)

    def __init__(
        self, listed: MessageList, messages: Sequence[OpenMessage], library: Library, agent: str, now: datetime
    ) -> None:
        super().__init__()
        self._listed = listed
        self._messages = messages
        self._library = library
        self._agent = agent
        self._now = now

    def compose(self) -> ComposeResult:
        title = sent_lately_title() if self._listed is MessageList.SENT else _("Open messages")
        with Vertical(classes="menu messages-menu"):
            yield Static(title, classes="menu-title", markup=False)
            yield OptionList(*(Option(self._prompt(each)) for each in self._messages), markup=False)
            yield Static(classes="menu-detail", markup=False)
            yield Hint()

    def on_mount(self) -> None:
        messages = self.query_one(OptionList)
        messages.highlighted = 0 if self._messages else None
        messages.display = bool(self._messages)
        self._draw()

    @on(OptionList.OptionHighlighted)
    def _draw(self) -> None:
        message = self._current
        self.query_one(".menu-detail", Static).update(Content("\n".join(self._details(message))))
        keys = [f"{KEYS[act].upper()} {act_name(message, act)}" for act in self._acts()] if message else []
        match self._listed:
            case MessageList.OPEN:
                keys.append(f"{_OTHER_LIST.upper()} {_('Those that were sent')}")
            case MessageList.SENT:
                keys.append(f"{_OTHER_LIST.upper()} {_('Open messages')}")
        self.query_one(Hint).show("   ".join((*keys, "Esc: " + _("back"))))

    def _details(self, message: OpenMessage | None) -> list[str]:
        if message is None:
            return [_("None.") if self._listed is MessageList.SENT else _("No message is open.")]
        others = self._messages if self._listed is MessageList.OPEN else self._library.outbox.open
        state = message_state(message, self._now, others)
        if self._listed is MessageList.SENT:
            state += ", " + _("Message-ID {id}…").format(id=str(message.id)[:8])
        gone = (recipient_gone(message, self._library), what_is_gone(message))
        return [message_subject(message), state, *filter(None, gone)]

    @property
    def _current(self) -> OpenMessage | None:
        return self._messages[self.query_one(OptionList).highlighted or 0] if self._messages else None

    def _acts(self) -> tuple[MessageAct, ...]:
        return possible_acts(self._current, self._agent, self._now) if self._current else ()

    def on_key(self, event: Key) -> None:
        pressed = (event.character or "").casefold()
        others = {MessageList.OPEN: MessageList.SENT, MessageList.SENT: MessageList.OPEN}
        if pressed == _OTHER_LIST and self._listed in others:
            event.stop()
            self.dismiss(others[self._listed])
            return
        for act in self._acts():
            if self._current and KEYS[act] == pressed:
                event.stop()
                self.dismiss(ChosenMessageAct(self._current, act))
                return

    def _prompt(self, message: OpenMessage) -> Content:
        mark = ("! ", "$warn") if message.is_late(self._now) else ("  ", "")
        return Content.assemble(mark, message_label(message, self._library))

    def action_close(self) -> None:
        self.dismiss(None)
