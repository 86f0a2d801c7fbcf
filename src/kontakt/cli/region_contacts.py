"""The contacts of the region, for commands that name one of them."""

from typing import Annotated

import typer

from kontakt.database import Engine, reading
from kontakt.directory import store as directory
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.region import Region
from kontakt.library.contacts import Contacts
from kontakt.library.library import places_of
from kontakt.locale import _

Who = Annotated[str, typer.Argument(help=_("The contact's or unit's name."), show_default=False)]
Municipality = Annotated[
    str | None, typer.Option(help=_("The municipality's name or four-digit number."), show_default=False)
]


def known_contacts(engine: Engine) -> tuple[Region, Contacts]:
    """The region and everybody in its lists."""
    with reading(engine) as session:
        region = directory.load_or_empty(session)
        return region, Contacts(contact_lists.load(session), places_of(region))
