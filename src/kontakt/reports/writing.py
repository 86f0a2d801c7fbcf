"""A report as a file."""

import re
from enum import StrEnum
from pathlib import Path

from kontakt.files.writing import write_file
from kontakt.lead.labels import municipality_name, period_name
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.locale import _
from kontakt.reports.document import ReportDocument
from kontakt.reports.document_report import document


class ReportFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


def write_report(
    service: LeadService,
    scope: Scope,
    format: ReportFormat,
    path: Path,
    *,
    comment: str = "",
    overwrite: bool = False,
) -> None:
    """Write what the board knows of the scope, whole or not at all, in the language of the screen. ``comment`` is as
    ``guarded_comment`` lets it through.

    Raises KontaktError for a file that stands there already unless it may be overwritten, one that cannot be written,
    or a database that is away.
    """
    write_file(path, lambda: rendered(report_of(service, scope, comment), format), overwrite=overwrite)


def report_of(service: LeadService, scope: Scope, comment: str = "") -> ReportDocument:
    return document(service.figures(scope), service.names, service.clock, comment)


def rendered(made: ReportDocument, format: ReportFormat) -> bytes:
    """The document as the bytes of a file. What a format needs is imported when it is asked for."""
    match format:
        case ReportFormat.TEXT:
            from kontakt.reports.text_file import as_text  # noqa: PLC0415

            return as_text(made).encode()
        case ReportFormat.JSON:
            from kontakt.reports.json_file import as_json  # noqa: PLC0415

            return as_json(made).encode()
        case ReportFormat.CSV:
            from kontakt.reports.csv_file import as_csv  # noqa: PLC0415

            return as_csv(made)
        case ReportFormat.XLSX:
            from kontakt.reports.xlsx_file import as_workbook  # noqa: PLC0415

            return as_workbook(made)
        case ReportFormat.HTML:
            from kontakt.reports.html_file import as_html  # noqa: PLC0415

            return as_html(made).encode()


def suggested_name(service: LeadService, scope: Scope, format: ReportFormat) -> str:
    """A file name that tells what is in it: ``førstelinje-tinn-4-kvartal-2026.html``."""
    where = municipality_name(scope.municipality, service.names)
    words = re.findall(r"[\w]+", f"{_('first line')} {where} {period_name(scope.period)}".lower())
    ending = "txt" if format is ReportFormat.TEXT else format.value
    return f"{'-'.join(words)}.{ending}"
