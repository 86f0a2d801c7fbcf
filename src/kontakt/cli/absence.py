"""``kontakt absence``: who is away, and until when; never why."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.calendars import app as calendars
from kontakt.cli.output import print_columns, print_line
from kontakt.cli.parse import municipality_number
from kontakt.cli.region_contacts import Municipality, Who, known_contacts
from kontakt.database import reading
from kontakt.desk.availability_texts import availability_line, is_in, was_not_away
from kontakt.desk.contact_texts import place_of
from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.library import presence_changes
from kontakt.library.absence_table import AbsenceTable, absences_of, one_contact, read_absence_table
from kontakt.library.reachable import away_now, key_of
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import OSLO, number
from kontakt.presence import store
from kontakt.presence.absence import ENOUGH_CONTACTS
from kontakt.presence.calendar_file import read_calendar_file
from kontakt.presence.half_days import half_day_lines, read_half_days
from kontakt.presence.until import end_of_day, stretch_of
from kontakt.search import fold

app = typer.Typer(help=_("Who is away, and until when."), no_args_is_help=True, rich_markup_mode=None)
app.add_typer(calendars, name="feed")


@app.command("add", help=_("Tell that somebody is away."))
def add(
    context: typer.Context,
    who: Who,
    municipality: Municipality = None,
    begins: Annotated[
        str | None,
        typer.Option("--from", help=_("The day or time from which on; without it, from now."), show_default=False),
    ] = None,
    until: Annotated[
        str | None, typer.Option(help=_("14:30, fredag, 24.12 or 24.12 12:00; without it, the rest of today."))
    ] = None,
    answers_phone: Annotated[
        bool, typer.Option("--answers-phone", help=_("They answer the phone all the same."))
    ] = False,
) -> None:
    now = utc_now()
    try:
        text = f"{begins} til {until or begins}" if begins else until
        first, ends = stretch_of(text, now) if text else (now, end_of_day(now))
    except ValueError as wrong:
        raise KontaktError(str(wrong)) from wrong
    with opened_database(context.obj, now) as engine:
        region, contacts = known_contacts(engine)
        found = one_contact(who, contacts, municipality_number(municipality, region))
        presence_changes.say_away(engine, found, ends, now=now, begins=first, phone_closed=not answers_phone)
        with reading(engine) as session:
            known = store.load(session).of(key_of(found), found.hours, now)
    line = availability_line(known, now.astimezone(OSLO).date())
    print_line(f"{found.name_in(language())}: {line}")


@app.command("end", help=_("Tell that somebody is in after all."))
def end(context: typer.Context, who: Who, municipality: Municipality = None) -> None:
    now = utc_now()
    with opened_database(context.obj, now) as engine:
        region, contacts = known_contacts(engine)
        found = one_contact(who, contacts, municipality_number(municipality, region))
        name = found.name_in(language())
        if not presence_changes.say_in(engine, found, now=now):
            raise KontaktError(was_not_away(name))
    print_line(is_in(name))


@app.command("list", help=_("List who is away now."))
def list_(context: typer.Context, municipality: Municipality = None) -> None:
    now = utc_now()
    today = now.astimezone(OSLO).date()
    with opened_database(context.obj, now) as engine:
        region, contacts = known_contacts(engine)
        with reading(engine) as session:
            presence = store.load(session)
    where = municipality_number(municipality, region)
    rows = [
        (each.name_in(language()), place_of(each, region), availability_line(known, today))
        for each, known in away_now(contacts, presence, now)
        if where in (None, each.municipality)
    ]
    if rows:
        print_columns(rows)
    else:
        print_line(_("Nobody is away."))


@app.command("import", help=_("Read who is away from a .csv file, or from somebody's calendar (.ics)."))
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("The .csv or .ics file."), readable=False)],
    who: Annotated[
        str | None,
        typer.Option(help=_("Whose calendar an .ics file is: the contact's name."), show_default=False),
    ] = None,
    municipality: Municipality = None,
) -> None:
    """A row for each absence, below headings: navn, kommune, fra, til, kode. A code such as LUN: or MØT; tells whether
    the phone is closed (:) or open (;), and is not kept. What an earlier list told of the same contacts is replaced."""
    now = utc_now()
    with opened_database(context.obj, now) as engine:
        region, contacts = known_contacts(engine)
        if file.suffix.casefold() == ".ics":
            if who is None:
                raise KontaktError(_("Say whose calendar it is: --who NAME."))
            found = one_contact(who, contacts, municipality_number(municipality, region))
            read = AbsenceTable(absences_of(found, read_calendar_file(file, now), now), frozenset({key_of(found)}))
        else:
            numbers = {fold(each.name): each.number for each in region.municipalities}
            read = read_absence_table(file, contacts, numbers, now)
        presence_changes.replace_list(engine, read.absences, read.concerned, now=now)
    text = ngettext("{count} absence read.", "{count} absences read.", len(read.absences))
    print_line(text.format(count=len(read.absences)))


@app.command("unanswered", help=_("How often nobody answered, by unit: for the lead."))
def unanswered(
    context: typer.Context,
    days: Annotated[int, typer.Option(help=_("The days to count, today among them."), min=1, max=3660)] = 30,
) -> None:
    """Of units with {absence_contacts} contacts or more, and never finer."""
    today = utc_now().astimezone(OSLO).date()
    with opened_database(context.obj, utc_now()) as engine:
        region, contacts = known_contacts(engine)
        with reading(engine) as session:
            counts = store.unanswered_counts(session, today - timedelta(days=days - 1), today)
    rows = [
        (found.name_in(language()), place_of(found, region), number(n))
        for municipality, unit, n in counts
        if (found := contacts.unit(f"{municipality}/{unit}"))
    ]
    if rows:
        print_columns(rows)
    else:
        print_line(
            _("In every unit of {contacts} contacts or more, somebody always answered.").format(
                contacts=ENOUGH_CONTACTS
            )
        )


@app.command("half-days", help=_("The days on which the region's offices close early."))
def half_days(
    context: typer.Context,
    days: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help=_("A day and the hour: 24.12 12:00; once for each. They replace those that were."),
            show_default=False,
        ),
    ] = None,
    usual: Annotated[bool, typer.Option("--usual", help=_("Have the usual ones again."))] = False,
) -> None:
    with opened_database(context.obj, utc_now()) as engine:
        if days and usual:
            raise KontaktError(_("Give either --set or --usual."))
        if days or usual:
            try:
                presence_changes.put_half_days(engine, read_half_days("\n".join(days or ())))
            except ValueError as wrong:
                raise KontaktError(str(wrong)) from wrong
        with reading(engine) as session:
            known = store.load(session).days_off
    for line in half_day_lines(known.half_days).splitlines():
        print_line(line)
