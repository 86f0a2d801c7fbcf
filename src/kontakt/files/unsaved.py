"""What was typed into a form and not saved, on the disk of whoever types: the database was locked or gone, or the
program was killed. It is offered again."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from urllib.parse import quote
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.files.reasons import reason
from kontakt.files.window_lock import acquired_lock
from kontakt.files.writing import put_in_place
from kontakt.locale import _
from kontakt.privacy import without_private_numbers

if TYPE_CHECKING:
    from filelock import FileLock

_log = logging.getLogger(__name__)
_LONGEST_NAME = 200


class Form(Protocol):
    """The fields of one thing, as they are typed; ``id`` tells the thing from every other."""

    @property
    def id(self) -> str: ...


F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Unsaved(Generic[F]):
    """What was in the fields, over which revision it was typed (0: something new), and when it was kept (UTC). ``by``
    is the editor, ``window`` the id of the window it was typed in, ``name`` what tells this text from every other."""

    form: F
    based_on: int
    at: datetime
    by: str = ""
    window: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Stored:
    """As it lies on the disk, under its name."""

    form: Any
    based_on: int
    at: datetime
    by: str = ""
    window: str = ""


_STORED = TypeAdapter(_Stored)


class UnsavedForms(Generic[F]):
    """One small JSON file for each text, written whole or not at all, for the owner's eyes alone. Several windows may
    have texts of one thing: each text has a name of its own, and nobody writes over another's."""

    def __init__(
        self,
        folder: Path,
        kind: type[F],
        *,
        agent: str = "",
        clock: Callable[[], datetime],
        kept_for: timedelta | None = None,
    ) -> None:
        """One for each window, whose editor is ``agent``. ``kind`` is the dataclass of the forms. Texts are deleted
        ``kept_for`` so long after they were typed; None: only when they are saved or given up."""
        self.folder = folder
        self.window = uuid4().hex
        self.agent = agent
        self.clock = clock
        self._kept_for = kept_for
        self._forms = TypeAdapter(kind)
        self._lock: FileLock | None = None
        self._closed = False

    @staticmethod
    def new_name(id: str) -> str:
        """A name for a new text of what has this id, which no other text has."""
        # The id of something new may be whatever was typed: no part of it may name another folder, or a person.
        readable = quote(without_private_numbers(id).encode("utf-8", "surrogatepass"), safe="")[:_LONGEST_NAME]
        return f"{readable}.{uuid4().hex}"

    def keep(self, name: str, form: F, based_on: int) -> None:
        """Keep what is in the fields, in the place of what was kept under this name before. A number that a save would
        refuse is masked. Raises KontaktError."""
        stored = asdict(_Stored(form, based_on, self.clock(), self.agent, self.window))
        # The text alone: the id of a window may look like a number of a person.
        stored["form"] = _masked(stored["form"])
        text = json.dumps(stored, default=lambda moment: moment.isoformat())
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if self._lock is None and not self._closed:
                self._lock = self._lock_of_own_window()
            put_in_place(self._file(name), text.encode(), private.MODE)
        except OSError as problem:
            sentence = _("Your text could not be kept in {folder} ({reason}): make room there before you go on.")
            raise KontaktError(sentence.format(folder=self.folder, reason=reason(problem))) from problem

    def of(self, id: str) -> tuple[Unsaved[F], ...]:
        """What is kept of what has this id, the latest first."""
        return tuple(each for each in self.all() if each.form.id == _masked(id))

    def all(self) -> tuple[Unsaved[F], ...]:
        """Everything that is kept, the latest first."""
        return tuple(sorted(self._readable(), key=lambda each: each.at, reverse=True))

    def forget(self, name: str) -> None:
        """The text is saved, or given up. Nothing kept is no error."""
        with suppress(OSError):
            self._file(name).unlink(missing_ok=True)

    def forget_as_read(self, unsaved: Unsaved[F]) -> None:
        """Forget a text that was taken up elsewhere and is saved or given up there, unless more was typed into it since
        then."""
        if self._read(self._file(unsaved.name)) == unsaved:
            self.forget(unsaved.name)

    def close(self) -> None:
        """The window ends. Its texts stay, as those of a window that is gone."""
        self._closed = True
        if self._lock:
            self._lock.release()
            self._lock = None
            with suppress(OSError):
                self._lock_file.unlink(missing_ok=True)

    def is_open_elsewhere(self, unsaved: Unsaved[F]) -> bool:
        """Whether the window that the text was typed in is open still, and is not this one."""
        if unsaved.window in ("", self.window):
            return False
        return _is_held(self.folder / f"{unsaved.window}.lock")

    def is_own(self, unsaved: Unsaved[F]) -> bool:
        """Whether it can be gone on with here as one's own: several may share a folder, and have several windows."""
        return unsaved.by in ("", self.agent) and not self.is_open_elsewhere(unsaved)

    def _lock_of_own_window(self) -> "FileLock | None":
        """Held for as long as the program runs; what windows that are gone have left of theirs is cleared away."""
        for left in self.folder.glob("*.lock"):
            if not _is_held(left):
                left.unlink(missing_ok=True)
        return acquired_lock(self._lock_file)

    @property
    def _lock_file(self) -> Path:
        return self.folder / f"{self.window}.lock"

    def _readable(self) -> Iterator[Unsaved[F]]:
        for file in self.folder.glob("*.json"):
            unsaved = self._read(file)
            if unsaved and self._kept_for and self.clock() - unsaved.at > self._kept_for:
                self.forget(unsaved.name)
            elif unsaved:
                yield unsaved

    def _read(self, file: Path) -> Unsaved[F] | None:
        try:
            stored = _STORED.validate_python(json.loads(file.read_text(encoding="utf-8")))
            form = self._forms.validate_python(stored.form)
            return Unsaved(form, stored.based_on, stored.at, stored.by, stored.window, file.stem)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, ValidationError):
            _log.warning("%s cannot be read and is left as it is", file, exc_info=True)
            return None

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"


def _is_held(file: Path) -> bool:
    if not file.exists():
        return False
    lock = acquired_lock(file)
    if lock is None:
        return True
    lock.release()
    return False


def _masked(value: Any) -> Any:
    """A value of plain texts, tuples and mappings without the numbers that may not be stored."""
    match value:
        case str():
            return without_private_numbers(value)
        case tuple() | list():
            return [_masked(each) for each in value]
        case dict():
            return {key: _masked(each) for key, each in value.items()}
    return value
