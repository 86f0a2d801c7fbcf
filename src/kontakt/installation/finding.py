"""What was found when a part of an installation was looked at."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kontakt.errors import KontaktError
from kontakt.files.reasons import reason
from kontakt.locale import _

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InstallationFinding:
    """One thing that was looked at. ``name`` is an English text, translated when it is shown; ``sentence`` says how it
    stands, and what to do unless it is ``sound``: None where that cannot be told."""

    name: str
    sentence: str
    sound: bool | None = True


def looked_at(name: str, look: Callable[[], Iterable[InstallationFinding]]) -> Iterator[InstallationFinding]:
    """What ``look`` finds, one after the other; where it fails, that. Raises nothing: the other parts are looked at all
    the same."""
    try:
        yield from look()
    except KontaktError as problem:
        yield InstallationFinding(name, str(problem), sound=False)
    except OSError as problem:
        sentence = _("cannot be looked at ({reason})").format(reason=reason(problem))
        yield InstallationFinding(name, sentence, sound=None)
    except Exception as problem:  # one part that cannot be looked at must not hide the others
        _log.exception("%s cannot be looked at", name)
        sentence = _("cannot be looked at ({reason}); the log file says why").format(reason=type(problem).__name__)
        yield InstallationFinding(name, sentence, sound=None)
