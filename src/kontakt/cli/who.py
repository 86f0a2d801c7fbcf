"""``kontakt who``: whom to put a caller through to."""

from typing import Annotated, Any

import typer

from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.cli.parse import municipality_number
from kontakt.cli.search import read_library
from kontakt.desk.contact_texts import answering_heading, place_of, reached, week_hours
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.locale import _, language


def who(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("What it is about, a name, a unit or a number."), show_default=False)],
    municipality: Annotated[
        str | None, typer.Option(help=_("The municipality's name or four-digit number."), show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(help=_("The most hits to print."), min=1, max=100)] = 10,
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
) -> None:
    """First who answers for the article that the text finds in the municipality, then units and contacts by their words. The
    municipality may stand in the text."""
    library = read_library(context.obj)
    number = municipality_number(municipality, library.region)
    answer = library.index.search(text, number)
    where = number or answer.municipality
    article = library.article(answer.hits[0].id) if answer.hits and answer.sure else None
    answering = library.contacts.tried_for(article, where) if article and where else ()
    found = library.contacts.find(text, number, limit)
    if format is OutputFormat.JSON:
        print_json(
            {
                "query": text,
                "municipality": where,
                "article": article.id if article else None,
                "answering": [_plain(each) for each in answering],
                "found": [_plain(each) for each in found],
            }
        )
        return
    if article and answering:
        print_line(answering_heading(title_of(article, language()), where, library.region))
        _print(answering, library)
        print_line()
    if not library.contacts:
        print_line(_("There are no contacts yet: kontakt people import reads them from files or a list."))
    elif found:
        _print(found, library)
    elif not answering:
        print_line(_("Nobody found. Try another word, or another municipality."))


def _print(found: tuple[FoundContact, ...], library: Library) -> None:
    rows = (
        (
            each.name_in(language()),
            each.contact.title if each.contact else _("unit"),
            each.unit.name_in(language()) if each.contact else "",
            place_of(each, library.region),
            reached(each),
            week_hours(each.hours),
        )
        for each in found
    )
    print_columns(list(rows))


def _plain(found: FoundContact) -> dict[str, Any]:
    return {
        "name": found.name_in(language()),
        "title": found.contact.title if found.contact else None,
        "unit": found.unit.name,
        "municipality": found.municipality,
        "phone": found.phone,
        "email": found.email,
        "hours": week_hours(found.hours),
    }
