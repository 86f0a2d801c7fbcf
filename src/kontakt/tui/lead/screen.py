"""The lead's room: one of its views at a time, and the choice of which inquiries its figures are of."""

import asyncio
import os
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import ContentSwitcher

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline import Rate
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.freshness import Freshness
from kontakt.lead.scope import Scope
from kontakt.locale import _
from kontakt.locale.formats import clock
from kontakt.tui.commands.command import Group, bindings_of, commands_in
from kontakt.tui.commands.lead import IN_THE_FOOT, LEAD_GROUPS, TYPE_PERIOD
from kontakt.tui.lead import menus, sentences
from kontakt.tui.lead.help import ROOM_HELP
from kontakt.tui.lead.report_screen import ReportRequest, ReportScreen
from kontakt.tui.lead.scope_choice import ScopeChoice
from kontakt.tui.lead.scope_lines import ScopeLines
from kontakt.tui.lead.service_link import LeadLink
from kontakt.tui.lead.view import LeadView
from kontakt.tui.lead.views import COMMAND_OF, VIEWS
from kontakt.tui.modes import LEAD
from kontakt.tui.room import Room
from kontakt.tui.sentences import NOTHING_CHANGED
from kontakt.tui.service_link import POLL_SECONDS, RETRY_SECONDS
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine, Tab

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames

REFRESH_SECONDS = 60


@dataclass(frozen=True, slots=True)
class ViewFigures:
    """What a view was told, and when."""

    figures: Any
    scope: Scope
    rate: Rate
    at: datetime
    freshness: Freshness | None


class LeadScreen(Room):
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = LEAD_GROUPS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "view('municipalities')", show=False),
    ]
    CSS_PATH = ["../styles/lead.tcss"]  # noqa: RUF012
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = NOTHING_CHANGED

    def __init__(self, session: DeskSession, database: LazyEngine, *, made_up: bool = False) -> None:
        super().__init__(made_up=made_up)
        self.session = session
        self._database = database
        self.choice = ScopeChoice()
        self._names: KnownNames | None = None
        self._answers: dict[str, ViewFigures] = {}
        self._comments: dict[Scope, str] = {}

    def compose_body(self) -> ComposeResult:
        yield ScopeLines()
        yield ContentSwitcher(*(view() for view in VIEWS), initial="municipalities", id="views")
        yield LeadLink(self.session, self._database)

    def on_mount(self) -> None:
        self.app.mode_change_signal.subscribe(self, self._room_changed)
        self.set_interval(REFRESH_SECONDS, self._look_if_seen)
        self.set_interval(POLL_SECONDS, self._look_for_changes)
        self.draw()
        self.view.take_focus()
        self.look()

    @property
    def link(self) -> LeadLink:
        return self.query_one(LeadLink)

    @property
    def view(self) -> LeadView[Any]:
        """The view that is shown."""
        shown = self.query_one("#views", ContentSwitcher).visible_content
        assert isinstance(shown, LeadView)
        return shown

    def help_groups(self) -> tuple[Group, ...]:
        return ROOM_HELP

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        self._draw_room()
        self._draw_view()

    def _draw_room(self) -> None:
        """The lines around the views."""
        tabs = [Tab(COMMAND_OF[each].shown_key, _(COMMAND_OF[each].short or each.TITLE)) for each in VIEWS]
        answer = self._answers.get(self.view.id or "")
        at = Content.styled(clock(answer.at) if answer else "", "$quiet")
        self.query_one(HeadLine).show(_("Lead"), tabs, VIEWS.index(type(self.view)), at)
        self.set_class(not self.view.OF_INQUIRIES, "-of-the-region")
        if answer and self._names:
            self.query_one(ScopeLines).show(answer.scope, answer.rate, self._names, answer.freshness)
        own = commands_in(self.view.COMMAND_GROUPS)
        self.query_one(FootLine).show(
            _(self.view.HINT) if self.view.HINT else "",
            (*IN_THE_FOOT, *own, TYPE_PERIOD) if self.view.OF_INQUIRIES else own,
        )

    def _draw_view(self) -> None:
        """Draw the view that is shown from what it was told last."""
        answer = self._answers.get(self.view.id or "")
        if answer and self._names:
            self.view.show(answer.figures, answer.scope, self._names)

    # --- asking the service ----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the view that is shown, with what is logged until now."""
        view = self.view
        assert view.id is not None
        if view.id not in self._answers:
            self.say(sentences.counting())
        self.link.ask_for_view(view.id, self.choice.scope(self.session.clock()), view.question())

    def _look_if_seen(self) -> None:
        if self.app.current_mode == LEAD:
            self.look()

    def _look_for_changes(self) -> None:
        if self.app.current_mode == LEAD:
            self.link.look_for_changes()

    @on(LeadLink.RegionChanged)
    def _take_changes(self) -> None:
        self.look()

    def _room_changed(self, room: str) -> None:
        if room == LEAD:
            self.look()

    @on(LeadLink.Answered)
    def _take(self, event: LeadLink.Answered) -> None:
        if self.link.is_late(event):
            return
        self.tell_trouble("")
        self._names = event.names
        first = event.view not in self._answers
        at = self.session.clock()
        self._answers[event.view] = ViewFigures(event.figures, event.scope, event.rate, at, event.freshness)
        if event.freshness is not None and event.freshness.missing is None:
            self._look_soon()  # the desks' server may be back before the next look
        if event.view == self.view.id:
            if first:
                self.say("")
            self._draw_room()
            self._draw_view()

    @on(LeadLink.Progress)
    def _tell_progress(self, event: LeadLink.Progress) -> None:
        if not self._answers:
            self.say(sentences.copying(event.done, event.of))

    def tell_trouble(self, sentence: str) -> None:
        if sentence:
            answer = self._answers.get(self.view.id or "")
            sentence = f"{sentence} {sentences.old(clock(answer.at))}" if answer else sentence
            self.say("")
            self._look_soon()
        super().tell_trouble(sentence)

    def _look_soon(self) -> None:
        # No key waits for it.
        again: Any = self._look_again
        self.run_worker(again, group="retry", exclusive=True, exit_on_error=False)

    async def _look_again(self) -> None:
        await asyncio.sleep(RETRY_SECONDS)
        self._look_if_seen()

    # --- what can be done everywhere in the room -----------------------------------------------------------

    def action_view(self, name: str) -> None:
        """Show the view of this name."""
        views = self.query_one("#views", ContentSwitcher)
        if views.current != name:
            views.current = name
            self.say("")
            self._draw_room()
            self._draw_view()
            self.look()
        self.view.take_focus()

    def _choose(self, choice: ScopeChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.say("")
            self.look()

    def action_stretch(self) -> None:
        self._choose(self.choice.over_the_next_stretch())

    def action_step(self, where: str) -> None:
        other = self.choice.step(-1 if where == "before" else 1, self.session.clock())
        if other is None:
            self.say(sentences.no_other_period(where))
        else:
            self._choose(other)

    def action_compare(self) -> None:
        other = self.choice.against_the_next(self.session.clock())
        if other == self.choice:
            self.say(sentences.nothing_to_compare())
        self._choose(other)

    def action_clear_filters(self) -> None:
        self._choose(self.choice.without_filters())

    def action_refresh(self) -> None:
        self.look()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_type_period(self) -> None:
        chosen = await self.app.push_screen_wait(menus.period_question())
        if chosen is not None:
            self._choose(menus.with_period(self.choice, chosen))

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_filters(self) -> None:
        if self._names is None:
            return
        which = await self.app.push_screen_wait(menus.filter_menu(self.choice, self._names))
        if which is None:
            return
        chosen = await self.app.push_screen_wait(menus.value_menu(which.value, self._names))
        if chosen is not None:
            self._choose(menus.filtered(self.choice, which.value, chosen.value))

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_report(self) -> None:
        """Make a report of the scope that is shown."""
        answer = self._answers.get(self.view.id or "")
        if answer is None:
            return
        from kontakt.reports.writing import ReportFormat, suggested_name  # noqa: PLC0415 (as in the link)

        scope = answer.scope
        try:
            name = await self.link.ask(lambda service: suggested_name(service, scope, ReportFormat.HTML))
            if self.app.is_web:
                await self._hand_over_report(name, scope)
            else:
                await self._write_report(Path.cwd() / name, scope)
        except KontaktError as problem:
            self.warn(str(problem))

    async def _write_report(self, file: Path, scope: Scope) -> None:
        from kontakt.reports.writing import write_report  # noqa: PLC0415 (as in the link)

        request, overwrite = await self._ask_for_report(file, scope)
        if request is None:
            return
        self.say(sentences.writing())
        await self.link.ask(
            lambda service: write_report(
                service, scope, request.format, request.file, comment=request.comment, overwrite=overwrite
            )
        )
        self.say(sentences.written(request.file, is_masked=request.is_masked))

    async def _hand_over_report(self, name: str, scope: Scope) -> None:
        """To the browser, which keeps it where it keeps what it downloads."""
        from kontakt.reports.writing import rendered, report_of  # noqa: PLC0415 (as in the link)

        request = await self._ask_what_to_report(Path(name), scope)
        if request is None:
            return
        self.say(sentences.writing())
        content = await self.link.ask(
            lambda service: rendered(report_of(service, scope, request.comment), request.format)
        )
        self.app.deliver_binary(BytesIO(content), save_filename=request.file.name)
        self.say(sentences.handed_over(request.file.name, is_masked=request.is_masked))

    @on(LeadView.ChangeRegion)
    @work(group="change", exit_on_error=False)
    async def _change_region(self, event: LeadView.ChangeRegion) -> None:
        """One change after the other: the link lets them in so."""
        event.stop()
        try:
            said = await self.link.ask(event.call)
        except KontaktError as problem:
            self.warn(str(problem))
        else:
            self.say(said)
        self.look()

    async def _ask_for_report(self, file: Path, scope: Scope) -> tuple[ReportRequest | None, bool]:
        """What to write (None: nothing), and whether over a file that is there; asked again for another name."""
        while True:
            request = await self._ask_what_to_report(file, scope)
            if request is None:
                return None, False
            file = request.file
            if not await asyncio.to_thread(os.path.lexists, file):
                return request, False
            chosen = await self.app.push_screen_wait(menus.overwrite_menu(file))
            if chosen is None:
                return None, False
            if chosen.value:
                return request, True

    async def _ask_what_to_report(self, file: Path, scope: Scope) -> ReportRequest | None:
        keep = partial(self._comments.__setitem__, scope)
        return await self.app.push_screen_wait(ReportScreen(file, self._comments.get(scope, ""), keep))

    @on(LeadView.AskAgain)
    def _ask_again(self) -> None:
        self.look()
