"""The first line of the screen when somebody's life may be at stake: whom to ring. Nothing at all otherwise."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from kontakt.desk.session import DeskSession
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.locale import _, language
from kontakt.tui.runs_workers import RunsWorkers


class UrgentLine(RunsWorkers, Static):
    """Above everything else; whatever stands below goes on as it is."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__(id="urgent", markup=False)
        self._session = session
        self._said = ""

    def on_mount(self) -> None:
        # Before the first key, beside the screen.
        self.run_worker(self._session.library.urgent.make_ready, thread=True, exit_on_error=False)

    @property
    def heard(self) -> str:
        """What whoever does not see it is to hear of it, before anything else."""
        return self._said.removeprefix("! ")

    def draw(self) -> None:
        """Say whom to ring for the worst of the dangers that the call speaks of, and the numbers of the others."""
        said = _sentence(self._session.finder.dangers)
        if said != self._said:  # every update lays the screen out anew
            self._said = said
            self.update(Content(said))
            self.set_class(bool(said), "raised")


def _sentence(kinds: Sequence[UrgentKind]) -> str:
    if not kinds:
        return ""
    first, *others = kinds
    said = f"! {first.sentence_in(language())}"
    numbers = dict.fromkeys(number for kind in others for number in kind.numbers if number not in first.numbers)
    return f"{said}. {_('Also: {numbers}').format(numbers=', '.join(numbers))}" if numbers else said
