"""The queue of searches without an answer and answers called unclear."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.editor.overview.overview import Gap, GapKind, Overview
from kontakt.locale import N_, _
from kontakt.locale.formats import OSLO, number, short_date
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.editor import GAPS
from kontakt.tui.editor.lists import sentences
from kontakt.tui.editor.lists.gap_list_view import GapListView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table


class GapsView(GapListView[Gap]):
    TITLE = N_("Gaps")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (GAPS,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="gaps")
        self._wanted = ""

    def make_table(self) -> Table[Gap]:
        columns = [
            Column[Gap](
                name=N_("Search or answer"),
                cell=self._what,
                width=18,
                grows=True,
                key=lambda gap: fold(self._phrase(gap)),
            ),
            Column[Gap](name=N_("Kind"), cell=_kind, width=9, rank=2, key=_kind),
            Column[Gap](
                name=N_("Times"),
                cell=lambda gap: number(gap.times),
                width=5,
                right=True,
                key=lambda gap: gap.times,
                descends=True,
            ),
            Column[Gap](
                name=N_("Last seen"),
                cell=lambda gap: short_date(gap.last_at.astimezone(OSLO).date()),
                width=12,
                rank=1,
                key=lambda gap: gap.last_at,
                descends=True,
            ),
            Column[Gap](name=N_("Suggested article"), cell=self._suggested, width=17, grows=True, rank=3),
        ]
        return Table(
            columns,
            id_of=lambda gap: gap.subject,
            text_of=self._searched_text,
            empty=N_(
                "No gaps. Searches that led nowhere (F10 at the desk) come here, and answers called unclear (Ctrl+O U)."
            ),
        )

    def items(self, overview: Overview) -> Sequence[Gap]:
        return overview.gaps

    def show(self, overview: Overview) -> None:
        super().show(overview)
        if self._wanted:
            self.stand_at(self._wanted)

    def stand_at(self, query: str) -> None:
        """Put the cursor on the gap that this search is part of, as soon as the gaps are known."""
        self._wanted = query if self._overview is None else ""
        gaps = self._overview.gaps if self._overview else ()
        if gap := next((each for each in gaps if query in (each.phrase, *(text for text, _n in each.wordings))), None):
            self.table.go_to(gap.subject)

    def gap_of(self, item: Gap) -> Gap | None:
        return item

    def parts(self, item: Gap, overview: Overview) -> tuple[Part, ...]:
        return self.gap_parts(item, overview)

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        if gap := self.table.current:
            self.open_gap(gap)

    def action_mend(self) -> None:
        if gap := self.table.current:
            self.mend_gap(gap)

    def _phrase(self, gap: Gap) -> str:
        return gap.phrase if gap.kind is GapKind.MISSED else sentences.title(self.overview, gap.article)

    def _what(self, gap: Gap) -> Content:
        again = (f"{_('again')} ", "$warn") if gap.reopened else ""
        return Content.assemble(again, self._phrase(gap))

    def _suggested(self, gap: Gap) -> str:
        return sentences.title(self.overview, gap.suggestions[0]) if gap.suggestions else "–"

    def _searched_text(self, gap: Gap) -> str:
        where = sentences.by_municipality(self.overview, gap.municipalities)
        return " ".join([self._phrase(gap), *(text for text, _times in gap.wordings), where])


def _kind(gap: Gap) -> str:
    return _("search") if gap.kind is GapKind.MISSED else _("answer")
