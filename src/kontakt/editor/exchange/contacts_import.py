"""What an import does with the lists of contacts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from kontakt.database import Session
from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import ContactList
from kontakt.directory.contacts.files import FOLDER, file_of, format_contact_list, write_contact_file
from kontakt.directory.region import Region
from kontakt.editor.exchange.contacts_check import strangers
from kontakt.errors import KontaktError
from kontakt.knowledge.files.exported import read_exported, write_exported
from kontakt.knowledge.revisions import digest
from kontakt.library.presence_changes import remove_feeds_of_nobody
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
    bases: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Store the lists of a folder: the files of those that were new or changed, and of those that were not taken though
    they differ, as ``ours`` are to stay, or the files hold older ones than editors here have made of them; ``theirs``
    takes the files' all the same. ``at`` is UTC.

    Raises KontaktError for a list of a municipality that is not in the region, and where both have changed one and
    nobody has said whose is to stand."""
    members = {each.number for each in region.municipalities}
    taken: list[str] = []
    kept: list[str] = []
    for each in lists:
        if strange := next(strangers(each, members), None):
            raise KontaktError(strange)
        past = store.history(session, each.municipality)
        text, base = format_contact_list(each), bases.get(file_of(each.municipality))
        if past and past[0].text == text:
            continue
        past = () if past and past[0].imported and not past[0].text else past  # files took it away, and bring it again
        untouched = not past or past[0].imported or _is(past[0].text, base)
        if past and not theirs and (not untouched or _is(text, base)):
            if not ours and not _is(text, base) and all(revision.text != text for revision in past):
                sentence = _(
                    "{file} was changed both here, by {name}, and in the files: add --theirs to take the files', or --ours to "
                    "keep what is here. Nothing was stored."
                )
                raise KontaktError(sentence.format(file=file_of(each.municipality), name=past[0].by))
            kept.append(file_of(each.municipality))
        else:
            store.save(session, each, by=by, at=at, imported=True)
            taken.append(file_of(each.municipality))
    if taken:
        remove_feeds_of_nobody(session, now=at)
    return tuple(taken), tuple(kept)


def replace_contacts(
    session: Session, lists: Sequence[ContactList], region: Region, *, by: str, at: datetime
) -> tuple[str, ...]:
    """Put the lists of a folder in the place of all that stand, history kept; where it has none, those here stay.
    Returns the files of those that were changed or removed. As ``take_contacts`` else."""
    taken, _kept = take_contacts(session, lists, region, by=by, at=at, theirs=True)
    given = {each.municipality for each in lists}
    others = [each.municipality for each in store.load(session) if lists and each.municipality not in given]
    removed = [each for each in others if store.remove(session, each, by=by, at=at, imported=True)]
    if removed:
        remove_feeds_of_nobody(session, now=at)
    return (*taken, *map(file_of, removed))


def contacts_edited_here(session: Session) -> dict[str, str]:
    """The lists whose newest revision did not come from files, by the names of their files, with the digests of their
    texts."""
    newest = {each.municipality: store.newest(session, each.municipality) for each in store.load(session)}
    return {file_of(key): digest(last.text) for key, last in newest.items() if last and not last.imported}


def write_contacts(session: Session, folder: Path) -> int:
    """Write the lists as canonical files into a knowledge folder, and into its ``exported.json`` which of them editors
    have changed here; how many files changed. Raises KontaktError when one cannot be written."""
    changed = sum(write_contact_file(folder, each) for each in store.load(session))
    others = {key: value for key, value in read_exported(folder).items() if not key.startswith(f"{FOLDER}/")}
    write_exported(folder, others | contacts_edited_here(session))
    return changed


def _is(text: str, base: str | None) -> bool:
    return base is not None and digest(text).startswith(base)
