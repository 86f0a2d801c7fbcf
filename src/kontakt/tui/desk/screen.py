"""The desk's screen: it routes keys to the session and draws what the session says."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from kontakt.desk.finder import Listed
from kontakt.desk.outcome import Missing
from kontakt.desk.session import DeskSession
from kontakt.desk.unlogged_autosave import UnloggedAutosave
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.desk import DESK_GROUPS
from kontakt.tui.desk import late_note, sentences
from kontakt.tui.desk.answer_card import AnswerCard
from kontakt.tui.desk.call_strip import CallStrip, strip_of
from kontakt.tui.desk.caller import choose_caller
from kontakt.tui.desk.help import desk_help
from kontakt.tui.desk.hits_and_card import HitsAndCard
from kontakt.tui.desk.key_bar import KeyBar
from kontakt.tui.desk.municipality import choose_municipality, may_choose, unlock
from kontakt.tui.desk.note_line import NoteLine
from kontakt.tui.desk.notice_line import NoticeLine
from kontakt.tui.desk.own_inquiries import correct_own, link_repeat
from kontakt.tui.desk.parked import choose_parked, restored
from kontakt.tui.desk.room_with_feedback import RoomWithFeedback
from kontakt.tui.desk.room_with_messages import RoomWithMessages
from kontakt.tui.desk.room_with_notices import RoomWithNotices
from kontakt.tui.desk.search_box import SearchBox
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.desk.tally_line import TallyLine
from kontakt.tui.desk.transfer import Forwarding, ask_forwarding, log
from kontakt.tui.desk.unlogged_autosave_link import UnloggedAutosaveLink
from kontakt.tui.desk.urgent_line import UrgentLine
from kontakt.tui.desk.warm_choice_link import WarmChoiceLink
from kontakt.tui.keys.order import KeyOrder
from kontakt.tui.room import width_classes
from kontakt.tui.widgets.said_line import SaidLine


class DeskScreen(RoomWithMessages, RoomWithNotices, RoomWithFeedback):
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = DESK_GROUPS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE
    HORIZONTAL_BREAKPOINTS = width_classes(wide=100)

    def __init__(
        self,
        session: DeskSession,
        database: LazyEngine,
        autosave: UnloggedAutosave,
        key_order: KeyOrder,
        *,
        made_up: bool = False,
    ) -> None:
        super().__init__(made_up=made_up)
        self.session = session
        self._database = database
        self.autosave = autosave
        self._key_order = key_order
        self._searched: str | None = ""

    def compose(self) -> ComposeResult:
        yield UrgentLine(self.session)
        yield from self.compose_banner()
        yield CallStrip(self.session.clock)
        yield NoticeLine(self.session)
        yield SearchBox()
        yield Static(id="too-small", markup=False)
        yield HitsAndCard(self.session)
        yield NoteLine(self.session)
        yield SaidLine()
        yield from self.compose_messages()
        yield TallyLine()
        yield KeyBar()
        yield DeskLink(self.session, self._database)
        yield UnloggedAutosaveLink(self.session, self.autosave)
        yield WarmChoiceLink(self.session)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(SearchBox))
        self.draw()

    def help_groups(self) -> tuple[Group, ...]:
        return desk_help(self, has_contacts=bool(self.session.library.contacts))

    def read_out(self) -> str:
        said, begun = super().read_out(), self.session.begun
        told = (self.query_one(UrgentLine).heard, said, self.query_one(HitsAndCard).read_out()) if begun else (said,)
        return " ".join(filter(None, told))

    def settle(self) -> bool:
        return self.settle_note() is not None

    def left_undone(self) -> str:
        return sentences.unfinished(len(self.session.calls.unlogged))

    # --- drawing ---------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the whole desk anew: another call, language or library."""
        super().draw()
        box = self.query_one(SearchBox)
        box.draw(self.session.call.search_text, people=bool(self.session.library.contacts))
        if not self.session.begun:
            box.select_all()  # the next letter begins a call, and replaces what the last one left
        self._searched = box.value
        self.query_one(NoteLine).draw()
        self.draw_answer()
        self.query_one(CallStrip).refresh()
        self.query_one(TallyLine).refresh()
        self.query_one(KeyBar).refresh(layout=True)

    def draw_answer(self) -> None:
        """Draw what follows from a key in the search box: the strip, the hits and the card. The tally rests."""
        self._draw_strip()
        self.draw_messages()
        self.query_one(HitsAndCard).draw()
        self.query_one(TallyLine).rest(self.session.begun)

    def _draw_strip(self) -> None:
        self.query_one(CallStrip).show(strip_of(self.session))
        self.query_one(UrgentLine).draw()
        self.query_one(NoticeLine).draw()

    # --- the search box, the hits and the note -----------------------------------------------------------

    @on(Input.Changed, "#search")
    async def _search(self) -> None:
        """Search, unless the next letter has come already: nobody would see what is found without it."""
        if self._key_order.letters_follow:
            self._searched = None  # the next caller may ask the same: the text was another for a moment
        else:
            self.catch_up()
            await asyncio.sleep(0)  # hits and card ask to be painted, too, and all are, in the frame of the box

    def catch_up(self) -> None:
        """Search for what stands in the box, if that is not done yet. News of a letter can reach this screen
        after the key that follows it, so whatever reads or leaves the call comes here first."""
        self.query_one(NoteLine).catch_up()
        text = self.query_one(SearchBox).value
        if text == self._searched:
            return
        self._searched = text
        before = self.session.municipality
        answer = self.session.finder.search(text)
        self.draw_answer()
        self.query_one(AnswerCard).scroll_back()
        if warning := sentences.warning_on_search(answer, text, self.session.library):
            self.warn(warning)
        else:
            self.say(sentences.on_search(answer, text))
        if self.session.municipality != before:
            self.want_figures()

    @on(Input.Submitted, "#search")
    def _enter(self) -> None:
        self.catch_up()
        if self.session.finder.listed is Listed.THEMES:
            self.session.finder.open_theme()
        elif article := self.session.finder.article_on_card:
            self.say(sentences.pinned(article) if self.session.finder.toggle_pin() else sentences.loosened(article))
        self.draw_answer()

    @on(SearchBox.Walked)
    def _walk(self, event: SearchBox.Walked) -> None:
        self.catch_up()
        self.session.finder.move(event.step)
        self.say("")
        self.draw_answer()
        self.query_one(AnswerCard).scroll_back()

    @on(SearchBox.Turned)
    def _turn(self, event: SearchBox.Turned) -> None:
        self.query_one(AnswerCard).turn(event.step)

    @on(SearchBox.Escaped)
    def _escape(self) -> None:
        if self.session.call.search_text:
            self.query_one(SearchBox).select_all()
        else:
            self.session.finder.search("")
            self.draw_answer()

    @on(Input.Changed, "#note")
    def _write_note(self, event: Input.Changed) -> None:
        if event.value == event.input.value:  # else it is another call's by now
            self.session.write_note(event.value)
            self._draw_strip()
            self.warn(sentences.on_note(self.session))

    @on(NoteLine.Left)
    def _leave_note(self, event: NoteLine.Left) -> None:
        if (stored := self.settle_note()) is not None:
            self._close_note(stored or event.said)

    @on(SearchBox.Clicked)
    def settle_note(self) -> str | None:
        """Store a note that is written after its outcome, before anything else begins; what was stored, empty for
        nothing. None where it cannot be stored: that is said, and the note stands there as it was."""
        self.catch_up()
        if self.session.logbook.open_note is None:
            return ""
        try:
            stored = self.query_one(NoteLine).store_late()
        except KontaktError as problem:
            self.warn(late_note.refused(problem))
            self.set_focus(self.query_one(NoteLine))
            return None
        self._close_note(stored)
        self.query_one(DeskLink).send()
        return stored

    def _close_note(self, sentence: str) -> None:
        self.set_focus(self.query_one(SearchBox))
        self.query_one(NoteLine).draw()
        self.say(sentence)

    # --- the steps of a call ---------------------------------------------------------------------------

    def action_outcome(self, code: str) -> None:
        """Log an outcome, asking for what is missing; Escape in a list logs nothing."""
        self.catch_up()
        outcome = Outcome(code)
        match self.session.missing_for(outcome):
            case None:
                self._log(outcome, Forwarding())
            case Missing.CALL if outcome is Outcome.TRANSFERRED and self.session.just_put_through:
                self.ask_what_came_of_it()
            case Missing.CALL:
                self.warn(sentences.no_call())
            case _:
                self._ask_and_log(outcome)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _ask_and_log(self, outcome: Outcome) -> None:
        if self.session.missing_for(outcome) is Missing.MUNICIPALITY and not await self._ask_municipality(outcome):
            return
        if forwarding := await ask_forwarding(self.app, self.session, outcome):
            self._log(outcome, forwarding)

    def _log(self, outcome: Outcome, forwarding: Forwarding) -> None:
        try:
            inquiry = log(self.session, outcome, forwarding)
        except KontaktError as problem:
            if self.session.note_refusal:
                self.query_one(NoteLine).open()  # what is typed next mends it
            self.warn(str(problem))
            return
        if outcome is Outcome.TRANSFERRED:
            self.query_one(WarmChoiceLink).keep(warm=forwarding.warm)
            self.put_through_to = forwarding.to
        self.query_one(UnloggedAutosaveLink).look()
        self.set_focus(self.query_one(SearchBox))
        self.draw()
        self.say(sentences.logged(inquiry, self.session.library, forwarding.draft))
        self.query_one(DeskLink).send()
        self.want_figures()

    def action_take_article_off(self) -> None:
        self.catch_up()
        try:
            self.say(sentences.taken_off(self.session.take_article_off(), self.session.library))
        except KontaktError as problem:
            self.warn(str(problem))
            return
        self.query_one(DeskLink).send()

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_municipality(self) -> None:
        if self.settle_note() is not None:
            await self._ask_municipality()

    def action_read_in(self) -> None:
        self.catch_up()
        self.say(self.query_one(HitsAndCard).read_in_next())

    def action_unlock(self) -> None:
        """Unlock the municipality; where none is locked, and in the note, Tab goes to the next field as everywhere."""
        self.catch_up()
        if self.session.calls.locked is None or not self.query_one(SearchBox).has_focus:
            self.focus_next()
            return
        self._chosen(unlock(self.session))

    async def _ask_municipality(self, outcome: Outcome | None = None) -> bool:
        if not may_choose(self.session):
            self.warn(sentences.no_municipalities_yet(self.session))
            return False
        chosen = await choose_municipality(self.app, self.session, outcome)
        if chosen is None:
            return False
        self._chosen(chosen)
        return True

    def _chosen(self, said: str) -> None:
        self.draw_answer()
        self.want_figures()
        self.say(said)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_caller(self) -> None:
        self.catch_up()
        await choose_caller(self.app, self.session)
        self._draw_strip()

    def action_new_call(self) -> None:
        if (stored := self.settle_note()) is not None:
            self.session.new_call()
            self._changed_call(stored)

    def action_next_question(self) -> None:
        if (stored := self.settle_note()) is None:
            return
        if self.session.next_question():
            self._changed_call(stored)
        else:
            self.warn(sentences.no_caller())

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_parked(self) -> None:
        if (stored := self.settle_note()) is None:
            return
        taken_up, said = await choose_parked(self.app, self.session)
        self.query_one(UnloggedAutosaveLink).look()
        if taken_up:
            self._changed_call(stored)
        else:
            self._draw_strip()
            self.say(said or stored)

    def _changed_call(self, said: str = "") -> None:
        """Another call stands on the desk."""
        self.set_focus(self.query_one(SearchBox))
        self.draw()
        self.query_one(AnswerCard).scroll_back()
        self.say(said)
        self.want_figures()

    def action_note(self) -> None:
        self.catch_up()
        self.query_one(NoteLine).open()
        self.warn(sentences.on_note(self.session))  # of what stands there already

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_undo(self) -> None:
        if self.settle() and (done := await correct_own(self.app, self.session, self.query_one(DeskLink))):
            self.say(done)
            self.query_one(DeskLink).send()
            self.want_figures()

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_rings_again(self) -> None:
        if self.settle_note() is not None:
            self.say_or_open(await link_repeat(self.app, self.session, self.query_one(DeskLink)))

    # --- what comes from the service ----------------------------------------------------------------------

    def want_figures(self) -> None:
        self.query_one(DeskLink).want_figures()

    @on(DeskLink.LibraryReady)
    def _take_library(self, event: DeskLink.LibraryReady) -> None:
        is_first, taken_out = not self.session.library.change, self.session.finder.set_library(event.library)
        self.draw_answer()
        if taken_out or is_first:  # what was said for want of one is no longer so
            self.warn(sentences.taken_out(taken_out) if taken_out else "")
        self.want_figures()

    @on(DeskLink.FiguresReady)
    def _take_figures(self, event: DeskLink.FiguresReady) -> None:
        if event.municipality != self.session.municipality:
            return  # the agent has gone on to another municipality
        self.session.finder.set_figures(event.figures)
        self.query_one(TallyLine).show(event.figures.tally)
        self.draw_answer()

    @on(DeskLink.Offered)
    def _tell_offer(self, event: DeskLink.Offered) -> None:
        if self.session.calls.none_waits:
            self.say(sentences.offered(event.count))

    def show_trouble(self, sentence: str) -> None:
        self.query_one(TallyLine).show_waiting(sentence or self.autosave.problem or self.session.journal.damage or "")
        self.query_one(HitsAndCard).tell_of_database()

    def database_is_back(self) -> None:
        self.want_figures()

    @on(UnloggedAutosaveLink.Restored)
    def _tell_restored(self, event: UnloggedAutosaveLink.Restored) -> None:
        self._draw_strip()
        self.warn(restored(event.count, event.set_aside))
