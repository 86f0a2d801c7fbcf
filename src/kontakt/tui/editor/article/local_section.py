"""What differs in each municipality: a list of them all, and the note of the one under the cursor."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kontakt.directory.region import Municipality
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.files.pasted_text import TextKind
from kontakt.knowledge.article import Article
from kontakt.knowledge.coverage import LocalState, looked
from kontakt.locale import N_, _
from kontakt.locale.formats import short_date
from kontakt.tui.commands.article import LOCAL_NOTES
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.sentences import LOOKED
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.field import Field
from kontakt.tui.widgets.table import Table


@dataclass(frozen=True, slots=True)
class _Row:
    """A municipality, and what is known of the article there: ``known`` in words, the ``note`` itself."""

    number: str
    name: str
    looked: LocalState
    known: str
    note: str


class LocalSection(ArticleSection):
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (LOCAL_NOTES,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "to_list", show=False),
    ]

    class AsShared(Message):
        """The municipality with this number is to be marked as shared, looked at today."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    class Looking(Message):
        """The cursor stands on the municipality with this number."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__(id="local")
        self._writing: Writing | None = None
        self._members: tuple[Municipality, ...] = ()
        self._shown_number: str | None = None
        self._problems: Mapping[str, str] = {}
        self._advice: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Table[_Row](
            [
                Column(name=N_("Municipality"), cell=lambda row: row.name, width=14),
                Column(name=N_("Looked at"), cell=_known, width=24),
                Column(
                    name=N_("Local note"), cell=lambda row: row.note.replace("\n", " "), width=10, grows=True, rank=1
                ),
            ],
            id_of=lambda row: row.number,
            text_of=lambda row: f"{row.name} {row.known} {row.note}",
            empty=N_("The region has no municipalities yet."),
        )
        hint = N_("What differs here, never a copy of the answer. Enter in the list leads here, Esc back to it.")
        yield Field("local", "", hint=hint, kind=TextKind.PARAGRAPHS)

    @property
    def _table(self) -> Table[_Row]:
        return self.query_one(Table)

    @property
    def _note(self) -> Field:
        return self.query_one(Field)

    @property
    def number(self) -> str | None:
        """The municipality under the cursor."""
        row = self._table.current
        return row.number if row else None

    def show(self, writing: Writing, overview: Overview) -> None:
        if writing is not self._writing:
            self._writing, self._shown_number = writing, None
        self._members = overview.library.region.municipalities
        self._list()
        self._draw_note()

    def _list(self) -> None:
        """Draw what is known of each municipality, after what was typed so far."""
        if self._writing:
            self._writing.change(self.values())
            article = self._writing.previewed()
            self._table.show([_row(each, article) for each in self._members])

    def values(self) -> Mapping[str, Any]:
        return {"local": self._with_note(self._note.value)} if self._shown_number else {}

    def show_problems(self, problems: Mapping[str, str], advice: Mapping[str, str]) -> bool:
        self._problems, self._advice = problems, advice
        self._show_note_problems()
        return any(name.partition(".")[0] == "local" for name in problems)

    def _show_note_problems(self) -> None:
        field = f"local.{self.number}"
        self._note.show_problems(self._problems.get(field, ""), self._advice.get(field, ""))

    def has_field(self, field: str) -> bool:
        return field.partition(".")[0] == "local"

    def go_to(self, field: str) -> None:
        self.show_municipality(field.partition(".")[2])
        self._note.take_focus()

    def show_municipality(self, number: str) -> None:
        """Put the cursor on the municipality with this number."""
        if self._table.go_to(number):
            self._draw_note()

    def take_focus(self) -> None:
        self._table.take_focus()

    def action_to_list(self) -> None:
        if self._note.has_focus_within:
            self._list()
            self._table.take_focus()
        else:
            raise SkipAction  # the page goes back

    def action_as_shared(self) -> None:
        if number := self.number:
            self.post_message(self.AsShared(number))

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._draw_note()
        if event.id:
            self.post_message(self.Looking(event.id))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self._note.take_focus()

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        if isinstance(event.value, str):
            event.stop()
            self.post_message(Field.Changed("local", self._with_note(event.value)))

    def _with_note(self, note: str) -> dict[str, str]:
        """Every local note, with this one for the municipality whose note is shown."""
        assert self._writing is not None
        assert self._shown_number is not None
        others = {number: each for number, each in self._writing.form.local.items() if number != self._shown_number}
        return {**others, self._shown_number: note} if note.strip() else others

    def _draw_note(self) -> None:
        """Show the note of the municipality under the cursor."""
        if self._writing is None or (row := self._table.current) is None:
            return
        if self._shown_number not in (None, row.number) and self._writing.change(self.values()):
            self.post_message(Field.Changed("local", self._writing.form.local))  # its last letters
        self._shown_number = row.number
        self._note.set_label(row.name)
        self._note.show(self._writing.form.local.get(row.number, ""))
        self._show_note_problems()


def _row(member: Municipality, article: Article) -> _Row:
    known = looked(article, member.number)
    day = f" {short_date(article.as_shared[member.number])}" if known is LocalState.AS_SHARED else ""
    note = article.local.get(member.number, "")
    return _Row(member.number, member.name, known, f"{_(LOOKED[known])}{day}", note)


def _known(row: _Row) -> Content:
    return Content.styled(row.known, "$warn" if row.looked is LocalState.NOT_LOOKED else "$text-plain")
