"""``kontakt absence feed``: the calendars of contacts at their web addresses."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

import typer

from kontakt.cli.output import print_columns, print_line
from kontakt.cli.parse import municipality_number
from kontakt.cli.region_contacts import Municipality, Who, known_contacts
from kontakt.database import reading
from kontakt.desk.calendar_texts import feed_state
from kontakt.desk.contact_texts import place_of
from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.library import presence_changes
from kontakt.library.absence_table import one_contact
from kontakt.library.calendar_feeds import READ_EVERY, CalendarReader
from kontakt.library.reachable import key_of
from kontakt.locale import _, language
from kontakt.locale.formats import OSLO
from kontakt.presence import store
from kontakt.settings import Settings

app = typer.Typer(
    help=_("Calendars that are read from their web addresses, every {minutes} minutes.").format(
        minutes=READ_EVERY // timedelta(minutes=1)
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("add", help=_("Have somebody's calendar read from its web address."))
def add(
    context: typer.Context,
    who: Who,
    address: Annotated[
        str, typer.Argument(help=_("The calendar's address: https://…/calendar.ics."), show_default=False)
    ],
    municipality: Municipality = None,
) -> None:
    """A desk reads it in an embedded region, `kontakt jobs` in a shared one. What stands in it is read for when they
    are busy, and nothing of why. It takes the place of the calendar that they had."""
    settings: Settings = context.obj
    now = utc_now()
    with opened_database(settings, now) as engine:
        region, contacts = known_contacts(engine)
        found = one_contact(who, contacts, municipality_number(municipality, region))
        name = found.name_in(language())
        feed = presence_changes.put_feed(engine, found, address, now=now)
        if settings.is_shared:
            print_line(_("{name}: kontakt jobs reads the calendar in a moment.").format(name=name))
            return
        reader = CalendarReader(
            lambda: nullcontext(engine),
            private_allowed=settings.private_calendars,
            clock=lambda: now,
            lock=settings.data_dir / "calendars.lock",
        )
        reader.read_alone({feed.id})
        with reading(engine) as session:
            feed = store.load(session).feeds[feed.who]
    print_line(f"{name}: {feed_state(feed, now.astimezone(OSLO).date())}")


@app.command("remove", help=_("Read somebody's calendar no longer; what stood in it goes."))
def remove(context: typer.Context, who: Who, municipality: Municipality = None) -> None:
    now = utc_now()
    with opened_database(context.obj, now) as engine:
        region, contacts = known_contacts(engine)
        found = one_contact(who, contacts, municipality_number(municipality, region))
        name = found.name_in(language())
        if not presence_changes.remove_feed(engine, key_of(found), now=now):
            raise KontaktError(_("{name} has no calendar that is read.").format(name=name))
    print_line(_("The calendar of {name} is read no longer.").format(name=name))


@app.command("list", help=_("List the calendars, when each was read, and what is wrong with it."))
def list_(context: typer.Context, municipality: Municipality = None) -> None:
    now = utc_now()
    with opened_database(context.obj, now) as engine:
        region, contacts = known_contacts(engine)
        with reading(engine) as session:
            feeds = {each.who: each for each in store.feeds(session)}
    where = municipality_number(municipality, region)
    rows = [
        (
            found.name_in(language()),
            place_of(found, region),
            urlsplit(feed.address).hostname or "",  # the rest of an address is what opens it
            feed_state(feed, now.astimezone(OSLO).date()),
        )
        for found in contacts.everybody()
        if (feed := feeds.get(key_of(found))) and where in (None, found.municipality)
    ]
    if rows:
        print_columns(rows)
    else:
        print_line(_("No calendars are read: kontakt absence feed add NAME ADDRESS begins with one."))
