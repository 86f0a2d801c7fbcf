"""Whether an agent put the last caller through with a word to the receiver first: on this computer that is chosen
already the next time. A file beside the journal, and no more than a convenience: what cannot be read is as if it had
never been."""

import json
import logging
from pathlib import Path

from kontakt.files import private
from kontakt.files.writing import put_in_place

FILE = "warm-transfers.json"
"""The names of the agents whose last transfer was warm."""

_log = logging.getLogger(__name__)


def read_warm_choice(folder: Path, agent: str) -> bool:
    return agent in _read(folder / FILE)


def keep_warm_choice(folder: Path, agent: str, *, warm: bool) -> None:
    """A folder that cannot be written is told of in the log file alone."""
    agents = _read(folder / FILE)
    agents = agents | {agent} if warm else agents - {agent}
    try:
        put_in_place(folder / FILE, json.dumps(sorted(agents)).encode(), private.MODE)
    except OSError as problem:
        _log.info("%s cannot be written: %s", FILE, problem)


def _read(file: Path) -> frozenset[str]:
    try:
        names = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(each for each in names if isinstance(each, str)) if isinstance(names, list) else frozenset()
