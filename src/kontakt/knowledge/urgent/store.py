"""The table of dangers in the shared database, in the session and the transaction of the caller, with its history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, func, select

from kontakt.database import changes
from kontakt.errors import KontaktError
from kontakt.knowledge.files.urgent import format_urgent
from kontakt.knowledge.revisions import Revision, RevisionKind
from kontakt.knowledge.tables import UrgentRevisionRow, UrgentRow
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable, packed, unpacked
from kontakt.locale import _


class UrgentConflict(KontaktError):
    """Somebody else has changed the same kind meanwhile. ``theirs`` is what it is now (None: it was removed),
    ``revision`` the newest of the table."""

    def __init__(self, theirs: UrgentKind | None, revision: Revision) -> None:
        self.theirs = theirs
        self.revision = revision
        text = _("{name} has changed these words meanwhile: look at both versions, and save again.")
        super().__init__(text.format(name=revision.by))


def load(session: Session) -> UrgentTable:
    """The table as it is now; an empty one where none was ever stored."""
    row = session.get(UrgentRow, 1)
    return unpacked(row.content) if row else UrgentTable()


def is_stored(session: Session) -> bool:
    """Whether there is a table, be it an empty one."""
    return session.exec(select(func.count()).select_from(UrgentRow)).one() > 0


def save(
    session: Session, table: UrgentTable, *, by: str, at: datetime, what: RevisionKind = RevisionKind.EDITED
) -> bool:
    """Put ``table`` in the place of the one that is stored, as a new revision, and record the change; False if it is
    the same. ``at`` is timezone-aware."""
    row = session.get(UrgentRow, 1)
    if row is not None and unpacked(row.content) == table:
        return False
    number = row.revision + 1 if row else 1
    session.merge(UrgentRow(id=1, revision=number, content=packed(table)))
    session.add(UrgentRevisionRow(revision=number, editor=by, made_at=at, what=what, text=format_urgent(table)))
    session.flush()
    changes.record(session, "urgent", "urgent", number)
    return True


def history(session: Session) -> tuple[Revision, ...]:
    """All revisions of the table, the newest first, each with its canonical text."""
    rows = session.exec(select(UrgentRevisionRow).order_by(col(UrgentRevisionRow.revision).desc()))
    return tuple(Revision(row.revision, row.editor, row.made_at, row.text, RevisionKind(row.what)) for row in rows)


def put_kind(
    session: Session, kind: UrgentKind | None, *, before: UrgentKind | None, by: str, at: datetime
) -> UrgentTable:
    """Store one kind in the place of ``before``, which is what the editor had before them (None: a new kind, put last;
    a ``kind`` of None removes it). What others have changed elsewhere in the table stays. The table as it is then.

    Raises UrgentConflict where the kind is not as it was before. ``session`` is one that no other writer overlaps with.
    """
    id = (before or kind or UrgentKind(id="", numbers=(), says="")).id
    table = load(session)
    now = table.kind(id)
    if now != before:
        raise UrgentConflict(now, history(session)[0])
    kinds: Sequence[UrgentKind]
    if before is None:
        kinds = [*table.kinds, *filter(None, (kind,))]
    else:
        kinds = [kind or old if old.id == id else old for old in table.kinds if kind or old.id != id]
    changed = replace(table, kinds=tuple(kinds))
    save(session, changed, by=by, at=at)
    return changed


def raise_kind(session: Session, id: str, *, by: str, at: datetime) -> UrgentTable:
    """Put a kind one place higher: it is told of before the one that it passes. At the top it stays. The table as it
    is then."""
    table = load(session)
    kinds = list(table.kinds)
    place = next((at for at, old in enumerate(kinds) if old.id == id), 0)
    if place:
        kinds[place - 1 : place + 1] = [kinds[place], kinds[place - 1]]
    changed = replace(table, kinds=tuple(kinds))
    save(session, changed, by=by, at=at)
    return changed
