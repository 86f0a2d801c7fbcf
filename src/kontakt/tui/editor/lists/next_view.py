"""The next best thing to mend, on top: what the room opens with."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.editor.overview.overview import Gap, Overview, Task
from kontakt.locale import N_, _
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.editor import NEXT
from kontakt.tui.editor.lists import sentences
from kontakt.tui.editor.lists.gap_list_view import GapListView, answer_parts
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table


class NextView(GapListView[Task]):
    TITLE = N_("Next")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (NEXT,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="next")

    def make_table(self) -> Table[Task]:
        column = Column[Task](
            name=N_("What to mend next"), cell=lambda task: sentences.of_task(task, self.overview), width=30, grows=True
        )
        counts = Column[Task](name=N_("Counts"), cell=sentences.counts, width=6, right=True)
        return Table(
            [counts, column],
            id_of=_id_of,
            text_of=lambda task: sentences.of_task(task, self.overview),
            empty=N_("Nothing to mend: no search failed, no answer was called unclear, and nothing is due for review."),
        )

    def items(self, overview: Overview) -> Sequence[Task]:
        return overview.tasks

    def gap_of(self, item: Task) -> Gap | None:
        return item.gap

    def parts(self, item: Task, overview: Overview) -> tuple[Part, ...]:
        why = Part((Item(Content.styled(sentences.why_here(item), "$quiet")),), _("Why here"))
        if item.gap:
            said, *rest = self.gap_parts(item.gap, overview)
            return (said, why, *rest)
        article = overview.article(_article_of(item))
        return (
            Part((Item(Content.styled(sentences.of_task(item, overview), "bold")),)),
            why,
            Part((Item(Content.styled(_what_mending_does(item, overview), "$act")),), "F8"),
            *answer_parts(article),
        )

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        task = self.table.current
        if task is None:
            return
        if task.gap:
            self.open_gap(task.gap)
        elif task.due:
            self.post_message(self.OpenArticle(task.due.article))
        elif task.coverage:
            where = task.coverage.most_asked_unlooked
            self.post_message(self.OpenArticle(task.coverage.article, municipality=where))

    def action_mend(self) -> None:
        task = self.table.current
        if task is None:
            return
        if task.gap:
            self.mend_gap(task.gap)
        else:
            self.post_message(self.Do(lambda service: service.mend(task)))
            self.table.walk(1)


def _id_of(task: Task) -> str:
    return task.gap.subject if task.gap else f"{task.kind}:{_article_of(task)}"


def _article_of(task: Task) -> str | None:
    return task.due.article if task.due else task.coverage.article if task.coverage else None


def _what_mending_does(task: Task, overview: Overview) -> str:
    if task.coverage:
        where = sentences.municipality(overview, task.coverage.most_asked_unlooked)
        return _("Says that nothing differs in {municipality}, looked at today. Enter: write what differs.").format(
            municipality=where
        )
    article = overview.article(_article_of(task))
    return sentences.what_is_dated([article] if article else [], overview.today)
