"""``kontakt who``: whom to put a caller through to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import typer

from kontakt.cli.answer import plain_availability
from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.cli.parse import municipality_number
from kontakt.cli.search import read_library
from kontakt.desk.answering_texts import nobody_there
from kontakt.desk.availability_texts import availability_line
from kontakt.desk.contact_texts import answering_heading, place_of, reached, week_hours
from kontakt.installation.clock import utc_now
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.library.reachable import NOBODY, CallOrder, availability_of, call_order
from kontakt.locale import _, language
from kontakt.locale.formats import OSLO
from kontakt.presence.availability import Availability


def who(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("What it is about, a name, a unit or a number."), show_default=False)],
    municipality: Annotated[
        str | None, typer.Option(help=_("The municipality's name or four-digit number."), show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(help=_("The most hits to print."), min=1, max=100)] = 10,
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
) -> None:
    """First who answers for the article that the text finds in the municipality, then units and contacts by their
    words. The municipality may stand in the text."""
    library = read_library(context.obj)
    number = municipality_number(municipality, library.region)
    answer = library.index.search(text, number)
    where = number or answer.municipality
    article = library.article(answer.hits[0].id) if answer.hits and answer.sure else None
    now = utc_now()
    order = call_order(article, where, library, now) if article and where else NOBODY
    found = library.contacts.find(text, number, limit)
    if format is OutputFormat.JSON:
        print_json(
            {
                "query": text,
                "municipality": where,
                "article": article.id if article else None,
                "answering": [_plain(each.found, each.availability) for each in order.tried],
                "found": [_plain(each, availability_of(each, library, now)) for each in found],
            }
        )
        return
    if article and order.tried:
        print_line(answering_heading(title_of(article, language()), where, library.region))
        _print((each.found for each in order.tried), library, now, order)
        if text := nobody_there(order, now.astimezone(OSLO).date()).sentence:
            print_line(text)
        print_line()
    if not library.contacts:
        print_line(
            _(
                "There are no contacts yet. They are added in the operations room, or read in with kontakt people import."
            )
        )
    elif found:
        _print(found, library, now)
    elif not order.tried:
        print_line(_("Nobody found. Try another word, or another municipality."))


def _print(found: Iterable[FoundContact], library: Library, now: datetime, order: CallOrder | None = None) -> None:
    first = order.first_there.found if order and order.first_there else None
    today = now.astimezone(OSLO).date()
    rows = (
        (
            *(("→" if each == first else "",) if order else ()),
            each.name_in(language()),
            availability_line(availability_of(each, library, now), today),
            each.contact.title if each.contact else _("unit"),
            each.unit.name_in(language()) if each.contact else "",
            place_of(each, library.region),
            reached(each),
            week_hours(each.hours),
        )
        for each in found
    )
    print_columns(list(rows))


def _plain(found: FoundContact, known: Availability | None) -> dict[str, Any]:
    return {
        "name": found.name_in(language()),
        "title": found.contact.title if found.contact else None,
        "unit": found.unit.name,
        "municipality": found.municipality,
        "phone": found.phone,
        "email": found.email,
        "hours": week_hours(found.hours),
        "answer_within": found.unit.answer_within or None,
        **plain_availability(known),
    }
