"""A server that hangs is noticed by what it answers at once; one that works on a statement is waited for."""

from collections.abc import Generator
from threading import Event

import pytest
from psycopg.waiting import Ready

from kontakt.database import bounded_connection
from kontakt.database.bounded_connection import Silence, _while_it_speaks


def exchange() -> Generator[str, int, str]:
    """The beginning of a transaction, and a statement."""
    for _awaited in range(2):
        while not (yield "an answer"):
            pass
    return "rows"


def test_the_first_word_is_due_soon_and_what_follows_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(bounded_connection, "monotonic", lambda: now[0])

    def after(steps: Generator[str, int, str], seconds: float, ready: int = 0) -> None:
        now[0] += seconds
        steps.send(ready)

    hangs = _while_it_speaks(exchange(), 35, Event(), 5)
    next(hangs)
    after(hangs, 4)
    with pytest.raises(Silence, match="5 s"):
        after(hangs, 2)

    works = _while_it_speaks(exchange(), 35, Event(), 5)
    next(works)
    after(works, 1, Ready.R)
    after(works, 30)
    with pytest.raises(Silence, match="35 s"):
        after(works, 6)
