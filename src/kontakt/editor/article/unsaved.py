"""Texts that were not saved yet, beside the editor on the disk: the database was locked or gone, or the program was
killed. They are offered again."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from kontakt.editor.article.form import ArticleForm
from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.files.reasons import reason
from kontakt.files.window_lock import acquired_lock
from kontakt.files.writing import put_in_place
from kontakt.installation.clock import utc_now
from kontakt.locale import _
from kontakt.privacy import without_private_numbers

if TYPE_CHECKING:
    from filelock import FileLock

_log = logging.getLogger(__name__)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class UnsavedForm:
    """What was in the fields, over which revision it was typed (0: a new article), and when it was kept (UTC). ``by``
    is the editor, ``window`` the id of the window it was typed in, ``name`` what tells this text from every other."""

    form: ArticleForm
    based_on: int
    at: datetime
    by: str = ""
    window: str = ""
    name: str = ""


_ADAPTER = TypeAdapter(UnsavedForm)


class UnsavedForms:
    """One small JSON file for each text, written whole or not at all, for the owner's eyes alone. Several windows may
    have texts of one article: each text has a name of its own, and nobody writes over another's."""

    def __init__(self, folder: Path, *, agent: str = "", clock: Callable[[], datetime] = utc_now) -> None:
        """One for each window, whose editor is ``agent``."""
        self.folder = folder
        self.window = uuid4().hex
        self.agent = agent
        self.clock = clock
        self._lock: FileLock | None = None
        self._closed = False

    @staticmethod
    def new_name(id: str) -> str:
        """A name for a new text of the article with this id, which no other text has."""
        # The id of a new article is whatever was typed: no part of it may name another folder, or a person.
        readable = quote(without_private_numbers(id).encode("utf-8", "surrogatepass"), safe="")[:_LONGEST_NAME]
        return f"{readable}.{uuid4().hex}"

    def keep(self, name: str, form: ArticleForm, based_on: int) -> None:
        """Keep what is in the fields, in the place of what was kept under this name before. A number that a save would
        refuse is masked. Raises KontaktError."""
        unsaved = UnsavedForm(form, based_on, self.clock(), self.agent, self.window)
        stored = {key: value for key, value in asdict(unsaved).items() if key != "name"}
        # The text alone: the id of a window may look like a number of a person.
        stored["form"] = _masked(stored["form"])
        text = json.dumps(stored, default=datetime.isoformat)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if self._lock is None and not self._closed:
                self._lock = self._lock_of_own_window()
            put_in_place(self._file(name), text.encode(), private.MODE)
        except OSError as problem:
            sentence = _("Your text could not be kept in {folder} ({reason}): make room there before you go on.")
            raise KontaktError(sentence.format(folder=self.folder, reason=reason(problem))) from problem

    def of(self, id: str) -> tuple[UnsavedForm, ...]:
        """What is kept of the article with this id, the latest first."""
        return tuple(each for each in self.all() if each.form.id == _masked(id))

    def all(self) -> tuple[UnsavedForm, ...]:
        """Everything that is kept, the latest first."""
        return tuple(sorted(self._readable(), key=lambda each: each.at, reverse=True))

    def forget(self, name: str) -> None:
        """The text is saved, or given up. Nothing kept is no error."""
        with suppress(OSError):
            self._file(name).unlink(missing_ok=True)

    def forget_as_read(self, unsaved: UnsavedForm) -> None:
        """Forget a text that was taken up elsewhere and is saved or given up there, unless more was typed into it since
        then."""
        if _read(self._file(unsaved.name)) == unsaved:
            self.forget(unsaved.name)

    def close(self) -> None:
        """The window ends. Its texts stay, as those of a window that is gone."""
        self._closed = True
        if self._lock:
            self._lock.release()
            self._lock = None
            with suppress(OSError):
                self._lock_file.unlink(missing_ok=True)

    def is_open_elsewhere(self, unsaved: UnsavedForm) -> bool:
        """Whether the window that the text was typed in is open still, and is not this one."""
        if unsaved.window in ("", self.window):
            return False
        return _is_held(self.folder / f"{unsaved.window}.lock")

    def _lock_of_own_window(self) -> "FileLock | None":
        """Held for as long as the program runs; what windows that are gone have left of theirs is cleared away."""
        for left in self.folder.glob("*.lock"):
            if not _is_held(left):
                left.unlink(missing_ok=True)
        return acquired_lock(self._lock_file)

    @property
    def _lock_file(self) -> Path:
        return self.folder / f"{self.window}.lock"

    def _readable(self) -> Iterator[UnsavedForm]:
        return (unsaved for file in self.folder.glob("*.json") if (unsaved := _read(file)))

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


def _read(file: Path) -> UnsavedForm | None:
    try:
        stored = _ADAPTER.validate_python(json.loads(file.read_text(encoding="utf-8")))
        return replace(stored, name=file.stem)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError):
        _log.warning("%s cannot be read and is left as it is", file, exc_info=True)
        return None
