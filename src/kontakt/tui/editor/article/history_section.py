"""Every revision of an article, and what the one under the cursor changed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from kontakt.editor.article.field_texts import FieldNaming, field_differences
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.editor.revision_names import REVISION_NAMES
from kontakt.errors import KontaktError
from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock
from kontakt.tui.commands.article import HISTORY
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.diff_lines import field_parts
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Labelled, Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.editor.article.history import PastRevision


class HistorySection(ArticleSection):
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (HISTORY,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    class Restore(Message):
        """The article is to be again what it was in this revision."""

        def __init__(self, past: "PastRevision") -> None:
            super().__init__()
            self.past = past

    def __init__(self, link: EditorLink) -> None:
        super().__init__(id="history")
        self._link = link
        self._writing: Writing | None = None
        self._naming: FieldNaming | None = None
        self._history: tuple[PastRevision, ...] = ()

    def compose(self) -> ComposeResult:
        yield Table["PastRevision"](
            [
                Column(name=N_("Revision"), cell=lambda past: str(past.revision.number), width=4, right=True),
                Column(name=N_("When"), cell=lambda past: day_and_clock(past.revision.at), width=16),
                Column(name=N_("Who"), cell=lambda past: past.revision.by, width=8, grows=True),
                Column(name=N_("What"), cell=_what, width=12, grows=True),
            ],
            id_of=_id_of,
            text_of=lambda past: f"{past.revision.number} {past.revision.by} {_what(past)}",
            empty=N_("Nothing is saved yet: the first revision comes with Ctrl+S."),
        )
        with VerticalScroll(id="diff", can_focus=True):
            yield Labelled(label_width=0)

    @property
    def _table(self) -> "Table[PastRevision]":
        return self.query_one(Table)

    def show(self, writing: Writing, overview: Overview) -> None:
        self._writing, self._naming = writing, FieldNaming.of(overview.library)
        self._table.draw_cells()
        self._draw_differences()

    def opened(self) -> None:
        super().opened()
        if self._writing is not None:
            self._fetch(self._writing)

    @work(exclusive=True, group="history", exit_on_error=False)
    async def _fetch(self, writing: Writing) -> None:
        stored = writing.stored
        try:
            self._history = await self._link.ask(lambda service: service.history(stored.id)) if stored else ()
        except KontaktError as problem:
            self.post_message(self.Warn(str(problem)))
            return
        self._table.show(self._history)
        self._draw_differences()

    def has_field(self, field: str) -> bool:
        return False

    def values(self) -> Mapping[str, Any]:
        return {}

    def take_focus(self) -> None:
        self._table.take_focus()

    def action_restore(self) -> None:
        if past := self._table.current:
            self.post_message(self.Restore(past))

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._draw_differences()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.screen.set_focus(self.query_one("#diff", VerticalScroll))

    def _draw_differences(self) -> None:
        past, pane = self._table.current, self.query_one("#diff", VerticalScroll)
        parts: tuple[Part, ...] = ()
        if past and self._naming:
            older = self._history[self._history.index(past) + 1 :]
            before = next((each for each in older if each.article == past.article), None)
            differing = field_differences(before.as_article if before else None, past.as_article, self._naming)
            parts = field_parts(differing, otherwise=_("Nothing differs from the revision before."))
        pane.query_one(Labelled).show(parts)
        pane.scroll_home(animate=False)


def _id_of(past: "PastRevision") -> str:
    return f"{past.article} {past.revision.number}"


def _what(past: "PastRevision") -> str:
    return _(REVISION_NAMES[past.revision.what]) if past.revision.what else ""
