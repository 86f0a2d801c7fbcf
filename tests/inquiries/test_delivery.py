import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from kontakt.database import DatabaseUnavailable, Engine, open_engine, reading
from kontakt.errors import KontaktError
from kontakt.inquiries import delivery
from kontakt.inquiries.delivery import LOOKED_AT, Sender, deliver_now
from kontakt.inquiries.entries import corrected, logged
from kontakt.inquiries.inquiry import Entry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log.tables import EntryRow
from kontakt.inquiries.trusted_time import TrustedTime

from .conftest import MakeInquiry
from .conftest import history as history_of


def eventually(condition: Callable[[], bool]) -> None:
    """Wait for what another thread brings about; the test fails when it has not come after a long while."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_BACKOFF_SECONDS", (0.01,))
    monkeypatch.setattr(delivery, "_POLL_SECONDS", 0.05)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kontakt.sqlite'}"


@pytest.fixture
def start(tmp_path: Path, url: str) -> Iterator[Callable[..., Any]]:
    """Starts a sender of the test's journal; all are stopped at the end."""
    senders = []

    def start_one(
        open_shared_log: Callable[..., Any] = lambda: open_engine(url),
        lease: str = "sender.lock",
        note_days: int = 90,
        **more: Any,
    ) -> Sender:
        sender = Sender(
            tmp_path / "journal.sqlite", open_shared_log, tmp_path / lease, note_days=lambda: note_days, **more
        )
        senders.append(sender)
        sender.start()
        return sender

    yield start_one
    for sender in senders:
        sender.stop()


def history(engine: Engine, entry: Entry) -> list[Entry]:
    with reading(engine) as session:
        return history_of(session, entry.inquiry.id)


@pytest.fixture
def entry(an_inquiry: MakeInquiry, noon: datetime) -> Entry:
    return logged(an_inquiry(), noon)


def test_deliver_now_empties_the_journal_into_the_shared_log(
    journal: Journal, engine: Engine, an_inquiry: MakeInquiry, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH", 3)
    entries = [logged(an_inquiry(), noon) for _ in range(7)]
    for entry in entries:
        journal.append(entry)
    assert deliver_now(journal, engine) == 7
    assert journal.waiting() == 0
    assert all(history(engine, entry) == [entry] for entry in entries)


def test_what_could_not_be_delivered_still_waits(journal: Journal, tmp_path: Path, entry: Entry) -> None:
    journal.append(entry)
    nowhere = open_engine(f"sqlite:///{tmp_path / 'missing' / 'kontakt.sqlite'}")
    with pytest.raises(DatabaseUnavailable):
        deliver_now(journal, nowhere)
    nowhere.dispose()
    assert journal.pending(10) == [entry]


def test_what_was_delivered_before_the_program_died_is_not_there_twice(
    journal: Journal, engine: Engine, entry: Entry
) -> None:
    journal.append(entry)
    deliver_now(journal, engine)
    journal.append(entry)  # as if it had never been discarded
    assert deliver_now(journal, engine) == 1
    assert history(engine, entry) == [entry]


@pytest.mark.embedded
def test_the_sender_delivers_what_waits_and_what_comes(
    journal: Journal, engine: Engine, start: Callable[..., Any], entry: Entry, noon: datetime
) -> None:
    journal.append(entry)
    sender = start()
    eventually(lambda: history(engine, entry) == [entry])
    change = corrected(entry, replace(entry.inquiry, note="rettet"), noon)
    journal.append(change)
    sender.wake()
    eventually(lambda: history(engine, entry) == [entry, change])
    eventually(lambda: journal.waiting() == sender.delivery.waiting == 0)
    assert sender.delivery.problem is None


@pytest.mark.embedded
def test_the_sender_says_what_is_wrong_and_catches_up_by_itself(
    journal: Journal, tmp_path: Path, start: Callable[..., Any], url: str, entry: Entry
) -> None:
    (tmp_path / "kontakt.sqlite").mkdir()  # in the way
    journal.append(entry)
    sender = start()
    eventually(lambda: sender.delivery.problem is not None)
    assert "cannot be used now" in (sender.delivery.problem or "")
    assert sender.delivery.waiting == 1
    ready = open_engine(url.replace("kontakt.sqlite", "ready.sqlite"))
    EntryRow.metadata.create_all(ready)
    ready.dispose()
    (tmp_path / "kontakt.sqlite").rmdir()
    (tmp_path / "ready.sqlite").rename(tmp_path / "kontakt.sqlite")  # whole: the sender tries all the time
    engine = open_engine(url)
    eventually(lambda: sender.delivery.problem is None)
    assert history(engine, entry) == [entry]
    engine.dispose()


@pytest.mark.embedded
def test_the_shared_log_is_opened_anew_after_a_failure(
    journal: Journal, engine: Engine, start: Callable[..., Any], url: str, entry: Entry
) -> None:
    attempts = iter(["The database is newer than kontakt: upgrade kontakt.", None])

    def open_shared_log() -> Engine:
        if problem := next(attempts):
            raise KontaktError(problem)
        return open_engine(url)

    journal.append(entry)
    start(open_shared_log)
    eventually(lambda: history(engine, entry) == [entry])


@pytest.mark.embedded
def test_a_mistake_in_the_program_does_not_end_the_sender(
    journal: Journal, engine: Engine, start: Callable[..., Any], entry: Entry, caplog: pytest.LogCaptureFixture
) -> None:
    attempts = iter([ZeroDivisionError("a mistake"), None])

    def open_shared_log() -> Engine:
        if mistake := next(attempts):
            raise mistake
        return open_engine(str(engine.url))

    journal.append(entry)
    start(open_shared_log)
    eventually(lambda: history(engine, entry) == [entry])
    assert "a mistake" in caplog.text


@pytest.mark.embedded
def test_one_sender_works_at_a_time_and_the_next_takes_over(
    journal: Journal, engine: Engine, start: Callable[..., Any], entry: Entry, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    journal.append(logged(an_inquiry(), noon))
    first = start()
    eventually(lambda: journal.waiting() == 0)
    second = start()
    eventually(lambda: second.delivery.elsewhere)
    first.stop()
    journal.append(entry)
    eventually(lambda: history(engine, entry) == [entry])
    eventually(lambda: not second.delivery.elsewhere)


@pytest.mark.embedded
def test_a_lease_held_by_a_killed_process_is_free(
    journal: Journal, engine: Engine, tmp_path: Path, start: Callable[..., Any], entry: Entry
) -> None:
    hold = "import sys, filelock; lease = filelock.FileLock(sys.argv[1]).acquire(); print('held'); input()"
    command = [sys.executable, "-u", "-c", hold, str(tmp_path / "sender.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        sender = start()
        eventually(lambda: sender.delivery.elsewhere)
        other.kill()
    journal.append(entry)
    eventually(lambda: history(engine, entry) == [entry])


@pytest.mark.embedded
def test_stopping_frees_the_lease(engine: Engine, tmp_path: Path, start: Callable[..., Any]) -> None:
    sender = start()
    sender.stop()
    with FileLock(tmp_path / "sender.lock", timeout=0):
        pass


@pytest.mark.embedded
def test_a_lease_that_cannot_be_taken_is_told_in_one_sentence(
    journal: Journal, engine: Engine, tmp_path: Path, start: Callable[..., Any], entry: Entry
) -> None:
    (tmp_path / "file").write_text("")
    journal.append(entry)
    sender = start(lease="file/sender.lock")
    eventually(lambda: sender.delivery.problem is not None)
    assert "give write access to its folder" in (sender.delivery.problem or "")
    assert sender.delivery.waiting == 1


def look_two_hours_ago(folder: Path) -> None:
    look = {"at": (datetime.now(UTC) - timedelta(hours=2)).isoformat(), "running": time.monotonic() - 7200}
    (folder / LOOKED_AT).write_text(json.dumps(look))


@pytest.fixture
def old(an_inquiry: MakeInquiry) -> Entry:
    months_ago = datetime.now(UTC) - timedelta(days=100)
    return logged(an_inquiry(note="gammel", started_at=months_ago), months_ago)


@pytest.mark.embedded
def test_old_notes_are_purged_when_a_second_look_agrees(
    journal: Journal, engine: Engine, start: Callable[..., Any], old: Entry, tmp_path: Path
) -> None:
    deliver_now_with_note(journal, engine, old)
    look_two_hours_ago(tmp_path)
    start(note_days=90)
    eventually(lambda: [entry.inquiry.note for entry in history(engine, old)] == [""])


def deliver_now_with_note(journal: Journal, engine: Engine, entry: Entry) -> None:
    journal.append(entry)
    deliver_now(journal, engine)
    assert [each.inquiry.note for each in history(engine, entry)] == ["gammel"]


@pytest.mark.embedded
def test_old_notes_are_purged_from_the_journal_while_the_shared_log_is_away(
    journal: Journal, start: Callable[..., Any], old: Entry, tmp_path: Path
) -> None:
    def away() -> None:
        raise KontaktError("The database is away.")

    journal.append(old)
    look_two_hours_ago(tmp_path)
    start(away, note_days=90)
    eventually(lambda: [entry.inquiry.note for entry in journal.pending(10)] == [""])


@pytest.mark.embedded
def test_one_look_erases_nothing_however_late_the_clock_says_it_is(
    journal: Journal,
    engine: Engine,
    start: Callable[..., Any],
    old: Entry,
    entry: Entry,
    an_inquiry: MakeInquiry,
    noon: datetime,
) -> None:
    """A clock that jumps 400 days ahead: what is in the shared log, in the journal and beside it keeps its notes."""
    purged: list[datetime] = []
    deliver_now_with_note(journal, engine, old)
    journal.append(entry)
    jumped = TrustedTime(journal.path.with_name(LOOKED_AT), clock=lambda: datetime.now(UTC) + timedelta(days=400))
    start(note_days=90, trusted_time=jumped, purge_more=purged.append)
    eventually(lambda: journal.waiting() == 0)
    assert [each.inquiry.note for each in history(engine, old)] == ["gammel"]
    assert purged == []


@pytest.mark.embedded
def test_what_else_is_as_old_goes_with_the_notes(
    journal: Journal, engine: Engine, start: Callable[..., Any], tmp_path: Path
) -> None:
    purged: list[datetime] = []
    look_two_hours_ago(tmp_path)
    start(note_days=90, purge_more=purged.append)
    eventually(lambda: bool(purged))
    assert timedelta(days=90) < datetime.now(UTC) - purged[0] < timedelta(days=90, hours=3)


@pytest.mark.embedded
def test_a_database_file_that_was_replaced_gets_what_comes_after(
    journal: Journal,
    tmp_path: Path,
    start: Callable[..., Any],
    url: str,
    entry: Entry,
    an_inquiry: MakeInquiry,
    noon: datetime,
) -> None:
    def make_database() -> None:
        engine = open_engine(url)
        EntryRow.metadata.create_all(engine)
        engine.dispose()

    make_database()
    shared = open_engine(url)
    journal.append(logged(an_inquiry(), noon))
    start(lambda: shared)
    eventually(lambda: journal.waiting() == 0)
    for file in tmp_path.glob("kontakt.sqlite*"):
        file.unlink()
    make_database()
    journal.append(entry)
    eventually(lambda: journal.waiting() == 0)
    assert history(shared, entry) == [entry]
    shared.dispose()


@pytest.mark.embedded
def test_what_a_newer_program_wrote_is_reported(journal: Journal, engine: Engine, start: Callable[..., Any]) -> None:
    journal._do(
        lambda connection: connection.execute("INSERT INTO waiting (id, body) VALUES ('1', '{\"version\": 99}')")
    )
    sender = start()
    eventually(lambda: sender.delivery.waiting == 1)
    assert sender.delivery.problem is None
    assert sender.delivery.waiting == 1


@pytest.mark.embedded
def test_a_damaged_journal_is_reported(journal: Journal, engine: Engine, start: Callable[..., Any]) -> None:
    journal.path.write_bytes(b"this was something else")
    sender = start()
    eventually(lambda: sender.delivery.damage is not None)
    assert "set aside" in (sender.delivery.damage or "")


def test_the_desk_can_write_its_journal_before_the_databases_libraries_are_loaded() -> None:
    check = (
        "import sys, kontakt.inquiries.journal.journal, kontakt.inquiries.entries, kontakt.inquiries.delivery; "
        "print(*{'sqlmodel', 'sqlalchemy', 'filelock', 'pydantic', 'stdnum'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ran.stdout == "\n"
