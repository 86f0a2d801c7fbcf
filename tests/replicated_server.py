"""Two real PostgreSQL servers, of which one follows the other: each on a socket in a temporary folder of its own."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from typing import Any, Self

import psycopg

from kontakt.demo.throw_away_server import OWNER, ThrowAwayServer, new_folder, programs

_FOLLOWED = """
wal_level = replica
max_wal_senders = 4
hot_standby = on
max_standby_streaming_delay = 0
synchronous_commit = on
"""
"""What is committed is written at once: tests wait for a standby by what is written, pg_current_wal_lsn()."""


class ReplicatedServer(ThrowAwayServer):
    """A server that others can follow. Whoever reads on a standby is in nobody's way: it cuts them off at once."""

    def follow_me(self) -> None:
        """Settings that it must have before it starts."""
        with (self.folder / "cluster" / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_FOLLOWED)

    def connect(self, database: str, login: str = OWNER) -> "psycopg.Connection[Any]":
        return psycopg.connect(host=str(self.folder), user=login, dbname=database, autocommit=True)

    @contextlib.contextmanager
    def connected(self, database: str) -> Iterator["psycopg.Connection[Any]"]:
        connection = self.connect(database)
        try:
            yield connection
        finally:
            with contextlib.suppress(psycopg.Error):
                connection.close()

    def say(self, statement: str, database: str = "postgres") -> None:
        with self.connected(database) as connection:
            connection.execute(statement.encode())

    def standby(self) -> Self:
        """A second server that follows this one; it takes readers alone until it is promoted."""
        other = type(self)(new_folder())
        place = programs()
        assert place is not None
        there = other.folder / "cluster"
        arguments = ["--pgdata", str(there), "--host", str(self.folder), "--username", OWNER, "--write-recovery-conf"]
        subprocess.run(
            [str(place / "pg_basebackup"), *arguments, "--checkpoint=fast", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with (there / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(f"unix_socket_directories = '{other.folder}'\n")
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"--reference={self.folder / 'cluster'}", str(other.folder)], check=True)
        other.start()
        return other

    def stop_receiving(self) -> None:
        """The standby falls behind from now on."""
        self.say("ALTER SYSTEM SET primary_conninfo = ''")
        self.say("SELECT pg_reload_conf()")

    def promote(self) -> None:
        self._call("pg_ctl", self._cluster, "promote")
