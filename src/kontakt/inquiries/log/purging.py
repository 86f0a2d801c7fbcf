"""Purging old notes and queries without holding up whoever writes."""

from collections.abc import Iterator
from datetime import datetime
from time import monotonic, sleep

from sqlalchemy import Engine

from kontakt.database import writing
from kontakt.inquiries.log import store

AIMED_AT_SECONDS = 0.025
"""For how long one transaction should hold the writers' lock; a busy machine takes longer than it did a moment ago."""
FEWEST, FIRST = 50, 50
"""Rows of each kind. With fewer a busy machine would do little else than begin and end transactions."""


def purged_parts(engine: Engine, before: datetime) -> Iterator[int]:
    """Do all that ``purge_notes`` does, some at a time: how many rows each part was, until there is nothing left. Each
    part is a transaction of its own, after which others have the lock for as long as it was held. Raises
    DatabaseUnavailable."""
    size, purged = FIRST, 1
    while purged:
        with writing(engine) as session:
            session.connection()  # which waits for the lock
            begun = monotonic()
            purged = store.purge_notes(session, before, size)
        held = monotonic() - begun
        if purged:
            yield purged
            size = next_size(size, held)
            sleep(held)


def next_size(size: int, held: float) -> int:
    """How many rows of each kind to purge at once, after ``size`` of them held the lock for ``held`` seconds."""
    factor = AIMED_AT_SECONDS / max(held, 0.001)
    return max(FEWEST, min(store.PURGED_AT_ONCE, round(size * min(1.5, factor))))
