import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from stdnum.no import fodselsnummer

from kontakt.inquiries.entries import corrected, logged
from kontakt.inquiries.inquiry import Entry, Feedback, FeedbackKind
from kontakt.inquiries.journal.journal import SCREEN_SECONDS, Journal, JournalUnavailable
from kontakt.inquiries.privacy_guard import NotAllowed
from kontakt.privacy import EMAIL_MASK, PHONE_MASK

from ..conftest import (
    MakeInquiry,
    left_alone,
)

# The first number with valid control digits for a made-up birth on 1 February 1990.
MADE_UP_IDENTITY_NUMBER = next(
    number for number in (f"010290{rest:05}" for rest in range(100_000)) if fodselsnummer.is_valid(number)
)


@pytest.fixture
def entry(an_inquiry: MakeInquiry, noon: datetime) -> Entry:
    return logged(an_inquiry(), noon)


@pytest.fixture
def missed(noon: datetime) -> Feedback:
    return Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=noon, agent="kari", query="rådhusklokka")


def store_raw(path: Path, body: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO waiting (id, body) VALUES (?, ?)", (str(uuid4()), body))


def test_what_was_appended_waits_in_order(
    journal: Journal, entry: Entry, missed: Feedback, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    second = logged(an_inquiry(note="æøå"), noon)
    for item in (entry, missed, second):
        journal.append(item)
    assert journal.pending(10) == [entry, missed, second]
    assert journal.pending(2) == [entry, missed]
    assert journal.waiting() == 3


def test_what_was_appended_is_there_for_the_next_program(journal: Journal, entry: Entry) -> None:
    journal.append(entry)
    with Journal(journal.path) as other:
        assert other.pending(10) == [entry]


def test_the_same_item_again_changes_nothing(journal: Journal, entry: Entry) -> None:
    journal.append(entry)
    journal.append(entry)
    assert journal.pending(10) == [entry]


def test_what_was_delivered_leaves(journal: Journal, entry: Entry, missed: Feedback) -> None:
    journal.append(entry)
    journal.append(missed)
    (first, _second) = journal.after(0, 10)
    journal.discard([first, 99])
    assert journal.pending(10) == [missed]


def test_the_agents_waiting_entries_of_late_can_be_listed(
    journal: Journal, entry: Entry, missed: Feedback, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    old = logged(an_inquiry(started_at=noon - timedelta(hours=13)), noon)
    others = logged(an_inquiry(agent="ola"), noon)
    change = corrected(entry, entry.inquiry, noon)
    for item in (old, others, entry, missed, change):
        journal.append(item)
    assert journal.since(noon - timedelta(hours=12), "kari") == [entry, change]


def test_a_hold_that_was_closed_can_be_used_again(journal: Journal, entry: Entry) -> None:
    journal.append(entry)
    journal.close()
    assert journal.pending(10) == [entry]


def test_only_its_owner_can_read_the_file(journal: Journal, entry: Entry) -> None:
    journal.append(entry)
    with_content = [file for file in journal.path.parent.iterdir() if file.stat().st_size]
    assert with_content
    assert not [file for file in with_content if file.stat().st_mode & 0o077]


@pytest.mark.parametrize("field", ["note", "query"])
def test_an_identity_number_is_not_stored(
    journal: Journal, an_inquiry: MakeInquiry, noon: datetime, field: str
) -> None:
    with pytest.raises(NotAllowed, match="identity number"):
        journal.append(logged(an_inquiry(**{field: f"om {MADE_UP_IDENTITY_NUMBER}"}), noon))
    assert journal.waiting() == 0


@pytest.mark.parametrize(
    "texts",
    [
        {"query": MADE_UP_IDENTITY_NUMBER},
        {"note": MADE_UP_IDENTITY_NUMBER},
        {"query": f"startlån {MADE_UP_IDENTITY_NUMBER[:6]}", "note": f"pnr {MADE_UP_IDENTITY_NUMBER[6:]}"},
    ],
)
def test_an_identity_number_in_feedback_is_not_stored(journal: Journal, noon: datetime, texts: dict[str, str]) -> None:
    with pytest.raises(NotAllowed, match="identity number"):
        journal.append(Feedback(id=uuid4(), kind=FeedbackKind.UNCLEAR, made_at=noon, agent="a", **texts))
    assert journal.waiting() == 0


def test_what_is_masked_in_a_note_is_masked_in_the_words_of_a_report(journal: Journal, noon: datetime) -> None:
    feedback = Feedback(id=uuid4(), kind=FeedbackKind.UNCLEAR, made_at=noon, agent="a", note="ring 404 04 040")
    journal.append(feedback)
    assert journal.pending(1) == [replace(feedback, note=f"ring {PHONE_MASK}")]


def test_an_identity_number_that_is_split_over_query_and_note_is_not_stored(
    journal: Journal, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    number = MADE_UP_IDENTITY_NUMBER
    with pytest.raises(NotAllowed, match="together hold an identity number"):
        journal.append(logged(an_inquiry(query=f"startlån {number[:6]}", note=f"pnr {number[6:]}"), noon))
    assert journal.waiting() == 0


def test_an_identity_number_for_a_name_of_the_agent_is_not_stored(
    journal: Journal, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    with pytest.raises(NotAllowed, match="KONTAKT_AGENT"):
        journal.append(logged(an_inquiry(agent=MADE_UP_IDENTITY_NUMBER), noon))
    assert journal.waiting() == 0


def test_phone_numbers_and_addresses_are_masked_before_they_are_stored(
    journal: Journal, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    journal.append(logged(an_inquiry(note="ring 404 04 040", query="ola@eksempel.no"), noon))
    (stored,) = journal.pending(1)
    assert (stored.inquiry.note, stored.inquiry.query) == (f"ring {PHONE_MASK}", EMAIL_MASK)
    journal.close()
    files = [file.read_bytes() for file in journal.path.parent.iterdir()]
    assert not [content for content in files if b"404 04" in content or b"eksempel" in content]


def test_a_note_that_is_too_long_is_refused(journal: Journal, an_inquiry: MakeInquiry, noon: datetime) -> None:
    with pytest.raises(NotAllowed, match="201 characters: shorten it to 200"):
        journal.append(logged(an_inquiry(note="x" * 201), noon))


def test_a_note_of_full_length_may_hold_what_is_masked(
    journal: Journal, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    journal.append(logged(an_inquiry(note="a@b.no ".ljust(200, "x")), noon))
    (stored,) = journal.pending(1)
    assert stored.inquiry.note == f"{EMAIL_MASK} ".ljust(200, "x")


def test_a_long_query_does_not_stand_in_the_way_of_logging(
    journal: Journal, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    journal.append(logged(an_inquiry(query="snø " * 100_000), noon))
    (stored,) = journal.pending(1)
    assert stored.inquiry.query == "snø " * 50


@pytest.mark.parametrize("text", ["[/ ny", "a\x00b", "\ud800", "linje\nlinje", "'; DROP TABLE waiting", "😀" * 100])
def test_any_text_can_be_stored_and_read(journal: Journal, an_inquiry: MakeInquiry, noon: datetime, text: str) -> None:
    journal.append(logged(an_inquiry(note=text, agent=text), noon))
    (stored,) = journal.pending(1)
    assert stored.inquiry.note == stored.inquiry.agent
    stored.inquiry.note.encode()
    assert "\x00" not in stored.inquiry.note


def test_what_a_newer_program_wrote_is_passed_over_and_kept(journal: Journal, entry: Entry) -> None:
    journal.append(entry)
    newer = '{"version": 99, "type": "poem", "id": "1"}'
    store_raw(journal.path, newer)
    assert journal.pending(10) == [entry]
    journal.discard(journal.after(0, 10))
    assert (journal.pending(10), journal.waiting(), left_alone(journal)) == ([], 1, 1)


def test_old_notes_are_purged_while_they_wait(journal: Journal, an_inquiry: MakeInquiry, noon: datetime) -> None:
    old = logged(an_inquiry(note="gammal merknad", started_at=noon - timedelta(days=91)), noon)
    recent = logged(an_inquiry(note="ny merknad"), noon)
    journal.append(old)
    journal.append(recent)
    journal.purge_notes(noon - timedelta(days=90))
    assert [item.inquiry.note for item in journal.pending(10)] == ["", "ny merknad"]
    assert not [file for file in journal.path.parent.iterdir() if b"gammal" in file.read_bytes()]


def test_what_was_delivered_is_overwritten_by_the_next_purge(
    journal: Journal, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    secret = logged(an_inquiry(note="blir borte"), noon)
    journal.append(secret)
    journal.discard(journal.after(0, 1))
    journal.purge_notes(noon - timedelta(days=90))
    assert not [file for file in journal.path.parent.iterdir() if b"blir borte" in file.read_bytes()]


def test_several_programs_can_append_at_once(journal: Journal, an_inquiry: MakeInquiry, noon: datetime) -> None:
    lots = [[logged(an_inquiry(), noon) for _ in range(25)] for _ in range(4)]

    def append_all(entries: list[Entry]) -> None:
        with Journal(journal.path) as own:
            for entry in entries:
                own.append(entry)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(append_all, lots))
    assert {item.id for item in journal.pending(1000)} == {entry.id for entries in lots for entry in entries}


def test_a_folder_that_is_missing_is_made(tmp_path: Path, entry: Entry) -> None:
    with Journal(tmp_path / "a" / "b" / "journal.sqlite") as journal:
        journal.append(entry)
        assert journal.waiting() == 1


def test_a_journal_that_was_deleted_is_made_again(
    journal: Journal, entry: Entry, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    journal.append(entry)
    for file in journal.path.parent.glob("journal.sqlite*"):
        file.unlink()
    after = logged(an_inquiry(), noon)
    journal.append(after)
    with Journal(journal.path) as other:
        assert other.pending(10) == [after]


def test_a_path_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path, entry: Entry) -> None:
    (tmp_path / "file").write_text("")
    with Journal(tmp_path / "file" / "journal.sqlite") as journal:
        with pytest.raises(JournalUnavailable, match=r"cannot be used .* see to it that its folder can be written"):
            journal.append(entry)
        (tmp_path / "file").unlink()
        journal.append(entry)
        assert journal.pending(10) == [entry]


def test_a_folder_in_place_of_the_journal_is_told_in_one_sentence(tmp_path: Path, entry: Entry) -> None:
    with Journal(tmp_path) as journal, pytest.raises(JournalUnavailable, match="cannot be used"):
        journal.append(entry)


def test_a_locked_journal_is_told_in_one_sentence(
    journal: Journal, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.inquiries.journal.journal.BUSY_TIMEOUT_SECONDS", 0.01)
    journal.waiting()
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalUnavailable, match="locked"):
            journal.append(entry)
    journal.append(entry)
    assert journal.pending(10) == [entry]


def test_the_screens_own_hold_does_not_wait_for_seconds(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = []
    connect = sqlite3.connect

    def connect_noting(*given: Any, **options: Any) -> sqlite3.Connection:
        waited.append(options["timeout"])
        return connect(*given, **options)

    monkeypatch.setattr(sqlite3, "connect", connect_noting)
    with Journal(tmp_path / "journal.sqlite", patience=SCREEN_SECONDS) as journal:
        journal.append(entry)
        assert journal._lock()._context.timeout == SCREEN_SECONDS
    assert waited == [SCREEN_SECONDS]
    assert SCREEN_SECONDS < 1


FILL_THE_DISK = """
    import resource, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from uuid import uuid4
    from kontakt.firstline.outcomes import Outcome
    from kontakt.inquiries.entries import logged
    from kontakt.inquiries.inquiry import Inquiry
    from kontakt.inquiries.journal.journal import SCREEN_SECONDS, Journal, JournalUnavailable

    now = datetime.now(UTC)
    with Journal(Path(sys.argv[1])) as journal:
        journal.waiting()
        resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))  # no file may grow beyond this
        while True:
            entry = logged(Inquiry(id=uuid4(), call_id=uuid4(), municipality="4026", outcome=Outcome.ANSWERED,
                                   started_at=now, logged_at=now, agent="kari", note="x" * 200), now)
            try:
                journal.append(entry)
            except JournalUnavailable as problem:
                print(problem)
                break
            print(entry.id)
"""


def test_a_full_disk_loses_nothing_and_leaves_nothing_half_written(journal: Journal) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FILL_THE_DISK), str(journal.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    *confirmed, problem = ran.stdout.splitlines()
    assert "cannot be used" in problem
    assert len(confirmed) > 10
    assert [str(item.id) for item in journal.pending(1000)] == confirmed


def test_what_was_logged_lately_is_known_after_it_was_delivered_too(
    journal: Journal, entry: Entry, missed: Feedback, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    old = logged(an_inquiry(), noon - timedelta(days=2))
    for item in (old, entry, missed):
        journal.append(item)
    journal.discard(journal.after(0, 10))
    assert journal.logged_lately() == {entry.inquiry.id}
