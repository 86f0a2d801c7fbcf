"""From a database of the version before: what was withdrawn there loses its texts, all else keeps them."""

from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import select

from kontakt.database import migrate, reading
from kontakt.database.engine import migrating
from kontakt.database.migrate import bring_up_to_date
from kontakt.firstline import Outcome
from kontakt.inquiries.codec import plain
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import EntryKind, Inquiry
from kontakt.inquiries.log.tables import EntryRow, InquiryRow

from ..conftest import Clock


def test_what_was_withdrawn_before_has_no_texts_and_the_rest_has(
    engine: Engine, data_dir: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(migrate, "HEAD", "0007")
        bring_up_to_date(engine, data_dir, clock())
    ids = {withdrawn: _store(engine, clock(), withdrawn=withdrawn) for withdrawn in (True, False)}
    bring_up_to_date(engine, data_dir, clock())
    with reading(engine) as session:
        for table, key in ((InquiryRow, "id"), (EntryRow, "inquiry_id")):
            for row in session.exec(select(table)):
                expected = ("", "") if getattr(row, key) == ids[True] else ("gikt", "ring")
                assert (row.query, row.note) == expected


def _store(engine: Engine, now: datetime, *, withdrawn: bool) -> UUID:
    inquiry = Inquiry(
        id=uuid4(),
        call_id=uuid4(),
        municipality="4026",
        outcome=Outcome.ANSWERED,
        started_at=now,
        logged_at=now,
        agent="kari",
        query="gikt",
        note="ring",
    )
    entry = logged(inquiry, now)
    state = {**plain(inquiry), "made_at": now, "kind": EntryKind.LOGGED.value}
    for not_yet in ("id", "unit", "transfer_result", "notice"):
        del state[not_yet]
    current = {**state, "id": inquiry.id, "entry_id": entry.id, "withdrawn": withdrawn, "repeated": False, "version": 1}
    with migrating(engine) as session:
        session.connection().execute(insert(EntryRow), {**state, "id": entry.id, "inquiry_id": inquiry.id})
        session.connection().execute(insert(InquiryRow), current)
    return inquiry.id
