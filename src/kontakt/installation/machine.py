"""The machine that kontakt runs on, as far as the program needs to know it: looked at, and never changed."""

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kontakt import __version__
from kontakt.database.engine import open_engine
from kontakt.database.soundness import file_of
from kontakt.errors import KontaktError
from kontakt.installation.finding import InstallationFinding
from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock, number
from kontakt.settings import Settings, config_path

PROGRAM = N_("Program")
SETTINGS = N_("Settings")
TERMINAL = N_("Terminal")
KEYS = N_("Keys")
LOCALE = N_("Locale")
CLOCK = N_("Clock")
ROOM = N_("Disk room")

LEAST_COLUMNS, LEAST_LINES = 80, 24
LEAST_ROOM = 200_000_000
"""In bytes: weeks of journal, cache and figures of a middling region."""
_CLOCK_BACK = timedelta(minutes=2)
_MEGABYTE = 1_000_000
_KEPT_KEYS = {
    "VTE_VERSION": "F1, F10, F11",
    "KONSOLE_VERSION": "F1, F11",
    "WT_SESSION": "F11",
    "VSCODE_INJECTION": "F1, F5, F10, F11",
}
"""What terminals keep for themselves unless they are told not to, by the variable that says which terminal it is."""


def program() -> InstallationFinding:
    """Which version this is, and what it runs on."""
    shown = f"kontakt {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return InstallationFinding(PROGRAM, shown)


def settings_file() -> InstallationFinding:
    """Where the settings were read from: what is wrong in them has ended the program before."""
    path = config_path()
    return InstallationFinding(
        SETTINGS, str(path) if path.exists() else _("no file; it would be {path}").format(path=path)
    )


def terminal(environment: Mapping[str, str] = os.environ) -> Iterator[InstallationFinding]:
    """The terminal, if it is one that this process talks to, and the keys that it may keep for itself."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield InstallationFinding(TERMINAL, _("not looked at: this does not run in one"))
        return
    yield terminal_finding(environment.get("TERM", ""), *os.get_terminal_size(sys.stdout.fileno()))
    yield keys_finding(environment)


def terminal_finding(kind: str, columns: int, lines: int) -> InstallationFinding:
    """Of a terminal of this ``kind``, as the variable TERM names it, and size."""
    if kind in ("", "dumb", "unknown"):
        sentence = _("what it can do is not known (TERM is “{kind}”): let TERM name it, such as xterm-256color")
        return InstallationFinding(TERMINAL, sentence.format(kind=kind), sound=False)
    shown = f"{kind}, {columns} × {lines}"
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        sentence = _("{shown}: make the window larger, at least {columns} × {lines}")
        told = sentence.format(shown=shown, columns=LEAST_COLUMNS, lines=LEAST_LINES)
        return InstallationFinding(TERMINAL, told, sound=False)
    return InstallationFinding(TERMINAL, shown)


def keys_finding(environment: Mapping[str, str]) -> InstallationFinding:
    """Which keys do not come through, as far as the environment says which terminal it is."""
    kept = next((keys for name, keys in _KEPT_KEYS.items() if environment.get(name)), "")
    if environment.get("TERM_PROGRAM") == "vscode":
        kept = _KEPT_KEYS["VSCODE_INJECTION"]
    if not kept:
        return InstallationFinding(KEYS, _("none is known to be kept by this terminal"))
    sentence = _("this terminal may keep {keys} for itself: Ctrl+O and the letter of the command do the same")
    return InstallationFinding(KEYS, sentence.format(keys=kept))


def languages(environment: Mapping[str, str] = os.environ) -> InstallationFinding:
    """Whether æ, ø and å come through: the locale, and the encoding of what is written."""
    named = next((environment[each] for each in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(each)), "")
    encoding = sys.stdout.encoding or "ascii"
    return locale_finding(named, encoding, known=_is_known(), on_terminal=sys.stdout.isatty())


def locale_finding(named: str, encoding: str, *, known: bool, on_terminal: bool) -> InstallationFinding:
    """Of a locale of this name ("" for none), which the system has where it is ``known``, and an encoding."""
    shown = f"{named or '–'}, {encoding}"
    if encoding.lower().replace("-", "").replace("_", "") != "utf8":
        sentence = _("{shown}: æ, ø and å are lost: set {variable}, and the terminal to UTF-8")
    elif not known:
        sentence = _("{shown}: this computer has no such locale: install it, or set {variable}")
    elif on_terminal and named in ("", "C", "POSIX"):
        sentence = _("{shown}: programs such as tmux and ssh may lose æ, ø and å: set {variable}")
    else:
        return InstallationFinding(LOCALE, shown)
    return InstallationFinding(LOCALE, sentence.format(shown=shown, variable="LANG=nb_NO.UTF-8"), sound=False)


def _is_known() -> bool:
    """Whether the system has the locale that the environment names."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


def clock(settings: Settings, now: datetime) -> InstallationFinding:
    """Whether the clock of this computer has gone back: whether something here was written after ``now`` (UTC)."""
    written = max((_written_at(path) for path in (settings.journal_path, settings.cache_path)), default=0.0)
    newest = datetime.fromtimestamp(written, UTC)
    if newest > now + _CLOCK_BACK:
        sentence = _("it shows {now}, and something here was written {newest}: set it")
        told = sentence.format(now=day_and_clock(now), newest=day_and_clock(newest))
        return InstallationFinding(CLOCK, told, sound=False)
    return InstallationFinding(CLOCK, day_and_clock(now))


def _written_at(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def room(settings: Settings) -> Iterator[InstallationFinding]:
    """How much room the disks have that are written to. Before an upgrade the database's file is copied. Raises
    OSError."""
    file = _database_file(settings)
    size = file.stat().st_size if file is not None and file.exists() else 0
    needed = LEAST_ROOM + size
    for folder in dict.fromkeys(
        _there(each) for each in (settings.data_dir, file.parent if file else settings.data_dir)
    ):
        free = shutil.disk_usage(folder).free
        shown = _("{megabytes} MB free in {folder}").format(megabytes=number(free // _MEGABYTE), folder=folder)
        if free >= needed:
            yield InstallationFinding(ROOM, shown)
        else:
            sentence = _("{shown}, and {needed} MB are needed: make room").format(
                shown=shown, needed=number(needed // _MEGABYTE)
            )
            yield InstallationFinding(ROOM, sentence, sound=False)


def _database_file(settings: Settings) -> Path | None:
    with suppress(KontaktError):  # is told of by what looks at the database
        return file_of(open_engine(settings.database_url))
    return None


def _there(folder: Path) -> Path:
    """The folder, or the first above it that there is."""
    return next((each for each in (folder, *folder.parents) if os.path.isdir(each)), Path("/"))  # noqa: PTH112 (raises nothing)
