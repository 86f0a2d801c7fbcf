"""The lists of contacts in the shared database, in the session and the transaction of the caller, with their
history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from kontakt.database import changes, damaged
from kontakt.directory.contacts.codec import packed, unpacked
from kontakt.directory.contacts.contact_list import ContactList
from kontakt.directory.contacts.files import format_contact_list
from kontakt.directory.contacts.tables import ContactListRevisionRow, ContactListRow
from kontakt.locale import _

KIND = "contacts"
"""What a change of a list is called in the change table, where its municipality is the subject."""


@dataclass(frozen=True, slots=True)
class ContactListRevision:
    """What a list was from ``at`` (UTC) on, ``by`` whom: its ``text`` as a file, "" where it was removed. ``imported``
    says that it came from files."""

    number: int
    by: str
    at: datetime
    imported: bool
    text: str


def load(session: Session) -> tuple[ContactList, ...]:
    """Every list, in the order of their owners. Raises DatabaseDamaged."""
    rows = session.exec(select(ContactListRow).order_by(col(ContactListRow.municipality)))
    return tuple(_read(session, row) for row in rows)


def list_of(session: Session, municipality: str) -> ContactList | None:
    """The list of the municipality with this number, or of the region; None where there is none. Raises
    DatabaseDamaged."""
    row = session.get(ContactListRow, municipality)
    return _read(session, row) if row else None


def save(session: Session, contacts: ContactList, *, by: str, at: datetime, imported: bool = False) -> bool:
    """Put a list in the place of its municipality's, as a new revision, and record the change; False if it is the same.
    ``at`` is timezone-aware."""
    row = session.get(ContactListRow, contacts.municipality)
    if row is not None and unpacked(row.content) == contacts:
        return False
    number = _record(session, contacts.municipality, format_contact_list(contacts), by, at, imported)
    session.merge(ContactListRow(municipality=contacts.municipality, revision=number, content=packed(contacts)))
    return True


def remove(session: Session, municipality: str, *, by: str, at: datetime, imported: bool = False) -> bool:
    """Take a list away; False if there is none. Its history stays."""
    row = session.get(ContactListRow, municipality)
    if row is None:
        return False
    session.delete(row)
    _record(session, municipality, "", by, at, imported)
    return True


def history(session: Session, municipality: str) -> tuple[ContactListRevision, ...]:
    """What the municipality's list was, the newest first."""
    return tuple(map(_revision, session.exec(_newest_first(municipality))))


@dataclass(frozen=True, slots=True)
class ContactListChange:
    """That a list was changed ``at`` (UTC), ``by`` whom; without its text, which ``revision`` reads. ``removed`` says
    that there was none from then on."""

    municipality: str
    number: int
    by: str
    at: datetime
    imported: bool
    removed: bool


MOST_CHANGES = 500


def recent_changes(session: Session) -> tuple[ContactListChange, ...]:
    """The newest MOST_CHANGES changes of all lists, the newest first."""
    row = ContactListRevisionRow
    columns: tuple[Any, ...] = (
        *(row.municipality, row.revision, row.editor, row.made_at, row.imported),
        col(row.text) == "",
    )
    order = (col(row.made_at).desc(), col(row.revision).desc(), col(row.municipality))
    found = session.execute(sqlalchemy_select(*columns).order_by(*order).limit(MOST_CHANGES))
    return tuple(ContactListChange(*each) for each in found)


def revision(session: Session, municipality: str, number: int) -> ContactListRevision | None:
    """One revision of the municipality's list; None where there is none."""
    row = session.get(ContactListRevisionRow, (municipality, number))
    return _revision(row) if row else None


def newest(session: Session, municipality: str) -> ContactListRevision | None:
    """The newest revision of the municipality's list; None where there never was one."""
    row = session.exec(_newest_first(municipality).limit(1)).first()
    return _revision(row) if row else None


def _newest_first(municipality: str) -> SelectOfScalar[ContactListRevisionRow]:
    return (
        select(ContactListRevisionRow)
        .where(col(ContactListRevisionRow.municipality) == municipality)
        .order_by(col(ContactListRevisionRow.revision).desc())
    )


def _revision(row: ContactListRevisionRow) -> ContactListRevision:
    return ContactListRevision(row.revision, row.editor, row.made_at, row.imported, row.text)


def _read(session: Session, row: ContactListRow) -> ContactList:
    try:
        return unpacked(row.content)
    except (ValueError, TypeError, LookupError) as problem:
        raise damaged(session, _("a list of contacts in it cannot be read")) from problem


def _record(session: Session, municipality: str, text: str, by: str, at: datetime, imported: bool) -> int:
    last = newest(session, municipality)
    number = last.number + 1 if last else 1
    session.add(
        ContactListRevisionRow(
            municipality=municipality, revision=number, editor=by, made_at=at, imported=imported, text=text
        )
    )
    session.flush()
    changes.record(session, KIND, municipality, number)
    return number
