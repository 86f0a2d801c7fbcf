"""Entries as earlier programs have left them, byte by byte, are read by this one: in the journal, and in the shared
log.

The files in ``frozen`` were written by the programs that they are of, and never change. ``journal_2.sql`` is a whole
journal (``sqlite3``'s dump) whose texts have the versions 1 and 2; ``log_0008.sql`` holds the same entries as rows of a
database at the migration step 0008. A new version of either adds a file: ``journal_3.sql`` and ``log_0013.sql`` hold a
report with the agent's own words, ``journal_4.sql`` and ``log_0026.sql`` an inquiry that was put through to a unit,
``journal_6.sql`` a message.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from kontakt.database import Engine, open_engine, reading
from kontakt.database.migrate import bring_up_to_date
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.codec import FEEDBACK_FIELDS, INQUIRY_FIELDS, VERSION
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.inquiry import (
    CallerType,
    Channel,
    Entry,
    EntryKind,
    Feedback,
    FeedbackKind,
    Inquiry,
    LinkedBy,
    TransferResult,
)
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log.tables import FeedbackRow, InquiryRow
from kontakt.inquiries.message_item import MessageItem

from .conftest import history

FROZEN = Path(__file__).parent / "frozen"


def uid(number: int) -> UUID:
    return UUID(f"b8a6a0a0-0000-4000-8000-{number:012}")


def at(minute: int) -> datetime:
    return datetime(2026, 11, 20, 12, minute, 30, 250_000, tzinfo=UTC)


FULL = Inquiry(
    id=uid(1),
    call_id=uid(2),
    municipality="4026",
    outcome=Outcome.TRANSFERRED,
    started_at=at(0),
    logged_at=at(3),
    agent="kari",
    home_municipality="3303",
    channel=Channel.EMAIL,
    caller_type=CallerType.CABIN_OWNER,
    article="broeyting",
    linked_by=LinkedBy.PINNED,
    cause=Cause.DECISION,
    warm=True,
    query="brøyting på hytta",
    note="ringer igjen «i morgen» 👋",
    repeats=uid(9),
    first_line="usually",
    target=80,
)
BARE = Inquiry(
    id=uid(3),
    call_id=uid(2),
    municipality="0301",
    outcome=Outcome.ANSWERED,
    started_at=at(4),
    logged_at=at(5),
    agent="kari",
)
NOBODYS = Inquiry(
    id=uid(4),
    call_id=uid(5),
    municipality=None,
    outcome=Outcome.VOID,
    started_at=at(6),
    logged_at=at(7),
    agent="kari",
)
SHOWN = Inquiry(
    id=uid(6),
    call_id=uid(7),
    municipality="4026",
    outcome=Outcome.CASE,
    cause=Cause.NO_ANSWER,
    started_at=at(8),
    logged_at=at(9),
    agent="ola",
    article="gatelys",
    linked_by=LinkedBy.SHOWN,
    first_line="never",
    target=75,
)
ENTRIES = [
    Entry(id=uid(11), kind=EntryKind.LOGGED, inquiry=FULL, made_at=at(3)),
    Entry(id=uid(12), kind=EntryKind.LOGGED, inquiry=BARE, made_at=at(5)),
    Entry(id=uid(13), kind=EntryKind.LOGGED, inquiry=NOBODYS, made_at=at(7)),
    Entry(id=uid(14), kind=EntryKind.LOGGED, inquiry=SHOWN, made_at=at(9)),
    Entry(id=uid(15), kind=EntryKind.CORRECTED, inquiry=replace(BARE, outcome=Outcome.BOOKED), made_at=at(10)),
    Entry(id=uid(16), kind=EntryKind.WITHDRAWN, inquiry=SHOWN, made_at=at(11)),
]
FEEDBACK = [
    Feedback(id=uid(17), kind=FeedbackKind.MISSED, made_at=at(12), agent="kari", query="rådhusklokka"),
    Feedback(
        id=uid(18),
        kind=FeedbackKind.UNCLEAR,
        made_at=at(13),
        agent="kari",
        municipality="4026",
        query="gatelys",
        article="gatelys",
    ),
]

PUT_THROUGH = Entry(
    id=uid(20),
    kind=EntryKind.CORRECTED,
    inquiry=replace(FULL, unit="4026/teknisk-drift", transfer_result=TransferResult.NO_ANSWER),
    made_at=at(15),
)
MESSAGE = MessageItem(
    id=uid(21),
    message=uid(22),
    agent="kari",
    made_at=at(16),
    state='{"step": "written", "subject": "Beskjed: vann"}',
    texts='{"number": "412 34 567", "text": "brunt vann i Øvre gate"}',
)
WITH_WORDS = replace(FEEDBACK[1], id=uid(19), made_at=at(14), note="står to uker, er «tre»")


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Journal]:
    """The journal of ``journal_2.sql``."""
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FROZEN / "journal_2.sql").read_text(encoding="utf-8"))
    with Journal(path) as journal:
        yield journal


def test_what_waits_in_an_older_journal_is_read_and_delivered(waiting: Journal, engine: Engine) -> None:
    assert waiting.pending(100) == [*ENTRIES, *FEEDBACK]
    assert waiting.damage is None
    assert deliver_now(waiting, engine) == 8
    assert waiting.waiting() == 0
    with reading(engine) as session:
        ids = dict.fromkeys(each.inquiry.id for each in ENTRIES)
        delivered = [entry for id in ids for entry in history(session, id)]
    assert sorted(delivered, key=lambda entry: entry.made_at) == ENTRIES


def test_rows_of_an_older_shared_log_are_read_after_an_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kontakt.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    with monkeypatch.context() as older:
        older.setattr("kontakt.database.migrate.HEAD", "0008")
        bring_up_to_date(engine, tmp_path, at(20))
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FROZEN / "log_0008.sql").read_text(encoding="utf-8"))
    bring_up_to_date(engine, tmp_path, at(21))
    with reading(engine) as session:
        ids = dict.fromkeys(each.inquiry.id for each in ENTRIES)
        stored = [entry for id in ids for entry in history(session, id)]
        standing = {row.id: (row.kind, row.withdrawn) for row in session.exec(select(InquiryRow))}
        reported = [row.query for row in session.exec(select(FeedbackRow).order_by(col(FeedbackRow.made_at)))]
    engine.dispose()
    assert sorted(stored, key=lambda entry: entry.made_at) == ENTRIES
    assert standing == {
        uid(1): ("logged", False),
        uid(3): ("corrected", False),
        uid(4): ("logged", False),
        uid(6): ("withdrawn", True),
    }
    assert reported == ["rådhusklokka", "gatelys"]


def test_what_is_written_now_is_what_the_newest_version_says() -> None:
    """A new field is a new version, so that an older program leaves alone what it would lose a part of."""
    assert {field.name for field in fields(Inquiry)} == INQUIRY_FIELDS[VERSION]
    assert {field.name for field in fields(Feedback)} == FEEDBACK_FIELDS[VERSION]


def test_a_report_with_words_is_read_from_the_journal_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FROZEN / "journal_3.sql").read_text(encoding="utf-8"))
    with Journal(path) as journal:
        assert journal.pending(100) == [WITH_WORDS]


def test_a_report_with_words_is_read_from_the_shared_log_that_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "kontakt.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    with pytest.MonkeyPatch.context() as older:
        older.setattr("kontakt.database.migrate.HEAD", "0013")
        bring_up_to_date(engine, tmp_path, at(20))
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FROZEN / "log_0013.sql").read_text(encoding="utf-8"))
    bring_up_to_date(engine, tmp_path, at(21))
    with reading(engine) as session:
        [row] = session.exec(select(FeedbackRow))
    engine.dispose()
    assert (row.id, row.article, row.note) == (WITH_WORDS.id, "gatelys", WITH_WORDS.note)


def test_a_transfer_to_a_unit_is_read_from_the_journal_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FROZEN / "journal_4.sql").read_text(encoding="utf-8"))
    with Journal(path) as journal:
        assert journal.pending(100) == [PUT_THROUGH]


def test_a_message_is_read_from_the_journal_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FROZEN / "journal_6.sql").read_text(encoding="utf-8"))
    with Journal(path) as journal:
        assert journal.pending(100) == [MESSAGE]


def test_a_transfer_to_a_unit_is_read_from_the_shared_log_that_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "kontakt.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    with pytest.MonkeyPatch.context() as older:
        older.setattr("kontakt.database.migrate.HEAD", "0026")
        bring_up_to_date(engine, tmp_path, at(20))
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FROZEN / "log_0026.sql").read_text(encoding="utf-8"))
    bring_up_to_date(engine, tmp_path, at(21))
    with reading(engine) as session:
        assert history(session, FULL.id) == [PUT_THROUGH]
        [row] = session.exec(select(InquiryRow))
    engine.dispose()
    assert (row.unit, row.transfer_result) == ("4026/teknisk-drift", "no_answer")


@pytest.mark.parametrize("version", INQUIRY_FIELDS)
def test_what_a_version_does_not_have_has_a_default(version: int) -> None:
    later = [field for field in fields(Inquiry) if field.name not in INQUIRY_FIELDS[version]]
    assert [field.name for field in later if field.default is MISSING and field.default_factory is MISSING] == []
