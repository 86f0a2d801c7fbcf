from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from kontakt.database import writing
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.codec import inquiry_from
from kontakt.inquiries.inquiry import Entry, EntryKind, Inquiry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log.tables import EntryRow
from kontakt.inquiries.soundness import journal_state

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

MakeInquiry = Callable[..., Inquiry]


def history(session: Session, inquiry: UUID) -> list[Entry]:
    """All entries of one inquiry in the shared log, from the first to the one that counts."""
    rows = session.exec(select(EntryRow).where(EntryRow.inquiry_id == inquiry))
    entries = [
        Entry(
            id=row.id,
            kind=EntryKind(row.kind),
            inquiry=inquiry_from({**row.model_dump(), "id": row.inquiry_id}),
            made_at=row.made_at,
        )
        for row in rows
    ]
    return sorted(entries, key=lambda entry: (entry.made_at, entry.id))


def left_alone(journal: Journal) -> int:
    """How many entries wait that a newer program wrote."""
    return journal_state(journal.path).newer


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def an_inquiry() -> MakeInquiry:
    """Makes one answered in Tinn at noon; any field can be given another value."""

    def make(**changes: object) -> Inquiry:
        fields = {
            "id": uuid4(),
            "call_id": uuid4(),
            "municipality": "4026",
            "outcome": Outcome.ANSWERED,
            "started_at": NOON,
            "logged_at": changes.get("started_at", NOON),
            "agent": "kari",
        }
        return Inquiry(**(fields | changes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as journal:
        yield journal


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session
