"""A report as a workbook: real numbers, dates and charts, and no formula."""

import io
import re
import warnings
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from kontakt.lead.figures import LeadFigures
from kontakt.library.names import KnownNames
from kontakt.locale import use_language
from kontakt.reports.document import ReportDocument
from kontakt.reports.document_report import document
from kontakt.reports.writing import ReportFormat, rendered

from .conftest import NOW

pytestmark = pytest.mark.xdist_group("report")  # one worker makes it for all of them


@pytest.fixture(scope="module")
def data(made: ReportDocument) -> bytes:
    return rendered(made, ReportFormat.XLSX)


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return opened(data)


def opened(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparkline", UserWarning)  # openpyxl does not know them
        return load_workbook(io.BytesIO(data))


def parts(data: bytes, folder: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name).decode() for name in packed.namelist() if name.startswith(folder)]


def test_the_first_sheet_says_what_the_figures_are_of(made: ReportDocument, book: Workbook) -> None:
    texts = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert texts[:2] == [made.title, made.heading]
    assert made.definition in texts


def test_every_table_has_a_sheet_that_can_be_filtered(made: ReportDocument, book: Workbook) -> None:
    names = [table.title for table in made.tables]
    assert [sheet.title for sheet in book.worksheets] == ["Report", *names, "All figures"]
    assert all(sheet.auto_filter.ref and sheet.freeze_panes == "A2" for sheet in book.worksheets[1:])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_names_of_the_sheets_fit_in_every_language(awkward: LeadFigures, names: KnownNames, language: str) -> None:
    use_language(language)
    made = document(awkward, names, lambda: NOW)
    assert [table.title for table in made.tables if len(table.title) > 31] == []
    opened(rendered(made, ReportFormat.XLSX))


def test_no_cell_is_a_formula(book: Workbook) -> None:
    assert {cell.data_type for sheet in book.worksheets for row in sheet for cell in row} <= {"s", "n", "d"}


def test_shares_are_numbers_in_per_cent_and_days_are_days(book: Workbook) -> None:
    headings = [cell.value for cell in book["The last weeks"][1]]
    row = book["The last weeks"][13]
    cells = dict(zip(headings, row, strict=True))
    assert cells["Begins"].value == datetime(2026, 11, 16)  # noqa: DTZ001 (a spreadsheet knows no time zone)
    assert (cells["Gross"].data_type, cells["Gross"].number_format) == ("n", "0.0 %")


def test_the_charts_are_excels_own(data: bytes, made: ReportDocument) -> None:
    charts = parts(data, "xl/charts/chart")
    assert len(charts) == 3
    assert "errBars" in "".join(charts)
    titles = [table.chart.title for table in made.tables if table.chart]
    assert all(any(title in chart for title in titles) for chart in charts)


def test_no_agent_is_named(data: bytes) -> None:
    assert not re.search(r"\b(kari|ola|liv)\b", "".join(parts(data, "xl/")))
