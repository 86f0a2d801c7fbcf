"""Searching the texts of all articles letter by letter, and putting another text in the place of what is found."""

import asyncio
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from kontakt.editor.article.field_texts import FieldNaming
from kontakt.editor.find.finding import FoundArticle, Replacement, find
from kontakt.editor.find.query import TextQuery
from kontakt.editor.overview.overview import Overview
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Status
from kontakt.library.labels import STATUSES
from kontakt.library.names import title_of
from kontakt.locale import N_, _, language, ngettext
from kontakt.locale.formats import number
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.find import FIND
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article.choices import Choices
from kontakt.tui.editor.find.details import found_parts
from kontakt.tui.editor.help import FIND_HELP
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.keys.order import KeyOrder
from kontakt.tui.room import Room
from kontakt.tui.view import View
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.field import Field, Refused
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService

_WORDS, _CASE = "words", "case"
_SHOWN, _EVERY = "shown", "every"


class FoundTable(TableWithDetail[FoundArticle]):
    """The articles that have the text. ``details_of`` says what is shown of one."""

    def __init__(self, details_of: Callable[[FoundArticle], tuple[Part, ...]]) -> None:
        super().__init__(id="found")
        self._details_of = details_of

    def details(self, row: FoundArticle) -> tuple[Part, ...]:
        return self._details_of(row)

    def make_table(self) -> Table[FoundArticle]:
        return Table(
            [
                Column(name=N_("Article"), cell=_title, width=20, grows=True),
                Column(
                    name=N_("Places"),
                    cell=lambda found: number(found.places),
                    width=6,
                    right=True,
                ),
                Column(name=N_("Status"), cell=_status, width=9, rank=1),
            ],
            id_of=lambda found: found.article.id,
            text_of=_title,
            empty=N_(
                "No article has this text. Titles, answers, steps, keywords, sources, links and notes are searched."
            ),
        )


class FindScreen(Room):
    AUTO_FOCUS = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (FIND,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS), Binding("escape", "back", show=False)]
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE

    def __init__(
        self,
        link: EditorLink,
        overview: Overview,
        open_article: Callable[[View.OpenArticle], object],
        key_order: KeyOrder,
        shown: Collection[str] = (),
    ) -> None:
        """``open_article`` opens one; ``shown`` are the ids of the articles that a narrowed list shows, and that are
        searched alone unless the editor wants all."""
        super().__init__()
        self.link = link
        self.overview = overview
        self._open_article = open_article
        self._key_order = key_order
        self._shown = frozenset(shown)
        self._found: tuple[FoundArticle, ...] = ()

    def compose_body(self) -> ComposeResult:
        with Vertical(id="page"):
            with Container(classes="pair"):
                yield Field("find", N_("Search for"), hint=N_("a word or a phrase, as it stands in the text"))
                yield Field("by", N_("Replace with"), hint=N_("empty: F8 takes it out"))
            with Container(classes="pair"):
                yield Choices("how", N_("Only"))
                yield Choices("where", N_("Where"), single=True)
            yield FoundTable(self._details)

    def on_mount(self) -> None:
        where = self._choices("where")
        where.display = bool(self._shown)
        where.show(self._where(), [_SHOWN if self._shown else _EVERY])
        self._choices("how").show(self._how(), ())
        self.draw()
        self._field("find").take_focus()

    def help_groups(self) -> tuple[Group, ...]:
        return FIND_HELP

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        for field in self.query(Field):
            field.draw()
        self._choices("how").show(self._how(), self._choices("how").values)
        self._choices("where").show(self._where(), self._choices("where").values)
        self.query_one(FootLine).show(f"{_('Enter opens')}  {_('Esc back')}", FIND.commands)
        self._draw_found()

    def _draw_found(self) -> None:
        places = sum(each.places for each in self._found)
        text = ngettext("{places} in {count} article", "{places} in {count} articles", len(self._found))
        beside = text.format(places=number(places), count=number(len(self._found))) if self._query.text.strip() else ""
        self.query_one(HeadLine).show(_("Find and replace"), (), 0, Content(beside))
        self._table.show(self._found)
        self.query_one(FoundTable).draw_detail()

    def _how(self) -> list[tuple[str, str]]:
        return [(_WORDS, _("whole words")), (_CASE, _("the same capitals"))]

    def _where(self) -> list[tuple[str, str]]:
        some = ngettext("the {count} in the list", "the {count} in the list", len(self._shown))
        return [(_SHOWN, some.format(count=number(len(self._shown)))), (_EVERY, _("every article"))]

    def _details(self, found: FoundArticle) -> tuple[Part, ...]:
        return found_parts(found, self._replacement, FieldNaming.of(self.overview.library))

    @property
    def _table(self) -> "Table[FoundArticle]":
        return self.query_one(FoundTable).table

    def _field(self, name: str) -> Field:
        return next(each for each in self.query(Field) if each.name == name)

    def _choices(self, name: str) -> Choices:
        return next(each for each in self.query(Choices) if each.name == name)

    # --- finding ---------------------------------------------------------------------------------------------

    @property
    def _query(self) -> TextQuery:
        how = self._choices("how").values
        return TextQuery(self._field("find").value, whole_words=_WORDS in how, same_case=_CASE in how)

    @property
    def _replacement(self) -> Replacement:
        return Replacement(self._query, self._field("by").value.strip())

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        event.stop()
        if event.name != "find":
            self.query_one(FoundTable).draw_detail()
        elif not self._key_order.letters_follow:  # nobody would see what is found without them
            self._look(first=True)

    @on(Choices.Changed)
    def _chosen(self, event: Choices.Changed) -> None:
        event.stop()
        self._look(first=True)

    def take_overview(self, overview: Overview) -> None:
        """Something has changed, perhaps by what was replaced here."""
        self.overview = overview
        self._look(first=False)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _look(self, *, first: bool) -> None:
        """Look for the text; ``first``: for another, so the first row is shown."""
        await self._find()
        self._draw_found()
        if first and self._found:
            self._table.go_to(self._found[0].article.id)

    async def _find(self) -> None:
        """Look through the texts, off the screen's thread, for what stands in the fields now."""
        only = self._shown if _SHOWN in self._choices("where").values else self.overview.health.keys()
        articles = [each.article for id, each in self.overview.health.items() if id in only]
        self._found = await asyncio.to_thread(find, articles, self._query)

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        self._open_article(View.OpenArticle(event.id, among=self._table.listed_ids))

    @on(Refused)
    def _refused(self, event: Refused) -> None:
        self.warn(event.sentence)

    # --- replacing -------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        self._table.mark()

    @work(exclusive=True, group="replace", exit_on_error=False)
    async def action_replace(self) -> None:
        """Ask, and replace in the marked articles, or in all that are listed."""
        await self._find()  # the next key waits: it is the answer
        self._table.show(self._found)
        taken, replacement = self._table.marked or self._table.listed, self._replacement
        if not taken:
            self.say(_("There is nothing to replace: no article has this text."))
            return
        based_on = {each.article.id: self.overview.health[each.article.id].revision for each in taken}
        answer = await self.app.push_screen_wait(_question(taken, replacement))
        if not (answer and answer.value):
            return
        if await self._ask(lambda service: service.replace_in_texts(replacement, based_on)):
            self._table.unmark()
            self._table.take_focus()

    @work(exclusive=True, group="replace", exit_on_error=False)
    async def action_take_back(self) -> None:
        """Have everything as it was before what was done last."""
        await self._ask(lambda service: service.take_back())

    async def _ask(self, call: "Callable[[EditorService], str]") -> bool:
        """Have the service do something, and say what was done, or why it was not. True if it was."""
        try:
            self.say(await self.link.ask(call))
        except KontaktError as problem:
            self.warn(str(problem))
            return False
        self.link.look()
        return True

    def action_back(self) -> None:
        self.dismiss()


def _question(taken: Collection[FoundArticle], replacement: Replacement) -> KeyMenu[bool]:
    places = sum(each.places for each in taken)
    if replacement.by:
        title = ngettext(
            "Replace “{old}” with “{new}” in {count} article?",
            "Replace “{old}” with “{new}” in {count} articles?",
            len(taken),
        )
    else:
        title = ngettext("Take “{old}” out of {count} article?", "Take “{old}” out of {count} articles?", len(taken))
    title = title.format(old=replacement.query.text, new=replacement.by, count=number(len(taken)))
    everywhere = ngettext("Yes, in {count} place", "Yes, in {count} places", places).format(count=number(places))
    choices = [Choice(True, everywhere, _("Ctrl+Z takes it back"), "1"), Choice(False, _("No"), key="2")]
    return KeyMenu(title, choices, hint=_("One key chooses.   Esc: back"))


def _title(found: FoundArticle) -> str:
    return title_of(found.article, language())


def _status(found: FoundArticle) -> Content:
    status = found.article.status
    return Content.styled(_(STATUSES[status]), "$quiet" if status is Status.PUBLISHED else "$warn")
