"""What every screen of a room is, from the desk to a page of the editor's room; menus stand in front of it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from kontakt.locale import _
from kontakt.tui.commands.command import Group
from kontakt.tui.runs_workers import RunsWorkers, WorkerFailed
from kontakt.tui.sentences import made_up
from kontakt.tui.service_link import ServiceLink
from kontakt.tui.view import View
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine
from kontakt.tui.widgets.said_line import SaidLine
from kontakt.tui.widgets.table import Table

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
"""Cells of the window, with fewer of which a room says that there is no room for it."""


def width_classes(wide: int) -> list[tuple[int, str]]:
    """The classes that a room has by the width of the window, in cells; ``wide`` is where it has room for two
    columns."""
    return [(0, "-tiny"), (LEAST_WIDTH, "-narrow"), (wide, "-wide"), (150, "-vast")]


class Room(RunsWorkers, Screen[None]):
    """A screen of a room: a head line, a body, what was said last, what is wrong with the database, and the keys. A
    room of another shape composes itself, with the parts that have an id here.

    ``TOO_SMALL`` and ``MISTAKE`` are translated when said: that the window is too small, and that a step failed, with
    what has become of the work. ``COMMAND_GROUPS`` are the commands that the room itself carries out.
    """

    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = ()
    TOO_SMALL: ClassVar[str]
    MISTAKE: ClassVar[str]
    HORIZONTAL_BREAKPOINTS = width_classes(wide=110)
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 (Textual annotates it otherwise)
        (0, "-least"),
        (10, "-flat"),
        (LEAST_HEIGHT, "-low"),
        (30, "-high"),
    ]

    def __init__(self, *, made_up: bool = False) -> None:
        """``made_up`` says on the screen that the data is made up."""
        super().__init__()
        self._made_up = made_up
        self._trouble = ""

    # --- drawing -------------------------------------------------------------------------------------------

    def on_compose(self) -> None:
        # Textual tells a screen how large it is when its parts are there and styled, and styles all of them again.
        sizes = (self.HORIZONTAL_BREAKPOINTS, self.app.size.width), (self.VERTICAL_BREAKPOINTS, self.app.size.height)
        for steps, size in sizes:
            self.add_class(max(each for each in steps if each[0] <= size)[1])

    def compose(self) -> ComposeResult:
        yield from self.compose_banner()
        yield from self.compose_head()
        yield Static(id="too-small", markup=False)
        yield from self.compose_body()
        yield SaidLine()
        yield Static(self._trouble, id="trouble", markup=False)
        yield FootLine()

    def compose_banner(self) -> ComposeResult:
        if self._made_up:
            yield Static(id="banner", markup=False)

    def compose_head(self) -> ComposeResult:
        yield HeadLine()

    def compose_body(self) -> ComposeResult:
        """What stands between the head and the foot. Gives way to a sentence in a window that is too small."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw everything anew, in the language of the screen."""
        self.query_one("#too-small", Static).update(_(self.TOO_SMALL).format(width=LEAST_WIDTH, height=LEAST_HEIGHT))
        if self._made_up:
            self.query_one("#banner", Static).update(made_up())

    # --- one line that says what just happened ---------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Say what just happened; an empty sentence for nothing."""
        if line := self.query_one_optional(SaidLine):  # none is left while the room closes
            line.say(sentence)

    def warn(self, sentence: str) -> None:
        """Say what is wrong, and what to do; an empty sentence for nothing."""
        if line := self.query_one_optional(SaidLine):
            line.warn(sentence)

    def says(self, sentence: str) -> bool:
        """Whether that is what it says now."""
        line = self.query_one_optional(SaidLine)
        return line is not None and line.sentence == sentence

    @on(View.Say)
    def _say(self, event: View.Say) -> None:
        event.stop()
        if event.warning:
            self.warn(event.sentence)
        else:
            self.say(event.sentence)

    @on(WorkerFailed)
    def _tell_failure(self, event: WorkerFailed) -> None:
        event.stop()
        self.warn(_(self.MISTAKE))

    # --- what keeps the room from its service ------------------------------------------------------------------

    def tell_trouble(self, sentence: str) -> None:
        """Show what is wrong with the database, until it is told that all is well again: an empty sentence."""
        before, self._trouble = self._trouble, sentence
        self.show_trouble(sentence)
        if before and not sentence:
            self.database_is_back()

    @on(ServiceLink.Trouble)
    def _take_trouble(self, event: ServiceLink.Trouble) -> None:
        event.stop()
        self.tell_trouble(event.sentence)

    def show_trouble(self, sentence: str) -> None:
        """Draw what the room was told last."""
        line = self.query_one_optional("#trouble", Static)  # there is none yet in a room that is just being opened
        if line and line.content != sentence:  # every update lays the screen out anew
            line.update(sentence)

    def database_is_back(self) -> None:
        """What was wrong with the database is wrong no longer."""

    # --- what the app asks of each room ------------------------------------------------------------------------

    def help_groups(self) -> tuple[Group, ...]:
        """The keys that work here, for the help."""
        raise NotImplementedError

    def read_out(self) -> str:
        """What whoever does not see the screen is to hear of it now."""
        line = self.query_one_optional(SaidLine)
        around = self.focused.ancestors_with_self if self.focused else ()
        rows = [each.read_out() for each in around if isinstance(each, Table)]
        return " ".join(filter(None, (line.sentence if line else "", *rows)))

    def catch_up(self) -> None:
        """Take over what stands in the fields. News of a letter can reach a room after the key that follows it."""

    def settle(self) -> bool:
        """Store what has to be stored before the program ends. False where it cannot be: the room has said why."""
        return True

    def left_undone(self) -> str:
        """What closing the program now would leave undone, as a sentence; empty for nothing."""
        return ""


def rooms_among(screens: Iterable[Screen[Any]]) -> list[Room]:
    """The rooms of these screens, without the menus in front of them."""
    return [each for each in screens if isinstance(each, Room)]
