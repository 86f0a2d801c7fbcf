"""Servers for ``bench/faults.py``: with everything durable switched on, killed, filled, promoted."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg
from tests.replicated_server import ReplicatedServer

from kontakt.demo.throw_away_server import new_folder

_DURABLE = """
fsync = on
synchronous_commit = on
full_page_writes = on
max_wal_size = 64MB
"""
_ROOM = 400
"""In megabytes, of the disk that a server's folder is, where this process may mount one."""


class DurableServer(ReplicatedServer):
    """One that loses nothing that it has confirmed. May be killed and started again."""

    @classmethod
    def made(cls, connections: int = 40) -> "DurableServer":
        """Running; it takes so many connections."""
        folder = new_folder()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_ROOM}m", "none", str(folder)], check=False)
        server = cls(folder)
        server.make()
        server.follow_me()
        server._settle(connections)
        server.start()
        return server

    def _settle(self, connections: int) -> None:
        with (self.folder / "cluster" / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(f"{_DURABLE}max_connections = {connections}\n")

    def end(self) -> None:
        super().end()
        subprocess.run(["umount", str(self.folder)], check=False, stderr=subprocess.DEVNULL)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def runs(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg.Error:
            return False
        return True

    def copy(self, template: str, name: str) -> None:
        self.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'")
        self.say(f'ALTER DATABASE "{template}" ALLOW_CONNECTIONS false')
        self.say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.say(f'ALTER DATABASE "{template}" ALLOW_CONNECTIONS true')
        # A copied sequence writes down its next numbers only after a checkpoint: a server that is killed before would
        # give them out again, and entries wait that are audited under them.
        self.say("CHECKPOINT")

    def drop(self, name: str) -> None:
        self.say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def rename(self, name: str, to: str) -> None:
        self.say(f'ALTER DATABASE "{name}" RENAME TO "{to}"')

    def kill(self) -> None:
        """Every process of it, as the loss of the machine would; what it has written is on the disk."""
        pid = int((self.folder / "cluster" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGSTOP)  # a child that it makes now would outlive it, and write beside the next server
        children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        for each in (*children, pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        until = time.monotonic() + 10
        while any(_lives(each) for each in (pid, *children)) and time.monotonic() < until:
            time.sleep(0.02)
        # Whoever should have taken note of its end may not have, and its number is taken for a server that runs.
        for file in (self.folder / "cluster" / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            file.unlink(missing_ok=True)

    def stop_at_once(self) -> None:
        self._call("pg_ctl", self._cluster, "stop", "--mode=immediate")

    def fill_disk(self) -> None:
        with contextlib.suppress(OSError), (self.folder / "filler").open("wb") as filler:
            while True:
                filler.write(bytes(4096))
                filler.flush()

    def make_room(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)
        if self.runs():
            with contextlib.suppress(psycopg.Error):
                self.say("DROP TABLE IF EXISTS filler", "kontakt")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return (
        Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        if Path(f"/proc/{pid}").exists()
        else False
    )
