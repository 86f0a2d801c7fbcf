"""The form of a message: where the caller is rung, and what they want."""

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.widgets import Input, Static, TextArea

from kontakt.desk.message_draft import MessageDraft, MessageRecipient, TypedMessage
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause
from kontakt.library.labels import CAUSES
from kontakt.locale import _
from kontakt.locale.formats import working_days
from kontakt.messages.checked import checked_number, checked_text, remark_on_text
from kontakt.messages.message import TEXT_LENGTH
from kontakt.tui.desk.recipient_form import AskRecipient, RecipientForm
from kontakt.tui.widgets.hint import Hint
from kontakt.tui.widgets.line_input import LineInput

_LONGEST = 4 * TEXT_LENGTH


class WrittenMessage(NamedTuple):
    """What the agent wrote (None: nothing, so that nothing is sent), and the cause, if they said it with the same
    key."""

    draft: MessageDraft | None
    cause: Cause | None = None


class MessageForm(RecipientForm[WrittenMessage]):
    """Enter goes from the number to the text, and from there on; F1 to F6 say the cause at once, where one is asked
    for, but F6 not in an empty form; F8 asks for another recipient. What may not be sent stays in its field, with the
    sentence that says why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False, priority=True),
        *(Binding(f"f{key}", f"cause({key})", show=False, priority=True) for key in range(1, len(CAUSES) + 1)),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high"), (30, "-tall")]  # noqa: RUF012 (Textual annotates it otherwise)

    def __init__(
        self, title: str, typed: TypedMessage, *, asks_cause: bool, ask_recipient: AskRecipient | None = None
    ) -> None:
        super().__init__(ask_recipient)
        self._title = title
        self._typed = typed
        self._asks_cause = asks_cause

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu message-form"):
            yield Static(self._title, classes="menu-title", markup=False)
            yield Static(id="message-to", markup=False)
            yield Static(_("Ring back"), classes="message-label", markup=False)
            yield LineInput(self._typed.number, max_length=40, id="message-number", select_on_focus=False)
            yield Static(_("What they want: no names or diagnoses"), classes="message-label", markup=False)
            yield TextArea(
                self._typed.text, id="message-text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False
            )
            yield Static(classes="wrong", markup=False)
            yield Hint(self._hint())

    def on_mount(self) -> None:
        self.say_wrong(remark_on_text(self._typed.text))
        self._draw_recipient()
        text = self.query_one("#message-text", TextArea)
        text.move_cursor(text.document.end)  # what was left is gone on with
        line = self.query_one("#message-number", Input)
        line.cursor_position = len(line.value)
        line.focus()

    def _hint(self) -> str:
        causes = [f"F{key} {_(name)}" for key, name in enumerate(CAUSES.values(), 1)] if self._asks_cause else []
        keys = [
            _("Enter: next"),
            _("F8: another recipient") if self.ask_recipient else "",
            _("Esc: back, nothing is logged"),
        ]
        if not self._asks_cause:
            keys[-1] = _("Esc: back")
        return "\n".join(filter(None, ("   ".join(filter(None, keys)), "  ".join(causes))))

    def _draw_recipient(self) -> None:
        to = self._typed.recipient
        said = [to.instead] if to.instead else []
        if to.answer_within:
            said.append(_("answers within {days}").format(days=working_days(to.answer_within)))
        name = f"{to.name} ({'; '.join(said)})" if said else to.name
        self.query_one("#message-to", Static).update(Content(_("To {name}").format(name=name)))

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _keep(self) -> None:
        self._typed.number = self.query_one("#message-number", Input).value
        self._typed.text = self.query_one("#message-text", TextArea).text
        self.say_wrong(remark_on_text(self._typed.text))
        left = TEXT_LENGTH - len(self._typed.text)
        self.query_one("#message-text").border_subtitle = str(left) if left < TEXT_LENGTH // 2 else ""

    def on_paste(self, event: Paste) -> None:
        event.text = event.text[:_LONGEST]

    def action_go_on(self) -> None:
        if self.query_one("#message-number", Input).has_focus:
            self.query_one("#message-text", TextArea).focus()
        else:
            self._take(None)

    def action_cause(self, key: int) -> None:
        cause = [*CAUSES][key - 1]
        if not self._asks_cause:
            return
        if cause is Cause.INSISTED and self._is_empty:  # its key is the one that opens the form, held or pressed twice
            self.say_wrong(_("Nothing is written yet. Enter goes on without a message."))
            return
        self._take(cause)

    @property
    def _is_empty(self) -> bool:
        self._keep()
        return not (self._typed.number.strip() or self._typed.text.strip())

    def _take(self, cause: Cause | None) -> None:
        self._keep()
        typed = self._typed
        try:
            number = checked_number(typed.number)
            text = checked_text(typed.text, number)
            if number and not text:
                raise KontaktError(_("Write what the caller wants, or empty the number: then nothing is sent."))
        except KontaktError as problem:
            self.say_wrong(str(problem))
            return
        self.dismiss(WrittenMessage(MessageDraft(typed.recipient, number, text) if text else None, cause))

    def take_recipient(self, chosen: MessageRecipient) -> None:
        self._typed.recipient = chosen
        self._draw_recipient()
