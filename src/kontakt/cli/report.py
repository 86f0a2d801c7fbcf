"""``kontakt report``: the board as a file."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.lead_figures import opened_lead_service, period_of, stretch
from kontakt.cli.output import print_document, print_error, print_line
from kontakt.cli.parse import code, municipality_or_unknown
from kontakt.errors import KontaktError
from kontakt.files.reading import read_file
from kontakt.firstline import Period
from kontakt.firstline.periods import Comparison
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.lead.scope import Scope
from kontakt.library.names import KnownNames
from kontakt.locale import _
from kontakt.reports.comment import guarded_comment, is_masked, masked
from kontakt.reports.writing import ReportFormat, rendered, report_of, write_report

_FILES = (ReportFormat.XLSX, ReportFormat.HTML)
_LARGEST_COMMENT = 100_000  # bytes


_PERIOD = typer.Option(
    help=_("2026, 2026-Q4, 2026-11, 2026-W47 or 2026-11-22; this month unless given."), show_default=False
)
_MUNICIPALITY = typer.Option(
    help=_("Only the municipality of this name or number; unknown (ukjent) for those of none."), show_default=False
)
_CHANNEL = typer.Option(help=_("One of {codes}.").format(codes=", ".join(Channel)), show_default=False)
_CALLER_TYPE = typer.Option(help=_("One of {codes}.").format(codes=", ".join(CallerType)), show_default=False)
_AGAINST = typer.Option(help=_("Compare with the period before, or with the same a year before."))
_OUTPUT = typer.Option(
    "--output",
    "-o",
    help=_("The file to write; without one, or with -, it is printed."),
    show_default=False,
    readable=False,  # it is written, and never read
)
_COMMENT = typer.Option(
    help=_("A file with the lead's comment, in Markdown: it stands in the report."),
    show_default=False,
    readable=False,  # the reader itself says it in one sentence
)


def report(
    context: typer.Context,
    period: Annotated[str | None, _PERIOD] = None,
    first: Annotated[
        str | None, typer.Option("--from", help=_("The first day, in the place of --period."), show_default=False)
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help=_("The last day, included; today unless given."), show_default=False)
    ] = None,
    against: Annotated[Comparison, _AGAINST] = Comparison.NONE,
    municipality: Annotated[str | None, _MUNICIPALITY] = None,
    theme: Annotated[str | None, typer.Option(help=_("Only the theme with this id."), show_default=False)] = None,
    channel: Annotated[str | None, _CHANNEL] = None,
    caller_type: Annotated[str | None, _CALLER_TYPE] = None,
    format: Annotated[ReportFormat, typer.Option(help=_("How to write it."))] = ReportFormat.TEXT,
    output: Annotated[Path | None, _OUTPUT] = None,
    comment: Annotated[Path | None, _COMMENT] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))] = False,
) -> None:
    """csv has one fact a row, with decimal commas; xlsx has Excel's own charts; html is one printable page in the
    language that is set. Those two need a file, or ``--output -`` into a pipe.
    """
    printed = output is None or str(output) == "-"
    if printed and format in _FILES and (output is None or sys.stdout.isatty()):
        text = _("--format {format} is not for a screen: name a file with -o FILE.{format}.")
        raise KontaktError(text.format(format=format.value))
    through = code("--channel", channel, Channel) if channel else None
    who = code("--caller-type", caller_type, CallerType) if caller_type else None
    said = _comment(comment) if comment else ""
    with opened_lead_service(context.obj) as service:
        now = service.clock()
        asked_period = _period(period, first, last, now)
        scope = Scope(
            period=asked_period,
            against=against.of(asked_period, now),
            municipality=municipality_or_unknown(municipality, service.names.region),
            theme=_theme(theme, service.names),
            channel=through,
            caller_type=who,
        )
        if output is None or printed:
            print_document(rendered(report_of(service, scope, said), format))
            return
        write_report(service, scope, format, output, comment=said, overwrite=force)
    print_line(_("Written to {file}.").format(file=output))


def _comment(file: Path) -> str:
    """What stands in the file, as it may stand in a report. Raises KontaktError."""
    try:
        text = read_file(file, _LARGEST_COMMENT).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise KontaktError(_("{path} is not in UTF-8: save it so.").format(path=file)) from problem
    guarded = guarded_comment(text)
    if is_masked(guarded, text):
        print_error(masked())
    return guarded


def _period(period: str | None, first: str | None, last: str | None, now: datetime) -> Period:
    if period is not None and (first is not None or last is not None):
        raise KontaktError(_("--period and --from say the same: choose one of them."))
    if last is not None and first is None:
        raise KontaktError(_("--to {last} needs a --from: write the first day too.").format(last=last))
    return stretch(first, last, now) if first is not None else period_of(period, now)


def _theme(id: str | None, names: KnownNames) -> str | None:
    known = [theme.id for theme in names.themes]
    if id is not None and id not in known:
        text = _("--theme {id} is no theme. Choose one of {choices}.")
        raise KontaktError(text.format(id=id, choices=", ".join(known)))
    return id
