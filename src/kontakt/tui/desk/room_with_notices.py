"""What happens now, at the desk: the notices that are out are read and answered, written, lengthened and ended."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual import on, work

from kontakt.desk.notice_texts import in_short, told_text
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.locale import _, language
from kontakt.locale.formats import OSLO
from kontakt.notices.notice import Notice, ToldFirst
from kontakt.tui.desk.notice_line import NoticeLine
from kontakt.tui.desk.notices_menu import ChosenAct, NoticeAct, NoticesMenu
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.room import Room
from kontakt.tui.widgets.ask_screen import AskScreen
from kontakt.tui.widgets.choice import Choice, KeyMenu

if TYPE_CHECKING:
    from kontakt.desk.notice_form import NoticeForm
    from kontakt.desk.service import DeskService


COUNTS_SECONDS = 60
"""Between two looks at how many have called about the notices that are out."""


class RoomWithNotices(Room):
    """A room that shows the notices of ``session``'s region; where there are none, nothing of them is shown."""

    session: DeskSession
    _counted_on: date | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._own_notices: dict[UUID, Notice] = {}  # as this window has left them; the list hears of it a moment later

    def on_mount(self) -> None:
        self._counted_on = self.session.clock().astimezone(OSLO).date()
        self.set_interval(COUNTS_SECONDS, self.look_at_counts)

    def look_at_counts(self) -> None:
        """Have the numbers of the notices that are out; on a new day all figures, which count from midnight on."""
        now = self.session.clock()
        if self._counted_on != (day := now.astimezone(OSLO).date()):
            self._counted_on = day
            self.want_figures()
        elif any(each.is_out(now) for each in self.session.library.notices.every):
            self.query_one(DeskLink).want_counts()

    @on(DeskLink.CountsReady)
    def _take_counts(self, event: DeskLink.CountsReady) -> None:
        if event.counts is not None and event.counts != self.session.finder.notice_counts:
            self.session.finder.notice_counts = event.counts
            self.draw_answer()

    def want_figures(self) -> None:
        raise NotImplementedError

    def draw_answer(self) -> None:
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "notices" and not self._standing:
            return False
        return super().check_action(action, parameters)

    @property
    def _standing(self) -> bool:
        """Whether any notice is out, or to come."""
        now = self.session.clock()
        return any(each.ends > now for each in self.session.library.notices.every)

    def action_outcome(self, code: str) -> None:
        raise NotImplementedError

    def read_out(self) -> str:
        line = self.query_one_optional(NoticeLine)
        return " ".join(filter(None, (line.read_out() if line else "", super().read_out())))

    @on(NoticeLine.Came)
    def _tell_notice(self, event: NoticeLine.Came) -> None:
        self.say(event.sentence)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_notices(self) -> None:
        if self.settle() and (chosen := await self.app.push_screen_wait(NoticesMenu(self.session))):
            await self._do(chosen)

    async def _do(self, chosen: ChosenAct) -> None:
        own = self._own_notices.get(chosen.notice.id)
        notice = own if own and own.revision > chosen.notice.revision else chosen.notice
        match chosen.act:
            case NoticeAct.SHOW | NoticeAct.ANSWERED:
                self.session.finder.choose_notice(notice)
                self.draw()
                if self.session.finder.notice_on_card is None:
                    text = _(
                        "“{title}” cannot stand on the card, and nothing is logged: it has ended, or # looks for units."
                    )
                    self.warn(text.format(title=notice.title_in(language())))
                elif chosen.act is NoticeAct.ANSWERED:
                    self.action_outcome(Outcome.ANSWERED.value)
            case NoticeAct.WRITE:
                await self._write_new()
            case NoticeAct.CHANGE:
                await self._write(self._form(before=notice))
            case NoticeAct.LENGTHEN:
                await self._lengthen(notice)
            case NoticeAct.END:
                await self._end(notice)
            case NoticeAct.TOLD:
                await self._tick(notice)

    # --- writing ---------------------------------------------------------------------------------------------

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_write_notice(self) -> None:
        if self.settle():
            await self._write_new()

    async def _write_new(self) -> None:
        """What happens, which may be typed at once; of which kind it is, is asked when it is saved."""
        await self._write(self._form(kind=None, municipality=self.session.municipality or self._home))

    def _form(self, **given: Any) -> "NoticeForm":
        from kontakt.desk.notice_form import NoticeForm  # noqa: PLC0415 (see desk/background_imports.py)

        return NoticeForm(self.session.library, self.session.clock(), **given)

    @property
    def _home(self) -> str | None:
        """The agent's own municipality, if the region has it."""
        home = self.session.library.region.municipality(self.session.settings.home_municipality)
        return home.number if home else None

    async def _write(self, form: "NoticeForm") -> None:
        from kontakt.tui.desk.notice_screen import NoticeScreen  # noqa: PLC0415 (see desk/background_imports.py)

        screen = NoticeScreen(self.session, self.query_one(DeskLink), form)
        await self.app.push_screen_wait(screen)
        if screen.written:
            self._own_notices[screen.written.id] = screen.written
            self.query_one(NoticeLine).know(screen.written)
            self.say(_("Every desk has it within seconds: {notice}.").format(notice=self._short(screen.written)))

    # --- changing --------------------------------------------------------------------------------------------

    async def _end(self, notice: Notice) -> None:
        """Ask first: what has ended does not come back."""
        title = _("End “{title}” now, at every desk?").format(title=notice.title_in(language()))
        choices = [Choice(True, _("End it"), key="1"), Choice(False, _("Keep it"), key="2")]
        menu: KeyMenu[bool] = KeyMenu(title, choices, hint=_("One key chooses.   Esc: back"))
        if (answer := await self.app.push_screen_wait(menu)) and answer.value:
            text = _("Ended: {notice}. No desk shows it any more.")
            await self._change(lambda service: service.end_notice(notice.id), text)

    async def _lengthen(self, notice: Notice) -> None:
        from kontakt.desk.notice_form import moment_text, read_end  # noqa: PLC0415 (see desk/background_imports.py)

        def read(text: str) -> datetime:
            return read_end(text, max(self.session.clock(), notice.begins))

        title = _("Until when does “{title}” hold?").format(title=notice.title_in(language()))
        hint = _("15:00, fredag, 24.12 or 24.12 12:00.   Enter stores it.   Esc: back")
        if ends := await self.app.push_screen_wait(AskScreen(title, read, moment_text(notice.ends), hint=hint)):
            text = _("It holds longer: {notice}.") if ends > notice.ends else _("It ends earlier: {notice}.")
            await self._change(lambda service: service.lengthen_notice(notice.id, ends), text)

    async def _tick(self, notice: Notice) -> None:
        if not notice.told_first:
            self.say(_("Nobody is to be told first of it: E in the list of notices changes that."))
            return
        today = self.session.clock().astimezone(OSLO).date()
        choices = [
            Choice(
                each,
                f"[{'x' if each.told_at else ' '}] {each.who}",
                told_text(each, today) if each.came_back_at else each.told_by,
                str(place) if place <= 9 else "",
            )
            for place, each in enumerate(notice.told_first, 1)
        ]
        menu: KeyMenu[ToldFirst] = KeyMenu(_("Who has been told?"), choices, hint=_("One key chooses.   Esc: back"))
        if chosen := await self.app.push_screen_wait(menu):
            who = chosen.value.who
            done = (
                _("{who} has been told of it.") if chosen.value.told_at is None else _("{who} has not been told of it.")
            )
            await self._change(lambda service: service.tick_notice(notice.id, who), done.format(who=who))

    async def _change(self, change: Callable[["DeskService"], Notice], sentence: str) -> None:
        link = self.query_one(DeskLink)
        try:
            changed = await link.ask(change)
        except KontaktError as problem:
            self.warn(str(problem))
            return
        self._own_notices[changed.id] = changed
        self.say(sentence.format(notice=self._short(changed)))
        link.look()

    def _short(self, notice: Notice) -> str:
        return in_short(notice, self.session.library.region, self.session.clock())
