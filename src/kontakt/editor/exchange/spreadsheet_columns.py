"""The columns of the spreadsheet of the knowledge base: what stands in each, and what a cell that comes back means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, TypeAlias

from kontakt.editor.article.form import ArticleForm, form_of
from kontakt.files.days import read_day, written_day
from kontakt.files.pasted_text import TextKind, meant
from kontakt.files.sheet_reading import Cell, UnreadCell
from kontakt.inquiries.inquiry import CallerType
from kontakt.knowledge.article import Article, FirstLine, Status
from kontakt.knowledge.field_names import FIELD_NAMES
from kontakt.library.labels import CALLER_TYPES, FIRST_LINES, STATUSES
from kontakt.locale import N_, _, in_every_language

FieldValue: TypeAlias = str | tuple[str, ...]
"""What a field of an article holds: as in its form, but codes for what is chosen among a few."""

ID, REVISION, THEME, TITLE, MUNICIPALITY, NOTE = "id", "revision", "theme", "title", "municipality", "note"

_ALIKE, _DIFFERS = "alike", "differs"
"""Whether an article can differ by municipality."""


class ColumnKind(Enum):
    """What the cells of a column hold. What is SHOWN is there to read, and is never taken back."""

    SHOWN = auto()
    LINE = auto()
    PARAGRAPHS = auto()
    ITEMS = auto()
    PAIRS = auto()
    WORDS = auto()
    CALLERS = auto()
    CHOICE = auto()
    DAY = auto()


_TEXT_KINDS = {
    ColumnKind.LINE: TextKind.LINE,
    ColumnKind.PARAGRAPHS: TextKind.PARAGRAPHS,
    ColumnKind.ITEMS: TextKind.ITEMS,
    ColumnKind.PAIRS: TextKind.PAIRS,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """``name`` is the field's; ``title`` is marked, not translated; ``width`` counts characters."""

    name: str
    title: str
    width: int
    kind: ColumnKind = ColumnKind.SHOWN


class UnfitCell(ValueError):
    """A cell that its column cannot hold; the sentence says what to write."""


def _field(name: str, width: int, kind: ColumnKind) -> SheetColumn:
    return SheetColumn(name, FIELD_NAMES[name], width, kind)


_REVISION_COLUMN = SheetColumn(REVISION, N_("Revision at the export"), 10)

ARTICLE_COLUMNS = (
    SheetColumn(ID, N_("Id"), 28),
    _REVISION_COLUMN,
    _field(THEME, 24, ColumnKind.SHOWN),
    _field(TITLE, 32, ColumnKind.LINE),
    _field("title_nn", 32, ColumnKind.LINE),
    _field("title_en", 32, ColumnKind.LINE),
    _field("answer", 70, ColumnKind.PARAGRAPHS),
    _field("answer_nn", 70, ColumnKind.PARAGRAPHS),
    _field("answer_en", 70, ColumnKind.PARAGRAPHS),
    _field("ask", 50, ColumnKind.ITEMS),
    _field("ask_nn", 50, ColumnKind.ITEMS),
    _field("steps", 70, ColumnKind.ITEMS),
    _field("steps_nn", 70, ColumnKind.ITEMS),
    _field("keywords", 50, ColumnKind.WORDS),
    _field("keywords_nn", 50, ColumnKind.WORDS),
    _field("keywords_en", 50, ColumnKind.WORDS),
    _field("audience", 20, ColumnKind.CALLERS),
    _field("first_line", 12, ColumnKind.CHOICE),
    _field("national", 14, ColumnKind.CHOICE),
    _field("owner", 20, ColumnKind.LINE),
    _field("status", 12, ColumnKind.CHOICE),
    _field("reviewed", 12, ColumnKind.DAY),
    _field("review_by", 12, ColumnKind.DAY),
    _field("sources", 50, ColumnKind.PAIRS),
    _field("links", 50, ColumnKind.PAIRS),
)

NOTE_COLUMNS = (
    SheetColumn(ID, N_("Article"), 28),
    _REVISION_COLUMN,
    SheetColumn(TITLE, N_("Title"), 40),
    SheetColumn(MUNICIPALITY, N_("Municipality"), 20),
    SheetColumn(NOTE, N_("Local note"), 90, ColumnKind.PARAGRAPHS),
)

_CHOICES: Mapping[str, Mapping[str, str]] = {
    "first_line": {each.value: FIRST_LINES[each] for each in FirstLine},
    "status": {each.value: STATUSES[each] for each in Status},
    "national": {_ALIKE: N_("no"), _DIFFERS: N_("yes")},
}
"""What can be chosen in a field: the marked name of each code."""


def values_of(article: Article) -> dict[str, FieldValue]:
    """What the columns of an article hold."""
    form = form_of(article)
    values: dict[str, Any] = {
        each.name: getattr(form, each.name) for each in ARTICLE_COLUMNS if hasattr(form, each.name)
    }
    return {
        **values,
        "status": article.status.value,
        "national": _ALIKE if article.national else _DIFFERS,
        "reviewed": written_day(article.reviewed) if article.reviewed else "",
    }


def form_values(values: Mapping[str, FieldValue]) -> dict[str, Any]:
    """The fields of an article's form that have these values."""
    fields: dict[str, Any] = {name: value for name, value in values.items() if name in ArticleForm.__dataclass_fields__}
    if "national" in fields:
        fields["national"] = fields["national"] == _ALIKE
    return fields


def cell_of(column: SheetColumn, value: FieldValue) -> str | date:
    """The cell that shows what a field holds, in the language of the screen."""
    match column.kind:
        case ColumnKind.DAY:
            return read_day(str(value)) or ""
        case ColumnKind.CHOICE:
            return _(_CHOICES[column.name][str(value)])
        case ColumnKind.CALLERS:
            return ", ".join(_(CALLER_TYPES[CallerType(each)]) for each in value)
        case ColumnKind.WORDS:
            apart = "\n" if any("," in each or ";" in each for each in value) else ", "
            return apart.join(value)
    return str(value)


def value_in(column: SheetColumn, cell: Cell) -> FieldValue:
    """What a cell means for the field of its column. Raises UnfitCell."""
    if isinstance(cell, UnreadCell):
        raise UnfitCell(cell.problem)
    match column.kind:
        case ColumnKind.DAY:
            return _day(cell)
        case ColumnKind.CHOICE:
            return _chosen(column, cell)
    if isinstance(cell, date):
        text = _(
            "the spreadsheet has made the day {day} of what was typed: format the cell as text, and type it again."
        )
        raise UnfitCell(text.format(day=written_day(cell)))
    text = str(cell)
    match column.kind:
        case ColumnKind.CALLERS:
            return tuple(_callers(text))
        case ColumnKind.WORDS:
            return tuple(_words(text))
    return meant(text, _TEXT_KINDS[column.kind])


def _day(cell: Cell) -> str:
    day = cell if isinstance(cell, date) else read_day(str(cell))
    if day is None and cell != "":
        raise UnfitCell(_("“{value}” is not a date: write it as 01.09.2026 or 2026-09-01.").format(value=cell))
    return written_day(day) if day else ""


def _chosen(column: SheetColumn, cell: Cell) -> str:
    names = _CHOICES[column.name]
    text = (_("yes") if cell else _("no")) if isinstance(cell, bool) else str(cell)
    for code, name in names.items():
        if text.casefold() in _spellings(name):
            return code
    sentence = _("“{value}” is none of what can stand here: write {choices}.")
    raise UnfitCell(sentence.format(value=text[:60], choices=" / ".join(_(name) for name in names.values())))


def _callers(text: str) -> Iterator[str]:
    for written in filter(None, map(str.strip, text.replace("\n", ",").replace(";", ",").split(","))):
        code = next((code for code, name in CALLER_TYPES.items() if written.casefold() in _spellings(name)), None)
        if code is None:
            sentence = _("“{value}” is none of what can stand here: write {choices}.")
            names = " / ".join(_(name) for name in CALLER_TYPES.values())
            raise UnfitCell(sentence.format(value=written[:60], choices=names))
        yield code.value


def _words(text: str) -> Iterator[str]:
    """One a line, or separated by commas where there is but one line."""
    apart = text.split("\n") if "\n" in text else text.replace(";", ",").split(",")
    yield from filter(None, (meant(each, TextKind.LINE) for each in apart))


def _spellings(name: str) -> tuple[str, ...]:
    return tuple(each.casefold() for each in in_every_language(name))
