"""Makes the clone's environment, .venv: the locked packages and kontakt itself, for ``./run``; for ``./run test`` those
of the tests and checks as well.

Runs with the machine's own Python before anything is installed, so it needs nothing but the standard library.
The stamp is written last: a set-up that was interrupted has none, and the next start begins again.
"""

import compileall
import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "stamp"
INSTALLED = {LOCK: VENV / "packages", DEV_LOCK: VENV / "packages-dev"}
"""What the packages of each lock file in .venv were installed from. Where it still holds, they are kept."""
LOG = VENV / "set-up.log"
PIP = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-compile")


_REASONS = (
    ("No space left on device", "the disk is full; make room, and start ./run again"),
    (
        "Failed to establish a new connection|ConnectTimeout|ReadTimeout|ProxyError|No matching distribution found",
        "a package could not be fetched; see to it that this machine reaches the package index, and start ./run again",
    ),
    ("Permission denied", "a file may not be written; see whose .venv is, and start ./run again"),
)
"""What the output of a step that failed holds (a regular expression), and what that means."""


class SetUpFailed(Exception):
    """A step failed; the text names it."""


def main(stamp: str, purpose: str) -> int:
    """Set up for the ``purpose``, "program" or "tests", unless ``stamp`` is reached already. Returns the exit code."""
    try:
        if missing := [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]:
            return _refuse(
                f"{sys.executable} lacks the module {missing[0]}: install it (on Debian and Ubuntu: "
                "apt install python3-venv)."
            )
        with _one_at_a_time() as lock:
            if _text(STAMP) not in (f"{stamp} {purpose}", f"{stamp} tests"):
                _set_up(stamp, purpose, lock)
    except SetUpFailed as failed:
        return _refuse(f"kontakt could not be set up: {failed} failed: {_reason()}. All of its output is in {LOG}.")
    except OSError as problem:
        return _refuse(
            f"kontakt could not be set up in {VENV}: {problem.strerror or problem}; mend that, and start ./run again."
        )
    except KeyboardInterrupt:
        return _refuse("Interrupted: the next ./run sets up again.")
    return 0


def _set_up(stamp: str, purpose: str, lock: IO[bytes]) -> None:
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)
    stale = any(record.exists() and not _holds(locked) for locked, record in INSTALLED.items())
    if stale or not _holds(LOCK) or not PYTHON.exists():
        _progress("Setting up kontakt, about half a minute:")
        _make_environment(lock)
        _progress(" packages,")
        _install_packages(LOCK, lock)
    else:
        _progress("Updating kontakt:")
    if purpose == "tests" and not _holds(DEV_LOCK):
        _progress(" packages of the tests,")
        _install_packages(DEV_LOCK, lock)
    _progress(" program.")
    _install_program(lock)
    _compile(ROOT / "src")
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(f"{stamp} {'tests' if _holds(DEV_LOCK) else 'program'}\n", encoding="utf-8")
    unfinished.replace(STAMP)
    _progress(f" Ready after {time.monotonic() - began:.0f} s.\n")


def _holds(locked: Path) -> bool:
    """Whether the packages of this lock file are installed as it says now, in this folder."""
    return _text(INSTALLED[locked]) == _source(locked)


def _source(locked: Path) -> str:
    return f"{ROOT}\n{_text(locked)}"


def _make_environment(lock: IO[bytes]) -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    _progress(" environment,")
    # The interpreter's real file, such as python3.11: if an update of the machine takes it away, .venv breaks
    # visibly and is made anew, instead of lending its packages to another version.
    python = str(Path(sys.executable).resolve())
    _run("making the environment", [python, "-m", "venv", str(VENV)], lock)


def _install_packages(locked: Path, lock: IO[bytes]) -> None:
    _run("installing the packages", [*PIP, "--require-hashes", "--requirement", str(locked)], lock)
    _compile(VENV / "lib")
    INSTALLED[locked].write_text(_source(locked), encoding="utf-8")


def _install_program(lock: IO[bytes]) -> None:
    """Install kontakt so that .venv runs the clone's own sources.

    An editable installation names them in a .pth file, by their whole path. Python reads that file in the locale's
    encoding, and would not start at all under ``LC_ALL=C`` in a folder with an æ; so the path is written anew, relative
    to the file. None may be there while pip runs, for it may have been left by a set-up that was interrupted.
    """
    for stale in _path_files():
        stale.unlink()
    _run("installing the program", [*PIP, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], lock)
    for file in _path_files():
        sources = os.path.relpath(ROOT / "src", file.parent)
        file.write_text(f"{sources}\n", encoding="ascii")


def _path_files() -> list[Path]:
    return list(VENV.glob("lib/python*/site-packages/_kontakt.pth"))


def _run(step: str, command: list[str], lock: IO[bytes]) -> None:
    # The child holds the lock as well: should this process be killed, it still writes to .venv for a while.
    with LOG.open("wb") as log:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[lock.fileno()], check=False
        )
    if ended.returncode:
        raise SetUpFailed(step)


def _compile(folder: Path) -> None:
    """Write bytecode, also where the shell says that Python should not. A file that does not compile is a
    package's template or for another version of Python: not an error."""
    compileall.compile_dir(folder, quiet=2, workers=os.cpu_count() or 1)


@contextmanager
def _one_at_a_time() -> Iterator[IO[bytes]]:
    """Hold back other set-ups of this clone. The lock ends with the processes that hold it."""
    with LOCK.open("r+b") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _progress("Another ./run is setting up kontakt: waiting for it.\n")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def _reason() -> str:
    """Why the last step failed, from its output."""
    output = _text(LOG)
    for sign, meaning in _REASONS:
        if re.search(sign, output):
            return meaning
    errors = [line.removeprefix("ERROR: ") for line in output.splitlines() if line.startswith("ERROR: ")]
    return errors[-1].rstrip(".") if errors else "its output says why"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""


def _progress(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _refuse(sentence: str) -> int:
    _progress(f"\n{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
