"""The list of open messages: one key marks one as dealt with, another reminds of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

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
    ACT_NAMES,
    MessageAct,
    message_label,
    message_state,
    possible_acts,
    recipient_gone,
)
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.messages.message import OpenMessage

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


@dataclass(frozen=True, slots=True)
class ChosenMessageAct:
    """A message, and what is to be done with it."""

    message: OpenMessage
    act: MessageAct


class OpenMessagesScreen(ModalScreen[ChosenMessageAct | None]):
    """One key does with the message under the cursor what the line below the list says; Escape does nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 (Textual annotates it otherwise)

    def __init__(self, messages: Sequence[OpenMessage], library: Library, agent: str, now: datetime) -> None:
        super().__init__()
        self._messages = messages
        self._library = library
        self._agent = agent
        self._now = now

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu messages-menu"):
            yield Static(_("Open messages"), classes="menu-title", markup=False)
            yield OptionList(*(Option(self._prompt(each)) for each in self._messages), markup=False)
            yield Static(classes="menu-detail", markup=False)
            yield Static(classes="menu-hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0
        self._draw()

    @on(OptionList.OptionHighlighted)
    def _draw(self) -> None:
        message = self._current
        lines = (message.subject, message_state(message, self._now), recipient_gone(message, self._library))
        self.query_one(".menu-detail", Static).update(Content("\n".join(filter(None, lines))))
        acts = possible_acts(message, self._agent, self._now)
        keys = [f"{KEYS[act].upper()} {_(ACT_NAMES[act])}" for act in acts]
        self.query_one(".menu-hint", Static).update(Content("   ".join((*keys, "Esc: " + _("back")))))

    @property
    def _current(self) -> OpenMessage:
        return self._messages[self.query_one(OptionList).highlighted or 0]

    def on_key(self, event: Key) -> None:
        pressed = (event.character or "").casefold()
        for act in possible_acts(self._current, self._agent, self._now):
            if KEYS[act] == pressed:
                event.stop()
                self.dismiss(ChosenMessageAct(self._current, act))

    def _prompt(self, message: OpenMessage) -> Content:
        mark = ("! ", "$warn") if message.is_late(self._now) else ("  ", "")
        return Content.assemble(mark, message_label(message, self._library))

    def action_close(self) -> None:
        self.dismiss(None)
