"""What is to be looked at again: because a law has changed, a day has passed, or nobody has looked for long."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content

from kontakt.editor.overview.overview import Due, DueReason, Overview
from kontakt.knowledge.article import Article
from kontakt.locale import N_, _
from kontakt.locale.formats import number, short_date
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.editor import REVIEW
from kontakt.tui.editor.lists import sentences
from kontakt.tui.editor.lists.gap_list_view import answer_parts
from kontakt.tui.editor.lists.list_view import ListView
from kontakt.tui.editor.lists.rule_change_screen import RuleChangeScreen
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table

_PRESSING = list(DueReason)


class ReviewView(ListView[Due]):
    TITLE = N_("Review")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (REVIEW,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="review")

    def make_table(self) -> Table[Due]:
        columns = [
            Column[Due](
                name=N_("Article"),
                cell=self._title,
                width=20,
                grows=True,
                key=lambda due: fold(self._title(due)),
            ),
            Column[Due](
                name=N_("Why"),
                cell=lambda due: _(sentences.REASONS[due.reason]),
                width=19,
                key=lambda due: _PRESSING.index(due.reason),
            ),
            Column[Due](
                name=N_("Since"),
                cell=lambda due: short_date(due.since) if due.since else "–",
                width=12,
                rank=1,
                key=lambda due: str(due.since or ""),
            ),
            Column[Due](
                name=N_("Used"),
                cell=lambda due: number(self._uses(due)),
                width=5,
                right=True,
                key=self._uses,
                descends=True,
            ),
        ]
        return Table(
            columns,
            id_of=lambda due: due.article,
            text_of=lambda due: f"{self._title(due)} {due.rule} {_(sentences.REASONS[due.reason])}",
            empty=N_("Nothing is due for review. Ctrl+O L notes a law that has changed."),
        )

    def items(self, overview: Overview) -> Sequence[Due]:
        return overview.due

    def parts(self, item: Due, overview: Overview) -> tuple[Part, ...]:
        article = overview.article(item.article)
        said = sentences.of_due(item, self._uses(item), overview)
        if article is None:
            return (Part((Item(Content(said)),)),)
        sources = [Item(Content(f"{each.rule}, {_checked_on(each.checked)}"), "– ") for each in article.sources]
        return (
            Part((Item(Content.styled(said, "bold")),)),
            Part((Item(Content.styled(self._what_is_dated(article), "$act")),), "F8"),
            *answer_parts(article),
            *([Part(tuple(sources), _("Rests on"))] if sources else []),
            Part(
                (Item(Content(short_date(article.reviewed) if article.reviewed else _("never checked"))),), _("Checked")
            ),
            *([Part((Item(Content(article.owner)),), _("Owner"))] if article.owner else []),
        )

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        self.post_message(self.OpenArticle(event.id, among=self.table.listed_ids))

    def action_mark(self) -> None:
        self.table.mark()

    def action_mark_all(self) -> None:
        self.table.mark_listed()

    def action_mend(self) -> None:
        if ids := [each.article for each in self.table.chosen]:
            self.post_message(self.Do(lambda service: service.checked_today(ids)))
            if len(ids) == 1:
                self.table.walk(1)
            self.table.unmark()

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_rule_changed(self) -> None:
        if self._overview is None:
            return
        if changed := await self.app.push_screen_wait(RuleChangeScreen(self._overview)):
            rule, day = changed
            self.post_message(self.Do(lambda service: service.rule_changed(rule, day)))

    def _what_is_dated(self, article: Article) -> str:
        marked = [each for due in self.table.marked if (each := self.overview.article(due.article))]
        return sentences.what_is_dated(marked or [article], self.overview.today)

    def _title(self, due: Due) -> str:
        return sentences.title(self.overview, due.article)

    def _uses(self, due: Due) -> int:
        health = self.overview.health.get(due.article)
        return health.uses if health else 0


def _checked_on(day: date | None) -> str:
    return _("checked {day}").format(day=short_date(day)) if day else _("never checked")
