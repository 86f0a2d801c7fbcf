"""What a report is to be made of: the file it is written to, and what the lead says of the figures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from kontakt.errors import KontaktError
from kontakt.files.pasted_text import TextKind
from kontakt.locale import _
from kontakt.tui.lead import sentences
from kontakt.tui.widgets.field import Lines, Refused
from kontakt.tui.widgets.hint import Hint

if TYPE_CHECKING:
    from kontakt.reports.writing import ReportFormat

_LONGEST_PATH = 400


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """``file`` is a bare name in a browser. ``comment`` is as the guard lets it through; ``is_masked`` says that it hid
    something."""

    file: Path
    format: "ReportFormat"
    comment: str
    is_masked: bool


class ReportScreen(ModalScreen[ReportRequest | None]):
    """Enter in the file's line makes the report, and so does Ctrl+S; Tab goes to the comment and back. Escape makes
    none. ``keep`` is given the comment whenever it changes, so that it is there the next time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("ctrl+s", "make", show=False, priority=True),
    ]

    def __init__(self, suggested: Path, comment: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._suggested = suggested
        self._comment = comment
        self._keep = keep

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu"):
            yield Static(self._title(), classes="menu-title", markup=False)
            yield Input(str(self._suggested), max_length=_LONGEST_PATH, select_on_focus=True)
            yield Static(classes="wrong", markup=False)
            yield Static(_("Your comment in the report, in Markdown"), classes="menu-title", markup=False)
            yield Lines(TextKind.PARAGRAPHS)
            yield Hint(_hint())

    def _title(self) -> str:
        return _("The report's file, among your browser's downloads") if self.app.is_web else _("The report's file")

    def on_mount(self) -> None:
        self.query_one(Lines).text = self._comment
        self.query_one(".wrong").display = False
        self.query_one(Input).focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._keep(self.query_one(Lines).text)
        self.query_one(".wrong").display = False

    @on(Refused)
    def _refuse(self, event: Refused) -> None:
        self._say_what_is_wrong(event.sentence)

    @on(Input.Submitted)
    def action_make(self) -> None:
        try:
            self.dismiss(self._request())
        except (KontaktError, ValueError) as wrong:
            self._say_what_is_wrong(str(wrong))

    def action_close(self) -> None:
        self.dismiss(None)

    def _request(self) -> ReportRequest:
        """Raises KontaktError or ValueError with the sentence that says what is wrong."""
        from kontakt.reports.comment import guarded_comment, is_masked  # noqa: PLC0415 (after the first frame)

        written = self.query_one(Input).value
        path = Path(written.strip()).expanduser()
        if (kind := _formats().get(path.suffix.lower())) is None:
            raise ValueError(sentences.no_ending(written, _formats()))
        text = self.query_one(Lines).text
        comment = guarded_comment(text)
        file = Path(path.name) if self.app.is_web else path.absolute()
        return ReportRequest(file, kind, comment, is_masked(comment, text))

    def _say_what_is_wrong(self, sentence: str) -> None:
        self.query_one(".wrong", Static).update(sentence)
        self.query_one(".wrong").display = True


def _formats() -> "dict[str, ReportFormat]":
    """By the ending of a file's name."""
    from kontakt.reports.writing import ReportFormat  # noqa: PLC0415 (the database's libraries, after the first frame)

    return {".txt" if each is ReportFormat.TEXT else f".{each.value}": each for each in reversed(ReportFormat)}


def _hint() -> str:
    text = _("The ending chooses: {endings}.   Tab: comment   Ctrl+S: make it   Esc: back")
    return text.format(endings=" ".join(_formats()))
