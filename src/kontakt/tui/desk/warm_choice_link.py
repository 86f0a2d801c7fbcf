"""Whether the agent's last transfer was warm, read and kept in threads: the screen waits for no disk."""

from textual import work
from textual.app import ComposeResult
from textual.widget import Widget

from kontakt.desk.session import DeskSession
from kontakt.desk.warm_choice import keep_warm_choice, read_warm_choice
from kontakt.tui.runs_workers import RunsWorkers


class WarmChoiceLink(RunsWorkers, Widget):
    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self._session = session
        self.display = False

    def compose(self) -> ComposeResult:
        yield from ()

    def on_mount(self) -> None:
        self._recall()

    def keep(self, *, warm: bool) -> None:
        """A transfer was logged, warm or not: the next one is so, too."""
        if warm != self._session.warm:
            self._session.warm = warm
            self._write(warm)

    @work(thread=True, exclusive=True, group="recall", exit_on_error=False)
    def _recall(self) -> None:
        settings = self._session.settings
        self._session.warm = read_warm_choice(settings.data_dir, settings.agent)

    @work(thread=True, group="write", exit_on_error=False)
    def _write(self, warm: bool) -> None:
        settings = self._session.settings
        keep_warm_choice(settings.data_dir, settings.agent, warm=warm)
