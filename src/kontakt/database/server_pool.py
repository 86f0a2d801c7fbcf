"""The connections of an engine to a PostgreSQL server."""

from typing import cast

from sqlalchemy.pool import ConnectionPoolEntry, QueuePool


class ServerPool(QueuePool):
    """Keeps connections for whoever asks next, until its engine is disposed of. From then on none is kept, here or in
    the pool that SQLAlchemy puts in its place: what a thread still held, or was just opening, is closed as soon as the
    thread brings it back, where SQLAlchemy would leave it open in a pool that nobody asks any more."""

    _ended = False

    def dispose(self) -> None:
        self._ended = True
        super().dispose()

    def recreate(self) -> "ServerPool":
        successor = cast(ServerPool, super().recreate())
        successor._ended = self._ended
        return successor

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        # First into the queue, then the look: so none is left there, whichever thread comes first.
        super()._do_return_conn(record)
        if self._ended:
            super().dispose()
