"""``kontakt import answered``: what the phone system answered."""

from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.output import print_line
from kontakt.database import reading, writing
from kontakt.directory import store as directory
from kontakt.inquiries.log import phone_calls as store
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.lead.phone_log import read_phone_log
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number, short_date

app = typer.Typer(help=_("Figures from other systems."), no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def figures_from_others() -> None:
    """So that ``answered`` is a command of its own, although it is the only one."""


@app.command("answered", help=_("Read how many calls the phone system answered."))
def answered(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            help=_("CSV with a day (dato), a municipality or line (kommune, linje), and calls (besvart)."),
            readable=False,  # the reader itself says it in one sentence
        ),
    ],
) -> None:
    """The days and municipalities that the file tells of are replaced. The board then shows logged ÷ answered."""
    with opened_database(context.obj, utc_now()) as engine:
        with reading(engine) as session:
            region = directory.load_or_empty(session)
        rows = read_phone_log(file, region)
        with writing(engine) as session:
            store.store(session, rows)
    days = [row.day for row in rows]
    calls = sum(row.calls for row in rows)
    text = ngettext(
        "{count} answered call read, {first} to {last}.", "{count} answered calls read, {first} to {last}.", calls
    )
    print_line(text.format(count=number(calls), first=short_date(min(days)), last=short_date(max(days))))
    for municipality in region.municipalities:
        if any(row.municipality == municipality.number for row in rows):
            own = sum(row.calls for row in rows if row.municipality == municipality.number)
            print_line(f"  {municipality.name}: {number(own)}")
    if shared := sorted({row.line for row in rows if not row.municipality}):
        together = sum(row.calls for row in rows if not row.municipality)
        lines = ", ".join(line or _("without a line") for line in shared)
        print_line("  " + _("The region as a whole: {count} ({lines})").format(count=number(together), lines=lines))
