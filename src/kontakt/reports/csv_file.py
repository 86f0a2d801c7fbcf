"""A report's figures as CSV, one fact a row: filter by table and measure, put municipalities in the rows, and pivot."""

from datetime import date

from kontakt.files.spreadsheets import csv_file, neutral
from kontakt.reports.document import ReportDocument
from kontakt.reports.for_machines import Simple, facts


def as_csv(document: ReportDocument) -> bytes:
    """UTF-8 with a byte order mark, semicolons, decimal commas and ISO dates, whatever the language, as Norwegian Excel
    opens it. Shares are numbers in 0–1. What people wrote is never a formula."""
    headings, rows = facts(document)
    return csv_file([headings, *([_cell(cell) for cell in row] for row in rows)])


def _cell(cell: Simple) -> str:
    match cell:
        case None:
            return ""
        case float():
            return _decimal(cell)
        case int():
            return str(cell)
        case date():
            return cell.isoformat()
    return neutral(cell)


def _decimal(number: float) -> str:
    return str(number).replace(".", ",")
