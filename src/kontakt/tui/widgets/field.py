"""A labelled field: one line or several, with what is wrong in it said beside its label."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from kontakt.files.pasted_text import TextKind, meant
from kontakt.files.validation import refused_character
from kontakt.locale import _
from kontakt.locale.formats import number
from kontakt.tui.keys.pasted import REFUSES_CONTROLS
from kontakt.tui.widgets.line_input import LineInput

LONGEST_PASTE = 10_000
"""As long as an answer may be: more than this belongs into no field."""


class Refused(Message):
    """Something that was pasted does not belong into a field; nothing of it was taken."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


def _look_at(event: Paste, field: Widget, kind: TextKind) -> None:
    """Look at what is pasted before a field of this kind takes it: a megabyte would hold up every key after it, control
    characters would reach the terminal, and the marks of a list in Word are none here."""
    text = meant(event.text, kind) if len(event.text) <= LONGEST_PASTE else event.text
    if len(text) > LONGEST_PASTE:
        sentence = _("Not pasted: {count} characters are too long for a field, which holds {longest} at most.")
        sentence = sentence.format(count=number(len(text)), longest=number(LONGEST_PASTE))
    elif found := refused_character(text):
        sentence = _("Not pasted: the text holds a control character (U+{code}). Copy it as plain text.")
        sentence = sentence.format(code=f"{ord(found[0]):04X}")
    else:
        event.text = text
        return
    event.prevent_default()
    event.stop()
    field.post_message(Refused(sentence))


class Line(LineInput):
    """One line of text."""

    def __init__(self) -> None:
        super().__init__(select_on_focus=False, compact=True, classes=REFUSES_CONTROLS)

    def on_paste(self, event: Paste) -> None:
        _look_at(event, self, TextKind.LINE)

    async def action_submit(self) -> None:
        self.screen.focus_next()


class Lines(TextArea):
    """Several lines of text, as high as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "begin", show=False),
        Binding("ctrl+end", "finish", show=False),
    ]

    def __init__(self, kind: TextKind) -> None:
        super().__init__(compact=True, highlight_cursor_line=False, classes=REFUSES_CONTROLS)
        self._kind = kind

    def on_paste(self, event: Paste) -> None:
        _look_at(event, self, self._kind)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # F6 and F7 are the page's.
        return action not in ("select_line", "select_all") and super().check_action(action, parameters)

    def action_begin(self) -> None:
        """Go to the beginning of the text."""
        self.move_cursor((0, 0))

    def action_finish(self) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end)


class Field(Vertical):
    """A text of the form, by its ``name`` there. ``label`` and ``hint``, which an empty field shows, are translated
    when drawn."""

    class Changed(Message):
        """Something was typed: the form's field ``name`` is ``value`` now."""

        def __init__(self, name: str, value: Any) -> None:
            super().__init__()
            self.name = name
            self.value = value

    def __init__(self, name: str, label: str, *, hint: str = "", kind: TextKind = TextKind.LINE) -> None:
        super().__init__(name=name, classes="field")
        self._label = label
        self._hint = hint
        self._problem = ""
        self._advice = ""
        self._editor: Line | Lines = Line() if kind is TextKind.LINE else Lines(kind)

    def compose(self) -> ComposeResult:
        yield Static(classes="field-label", markup=False)
        yield self._editor

    def on_mount(self) -> None:
        self.draw()

    @property
    def value(self) -> str:
        return self._editor.text if isinstance(self._editor, Lines) else self._editor.value

    def show(self, value: str) -> None:
        """Put a text into the field, without news of it; the cursor stays where the same text stands already."""
        if value == self.value:
            return
        with self.prevent(Input.Changed, TextArea.Changed):
            if isinstance(self._editor, Lines):
                self._editor.text = value
            else:
                self._editor.show(value)

    def show_problems(self, problem: str, advice: str = "") -> None:
        """Say what keeps it from being saved, else what is worth a look, in one sentence each; "" for nothing."""
        if (problem, advice) != (self._problem, self._advice):
            self._problem, self._advice = problem, advice
            self.draw()

    def set_label(self, label: str) -> None:
        """Have another label from now on."""
        self._label = label
        self.draw()

    def draw(self) -> None:
        beside = (f"? {self._advice}", "$text-plain") if self._advice else ""
        if self._problem:
            beside = (f"! {self._problem}", "$warn")
        label = Content.assemble((_(self._label) if self._label else "", "bold"), "  ", beside)
        self.query_one(".field-label", Static).update(label)
        self._editor.placeholder = _(self._hint) if self._hint else ""

    def take_focus(self) -> None:
        self.screen.set_focus(self._editor, scroll_visible=False)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self.scroll_visible, animate=False)  # with its label

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self.name or "", self.value))
