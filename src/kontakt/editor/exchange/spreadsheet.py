"""Articles and local notes as tables, for people who work in a spreadsheet. What they change there can be read back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from kontakt.directory.region import Region
from kontakt.editor.exchange.spreadsheet_columns import (
    ARTICLE_COLUMNS,
    ID,
    NOTE_COLUMNS,
    REVISION,
    THEME,
    SheetColumn,
    cell_of,
    values_of,
)
from kontakt.errors import KontaktError
from kontakt.files.spreadsheets import csv_file, neutral, workbook
from kontakt.files.writing import write_file
from kontakt.knowledge.article import Article
from kontakt.knowledge.base import Knowledge
from kontakt.library.names import theme_name
from kontakt.locale import N_, _, language

WrittenCell = str | int | date

_LONGEST_CELL = 32_767
"""In characters: what a cell of a workbook can hold."""


class SheetTable(StrEnum):
    ARTICLES = "articles"
    NOTES = "notes"


COLUMNS = {SheetTable.ARTICLES: ARTICLE_COLUMNS, SheetTable.NOTES: NOTE_COLUMNS}
SHEET_NAMES = {SheetTable.ARTICLES: N_("Articles"), SheetTable.NOTES: N_("Local notes")}


class SheetContents:
    """What a spreadsheet shows: the articles, the revision that each stands at, and the names of the region."""

    def __init__(self, knowledge: Knowledge, revisions: Mapping[str, int], region: Region) -> None:
        self._knowledge = knowledge
        self._revisions = revisions
        self._region = region

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self._knowledge.articles)

    def rows(self, table: SheetTable) -> Iterator[Sequence[WrittenCell]]:
        """The cells of a table, without its headings."""
        themes = {theme.id: theme_name(theme, language()) for theme in self._knowledge.every_theme}
        for article in self._knowledge.articles:
            if table is SheetTable.ARTICLES:
                yield self._article(article, themes[article.theme])
            else:
                yield from self._notes(article)

    def _article(self, article: Article, theme: str) -> Sequence[WrittenCell]:
        shown: dict[str, WrittenCell] = {ID: article.id, REVISION: self._revisions.get(article.id, 0), THEME: theme}
        values = values_of(article)
        return [
            shown[each.name] if each.name in shown else cell_of(each, values[each.name]) for each in ARTICLE_COLUMNS
        ]

    def _notes(self, article: Article) -> Iterator[Sequence[WrittenCell]]:
        revision = self._revisions.get(article.id, 0)
        for number, note in article.local.items():
            yield article.id, revision, article.title, f"{number} {self._region.name_of(number)}", note


def as_workbook(contents: SheetContents) -> bytes:
    """An xlsx file with a sheet of articles and one of local notes: headings that stay, filters, wrapped text that
    stays text. Raises KontaktError for a text that no cell can hold."""
    target = BytesIO()
    with workbook(target) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"})
        number = book.add_format({"valign": "top"})
        for table in SheetTable:
            columns = COLUMNS[table]
            sheet = book.add_worksheet(_(SHEET_NAMES[table]))
            sheet.freeze_panes(1, 1)
            for at, column in enumerate(columns):
                sheet.set_column(at, at, column.width, text if column.name != REVISION else number)
                sheet.write_string(0, at, _(column.title), heading)
            last = 0
            for last, row in enumerate(contents.rows(table), 1):
                for at, cell in enumerate(row):
                    match cell:
                        case "":
                            pass
                        case str():
                            sheet.write_string(last, at, _fitting(cell, str(row[0]), columns[at]), text)
                        case int():
                            sheet.write_number(last, at, cell, number)
                        case date():
                            sheet.write_datetime(last, at, cell, day)
            sheet.autofilter(0, 0, last, len(columns) - 1)
    return target.getvalue()


def _fitting(cell: str, article: str, column: SheetColumn) -> str:
    if len(cell) > _LONGEST_CELL:
        text = _("“{field}” of {id} is longer than the {longest} characters of a cell: write a .csv file.")
        raise KontaktError(text.format(field=_(column.title), id=article, longest=_LONGEST_CELL))
    return cell


def as_csv(contents: SheetContents, table: SheetTable) -> bytes:
    """One table as CSV, as Norwegian Excel opens it."""
    headings = [_(column.title) for column in COLUMNS[table]]
    return csv_file([headings, *([neutral(str(cell)) for cell in row] for row in contents.rows(table))])


def write_spreadsheet(
    contents: SheetContents, file: Path, table: SheetTable | None = None, *, overwrite: bool = False
) -> None:
    """Write a workbook or, where ``file`` ends in .csv, the ``table`` (None: articles), whole or not at all.

    Raises KontaktError for another ending, a table of a workbook, a file that stands there already unless it may be
    overwritten, or one that cannot be written.
    """
    ending = file.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise KontaktError(_("{file} ends in neither .xlsx nor .csv: name it so.").format(file=file))
    if ending == ".xlsx" and table is not None:
        raise KontaktError(_("A workbook holds articles and local notes: leave out --what, or write to a .csv file."))
    write_file(
        file,
        lambda: as_workbook(contents) if ending == ".xlsx" else as_csv(contents, table or SheetTable.ARTICLES),
        overwrite=overwrite,
    )
