"""The editor's room: one of its views at a time, and the pages of the articles that are opened from it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import ContentSwitcher

from kontakt.desk.session import DeskSession
from kontakt.editor.article.unsaved import unsaved_articles
from kontakt.editor.overview.overview import Gap, Overview
from kontakt.editor.publishing import with_field
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.article import Article
from kontakt.locale import _
from kontakt.locale.formats import stopwatch
from kontakt.tui.commands.command import Group, bindings_of, commands_in
from kontakt.tui.commands.editor import EDITOR_ROOM, UNSAVED
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article.neighbours import NO_NEIGHBOURS, Neighbours
from kontakt.tui.editor.article.screen import ArticleScreen
from kontakt.tui.editor.changes_screen import ChangesScreen
from kontakt.tui.editor.find.screen import FindScreen
from kontakt.tui.editor.help import ROOM_HELP
from kontakt.tui.editor.lists.articles_view import ArticlesView
from kontakt.tui.editor.lists.gaps_view import GapsView
from kontakt.tui.editor.lists.overlaps_view import OverlapsView
from kontakt.tui.editor.lists.sentences import and_how_to_take_back
from kontakt.tui.editor.lists.view import EditorView
from kontakt.tui.editor.lists.views import COMMAND_OF, OTHER_VIEWS, VIEWS, waiting
from kontakt.tui.editor.opening import ArticleOpening, NotOpened, Opened
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.editor.urgent.screen import UrgentScreen
from kontakt.tui.editor.warnings_menu import warnings_menu
from kontakt.tui.keys.order import KeyOrder
from kontakt.tui.modes import EDITOR
from kontakt.tui.room import Room, rooms_among
from kontakt.tui.sentences import NOTHING_CHANGED
from kontakt.tui.view import View
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine, Tab

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService


_PATIENCE_SECONDS = 3.0
"""For how long a key waits for what the room shows first; the keys after it wait as long."""


class EditorScreen(Room):
    AUTO_FOCUS = ""  # its own parts say where the work begins
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (EDITOR_ROOM,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "view('next')", show=False),
    ]
    CSS_PATH = ["../styles/editor_views.tcss", "../styles/editor.tcss"]  # noqa: RUF012
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = NOTHING_CHANGED

    def __init__(
        self, session: DeskSession, database: LazyEngine, key_order: KeyOrder, *, made_up: bool = False
    ) -> None:
        super().__init__(made_up=made_up)
        self.session = session
        self.link = EditorLink(session, database)
        self._key_order = key_order
        self.overview: Overview | None = None
        self._unsaved = unsaved_articles(
            session.settings.unsaved_path, agent=session.settings.agent, clock=session.clock
        )
        self._opening = ArticleOpening(self.link, self._unsaved)
        self._wanted: View.OpenArticle | None = None
        self._one_at_a_time = asyncio.Lock()
        self._looked = asyncio.Event()

    def compose_body(self) -> ComposeResult:
        yield ContentSwitcher(*(view() for view in (*VIEWS, *OTHER_VIEWS)), initial="next", id="views")
        yield self.link

    def on_mount(self) -> None:
        self.app.mode_change_signal.subscribe(self, self._room_changed)
        self.set_interval(1, self._draw_head)
        self.draw()
        self.view.take_focus()
        self.say(_("Looking at the articles, the searches and the reports …"))

    def on_unmount(self) -> None:
        self._unsaved.close()

    def action_urgent(self) -> None:
        """Show what means danger to life, and whom the desk says to ring."""
        self.say("")
        self.app.push_screen(UrgentScreen(self.link), mode=EDITOR)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def action_find(self) -> None:
        """Search the texts of all articles, or of those that a narrowed list shows, and replace what is found."""
        if overview := await self._first_look():
            self.say("")
            shown = [each.article.id for each in self.query_one(ArticlesView).narrowed]
            only = shown if isinstance(self.view, ArticlesView) else ()
            self.app.push_screen(FindScreen(self.link, overview, self._open, self._key_order, only), mode=EDITOR)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def action_changes(self) -> None:
        """Show what was changed across articles."""
        if overview := await self._first_look():
            self.say("")
            self.app.push_screen(ChangesScreen(self.link, overview, self._open), mode=EDITOR)

    async def _first_look(self) -> Overview | None:
        """What the room shows, for which a key that was pressed at once waits, and those after it; None where it does
        not come for long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._looked.wait(), _PATIENCE_SECONDS)
        return self.overview

    @property
    def view(self) -> EditorView:
        """The view that is shown."""
        shown = self.query_one("#views", ContentSwitcher).visible_content
        assert isinstance(shown, EditorView)
        return shown

    def help_groups(self) -> tuple[Group, ...]:
        return ROOM_HELP

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        self._draw_head()
        self._draw_view()

    def _draw_head(self) -> None:
        session = self.session
        waits = session.call.started_at if session.begun and not session.call.is_blank else None
        timer = _("call {time}").format(time=stopwatch((session.clock() - waits).total_seconds())) if waits else ""
        views = [*VIEWS, *(each for each in OTHER_VIEWS if each is type(self.view))]
        tabs = [Tab(COMMAND_OF[each].shown_key, _(each.TITLE), waiting(each, self.overview)) for each in views]
        shown = views.index(type(self.view))
        self.query_one(HeadLine).show(_("Editor"), tabs, shown, Content.styled(timer, "$quiet"))

    def _draw_view(self) -> None:
        """Draw the view that is shown; the others are drawn when they are gone to."""
        if self.overview:
            self.view.show(self.overview)
        hint = _(self.view.HINT) if self.view.HINT else _("Enter opens")
        self.query_one(FootLine).show(hint, (*commands_in(self.view.COMMAND_GROUPS), UNSAVED))
        if isinstance(self.view, OverlapsView) and self.overview:
            self.link.want_overlaps()

    # --- going about ---------------------------------------------------------------------------------------

    def action_view(self, name: str) -> None:
        """Show the view of this name."""
        views = self.query_one("#views", ContentSwitcher)
        if views.current != name:
            views.current = name
            self._draw_head()
            self._draw_view()
            self.say("")
        self.view.take_focus()

    def _room_changed(self, room: str) -> None:
        if room == EDITOR:
            self.link.look()
        else:
            self.link.rest()

    # --- what the service tells ------------------------------------------------------------------------------

    @on(EditorLink.OverviewReady)
    def _take_overview(self, event: EditorLink.OverviewReady) -> None:
        first, self.overview = self.overview is None, event.overview
        self._draw_head()
        self._draw_view()
        if first:
            self._looked.set()
            unsaved = self._unsaved.all()
            self.say(sentences.waiting_texts(unsaved) if unsaved else "")
            if self._wanted is not None:
                self._open(self._wanted)
        for screen in self.app.get_screen_stack(EDITOR):
            if isinstance(screen, ArticleScreen | FindScreen | ChangesScreen):
                screen.take_overview(event.overview)

    @on(EditorLink.OverlapsReady)
    def _take_overlaps(self, event: EditorLink.OverlapsReady) -> None:
        self.query_one(OverlapsView).show_overlaps(event.overlaps)

    def tell_trouble(self, sentence: str) -> None:
        super().tell_trouble(sentence)
        for page in rooms_among(self.app.get_screen_stack(EDITOR)[1:]):
            page.tell_trouble(sentence)

    # --- what the views ask for ----------------------------------------------------------------------------

    @on(EditorView.Do)
    @work(group="do", exit_on_error=False)
    async def _do(self, event: EditorView.Do) -> None:
        def do(service: "EditorService") -> str:
            before = service.last_step
            said = event.call(service)
            undoable = service.last_step is not before and service.last_step is not None
            return and_how_to_take_back(said) if undoable else said

        if await self._accepts(event.published) and await self._ask(do):
            event.then()

    async def _accepts(self, published: Sequence[Article]) -> bool:
        """Whether the editor will have these articles published, where the check warns of something in them, or a
        change freeze holds."""
        if not published:
            return True
        try:
            found = await self.link.ask(lambda service: service.findings(published))
            freeze = await self.link.ask(lambda service: service.freeze())
        except KontaktError as problem:
            self.warn(str(problem))
            return False
        warnings = [
            sentences.in_article(article, with_field(warning))
            for article in published
            if article.id in found
            for warning in found[article.id].warnings
        ]
        warnings = [*filter(None, (freeze,)), *warnings]
        if not warnings:
            return True
        question = sentences.many_published_with_warnings(len(published))
        chosen = await self.app.push_screen_wait(warnings_menu(question, warnings))
        return bool(chosen and chosen.value)

    @work(group="do", exit_on_error=False)
    async def action_take_back(self) -> None:
        """Have everything as it was before what was done last."""
        await self._ask(lambda service: service.take_back())

    async def _ask(self, call: "Callable[[EditorService], str]") -> bool:
        """Have the service do something, and say what was done, or why it was not. True if it was."""
        async with self._one_at_a_time:
            try:
                self.say(await self.link.ask(call))
                done = True
            except KontaktError as problem:
                self.warn(str(problem))
                done = False
        self.link.look()
        return done

    @on(View.OpenArticle)
    def _take_wish(self, event: View.OpenArticle) -> None:
        """A view of this room or of another wants an article opened: as soon as the room has looked at everything."""
        event.stop()
        if self.overview is None:
            self._wanted = event
        else:
            self._open(event)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self, wanted: View.OpenArticle) -> None:
        opened = await self._opening.open(wanted.id)
        self._show(opened, phrase=wanted.phrase, municipality=wanted.municipality, wanted=wanted)

    @on(View.OpenGaps)
    def _open_gaps(self, event: View.OpenGaps) -> None:
        event.stop()
        self.action_view("gaps")
        self.query_one(GapsView).stand_at(event.query)

    @on(EditorView.NewArticle)
    @work(exclusive=True, group="look", exit_on_error=False)
    async def _begin(self, event: EditorView.NewArticle) -> None:
        if overview := await self._first_look():
            gap = next((each for each in overview.gaps if each.subject == event.gap), None)
            self._show(Opened(self._opening.new(overview, event.phrase)), gap=gap)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def action_unsaved(self) -> None:
        """List the texts that were not saved, and take one up."""
        self._show(await self._opening.choose_unsaved())

    def _show(
        self,
        opened: Opened | NotOpened,
        *,
        phrase: str | None = None,
        municipality: str | None = None,
        gap: Gap | None = None,
        wanted: View.OpenArticle | None = None,
    ) -> None:
        """Show the article that was opened, or say why it was not."""
        match opened:
            case Opened(writing, sentence, taken_up) if self.overview:
                self.say("")
                screen = ArticleScreen(
                    self.link,
                    self._unsaved,
                    self.overview,
                    writing,
                    phrase=phrase,
                    municipality=municipality,
                    gap=gap,
                    said_first=sentence,
                    taken_up=taken_up,
                    neighbours=Neighbours(wanted.among, self._open) if wanted else NO_NEIGHBOURS,
                    section=wanted.section if wanted else "",
                )
                self.app.push_screen(screen, mode=EDITOR)
            case NotOpened(sentence, warning) if sentence:
                (self.warn if warning else self.say)(sentence)
