"""What was changed across articles, the newest first, and the difference that the chosen change made."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kontakt.editor.article.field_texts import FieldNaming, field_differences
from kontakt.editor.overview.overview import Overview
from kontakt.editor.revision_names import REVISION_NAMES
from kontakt.errors import KontaktError
from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock
from kontakt.tui.commands.changes import CHANGES
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.diff_lines import field_parts
from kontakt.tui.editor import sentences
from kontakt.tui.editor.help import CHANGES_HELP
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.room import Room
from kontakt.tui.view import View
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.editor.recent_changes import RecentChange

_SPANS: tuple[tuple[int | None, str], ...] = (
    (1, N_("the last 24 hours")),
    (7, N_("the last 7 days")),
    (30, N_("the last 30 days")),
    (365, N_("the last year")),
    (None, N_("since the beginning")),
)
"""So many days back, and what that is called; translated when drawn."""


class ChangesTable(TableWithDetail["RecentChange"]):
    """The changes. ``naming`` gives the names of fields and municipalities."""

    LABEL_WIDTH = 0

    def __init__(self, naming: Callable[[], FieldNaming]) -> None:
        super().__init__(id="page")
        self._naming = naming

    def make_table(self) -> "Table[RecentChange]":
        return Table(
            [
                Column(name=N_("When"), cell=lambda each: day_and_clock(each.revision.at), width=16),
                Column(name=N_("Who"), cell=lambda each: each.revision.by, width=10, key=lambda each: each.revision.by),
                Column(name=N_("What"), cell=_what, width=14, rank=1, key=_what),
                Column(
                    name=N_("Article"),
                    cell=lambda each: each.title,
                    width=16,
                    grows=True,
                    key=lambda each: (each.article, -each.revision.number),
                ),
            ],
            id_of=lambda each: f"{each.article} {each.revision.number}",
            text_of=lambda each: f"{each.title} {each.article} {each.revision.by} {_what(each)}",
            empty=N_("Nothing was changed in this time. F7 shows a longer one."),
        )

    def details(self, row: "RecentChange") -> tuple[Part, ...]:
        before = row.before.as_article if row.before else None
        differing = field_differences(before, row.after.as_article, self._naming())
        return (
            Part((Item(Content.styled(row.title, "bold")),)),
            *field_parts(differing, otherwise=_("Nothing differs from the revision before.")),
        )


class ChangesScreen(Room):
    AUTO_FOCUS = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (CHANGES,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS), Binding("escape", "back", show=False)]
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE

    def __init__(
        self, link: EditorLink, overview: Overview, open_article: Callable[[View.OpenArticle], object]
    ) -> None:
        """``open_article`` opens one."""
        super().__init__()
        self.link = link
        self.overview = overview
        self._open_article = open_article
        self._span = 1
        self._changes: tuple[RecentChange, ...] | None = None

    def compose_body(self) -> ComposeResult:
        yield ChangesTable(lambda: FieldNaming.of(self.overview.library))

    def on_mount(self) -> None:
        self.draw()
        self._table.take_focus()
        self._fetch()

    def help_groups(self) -> tuple[Group, ...]:
        return CHANGES_HELP

    @property
    def _table(self) -> "Table[RecentChange]":
        return self.query_one(ChangesTable).table

    def draw(self) -> None:
        super().draw()
        self.query_one(HeadLine).show(_("What changed"), (), 0, Content(_(_SPANS[self._span][1])))
        self.query_one(FootLine).show(f"{_('Enter opens')}  {_('Esc back')}", CHANGES.commands)
        if self._changes is not None:
            self._table.show(self._changes)
            self.query_one(ChangesTable).draw_detail()

    def take_overview(self, overview: Overview) -> None:
        """Something has changed."""
        self.overview = overview
        self._fetch()

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def _fetch(self) -> None:
        days = _SPANS[self._span][0]
        now = self.link.session.clock()
        since = now - timedelta(days=days) if days else datetime(1, 1, 1, tzinfo=UTC)
        try:
            self._changes = await self.link.ask(lambda service: service.recent_changes(since))
        except KontaktError as problem:
            self.warn(str(problem))
            return
        self.draw()

    def action_since(self) -> None:
        """Show a longer time; after the longest, the shortest."""
        self._span = (self._span + 1) % len(_SPANS)
        self.draw()
        self._fetch()

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        if change := self._table.current:
            self._open_article(View.OpenArticle(change.article))

    def action_back(self) -> None:
        self.dismiss()


def _what(change: "RecentChange") -> str:
    return _(REVISION_NAMES[change.revision.what]) if change.revision.what else ""
