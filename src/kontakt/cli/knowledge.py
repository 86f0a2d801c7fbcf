"""``kontakt knowledge``: moving the knowledge base to and from files."""

from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.changes import changes
from kontakt.cli.check import check
from kontakt.cli.coverage import coverage
from kontakt.cli.importing import import_
from kontakt.cli.output import print_error, print_line
from kontakt.cli.paragraphs import paragraphs
from kontakt.cli.progress import shown_progress
from kontakt.cli.spreadsheet import app as spreadsheet
from kontakt.cli.taking_back import take_back
from kontakt.database import reading, writing
from kontakt.editor.exchange.import_export import format_knowledge, write_knowledge
from kontakt.errors import KontaktError
from kontakt.installation import starter
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.locale import _, ngettext

app = typer.Typer(help=_("The knowledge base as files."), no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[
    Path, typer.Argument(help=_("The folder with articles/, themes.yaml and region.yaml."), readable=False)
]


app.command("import", help=_("Read a folder into the knowledge base."))(import_)
app.command("check", help=_("Find what ought to be looked at: errors and warnings, with file and line."))(check)


@app.command("export", help=_("Write the knowledge base to a folder."))
def export(context: typer.Context, folder: Folder) -> None:
    """``exported.json`` beside the files says what editors had changed, so that a later import need not ask."""
    with (
        opened_database(context.obj, utc_now()) as engine,
        reading(engine) as session,
        shown_progress() as progress,
    ):
        written = write_knowledge(session, folder, progress)
    print_line(
        ngettext(
            "{count} file written to {folder}.", "{count} files written to {folder}.", len(written.changed)
        ).format(count=len(written.changed), folder=folder)
    )
    for file in written.left_over:
        print_error(_("{file} belongs to no article; it was left as it is.").format(file=file))


app.add_typer(spreadsheet, name="spreadsheet")
app.command("take-back", help=_("Have the articles as they were before your last change, of one or of many."))(
    take_back
)
app.command("changes", help=_("What was changed across articles: by whom, when, and the difference."))(changes)
app.command("paragraphs", help=_("Which articles rest on the same paragraph, with the figures that each gives."))(
    paragraphs
)
app.command("coverage", help=_("Where there is a local note, and where nobody has looked."))(coverage)


@app.command("format", help=_("Make a folder's files canonical."))
def format_(folder: Folder) -> None:
    changed = format_knowledge(folder)
    for file in changed:
        print_line(file)
    print_line(ngettext("{count} file changed.", "{count} files changed.", len(changed)).format(count=len(changed)))


@app.command("starter", help=_("List the articles that came with a newer kontakt; take or decline them."))
def starter_(
    context: typer.Context,
    take: Annotated[
        bool, typer.Option("--take", help=_("Store them. What editors have changed is left alone."))
    ] = False,
    decline: Annotated[bool, typer.Option("--decline", help=_("Do not offer them again until they change."))] = False,
) -> None:
    if take and decline:
        raise KontaktError(_("Choose one of --take and --decline."))
    with opened_database(context.obj, utc_now()) as engine, writing(engine) as session:
        if take:
            ids, sentence = (
                starter.take_offers(session, by=context.obj.agent, at=utc_now()),
                _("Taken: {count}."),
            )
        elif decline:
            ids, sentence = starter.decline_offers(session), _("Declined: {count}.")
        else:
            ids, sentence = tuple(offer.id for offer in starter.offers(session)), _("On offer: {count}.")
    for id in ids:
        print_line(id)
    print_line(sentence.format(count=len(ids)))
