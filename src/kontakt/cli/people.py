"""``kontakt people``: the lists of contacts as files, and as tables for a spreadsheet."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.field_differences import difference_lines
from kontakt.cli.output import print_error, print_line
from kontakt.cli.parse import municipality_number
from kontakt.database import reading, writing
from kontakt.directory import store as directory
from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import REGION, ContactList
from kontakt.directory.contacts.files import file_of, format_contact_list, read_contact_files
from kontakt.directory.region import Region
from kontakt.editor.exchange.contacts_check import check_contacts
from kontakt.editor.exchange.contacts_import import take_contacts, write_contacts
from kontakt.editor.exchange.contacts_table import (
    ENDINGS,
    columns_not_read,
    contacts_table,
    contacts_workbook,
    read_contacts_table,
)
from kontakt.errors import KontaktError
from kontakt.files.text_diff import FieldDifference, differences
from kontakt.files.writing import write_file
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.files.exported import read_exported
from kontakt.library.presence_changes import no_longer_read
from kontakt.locale import _, ngettext
from kontakt.locale.formats import listed, number
from kontakt.presence import store as presence

app = typer.Typer(help=_("Units, contacts and who answers for what."), no_args_is_help=True, rich_markup_mode=None)

_Municipality = Annotated[
    str | None,
    typer.Option(help=_("Whose list a .csv or .xlsx file is: the municipality's name or number."), show_default=False),
]


@app.command("import", help=_("Read lists of contacts: a folder with people/, or a municipality's .csv or .xlsx file."))
def import_(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help=_("The folder, or the .csv or .xlsx file."), readable=False)],
    municipality: _Municipality = None,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("Take the files' lists also where they were changed here."))
    ] = False,
    ours: Annotated[bool, typer.Option("--ours", help=_("Keep the lists here where both were changed."))] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be changed, and store nothing."))
    ] = False,
) -> None:
    """A table has a row for each contact, below headings: enhet, navn, tittel, telefon, e-post, svarer for,
    stedfortreder for, svarer innen (working days, in the unit's row). It is put in the place of the municipality's
    list; hours and what else a table has no column for stay."""
    if theirs and ours:
        raise KontaktError(_("Choose one of --theirs and --ours."))
    now = utc_now()
    bases: Mapping[str, str] = {}
    with opened_database(context.obj, now) as engine:
        with reading(engine) as session:
            region = directory.load_or_empty(session)
            before = store.load(session)
        if source.suffix.casefold() in ENDINGS:
            stood = _list_of(before, _whose(municipality, region))
            lists: Sequence[ContactList] = (read_contacts_table(source, stood),)
            _tell_columns_not_read(source)
            theirs = not ours  # who names one list means to replace it
        else:
            lists, bases = _in_folder(source), read_exported(source)
        if dry_run:
            _print_differences(before, lists)
            return
        with writing(engine) as session:
            calendars = presence.feeds(session)
            taken, kept = take_contacts(
                session, lists, region, by=context.obj.agent, at=now, theirs=theirs, ours=ours, bases=bases
            )
            read_still = {each.who for each in presence.feeds(session)}
    print_line(_summary(lists))
    text = ngettext("{count} list new or changed.", "{count} lists new or changed.", len(taken))
    print_line(text.format(count=len(taken)))
    if gone := [each for each in calendars if each.who not in read_still]:
        print_line(no_longer_read(gone, before))
    if kept:
        text = _("Kept as edited here: {files}. To take the files' instead, add --theirs.")
        print_line(text.format(files=", ".join(kept)))


@app.command("export", help=_("Write the lists of contacts: to a folder, or a municipality's as a .csv or .xlsx file."))
def export(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help=_("The folder, or the .csv or .xlsx file."), readable=False)],
    municipality: _Municipality = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))] = False,
) -> None:
    with opened_database(context.obj, utc_now()) as engine, reading(engine) as session:
        region, lists = directory.load_or_empty(session), store.load(session)
        changed = write_contacts(session, target) if target.suffix.casefold() not in ENDINGS else 0
    if target.suffix.casefold() in ENDINGS:
        wanted = _list_of(lists, _whose(municipality, region))
        write = contacts_table if target.suffix.casefold() == ".csv" else contacts_workbook
        write_file(target, lambda: write(wanted), overwrite=force)
        print_line(_("{what} written to {file}.").format(what=_summary((wanted,)), file=target))
        return
    text = ngettext("{count} file written to {folder}.", "{count} files written to {folder}.", changed)
    print_line(text.format(count=changed, folder=target))


@app.command("check", help=_("Find what ought to be looked at in the lists of contacts."))
def check(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            help=_("The folder with people/; without one, what is stored is checked."),
            show_default=False,
            readable=False,
        ),
    ] = None,
) -> None:
    """Ends with exit status 1 when a file cannot be read, or there is none. What is only worth a look is a line
    each."""
    with opened_database(context.obj, utc_now()) as engine, reading(engine) as session:
        region, found = directory.load_or_empty(session), knowledge.load(session)
        lists = _in_folder(folder) if folder else store.load(session)
    findings = check_contacts(lists, region, found)
    for each in findings:
        print_error(each)
    print_line(_summary(lists))
    text = ngettext("{count} thing to look at.", "{count} things to look at.", len(findings))
    print_line(text.format(count=number(len(findings))))


def _print_differences(before: Sequence[ContactList], lists: Sequence[ContactList]) -> None:
    """Print what the lists have otherwise than those that are stored."""
    for each in lists:
        stood = next((format_contact_list(old) for old in before if old.municipality == each.municipality), "")
        file = file_of(each.municipality)
        if lines := differences(stood, format_contact_list(each)):
            for line in difference_lines([FieldDifference(file, file, lines)]):
                print_line(line)
    print_line(_summary(lists))
    print_line(_("Nothing was stored."))


def _tell_columns_not_read(file: Path) -> None:
    """A heading that is spelled otherwise would else lose its whole column without a word."""
    if headings := columns_not_read(file):
        text = ngettext("The column {names} is not read.", "The columns {names} are not read.", len(headings))
        print_error(text.format(names=listed([_("“{text}”").format(text=each) for each in headings])))


def _in_folder(folder: Path) -> Sequence[ContactList]:
    """The lists of a knowledge folder. Raises KontaktError where there are none."""
    lists = read_contact_files(folder)
    if not lists:
        raise KontaktError(_("{folder} has no people/ with lists of contacts.").format(folder=folder))
    return lists


def _whose(municipality: str | None, region: Region) -> str:
    """Whose list it is. Raises KontaktError where nobody has said."""
    if municipality is None:
        raise KontaktError(_("Say whose list it is: --municipality NAME, or --municipality region for the shared one."))
    if municipality.casefold() == REGION:
        return REGION
    return municipality_number(municipality, region) or REGION


def _list_of(lists: Sequence[ContactList], municipality: str) -> ContactList:
    return next((each for each in lists if each.municipality == municipality), ContactList(municipality=municipality))


def _summary(lists: Sequence[ContactList]) -> str:
    """How much there is, in words."""
    units, contacts, tasks = (
        sum(len(getattr(each, name)) for each in lists) for name in ("units", "contacts", "responsibilities")
    )
    return ", ".join(
        (
            ngettext("{count} unit", "{count} units", units).format(count=number(units)),
            ngettext("{count} contact", "{count} contacts", contacts).format(count=number(contacts)),
            ngettext("{count} responsibility", "{count} responsibilities", tasks).format(count=number(tasks)),
        )
    )
