"""What a step or a thread that fails comes to: a traceback in the log, and one sentence on the screen."""

import logging

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

log = logging.getLogger(__name__)


class WorkerFailed(Message):
    """A worker raised what nobody foresaw. It bubbles up to the room, which says so in one sentence."""


class RunsWorkers(MessagePump):
    """The base of every widget, screen and app that runs workers (with ``exit_on_error=False``): Textual tells of a
    worker's end only whoever started it, so each of them has to listen."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            log.error("The worker %s of %s failed", event.worker.name, self, exc_info=event.worker.error)
            self.worker_failed()

    def worker_failed(self) -> None:
        """Have it said on the screen."""
        self.post_message(WorkerFailed())
