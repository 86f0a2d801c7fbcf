"""What an import does with the lists of contacts."""

from collections.abc import Iterable
from datetime import datetime

from kontakt.database import Session
from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import ContactList
from kontakt.directory.contacts.files import file_of, format_contact_list
from kontakt.directory.region import Region
from kontakt.editor.exchange.contacts_check import strangers
from kontakt.errors import KontaktError
from kontakt.locale import _


def take_contacts(
    session: Session,
    lists: Iterable[ContactList],
    region: Region,
    *,
    by: str,
    at: datetime,
    theirs: bool = False,
    ours: bool = False,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Store the lists of a folder: the files of those that were new or changed, and of those that were not taken though they
    differ, as ``ours`` are to stay, or the files hold older ones than editors here have made of them; ``theirs`` takes the
    files' all the same. ``at`` is UTC.

    Raises KontaktError for a list of a municipality that is not in the region, and where both have changed one and nobody
    has said whose is to stand."""
    members = {each.number for each in region.municipalities}
    taken: list[str] = []
    kept: list[str] = []
    for each in lists:
        if strange := next(strangers(each, members), None):
            raise KontaktError(strange)
        past = store.history(session, each.municipality)
        text = format_contact_list(each)
        if past and past[0].text == text:
            continue
        if past and not theirs and not past[0].imported:
            if not ours and all(revision.text != text for revision in past):
                sentence = _(
                    "{file} was changed both here, by {name}, and in the files: add --theirs to take the files', or --ours to "
                    "keep what is here. Nothing was stored."
                )
                raise KontaktError(sentence.format(file=file_of(each.municipality), name=past[0].by))
            kept.append(file_of(each.municipality))
        else:
            store.save(session, each, by=by, at=at, imported=True)
            taken.append(file_of(each.municipality))
    return tuple(taken), tuple(kept)
