"""The list of the notices that are out, and of those to come, with the whole text of the chosen one."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kontakt.desk.notice_texts import in_short, is_pressing
from kontakt.desk.session import DeskSession
from kontakt.locale import _
from kontakt.notices.notice import Notice, NoticeState
from kontakt.tui.desk.notice_card import notice_parts, notice_title
from kontakt.tui.widgets.detail import Detail
from kontakt.tui.widgets.hint import Hint


class NoticeAct(StrEnum):
    """What is to be done with a notice."""

    SHOW = "show"
    """It is put on the card: the call is about it."""
    ANSWERED = "answered"
    """An answer is logged to it."""
    WRITE = "write"
    """Another one is written."""
    CHANGE = "change"
    LENGTHEN = "lengthen"
    END = "end"
    TOLD = "told"
    """Whoever is to be told first has been told."""


_KEYS: Mapping[str, NoticeAct] = {
    "f2": NoticeAct.ANSWERED,
    "n": NoticeAct.WRITE,
    "e": NoticeAct.CHANGE,
    "f": NoticeAct.LENGTHEN,
    "a": NoticeAct.END,
    "v": NoticeAct.TOLD,
}


class ChosenAct(NamedTuple):
    act: NoticeAct
    notice: Notice


class NoticesMenu(ModalScreen[ChosenAct | None]):
    """Those for the municipality of the call first. Escape chooses nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("pagedown", "turn(1)", show=False, priority=True),
        Binding("pageup", "turn(-1)", show=False, priority=True),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 (Textual annotates it otherwise)

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self._session = session
        now, notices = session.clock(), session.library.notices
        self._notices = (*notices.out(now, session.municipality), *notices.to_come(now))

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu notices"):
            yield Static(_("Notices"), classes="menu-title", markup=False)
            yield OptionList(*map(self._option, self._notices), markup=False)
            yield Static(classes="notice-title", markup=False)
            yield Detail(label_width=16)
            yield Hint(
                _("F2 log the answer   Enter on the card   N new   E change   F lengthen   A end   V told   Esc back")
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def _option(self, notice: Notice) -> Option:
        now = self._session.clock()
        mark = "! " if is_pressing(notice, now) else "  "
        style = "$quiet" if notice.state(now) is NoticeState.PLANNED else ""
        text = f"{mark}{in_short(notice, self._session.library.region, now)}"
        return Option(Content.styled(text, style) if style else Content(text))

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        notice = self._notices[event.option_index]
        self.query_one(".notice-title", Static).update(notice_title(notice))
        self.query_one(Detail).show(notice_parts(notice, self._session.finder))

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(ChosenAct(NoticeAct.SHOW, self._notices[event.option_index]))

    def on_key(self, event: Key) -> None:
        at = self.query_one(OptionList).highlighted
        if (act := _KEYS.get(event.key.casefold())) and at is not None:
            event.stop()
            self.dismiss(ChosenAct(act, self._notices[at]))

    def action_turn(self, step: int) -> None:
        detail = self.query_one(Detail)
        detail.scroll_relative(y=step * max(1, detail.size.height - 1), animate=False)

    def action_close(self) -> None:
        self.dismiss(None)
