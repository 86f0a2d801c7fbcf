"""A real PostgreSQL server for the tests: one for all workers of a run, on a socket in a temporary folder, gone with
the run.

It is started by the first test that asks for it, as a user who is not root. Its databases are copies of templates that
are made once. It sorts as Norwegians do where it can, so that a test notices where an order was left to the database.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from filelock import FileLock

from kontakt.demo.throw_away_server import OWNER, ThrowAwayServer, new_folder, programs

FOLDER = "TEST_SERVER_FOLDER"
"""The variable that names the run's folder to its workers."""
MISSING = "no PostgreSQL server on this machine"


@dataclass(frozen=True)
class Server(ThrowAwayServer):
    """Makes databases, each from a template, and gives their addresses."""

    def template(self, name: str, fill: Callable[[str], object]) -> str:
        """The name of a template that ``fill`` was called with, by the address, once in the run."""
        done = self.folder / f"{name}.template"
        with FileLock(f"{done}.lock"):
            if not done.exists():
                self._run(f'DROP DATABASE IF EXISTS "{name}"')  # of a worker that failed
                self._run(f'CREATE DATABASE "{name}"')
                fill(self.address(name))
                done.touch()
        return name

    def copy(self, template: str) -> str:
        """The name of a new database like the template. The logins of other databases of the run are none of its
        people."""
        name = f"test_{uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        self._run(f'REVOKE CONNECT ON DATABASE "{name}" FROM PUBLIC')
        return name

    def drop(self, database: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def make_folder() -> None:
    """The folder of this run, before there are workers."""
    os.environ[FOLDER] = str(new_folder())


def running() -> Server:
    """The server of this run, started if nobody has. There must be ``programs``."""
    server = Server(Path(os.environ[FOLDER]))
    with FileLock(server.folder / "start.lock"):
        if not (server.folder / "started").exists():
            server.make()
            server.start()
            (server.folder / "started").touch()
    return server


def stop() -> None:
    """End what this run has started, and remove its folder."""
    Server(Path(os.environ.pop(FOLDER))).end()


__all__ = ["FOLDER", "MISSING", "OWNER", "Server", "make_folder", "programs", "running", "stop"]
