"""Articles, keywords and local notes as tables, for people who review in a spreadsheet. They are only read there: what is changed
comes back through the files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from kontakt.errors import KontaktError
from kontakt.files.spreadsheets import csv_file, neutral, workbook
from kontakt.files.writing import write_file
from kontakt.inquiries.inquiry import CallerType
from kontakt.knowledge.article import Article, FirstLine, Status
from kontakt.knowledge.base import Knowledge
from kontakt.library.labels import CALLER_TYPES
from kontakt.library.names import theme_name
from kontakt.locale import N_, _, language

Cell = str | int | date | None

_FIRST_LINE = {FirstLine.USUALLY: N_("usually"), FirstLine.NEVER: N_("never")}
_STATUS = {Status.DRAFT: N_("draft"), Status.PUBLISHED: N_("published"), Status.ARCHIVED: N_("archived")}


class SheetTable(StrEnum):
    ARTICLES = "articles"
    KEYWORDS = "keywords"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """``title`` is marked, not translated; ``width`` counts characters."""

    title: str
    width: int


_COLUMNS = {
    SheetTable.ARTICLES: (
        SheetColumn(N_("Id"), 28),
        SheetColumn(N_("Theme"), 24),
        SheetColumn(N_("Title, bokmål"), 32),
        SheetColumn(N_("Title, nynorsk"), 32),
        SheetColumn(N_("Answer, bokmål"), 70),
        SheetColumn(N_("Answer, nynorsk"), 70),
        SheetColumn(N_("Ask about, bokmål"), 50),
        SheetColumn(N_("Ask about, nynorsk"), 50),
        SheetColumn(N_("Do this, bokmål"), 70),
        SheetColumn(N_("Do this, nynorsk"), 70),
        SheetColumn(N_("For whom"), 20),
        SheetColumn(N_("First line"), 12),
        SheetColumn(N_("Owner"), 20),
        SheetColumn(N_("Status"), 12),
        SheetColumn(N_("Reviewed"), 12),
        SheetColumn(N_("Review by"), 12),
        SheetColumn(N_("Keywords, bokmål"), 10),
        SheetColumn(N_("Keywords, nynorsk"), 10),
        SheetColumn(N_("Local notes"), 10),
        SheetColumn(N_("Say as shared"), 10),
        SheetColumn(N_("Can differ by municipality"), 14),
        SheetColumn(N_("Sources"), 50),
        SheetColumn(N_("Links"), 50),
    ),
    SheetTable.KEYWORDS: (
        SheetColumn(N_("Article"), 28),
        SheetColumn(N_("Title"), 40),
        SheetColumn(N_("Language"), 12),
        SheetColumn(N_("Keyword"), 36),
    ),
    SheetTable.NOTES: (
        SheetColumn(N_("Article"), 28),
        SheetColumn(N_("Title"), 40),
        SheetColumn(N_("Municipality"), 14),
        SheetColumn(N_("Local note"), 90),
    ),
}

_NAMES = {SheetTable.ARTICLES: N_("Articles"), SheetTable.KEYWORDS: N_("Keywords"), SheetTable.NOTES: N_("Local notes")}


def as_workbook(knowledge: Knowledge) -> bytes:
    """An xlsx file with a sheet of articles, one of keywords and one of local notes: headings that stay, filters, wrapped text."""
    target = BytesIO()
    with workbook(target) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"})
        for table in SheetTable:
            columns, rows = _COLUMNS[table], _rows(knowledge, table)
            sheet = book.add_worksheet(_(_NAMES[table]))
            sheet.freeze_panes(1, 1)
            for at, column in enumerate(columns):
                sheet.set_column(at, at, column.width)
                sheet.write_string(0, at, _(column.title), heading)
            last = 0
            for last, row in enumerate(rows, 1):
                for at, cell in enumerate(row):
                    match cell:
                        case str():
                            sheet.write_string(last, at, cell, text)
                        case int():
                            sheet.write_number(last, at, cell, text)
                        case date():
                            sheet.write_datetime(last, at, cell, day)
            sheet.autofilter(0, 0, last, len(columns) - 1)
    return target.getvalue()


def as_csv(knowledge: Knowledge, table: SheetTable) -> bytes:
    """One table as CSV, as Norwegian Excel opens it."""
    headings = [_(column.title) for column in _COLUMNS[table]]
    rows = ([neutral("" if cell is None else str(cell)) for cell in row] for row in _rows(knowledge, table))
    return csv_file([headings, *rows])


def write_spreadsheet(
    knowledge: Knowledge, file: Path, table: SheetTable | None = None, *, overwrite: bool = False
) -> None:
    """Write a workbook or, where ``file`` ends in .csv, the ``table`` (None: articles), whole or not at all.

    Raises KontaktError for another ending, a table of a workbook, a file that stands there already unless it may be
    overwritten, or one that cannot be written.
    """
    ending = file.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise KontaktError(_("{file} ends in neither .xlsx nor .csv: name it so.").format(file=file))
    if ending == ".xlsx" and table is not None:
        raise KontaktError(
            _("A workbook holds articles, keywords and local notes: leave out --what, or write to a .csv file.")
        )
    write_file(
        file,
        lambda: as_workbook(knowledge) if ending == ".xlsx" else as_csv(knowledge, table or SheetTable.ARTICLES),
        overwrite=overwrite,
    )


def _rows(knowledge: Knowledge, table: SheetTable) -> Iterator[Sequence[Cell]]:
    if table is SheetTable.KEYWORDS:
        for article in knowledge.articles:
            yield from _keywords(article)
        return
    if table is SheetTable.NOTES:
        for article in knowledge.articles:
            yield from ((article.id, article.title, number, note) for number, note in article.local.items())
        return
    themes = {theme.id: theme_name(theme, language()) for theme in knowledge.every_theme}
    for article in knowledge.articles:
        yield (
            article.id,
            themes[article.theme],
            article.title,
            article.title_nn,
            article.answer,
            article.answer_nn,
            _lines(article.ask),
            _lines(article.ask_nn),
            _lines(article.steps),
            _lines(article.steps_nn),
            ", ".join(_(CALLER_TYPES[CallerType(each)]) for each in article.audience),
            _(_FIRST_LINE[article.first_line]),
            article.owner,
            _(_STATUS[article.status]),
            article.reviewed,
            article.review_by,
            len(article.keywords),
            len(article.keywords_nn),
            len(article.local),
            len(article.as_shared),
            _("no") if article.national else _("yes"),
            _lines(f"{each.rule} ({each.checked})" if each.checked else each.rule for each in article.sources),
            _lines(f"{each.text}: {each.url}" for each in article.links),
        )


def _keywords(article: Article) -> Iterator[Sequence[Cell]]:
    for name, keywords in ((_("Bokmål"), article.keywords), (_("Nynorsk"), article.keywords_nn)):
        for keyword in keywords:
            yield article.id, article.title, name, keyword


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)
