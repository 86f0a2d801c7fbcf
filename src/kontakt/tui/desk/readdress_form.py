"""The form that sends a message which failed to another address."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kontakt.desk.message_draft import MessageRecipient, current_recipient, readdressed
from kontakt.errors import KontaktError
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.messages.message import OpenMessage
from kontakt.messages.problem import in_words
from kontakt.tui.desk.recipient_form import AskRecipient, RecipientForm
from kontakt.tui.widgets.hint import Hint
from kontakt.tui.widgets.line_input import LineInput


class ReaddressForm(RecipientForm[MessageRecipient]):
    """The address stands there to be mended; F8 chooses from the lists, Enter takes it. What cannot be written to
    stays, with the sentence that says why."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", show=False, priority=True)]

    def __init__(self, message: OpenMessage, agent: str, library: Library, ask_recipient: AskRecipient | None) -> None:
        super().__init__(ask_recipient)
        self._message = message
        self._agent = agent
        self._library = library
        self._now = current_recipient(message, library)
        self._chosen: MessageRecipient | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu message-form"):
            yield Static(_("Send to another address"), classes="menu-title", markup=False)
            yield Static(self._said(), id="message-to", markup=False)
            yield LineInput(self._now.address, max_length=254, id="message-address", select_on_focus=False)
            yield Static(classes="wrong", markup=False)
            keys = [_("Enter: send"), _("F8: another recipient") if self.ask_recipient else "", _("Esc: back")]
            yield Hint("   ".join(filter(None, keys)))

    def on_mount(self) -> None:
        self.say_wrong("")
        self.query_one(LineInput).focus()

    def _said(self) -> Content:
        name = (self._chosen or self._now).name
        return Content("\n".join(filter(None, (_("To {name}").format(name=name), in_words(self._message.problem)))))

    def action_take(self) -> None:
        address = self.query_one(LineInput).value.strip()
        try:
            self.dismiss(readdressed(self._message, address, self._chosen, self._agent, self._library))
        except KontaktError as problem:
            self.say_wrong(str(problem))

    def take_recipient(self, chosen: MessageRecipient) -> None:
        self._chosen = chosen
        self.query_one("#message-to", Static).update(self._said())
        self.query_one(LineInput).show(chosen.address)
        self.say_wrong("")
