"""A connection to a PostgreSQL server that waits for no answer without an end.

The bounds of libpq end a connection attempt and a network that drops packets; the server's own end a long statement.
This one holds for a server, or something between, that has taken a question and says nothing.
"""

from collections.abc import Generator
from threading import Event
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.waiting import Ready

Result = TypeVar("Result")

ANSWER_SECONDS = 5.0
"""For a question that is answered at once: whether the server is there, and what is set for a new connection."""


class Silence(psycopg.OperationalError):
    """The server has said nothing for too long. The connection is closed."""


class BoundedConnection(psycopg.Connection[Any]):
    """``patience`` is for how many seconds the server may say nothing while an answer is awaited; None for ever. Its
    first word in a transaction is due within ANSWER_SECONDS: it answers BEGIN, however long the statement takes. Once
    ``given_up`` is set, it may not be silent at all."""

    patience: float | None = ANSWER_SECONDS
    given_up: Event = Event()

    def wait(self, gen: Any, *arguments: Any, **options: Any) -> Any:
        if self.patience is None:
            return super().wait(gen, *arguments, **options)
        try:
            begins = self.info.transaction_status == TransactionStatus.IDLE and not self.autocommit
            first = min(ANSWER_SECONDS, self.patience) if begins else self.patience
            steps = _while_it_speaks(gen, self.patience, self.given_up, first)
            return super().wait(steps, *arguments, **options)
        except Silence:
            self.close()
            raise


def _while_it_speaks(
    steps: Generator[Any, Any, Result], patience: float, given_up: Event, first: float
) -> Generator[Any, Any, Result]:
    """The steps of psycopg's exchange with the server, which is told every tenth of a second that nothing came. The
    server's first word is due within ``first`` seconds."""
    heard, bound = monotonic(), first
    try:
        awaited = next(steps)
        while True:
            ready = yield awaited
            if ready:
                heard = monotonic()
                bound = patience if ready & Ready.R else bound
            elif monotonic() - heard > bound or given_up.is_set():
                raise Silence(f"timeout: the server has said nothing for {bound:.0f} s")
            awaited = steps.send(ready)
    except StopIteration as end:
        result: Result = end.value
        return result
