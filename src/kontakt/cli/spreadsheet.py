"""``kontakt knowledge spreadsheet``: articles, keywords and local notes for people who review."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.output import print_line
from kontakt.database import reading
from kontakt.editor.exchange.spreadsheet import SheetTable, write_spreadsheet
from kontakt.installation.opening import opened_database
from kontakt.knowledge import store
from kontakt.locale import _, ngettext


def spreadsheet(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help=_("The file to write: .xlsx holds every table, .csv one."), readable=False)
    ],
    what: Annotated[
        SheetTable | None, typer.Option(help=_("The table in a .csv file."), show_default=SheetTable.ARTICLES.value)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))] = False,
) -> None:
    """A .csv file is UTF-8 with semicolons, as Norwegian Excel opens it."""
    with opened_database(context.obj, datetime.now(UTC)) as engine, reading(engine) as session:
        knowledge = store.load(session)
    write_spreadsheet(knowledge, file, what, overwrite=force)
    count = len(knowledge.articles)
    text = ngettext("{count} article written to {file}.", "{count} articles written to {file}.", count)
    print_line(text.format(count=count, file=file))
