"""Texts that were not saved yet, beside the editor on the disk: the database was locked or gone, or the program was
killed. They are offered again."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from kontakt.editor.article.form import ArticleForm
from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.files.writing import put_in_place
from kontakt.installation.clock import utc_now
from kontakt.locale import _
from kontakt.privacy import without_private_numbers

_log = logging.getLogger(__name__)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class UnsavedForm:
    """What was in the fields, over which revision it was typed (0: a new article), and when it was kept (UTC)."""

    form: ArticleForm
    based_on: int
    at: datetime


_ADAPTER = TypeAdapter(UnsavedForm)


class UnsavedForms:
    """One small JSON file for each article, written whole or not at all, for the owner's eyes alone."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.folder = folder
        self.clock = clock

    def keep(self, form: ArticleForm, based_on: int) -> None:
        """Keep what is in the fields, in the place of what was kept of the article before. A number that a save would
        refuse is masked. Raises KontaktError."""
        text = json.dumps(_masked(asdict(UnsavedForm(form, based_on, self.clock()))), default=datetime.isoformat)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            put_in_place(self._file(form.id), text.encode(), private.MODE)
        except OSError as problem:
            sentence = _("Your text could not be kept in {folder} ({reason}): make room there before you go on.")
            raise KontaktError(sentence.format(folder=self.folder, reason=problem.strerror)) from problem

    def load(self, id: str) -> UnsavedForm | None:
        """What is kept of an article; None for nothing, or nothing that can be read."""
        return _read(self._file(id))

    def all(self) -> tuple[UnsavedForm, ...]:
        """Everything that is kept, the latest first."""
        return tuple(sorted(self._readable(), key=lambda each: each.at, reverse=True))

    def forget(self, id: str) -> None:
        """The text is saved, or given up. Nothing kept is no error."""
        with suppress(OSError):
            self._file(id).unlink(missing_ok=True)

    def _readable(self) -> Iterator[UnsavedForm]:
        return (unsaved for file in self.folder.glob("*.json") if (unsaved := _read(file)))

    def _file(self, id: str) -> Path:
        # The id of a new article is whatever was typed: no part of it may name another folder, or a person.
        name = quote(without_private_numbers(id).encode("utf-8", "surrogatepass"), safe="")[:_LONGEST_NAME]
        return self.folder / f"{name}.json"


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
        return _ADAPTER.validate_python(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError):
        _log.warning("%s cannot be read and is left as it is", file, exc_info=True)
        return None
