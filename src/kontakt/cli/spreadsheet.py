"""``kontakt knowledge spreadsheet``: articles and local notes for people who work in a spreadsheet, and what they
changed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.field_differences import difference_lines
from kontakt.cli.interrupts import nothing_stored
from kontakt.cli.output import agreed, answer_to, print_error, print_line
from kontakt.database import Engine, reading, writing
from kontakt.directory import store as directory
from kontakt.editor.commands import EditorTransaction
from kontakt.editor.exchange.import_export import ConflictChoice
from kontakt.editor.exchange.spreadsheet import SheetContents, SheetTable, write_spreadsheet
from kontakt.editor.exchange.spreadsheet_changes import ReadBack, compare_spreadsheet, store_read_back
from kontakt.errors import KontaktError
from kontakt.files.sheet_reading import Sheet, read_sheets
from kontakt.files.validation import Problems
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.knowledge import store
from kontakt.locale import _, ngettext

app = typer.Typer(
    help=_("Articles and local notes in a spreadsheet, and back."), no_args_is_help=True, rich_markup_mode=None
)


@app.command("write", help=_("Write articles and local notes to a .xlsx or .csv file."))
def write(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help=_("The file to write: .xlsx holds both tables, .csv one."), readable=False)
    ],
    what: Annotated[
        SheetTable | None, typer.Option(help=_("The table in a .csv file."), show_default=SheetTable.ARTICLES.value)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))] = False,
) -> None:
    """A .csv file is UTF-8 with semicolons, as Norwegian Excel opens it."""
    with opened_database(context.obj, utc_now()) as engine, reading(engine) as session:
        knowledge, region = store.load(session), directory.load_or_empty(session)
        revisions = {id: each.number for id, each in store.standing(session).items()}
    contents = SheetContents(knowledge, revisions, region)
    write_spreadsheet(contents, file, what, overwrite=force)
    text = ngettext("{count} article written to {file}.", "{count} articles written to {file}.", contents.count)
    print_line(text.format(count=contents.count, file=file))


@app.command("read", help=_("Show what was changed in such a file, and store it."))
def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("The .xlsx or .csv file that came back."), readable=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show what would change, and store nothing."))] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("Take the file's texts also where they were changed here."))
    ] = False,
    ours: Annotated[bool, typer.Option("--ours", help=_("Keep what is here where both were changed."))] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help=_("Empty what was emptied in the file. Without it, it is asked."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask before storing."))] = False,
) -> None:
    """Only cells that differ from what was written are taken; columns may be moved or removed, rows too. What an error
    keeps from being published stays as it is. `kontakt knowledge take-back` takes the whole file back."""
    if theirs and ours:
        raise KontaktError(_("Choose one of --theirs and --ours."))
    choice = ConflictChoice.THEIRS if theirs else ConflictChoice.OURS if ours else None
    with nothing_stored():
        sheets = read_sheets(file)
        with opened_database(context.obj, utc_now()) as engine:
            _read(engine, context.obj.agent, sheets, choice, empty=empty, dry_run=dry_run, yes=yes)


def _read(
    engine: Engine,
    agent: str,
    sheets: tuple[Sheet, ...],
    choice: ConflictChoice | None,
    *,
    empty: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    read_back = _told(engine, agent, sheets, choice, empty=empty)
    if not read_back.articles:
        raise KontaktError(_("There is no article in the file: read one that this program has written."))
    if dry_run:
        print_line(_("This was a dry run: nothing was stored."))
        return
    asks = sys.stdin.isatty() and not yes
    asked = choice, empty
    if read_back.conflicts and choice is None:
        choice = _chosen(read_back, asks=asks)
    if read_back.emptied and not empty and asks:
        count = len(read_back.emptied)
        question = ngettext("Empty {count} field?", "Empty {count} fields?", count).format(count=count)
        empty = agreed(question)
    if asked != (choice, empty):
        read_back = _told(engine, agent, sheets, choice, empty=empty)
    if not read_back.changes:
        print_line(_("There is nothing to store."))
        return
    if not yes:
        _confirm(read_back)
    with writing(engine) as session:
        stored = store_read_back(EditorTransaction(session, agent, utc_now()), read_back)
    text = ngettext("{count} article changed.", "{count} articles changed.", stored.changed)
    told = text.format(count=stored.changed)
    print_line(" ".join(filter(None, (told, stored.left_alone))))
    if stored.changed:
        print_line(_("`kontakt knowledge take-back` has them all as they were before."))


def _told(
    engine: Engine, agent: str, sheets: tuple[Sheet, ...], choice: ConflictChoice | None, *, empty: bool
) -> ReadBack:
    """What would be stored, after it has been shown. Raises Problems where it cannot be stored."""
    with reading(engine) as session:
        transaction = EditorTransaction(session, agent, utc_now())
        read_back = compare_spreadsheet(transaction, sheets, choice=choice, empty=empty)
    _show(read_back)
    if read_back.problems:
        raise Problems([_("Nothing was stored: mend these cells, and read the file again."), *read_back.problems])
    return read_back


def _chosen(read_back: ReadBack, *, asks: bool) -> ConflictChoice:
    """Whose texts are to stand. Raises KontaktError where nobody can be asked, or the answer is to stop."""
    if not asks:
        count = len(read_back.conflicts)
        text = ngettext(
            "{count} field was changed both here and in the file: add --theirs to take the file's, or --ours to keep "
            "what is here. Nothing was stored.",
            "{count} fields were changed both here and in the file: add --theirs to take the file's, or --ours to keep "
            "what is here. Nothing was stored.",
            count,
        )
        raise KontaktError(text.format(count=count))
    while True:
        match answer_to(_("t: take theirs (the file's), o: keep ours (the database's), s: stop")).strip().casefold():
            case "t" | ConflictChoice.THEIRS:
                return ConflictChoice.THEIRS
            case "o" | ConflictChoice.OURS:
                return ConflictChoice.OURS
            case "s":
                raise KontaktError(_("Stopped. Nothing was stored."))


def _confirm(read_back: ReadBack) -> None:
    """Raises KontaktError where nothing is to be stored, and where nobody can be asked."""
    if not sys.stdin.isatty():
        raise KontaktError(_("Nothing was stored: add --yes to store it without being asked."))
    articles = ngettext("{count} article", "{count} articles", len(read_back.changes)).format(
        count=len(read_back.changes)
    )
    question = ngettext("Store {count} field in {articles}?", "Store {count} fields in {articles}?", read_back.fields)
    if not agreed(question.format(count=read_back.fields, articles=articles)):
        raise KontaktError(_("Nothing was stored."))


def _show(read_back: ReadBack) -> None:
    for each in read_back.changes:
        print_line(f"{each.before.title}  {each.before.id}", bold=True)
        for line in difference_lines(each.fields):
            print_line(line)
        print_line()
    for conflict in read_back.conflicts:
        print_line(
            _("Changed here as well: “{title}”, {field}").format(title=conflict.article.title, field=conflict.label),
            bold=True,
        )
        for side, text in ((_("here"), conflict.here), (_("in the file"), conflict.there)):
            print_line(f"  {side}:")
            for line in text.splitlines() or ["–"]:
                print_line(f"    {line}")
    for title, label in read_back.emptied:
        print_line(_("Emptied in the file: “{title}”, {field}").format(title=title, field=label))
    for sentence in read_back.refused:
        print_error(sentence)
    for name in read_back.unread:
        print_error(_("Not read: {name} is none of what was written.").format(name=name))
    count = read_back.articles
    articles = ngettext("{count} article read", "{count} articles read", count).format(count=count)
    changed = len(read_back.changes)
    figures = ngettext("{count} changed.", "{count} changed.", changed).format(count=changed)
    print_line(f"{articles}: {figures}")
