"""Articles by municipalities: where somebody has looked, and where a question is asked that nobody has looked at."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize

from kontakt.directory.region import Municipality
from kontakt.editor.overview.overview import LONG_DAYS, CoverageRow, Overview
from kontakt.knowledge.coverage import LocalState
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import number, short_date
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.editor import COVERAGE
from kontakt.tui.editor.lists import sentences
from kontakt.tui.editor.lists.list_view import ListView
from kontakt.tui.widgets.columns import GAP, Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table

MARKS = {
    LocalState.NOTE: "M",
    LocalState.AS_SHARED: "=",
    LocalState.NOT_LOOKED: "·",
    LocalState.NATIONAL: "N",
    LocalState.NOT_HERE: "–",
}

_SHORT = 5
_TITLE = 20
_MARKS = 2  # before each row


class CoverageView(ListView[CoverageRow]):
    TITLE = N_("Coverage")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (COVERAGE,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="coverage")
        self._members: tuple[Municipality, ...] = ()
        self._at = 0
        self._first = 0

    def make_table(self) -> Table[CoverageRow]:
        return Table(
            [],
            id_of=lambda row: row.article,
            text_of=lambda row: sentences.title(self.overview, row.article),
            empty=N_("No articles yet: they are listed here as soon as there are some."),
            sideways=True,
        )

    def items(self, overview: Overview) -> Sequence[CoverageRow]:
        return overview.coverage

    def show(self, overview: Overview) -> None:
        if (members := overview.library.region.municipalities) != self._members:
            self._members, self._at = members, 0
        self._make_columns()
        super().show(overview)

    @on(Resize)
    def _fit(self) -> None:
        self._make_columns()
        self.table.draw_cells()

    def _make_columns(self) -> None:
        """As many municipalities as there is room for beside the title, with the chosen one among them."""
        room = max(1, (self.size.width - _TITLE - _MARKS) // (_SHORT + len(GAP)))
        self._first = max(min(self._first, self._at, len(self._members) - room), self._at - room + 1, 0)
        self.table.show_columns(self._columns(slice(self._first, self._first + room)))

    def _columns(self, seen: slice) -> list[Column[CoverageRow]]:
        title = Column[CoverageRow](
            name=N_("Article"),
            cell=lambda row: sentences.title(self.overview, row.article),
            width=_TITLE,
            grows=True,
            key=lambda row: fold(sentences.title(self.overview, row.article)),
        )
        unlooked = Column[CoverageRow](
            name=N_("Unseen"),
            cell=lambda row: number(row.unlooked) if row.unlooked else "",
            width=5,
            right=True,
            rank=1,
            key=lambda row: row.unlooked,
            descends=True,
        )
        return [title, unlooked, *map(self._column, self._members[seen], short_names(self._members)[seen])]

    def _column(self, member: Municipality, name: str) -> Column[CoverageRow]:
        return Column[CoverageRow](name=name, cell=lambda row: self._cell(row, member), width=_SHORT)

    def _cell(self, row: CoverageRow, member: Municipality) -> Content:
        """The mark; where nobody has looked, how often it is asked there. The chosen cell stands in brackets."""
        looked = row.looked.get(member.number, LocalState.NOT_LOOKED)
        asked = row.asked.get(member.number, 0) if looked is LocalState.NOT_LOOKED else 0
        text = f"{MARKS[looked]}{number(asked) if asked else ''}"
        style = {LocalState.NOTE: "$act", LocalState.NOT_LOOKED: "$warn" if asked else ""}.get(looked, "$quiet")
        if row is self.table.standing and member is self._members[self._at]:
            return Content.styled(f"[{text}]"[:_SHORT], "bold $act")
        return Content.styled(f" {text}", style)

    def parts(self, item: CoverageRow, overview: Overview) -> tuple[Part, ...]:
        member = self._members[self._at]
        heading = _("“{title}” in {municipality}").format(
            title=sentences.title(overview, item.article), municipality=member.name
        )
        legend = _("M note   = as shared   · nobody has looked, times asked   N cannot differ   – not there")
        return (
            Part((Item(Content.styled(legend, "$quiet")),)),
            Part((Item(Content.styled(heading, "bold")),)),
            Part((Item(_known(item, member, overview)),)),
        )

    @on(Table.Aside)
    def _go_aside(self, event: Table.Aside) -> None:
        event.stop()
        if self._members:
            self._at = max(0, min(self._at + event.step, len(self._members) - 1))
            self._make_columns()
            self.table.draw_cells()
            self.draw_detail()

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        self.post_message(
            self.OpenArticle(event.id, municipality=self._members[self._at].number, among=self.table.listed_ids)
        )

    def action_mend(self) -> None:
        if row := self.table.current:
            self._mark(row, [self._members[self._at]])

    def action_other_way(self) -> None:
        if row := self.table.current:
            self._mark(row, self._members)
            self.table.walk(1)  # the row sinks to the bottom once it is done

    def _mark(self, row: CoverageRow, members: Sequence[Municipality]) -> None:
        """Say of those where nobody has looked (or looked before) that nothing differs; a note is never overwritten."""
        numbers = row.can_be_marked([each.number for each in members])
        if numbers:
            self.post_message(self.Do(lambda service: service.mark_as_shared(row.article, numbers)))
        elif LocalState.NATIONAL in row.looked.values():
            self.post_message(
                self.Say(_("This article cannot differ by municipality: Enter, then F4, changes that."), warning=True)
            )
        elif len(members) > 1:
            self.post_message(self.Say(_("Somebody has looked at this article everywhere."), warning=True))
        else:
            self.post_message(
                self.Say(_("There is a note, or the article does not exist there: Enter opens it."), warning=True)
            )


def _known(row: CoverageRow, member: Municipality, overview: Overview) -> Content:
    """What is known of the article in the municipality, in words."""
    article = overview.article(row.article)
    asked = ngettext(
        "Asked once there the last {days} days.",
        "Asked {count} times there the last {days} days.",
        row.asked.get(member.number, 0),
    ).format(count=number(row.asked.get(member.number, 0)), days=LONG_DAYS)
    match row.looked.get(member.number, LocalState.NOT_LOOKED):
        case LocalState.NOTE if article:
            return Content(article.local.get(member.number, ""))
        case LocalState.AS_SHARED if article and (day := article.as_shared.get(member.number)):
            said = _("As the shared answer, looked at {day}.").format(day=short_date(day))
        case LocalState.NATIONAL:
            said = _("The article cannot differ by municipality.")
        case LocalState.NOT_HERE:
            said = _("The article does not exist there.")
        case _:
            said = _("Nobody has looked. F8: nothing differs. Enter: write what differs.")
    return Content(f"{said} {asked}")


def short_names(members: Sequence[Municipality]) -> list[str]:
    """The first letters of each name; the number where two would be the same."""
    names = [each.name[:_SHORT].rstrip() for each in members]
    return [name if names.count(name) == 1 else each.number for name, each in zip(names, members, strict=True)]
