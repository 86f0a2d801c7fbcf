"""The searches and reports that are closed: how, by whom and when, and a key that reopens."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.editor.overview.overview import ClosedGap, GapKind, Overview
from kontakt.locale import N_, _
from kontakt.locale.formats import OSLO, day_and_clock, number, short_date
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.editor import CLOSED
from kontakt.tui.editor.lists import sentences
from kontakt.tui.editor.lists.gap_list_view import answer_parts, notes_parts
from kontakt.tui.editor.lists.list_view import ListView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table


class ClosedView(ListView[ClosedGap]):
    TITLE = N_("Closed")
    HINT = N_("Enter opens")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (CLOSED,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="closed")

    def make_table(self) -> Table[ClosedGap]:
        columns = [
            Column[ClosedGap](name=N_("Search or answer"), cell=self._what, width=18, grows=True, key=self._key),
            Column[ClosedGap](name=N_("How"), cell=self._how, width=18, grows=True, key=self._how),
            Column[ClosedGap](name=N_("Who"), cell=lambda gap: gap.by, width=10, rank=1, key=lambda gap: fold(gap.by)),
            Column[ClosedGap](
                name=N_("When"),
                cell=lambda gap: short_date(gap.at.astimezone(OSLO).date()),
                width=10,
                rank=2,
                key=lambda gap: gap.at,
                descends=True,
            ),
        ]
        return Table(
            columns,
            id_of=lambda gap: gap.subject,
            text_of=lambda gap: " ".join(
                [self._what(gap), self._how(gap), gap.by, *(each for each, _n in gap.wordings)]
            ),
            empty=N_("Nothing is closed yet: what is done about searches and reports comes here for a while."),
        )

    def items(self, overview: Overview) -> Sequence[ClosedGap]:
        return overview.closed

    def parts(self, item: ClosedGap, overview: Overview) -> tuple[Part, ...]:
        wordings = ", ".join(f"{sentences.quoted(text)} {number(times)}" for text, times in item.wordings)
        return (
            Part((Item(Content.styled(self._what(item), "bold")),)),
            Part((Item(Content(_("Has it stand open again, until something is done about it."))),), "F8"),
            Part((Item(Content(self._how(item))),), _("How")),
            Part((Item(Content(f"{item.by}, {day_and_clock(item.at)}")),), _("Who")),
            *notes_parts(item, overview),
            *([Part((Item(Content(wordings)),), _("Wordings"))] if wordings else []),
            *answer_parts(overview.article(item.article)),
        )

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        gap = self.table.current
        if gap and gap.article:
            self.post_message(self.OpenArticle(gap.article))

    def action_mend(self) -> None:
        if gap := self.table.current:
            self.post_message(self.Do(lambda service: service.reopen_gap(gap)))
            self.table.walk(1)

    def _what(self, gap: ClosedGap) -> str:
        return gap.phrase if gap.kind is GapKind.MISSED else sentences.title(self.overview, gap.article)

    def _key(self, gap: ClosedGap) -> str:
        return fold(self._what(gap))

    def _how(self, gap: ClosedGap) -> str:
        return sentences.how_closed(gap, self.overview)
