"""A room in which one step that may wait for the database is taken at a time."""

from collections.abc import Awaitable, Callable

from textual import work

from kontakt.locale import _
from kontakt.tui.room import Room


class OneStepRoom(Room):
    """A second save while the first is under way would be a conflict with oneself."""

    _busy = False

    def begin_step(self, step: Callable[[], Awaitable[object]]) -> None:
        """Take a step; while another one is under way, say so instead. What is typed is taken over first."""
        self.catch_up()
        if self._busy:
            self.say(_("The last step is still under way: press again when it is done."))
        else:
            self._busy = True
            self._run_step(step)

    @work(group="flow", exit_on_error=False)
    async def _run_step(self, step: Callable[[], Awaitable[object]]) -> None:
        try:
            self.step_ended(await step())
        finally:
            self._busy = False

    def step_ended(self, result: object) -> None:
        """Draw what came of a step."""
