"""Whose turn it is to do a shared region's jobs, of all programs that would."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self
from uuid import uuid4

from kontakt.database import Session, jobs_lease, writing
from kontakt.errors import KontaktError
from kontakt.installation.connecting import connected
from kontakt.locale import _
from kontakt.settings import Settings

LEASE_SECONDS = 90
"""For how long a turn lasts unless it is taken again: so long the jobs wait for a program that was killed."""


class JobsTurn:
    """This program's turn, by the lease in the database; let go of at the end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._me = f"{socket.gethostname()} {os.getpid()} {uuid4().hex}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(KontaktError), self._session() as session:  # without this it ends by itself
            jobs_lease.leave(session, self._me)

    def take(self) -> None:
        """Take the turn, or keep it. Raises KontaktError where another program has it, or the server is away."""
        if not self._settings.is_shared:
            raise KontaktError(
                _("The region's database is a file on this computer: each desk does its jobs by itself.")
            )
        with self._session() as session:
            lease = jobs_lease.take(session, self._me, LEASE_SECONDS)
        if not lease.held:
            raise KontaktError(
                _(
                    "Another kontakt does the region's jobs, signed in as “{login}”: this one waits until it ends."
                ).format(login=lease.login)
            )

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with connected(self._settings) as engine, writing(engine) as session:
            yield session
