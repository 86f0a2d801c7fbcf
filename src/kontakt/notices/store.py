"""Notices in the region's database, in the session and the transaction of the caller, with their history.

On a server whoever writes has no right on the tables, and asks its function, which goes by the server's clock and by
the name that the person has there.
"""

import json
import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, cast, func, literal
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from kontakt.database import DatabaseDamaged, changes, damaged
from kontakt.database.server import is_server
from kontakt.locale import _
from kontakt.notices.codec import packed, unpacked
from kontakt.notices.conflict import NoticeConflict
from kontakt.notices.notice import Notice
from kontakt.notices.tables import NoticeRevisionRow, NoticeRow

log = logging.getLogger(__name__)

KIND = "notice"
"""What a change of a notice is called in the change table, where its id is the subject."""

_CLOCK_MAY_BE_FAST = timedelta(days=1)


def load(session: Session, now: datetime) -> tuple[Notice, ...]:
    """Those that have not ended, or within the last day, the first to begin first, without any that cannot be read. A
    clock that is a few hours fast may be set back: what it took for ended is out again."""
    return since(session, now - _CLOCK_MAY_BE_FAST)


def reload(session: Session, before: Collection[Notice], ids: Collection[UUID], now: datetime) -> tuple[Notice, ...]:
    """``before`` with what there is now of the notices with these ids; as ``load`` else."""
    oldest = now - _CLOCK_MAY_BE_FAST
    query = select(NoticeRow).where(col(NoticeRow.id).in_(ids), col(NoticeRow.ends_at) > oldest)
    kept = [each for each in before if each.id not in ids and each.ends > oldest]
    return _in_order((*kept, *_ordered(session, session.exec(query))))


def since(session: Session, moment: datetime) -> tuple[Notice, ...]:
    """Those that were out then or later, or still are to be, the first to begin first."""
    return _ordered(session, session.exec(select(NoticeRow).where(col(NoticeRow.ends_at) > moment)))


def first_written(session: Session, moment: datetime) -> dict[UUID, tuple[str, datetime]]:
    """By whom and when (UTC) each of those was written first, by its id."""
    row = NoticeRevisionRow
    ids = select(NoticeRow.id).where(col(NoticeRow.ends_at) > moment)
    columns = (col(row.notice), col(row.editor), col(row.made_at))
    query = sqlalchemy_select(*columns).where(col(row.revision) == 1, col(row.notice).in_(ids))
    return {id: (by, at) for id, by, at in session.connection().execute(query)}


def notice_of(session: Session, id: UUID) -> Notice | None:
    """The notice with this id, whether it has ended or not. Raises DatabaseDamaged where it cannot be read."""
    row = session.get(NoticeRow, id)
    return _notice(session, row) if row else None


def put(session: Session, notice: Notice, *, by: str, at: datetime) -> Notice:
    """Store a notice over the revision that it was made of (0: a new one), and record the change; as it is stored.
    ``at`` is UTC. Raises NoticeConflict where there is a newer revision; on a server NotPermitted for who may not write
    one.

    ``session`` is one that no other writer overlaps with.
    """
    plain = packed(replace(notice, revision=0, changed_by="", changed_at=None))
    if is_server(session.connection().engine.url):
        session.flush()
        values = (
            cast(notice.id, Uuid),
            notice.revision,
            notice.begins,
            notice.ends,
            cast(literal(json.dumps(plain)), Text),
        )
        stored = session.connection().execute(sqlalchemy_select(func.kontakt_put_notice(*values))).scalar_one()
        session.expire_all()
    else:
        stored = _put_in_file(session, notice, plain, by, at)
    now = notice_of(session, notice.id)
    assert now is not None, "it was just stored, or it is the one in its place"
    if not stored:
        raise NoticeConflict(now)
    return now


def _put_in_file(session: Session, notice: Notice, plain: dict[str, Any], by: str, at: datetime) -> bool:
    row = session.get(NoticeRow, notice.id)
    if (row.revision if row else 0) != notice.revision:
        return False
    values: dict[str, Any] = {"revision": notice.revision + 1, "editor": by, "made_at": at, "content": plain}
    session.merge(NoticeRow(id=notice.id, ends_at=notice.ends, **values))
    session.add(NoticeRevisionRow(notice=notice.id, **values))
    changes.record(session, KIND, str(notice.id), notice.revision + 1)
    session.flush()
    return True


def _ordered(session: Session, rows: Iterable[NoticeRow]) -> tuple[Notice, ...]:
    """Without those that cannot be read, such as one of a kind that only a newer program knows: one of them must not
    stop all others."""
    found = []
    for row in rows:
        try:
            found.append(_notice(session, row))
        except DatabaseDamaged as problem:
            log.warning("The notice %s cannot be read: %s", row.id, type(problem.__cause__).__name__)
    return _in_order(found)


def _in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(notices, key=lambda each: (each.begins, each.id)))


def _notice(session: Session, row: NoticeRow) -> Notice:
    try:
        notice = unpacked(row.content)
    except (ValueError, TypeError, LookupError) as problem:
        raise damaged(session, _("a notice in it cannot be read")) from problem
    return replace(notice, revision=row.revision, changed_by=row.editor, changed_at=row.made_at)
