"""``kontakt knowledge``: moving the knowledge base to and from files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kontakt.database import Engine, reading, writing
from kontakt.desk import exchange, starter
from kontakt.desk.data_folder import make_data_folder
from kontakt.desk.setup import open_database
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.locale import _, ngettext
from kontakt.settings import Settings

app = typer.Typer(help=_("The knowledge base as files."), no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(help=_("The folder with articles/, themes.yaml and region.yaml."))]


@contextmanager
def _database(settings: Settings) -> Iterator[Engine]:
    make_data_folder(settings)
    engine = open_database(settings, datetime.now(UTC))
    try:
        yield engine
    finally:
        engine.dispose()


@app.command("import", help=_("Read a folder into the knowledge base."))
def import_(
    context: typer.Context,
    folder: Folder,
    replace: Annotated[
        bool,
        typer.Option("--replace", help=_("Put it in the place of everything that is there, starter articles too.")),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask before replacing."))] = False,
) -> None:
    with _database(context.obj) as engine:
        with reading(engine) as session:
            known = directory.load(session)
        read = exchange.read_knowledge(folder, known)
        if (
            replace
            and not yes
            and not typer.confirm(_("Replace the whole knowledge base with {folder}?").format(folder=folder))
        ):
            raise KontaktError(_("Nothing was replaced."))
        with writing(engine) as session:
            saved = exchange.store_knowledge(session, read, by=context.obj.agent, at=datetime.now(UTC), replace=replace)
    for warning in read.folder.warnings:
        typer.echo(warning, err=True)
    typer.echo(
        ngettext("{count} article read", "{count} articles read", len(read.folder.articles)).format(
            count=len(read.folder.articles)
        )
        + ": "
        + _("{changed} new or changed, {removed} removed.").format(
            changed=len(saved.articles), removed=len(saved.removed)
        )
    )


@app.command("export", help=_("Write the knowledge base to a folder."))
def export(context: typer.Context, folder: Folder) -> None:
    with _database(context.obj) as engine, reading(engine) as session:
        written = exchange.write_knowledge(session, folder)
    typer.echo(
        ngettext(
            "{count} file written to {folder}.", "{count} files written to {folder}.", len(written.changed)
        ).format(count=len(written.changed), folder=folder)
    )
    for file in written.left_over:
        typer.echo(_("{file} belongs to no article; it was left as it is.").format(file=file), err=True)


@app.command("format", help=_("Make a folder's files canonical."))
def format_(folder: Folder) -> None:
    changed = exchange.format_knowledge(folder)
    for file in changed:
        typer.echo(file)
    typer.echo(ngettext("{count} file changed.", "{count} files changed.", len(changed)).format(count=len(changed)))


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
    with _database(context.obj) as engine, writing(engine) as session:
        if take:
            ids, sentence = (
                starter.take_offers(session, by=context.obj.agent, at=datetime.now(UTC)),
                _("Taken: {count}."),
            )
        elif decline:
            ids, sentence = starter.decline_offers(session), _("Declined: {count}.")
        else:
            ids, sentence = tuple(each.id for each in starter.offers(session)), _("On offer: {count}.")
    for id in ids:
        typer.echo(id)
    typer.echo(sentence.format(count=len(ids)))
