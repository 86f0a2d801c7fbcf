"""The table of what means danger to life: its kinds, the most dangerous first, with their words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kontakt.errors import KontaktError
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.locale import N_, _, language
from kontakt.locale.formats import number
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.urgent import KINDS
from kontakt.tui.editor import sentences
from kontakt.tui.editor.help import URGENT_HELP
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.editor.urgent.kind_screen import UrgentKindScreen
from kontakt.tui.modes import EDITOR
from kontakt.tui.room import Room
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService


class KindsTable(TableWithDetail[UrgentKind]):
    def make_table(self) -> Table[UrgentKind]:
        return Table(
            [
                Column(name=N_("What the screen says"), cell=_says, width=30, grows=True),
                Column(name=N_("Numbers"), cell=lambda kind: ", ".join(kind.numbers), width=18, rank=1),
                Column(name=N_("Phrases"), cell=lambda kind: number(len(kind.phrases)), width=8, right=True),
            ],
            id_of=lambda kind: kind.id,
            text_of=lambda kind: " ".join((kind.says, *kind.numbers, *kind.phrases, *kind.unless)),
            empty=N_("The table is empty: no call raises a line. Ctrl+N begins a kind of danger."),
        )

    def details(self, row: UrgentKind) -> tuple[Part, ...]:
        phrases = [(_("Raised by"), row.phrases), (_("Not raised by"), row.unless)]
        return (
            Part((Item(Content.styled(_says(row), "bold")),)),
            *(Part(tuple(Item(Content(each)) for each in some), name, apart=True) for name, some in phrases if some),
        )


class UrgentScreen(Room):
    AUTO_FOCUS = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (KINDS,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "back", show=False),
    ]
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE

    def __init__(self, link: EditorLink) -> None:
        super().__init__()
        self.link = link
        self._kinds: tuple[UrgentKind, ...] = ()

    def compose_body(self) -> ComposeResult:
        yield KindsTable(id="page")

    def on_mount(self) -> None:
        self.draw()
        self._table.take_focus()
        self._fetch()

    def help_groups(self) -> tuple[Group, ...]:
        return URGENT_HELP

    @property
    def _table(self) -> "Table[UrgentKind]":
        return self.query_one(KindsTable).table

    def draw(self) -> None:
        super().draw()
        self.query_one(HeadLine).show(_("When life is at stake: the most dangerous first"), (), 0)
        self.query_one(FootLine).show(f"{_('Enter opens')}  {_('Esc back')}", KINDS.commands)
        self._table.show(self._kinds)

    def on_screen_resume(self) -> None:
        self._fetch()  # a kind was saved, or left

    @work(exclusive=True, group="do", exit_on_error=False)
    async def _fetch(self) -> None:
        await self._ask(lambda service: service.urgent(), "")

    async def _ask(self, call: "Callable[[EditorService], UrgentTable]", done: str) -> None:
        """Ask the service, show the table as it is then, and say what was ``done``."""
        try:
            self._kinds = (await self.link.ask(call)).kinds
        except KontaktError as problem:
            self.warn(str(problem))
            return
        self._table.show(self._kinds)
        if done:
            self.say(done)

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        if kind := self._table.current:
            self._show(kind)

    def action_new_kind(self) -> None:
        self._show(None)

    def _show(self, kind: UrgentKind | None) -> None:
        self.say("")
        taken = [each.id for each in self._kinds]
        self.app.push_screen(UrgentKindScreen(self.link, kind, taken), mode=EDITOR)

    @work(group="do", exit_on_error=False)
    async def action_raise_kind(self) -> None:
        if kind := self._table.current:
            done = _("Told of before the one below it: {says}").format(says=_says(kind))
            await self._ask(lambda service: service.raise_urgent(kind.id), done)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_remove_kind(self) -> None:
        kind = self._table.current
        if kind is None:
            return
        choices = [
            Choice(True, _("Remove it: these words raise nothing any more"), key="1"),
            Choice(False, _("Keep it"), key="2"),
        ]
        hint = _("One key chooses.   Esc: back")
        chosen = await self.app.push_screen_wait(KeyMenu(_says(kind), choices, hint=hint))
        if chosen and chosen.value:
            done = _("Removed: {says}").format(says=_says(kind))
            await self._ask(lambda service: service.put_urgent(None, before=kind), done)

    def action_back(self) -> None:
        self.dismiss()


def _says(kind: UrgentKind) -> str:
    return kind.sentence_in(language())
