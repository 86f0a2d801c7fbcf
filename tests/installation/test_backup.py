"""A backup is put back: nothing is lost that was delivered within the last week, nothing is doubled, and no purged note
is read."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url
from sqlmodel import select

from kontakt.database import identity, open_engine, reading
from kontakt.desk.service import DeskService
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries import delivery
from kontakt.inquiries.delivery import LOOKED_AT
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import backup
from kontakt.inquiries.log.tables import EntryRow, InquiryRow
from kontakt.inquiries.trusted_time import TrustedTime
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.opening import open_database
from kontakt.installation.restoring import take_back_into_use
from kontakt.installation.signed_in import as_signed_in
from kontakt.settings import Settings

from ..server import Server, programs


def entry(started: datetime, agent: str = "kari", note: str = "") -> Entry:
    inquiry = Inquiry(
        id=uuid4(),
        call_id=uuid4(),
        municipality="4026",
        outcome=Outcome.ANSWERED,
        started_at=started,
        logged_at=started,
        agent=agent,
        note=note,
    )
    return logged(inquiry, started)


def deliver(settings: Settings, *entries: Entry) -> None:
    """Log the entries at the desk of these settings, and deliver what waits there."""
    with LazyEngine(settings) as database, Journal(settings.journal_path) as journal:
        for each in entries:
            journal.append(each)
        DeskService(settings, database).deliver()


def entries_of_a_week(agent: str) -> tuple[list[Entry], list[Entry]]:
    """What was delivered before a backup was made, and after it."""
    now = datetime.now(UTC)
    before = [entry(now - timedelta(days=3, minutes=n), agent, f"notat {n}") for n in range(3)]
    after = [
        entry(now - timedelta(days=1), agent, "notat"),
        corrected(before[0], replace(before[0].inquiry, outcome=Outcome.GUIDED), now - timedelta(hours=2)),
        withdrawn(before[1], now - timedelta(hours=1)),
    ]
    return before, after


def held(address: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What the log counts by, and its history, without the texts."""
    engine = open_engine(address)
    with reading(engine) as session:
        current = session.exec(
            select(InquiryRow.id, InquiryRow.outcome, InquiryRow.withdrawn, InquiryRow.entry_id)
        ).all()
        history = session.exec(select(EntryRow.id, EntryRow.kind, EntryRow.outcome, EntryRow.made_at)).all()
    engine.dispose()
    return sorted(map(tuple, current)), sorted(map(tuple, history))


@pytest.mark.embedded
def test_a_file_that_was_put_back_is_filled_again_by_whoever_opens_it(filled: Settings) -> None:
    before, after = entries_of_a_week("kari")
    database, backup = filled.data_dir / "kontakt.sqlite", filled.data_dir / "backup"
    deliver(filled, *before)
    shutil.copy(database, backup)
    deliver(filled, *after)
    whole = held(filled.database_url)
    database.unlink()
    shutil.copy(backup, database)
    assert held(filled.database_url) != whole
    deliver(filled)
    assert held(filled.database_url) == whole
    deliver(filled)
    assert held(filled.database_url) == whole
    assert b"notat" not in filled.journal_path.read_bytes()


@pytest.mark.embedded
def test_a_desk_that_stays_open_fills_it_by_itself(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_POLL_SECONDS", 0.05)
    before, after = entries_of_a_week("kari")
    deliver(filled, *before)
    database, backup = filled.data_dir / "kontakt.sqlite", filled.data_dir / "backup"
    shutil.copy(database, backup)
    deliver(filled, *after)
    whole = held(filled.database_url)
    shutil.copy(backup, database)
    with LazyEngine(filled) as opened:
        service = DeskService(filled, opened)
        service.start_sending()
        for _look in range(400):
            if held(filled.database_url) == whole:
                break
            service.await_delivery(0.05)
        service.close()
    assert held(filled.database_url) == whole


@pytest.mark.usefixtures("little_is_shipped")
@pytest.mark.embedded
def test_another_database_is_not_filled(filled: Settings, tmp_path: Path) -> None:
    deliver(filled, *entries_of_a_week("kari")[0])
    other = replace(filled, database=f"sqlite:///{tmp_path / 'other.sqlite'}")
    filled.cache_path.unlink(missing_ok=True)
    deliver(other)
    assert held(other.database_url) == ([], [])


@pytest.mark.embedded
def test_a_note_that_was_purged_is_purged_again_before_the_old_file_is_read(filled: Settings) -> None:
    now = datetime.now(UTC)
    deliver(filled, entry(now - timedelta(days=200), note="gammel"), entry(now - timedelta(days=3), note="ny"))
    TrustedTime(filled.data_dir / LOOKED_AT).begin_anew(purged_before=now - timedelta(days=90))
    engine = open_database(filled, now)
    with reading(engine) as session:
        notes = {row.note for table in (InquiryRow, EntryRow) for row in session.exec(select(table))}
    engine.dispose()
    assert notes == {"", "ny"}
    assert b"gammel" not in (filled.data_dir / "kontakt.sqlite").read_bytes()


def call(program: str, server: Server, *arguments: str) -> None:
    place = programs()
    assert place is not None
    subprocess.run([place / program, f"--host={server.folder}", "--username=owner", *arguments], check=True)


@pytest.mark.long
def test_a_dump_that_was_restored_is_filled_again_by_every_desk(
    owner: Settings, login: str, a_server: Server, tmp_path: Path
) -> None:
    name, dump = make_url(owner.database).database or "", tmp_path / "region.dump"
    kari = Settings(data_dir=tmp_path / "kari", database=a_server.address(name, login), agent="Kari")
    kari = as_signed_in(kari)
    before, after = entries_of_a_week("Kari")
    old = entry(datetime.now(UTC) - timedelta(days=200), "Kari", "gammel")
    deliver(kari, *before, old)
    call("pg_dump", a_server, "--format=custom", f"--file={dump}", name)
    deliver(kari, *after)
    whole = held(owner.database)

    a_server.drop(name)
    call("createdb", a_server, f"{name}_new")
    call("pg_restore", a_server, "--no-owner", "--no-privileges", f"--dbname={name}_new", str(dump))
    restored = replace(owner, database=a_server.address(f"{name}_new"))
    purged = take_back_into_use(restored, datetime.now(UTC))
    a_server._run(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')

    assert purged == 2  # the inquiry, and its history
    assert held(owner.database) != whole
    deliver(kari)
    assert held(owner.database) == whole
    with Journal(kari.journal_path) as journal:
        assert len(journal.delivered_to(identity_of(owner))) == len(before) + len(after) + 1
        assert journal.waiting() == 0
    take_back_into_use(owner, datetime.now(UTC))
    deliver(kari)
    assert held(owner.database) == whole
    assert notes_in(owner) == {"", "notat 2"}


def identity_of(settings: Settings) -> str:
    engine = open_engine(settings.database)
    with reading(engine) as session:
        found = identity(session)
    engine.dispose()
    return found


def notes_in(settings: Settings) -> set[str]:
    engine = open_engine(settings.database)
    with reading(engine) as session:
        notes = {row.note for row in session.exec(select(InquiryRow))}
        assert not backup.holds_texts_before(session, datetime.now(UTC) - timedelta(days=90))
    engine.dispose()
    return notes
