"""Pairs of articles that get in each other's way, and what ends it: a merge, or one keyword less."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content

from kontakt.editor.overview.overview import Overlap, OverlapKind, Overview
from kontakt.knowledge.article import Article
from kontakt.locale import N_, _
from kontakt.locale.formats import percent
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.editor import OVERLAPS
from kontakt.tui.editor.lists import sentences
from kontakt.tui.editor.lists.compare_screen import CompareScreen
from kontakt.tui.editor.lists.list_view import ListView
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table


class OverlapsView(ListView[Overlap]):
    """Overlaps take longer to find than the rest of the overview, and come by themselves."""

    TITLE = N_("Overlaps")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (OVERLAPS,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="overlaps")
        self._overlaps: tuple[Overlap, ...] | None = None

    def make_table(self) -> Table[Overlap]:
        columns = [
            Column[Overlap](
                name=N_("Article"), cell=lambda pair: self._title(pair.one), width=18, grows=True, key=self._key
            ),
            Column[Overlap](name=N_("And"), cell=lambda pair: self._title(pair.other), width=18, grows=True),
            Column[Overlap](name=N_("In common"), cell=_shared, width=14, grows=True, rank=1),
            Column[Overlap](
                name=N_("Alike"),
                cell=_likeness,
                width=5,
                right=True,
                key=lambda pair: pair.similarity,
                descends=True,
            ),
        ]
        return Table(
            columns,
            id_of=lambda pair: f"{pair.one} {pair.other}",
            text_of=lambda pair: " ".join([self._title(pair.one), self._title(pair.other), *pair.keywords]),
            empty=N_("No overlaps: no two articles share a keyword, and no two answers are nearly the same."),
        )

    def show(self, overview: Overview) -> None:
        self._overview = overview
        if self._overlaps is not None:
            self.table.show(self._overlaps)

    def show_overlaps(self, overlaps: Sequence[Overlap]) -> None:
        """Draw these, which belong to the overview shown last."""
        self._overlaps = tuple(overlaps)
        if self._overview:
            self.table.show(self._overlaps)

    def parts(self, item: Overlap, overview: Overview) -> tuple[Part, ...]:
        both = [overview.article(each) for each in (item.one, item.other)]
        return (
            Part((Item(Content.styled(in_words(item), "bold")),)),
            *(
                Part((Item(Content.styled(self._headed(each), "bold")), Item(Content(each.answer))), apart=True)
                for each in both
                if each
            ),
        )

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        self._compare()

    def action_mend(self) -> None:
        self._merge()

    def action_other_way(self) -> None:
        self._remove_keyword()

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _compare(self) -> None:
        if (pair := self.table.current) is None or (both := self._both(pair)) is None:
            return
        headings = (self._headed(both[0]), self._headed(both[1]))
        match await self.app.push_screen_wait(CompareScreen(both, headings, in_words(pair), pair.keywords)):
            case "merge":
                await self._ask_and_merge(pair)
            case "keyword":
                await self._ask_and_remove(pair)
            case "open one":
                self.post_message(self.OpenArticle(pair.one))
            case "open other":
                self.post_message(self.OpenArticle(pair.other))

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _merge(self) -> None:
        if (pair := self.table.current) is not None:
            await self._ask_and_merge(pair)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _remove_keyword(self) -> None:
        if (pair := self.table.current) is not None:
            await self._ask_and_remove(pair)

    async def _ask_and_merge(self, pair: Overlap) -> None:
        """Ask which of the two stays; the more used one is chosen by Enter alone."""
        if (both := self._both(pair)) is None:
            return
        choices = [
            Choice((into.id, other.id), self._title(into.id), self._used(into.id), str(key))
            for key, (into, other) in enumerate((both, both[::-1]), 1)
        ]
        keeps = _(
            "It keeps its answer, and gets the keywords, notes, sources and links of both. The other's history is kept, "
            "and its id leads here.   Esc: back"
        )
        chosen = await self.app.push_screen_wait(KeyMenu(_("Which article stays?"), choices, hint=keeps))
        if chosen:
            into, other = chosen.value
            self.post_message(self.Do(lambda service: service.merge(into, other)))

    async def _ask_and_remove(self, pair: Overlap) -> None:
        """Ask which keyword is taken away, and from which of the two."""
        if (both := self._both(pair)) is None:
            return
        held = [
            (each.id, keyword)
            for keyword in pair.keywords
            for each in reversed(both)
            if fold(keyword) in map(fold, each.all_keywords)
        ]
        if not held:
            text = _("Neither of the two has a keyword of the other's: merge them, or change an answer.")
            self.post_message(self.Say(text, warning=True))
            return
        choices = [
            Choice((id, keyword), keyword, _("away from “{title}”").format(title=self._title(id)), _digit(key))
            for key, (id, keyword) in enumerate(held, 1)
        ]
        chosen = await self.app.push_screen_wait(
            KeyMenu(_("Which keyword is to go?"), choices, hint=_("One key chooses.") + "   Esc: " + _("back"))
        )
        if chosen:
            id, keyword = chosen.value
            self.post_message(self.Do(lambda service: service.remove_keyword(id, keyword)))

    def _both(self, pair: Overlap) -> tuple[Article, Article] | None:
        one, other = self.overview.article(pair.one), self.overview.article(pair.other)
        return (one, other) if one and other and one.id != other.id else None

    def _title(self, id: str) -> str:
        return sentences.title(self.overview, id)

    def _key(self, pair: Overlap) -> str:
        return fold(self._title(pair.one))

    def _used(self, id: str) -> str:
        health = self.overview.health.get(id)
        return sentences.used(health.uses if health else 0)

    def _headed(self, article: Article) -> str:
        return f"{self._title(article.id)} ({self._used(article.id)})"


def in_words(pair: Overlap) -> str:
    """Why the two get in each other's way."""
    said = []
    if OverlapKind.KEYWORD in pair.kinds:
        said.append(_("Both have {keywords}").format(keywords=_quoted(pair.keywords)))
    if OverlapKind.TITLE in pair.kinds:
        said.append(_("A keyword of one is the other's title"))
    if OverlapKind.ANSWER in pair.kinds:
        said.append(_("The answers are {likeness} alike").format(likeness=percent(pair.similarity, 0)))
    return ". ".join(said) + "."


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(map(sentences.quoted, texts))


def _shared(pair: Overlap) -> str:
    return ", ".join(pair.keywords) or "–"


def _likeness(pair: Overlap) -> str:
    return percent(pair.similarity, 0) if pair.similarity else "–"


def _digit(key: int) -> str:
    return str(key) if key < 10 else ""
