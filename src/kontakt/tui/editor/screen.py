"""The editor's room: one of its views at a time, and the pages of the articles that are opened from it."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import ContentSwitcher

from kontakt.desk.session import DeskSession
from kontakt.editor.article.form import ArticleForm, new_id
from kontakt.editor.article.unsaved import UnsavedForm, UnsavedForms
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.editing import NEW
from kontakt.locale import _
from kontakt.locale.formats import day_and_clock, stopwatch
from kontakt.tui.commands.command import Group, bindings_of, commands_in
from kontakt.tui.commands.editor import EDITOR_ROOM, UNSAVED
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article.screen import ArticleScreen
from kontakt.tui.editor.help import ROOM_HELP
from kontakt.tui.editor.lists.gaps_view import GapsView
from kontakt.tui.editor.lists.overlaps_view import OverlapsView
from kontakt.tui.editor.lists.view import EditorView
from kontakt.tui.editor.lists.views import COMMAND_OF, VIEWS, waiting
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.editor.urgent.screen import UrgentScreen
from kontakt.tui.modes import EDITOR
from kontakt.tui.room import Room, rooms_among
from kontakt.tui.sentences import NOTHING_CHANGED
from kontakt.tui.view import View
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine, Tab

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService


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

    def __init__(self, session: DeskSession, database: LazyEngine, *, made_up: bool = False) -> None:
        super().__init__(made_up=made_up)
        self.session = session
        self._database = database
        self.unsaved = UnsavedForms(session.settings.unsaved_path, clock=session.clock)
        self.overview: Overview | None = None
        self._wanted: View.OpenArticle | None = None
        self._one_at_a_time = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        yield ContentSwitcher(*(view() for view in VIEWS), initial="next", id="views")
        yield EditorLink(self.session, self._database)

    def on_mount(self) -> None:
        self.app.mode_change_signal.subscribe(self, self._room_changed)
        self.set_interval(1, self._draw_head)
        self.draw()
        self.view.take_focus()
        self.say(_("Looking at the articles, the searches and the reports …"))

    def action_urgent(self) -> None:
        """Show what means danger to life, and whom the desk says to ring."""
        self.say("")
        self.app.push_screen(UrgentScreen(self.link), mode=EDITOR)

    @property
    def link(self) -> EditorLink:
        return self.query_one(EditorLink)

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
        tabs = [Tab(COMMAND_OF[each].shown_key, _(each.TITLE), waiting(each, self.overview)) for each in VIEWS]
        shown = VIEWS.index(type(self.view))
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
            kept = self.unsaved.all()
            self.say(sentences.waiting_texts(kept) if kept else "")
            if self._wanted is not None:
                self._open(self._wanted)
        for page in self._pages:
            page.take(event.overview)

    @on(EditorLink.OverlapsReady)
    def _take_overlaps(self, event: EditorLink.OverlapsReady) -> None:
        self.query_one(OverlapsView).show_overlaps(event.overlaps)

    def tell_trouble(self, sentence: str) -> None:
        super().tell_trouble(sentence)
        for page in rooms_among(self.app.get_screen_stack(EDITOR)[1:]):
            page.tell_trouble(sentence)

    @property
    def _pages(self) -> list[ArticleScreen]:
        """The articles that are open."""
        return [each for each in self.app.get_screen_stack(EDITOR) if isinstance(each, ArticleScreen)]

    # --- what the views ask for ----------------------------------------------------------------------------

    @on(EditorView.Do)
    def _do(self, event: EditorView.Do) -> None:
        self._have_it_done(event.call)

    @work(group="do", exit_on_error=False)
    async def _have_it_done(self, call: "Callable[[EditorService], str]") -> None:
        async with self._one_at_a_time:
            try:
                self.say(await self.link.ask(call))
            except KontaktError as problem:
                self.warn(str(problem))
        self.link.look()

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
        await self._open_article(wanted.id, phrase=wanted.phrase, municipality=wanted.municipality)

    @on(View.OpenGaps)
    def _open_gaps(self, event: View.OpenGaps) -> None:
        event.stop()
        self.action_view("gaps")
        self.query_one(GapsView).stand_at(event.query)

    @on(EditorView.NewArticle)
    def _begin(self, event: EditorView.NewArticle) -> None:
        if self.overview is None:
            return
        taken = {*self.overview.health, *(each.form.id for each in self.unsaved.all())}
        form = ArticleForm(
            id=new_id(_("New article"), taken),
            title=event.phrase[:1].upper() + event.phrase[1:],
            keywords=(event.phrase,) if event.phrase else (),
        )
        gap = next((each for each in self.overview.gaps if each.subject == event.gap), None)
        self._show(ArticleScreen(self.link, self.unsaved, self.overview, Writing(None, form), gap=gap))

    async def _open_article(
        self, id: str, *, phrase: str | None = None, municipality: str | None = None, kept: UnsavedForm | None = None
    ) -> None:
        """Open an article; where a text of it was not saved, ask what is to become of that, unless it was ``kept``
        that was chosen."""
        try:
            edited = await self.link.ask(lambda service: service.read(id))
        except KontaktError as problem:
            self.warn(str(problem))
            return
        if self.overview is None or (edited is None and kept is None):
            self.warn(sentences.gone())
            return
        if kept is None and (found := self.unsaved.load(id)):
            chosen = await self.app.push_screen_wait(_unsaved_menu(found))
            if chosen is None:
                return
            if chosen.value:
                kept = found
            else:
                self.unsaved.forget(id)
        writing = Writing(edited, kept.form if kept else None)
        if kept and edited:
            writing.revision = kept.based_on  # what was saved since then is a conflict, and shown as one
        said = sentences.taken_up(kept) if kept else ""
        page = ArticleScreen(
            self.link, self.unsaved, self.overview, writing, phrase=phrase, municipality=municipality, said=said
        )
        self._show(page)

    def _show(self, page: ArticleScreen) -> None:
        self.say("")
        self.app.push_screen(page, mode=EDITOR)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def action_unsaved(self) -> None:
        kept = self.unsaved.all()
        if not kept:
            self.say(sentences.all_saved())
            return
        choices = [
            Choice(each, each.form.title or _("Without a title"), day_and_clock(each.at), str(key) if key < 10 else "")
            for key, each in enumerate(kept, 1)
        ]
        chosen = await self.app.push_screen_wait(
            KeyMenu(_("Texts that were not saved"), choices, hint=_("Enter takes it up.   Esc: back"))
        )
        if chosen:
            found = chosen.value
            if found.based_on == NEW and self.overview:
                writing = Writing(None, found.form)
                said = sentences.taken_up(found)
                self._show(ArticleScreen(self.link, self.unsaved, self.overview, writing, said=said))
            else:
                await self._open_article(found.form.id, kept=found)


def _unsaved_menu(kept: UnsavedForm) -> KeyMenu[bool]:
    """What is to become of a text that was not saved: True to go on with it, False to throw it away."""
    title = _("Your text from {time} was not saved").format(time=day_and_clock(kept.at))
    choices = [
        Choice(True, _("Go on with it"), key="1"),
        Choice(False, _("Throw it away, and show what is saved"), key="2"),
    ]
    return KeyMenu(title, choices, hint=_("One key chooses.   Esc: back, it stays kept"))
