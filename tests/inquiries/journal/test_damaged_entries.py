"""One damaged entry in the journal: it is set aside and told of, the others are delivered, and nobody reads of it."""

import json
import logging
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel.orm.session import Session

from kontakt.database import Engine, open_engine, reading
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries import delivery
from kontakt.inquiries.codec import FromNewerProgram, NotReadable, decode, encode
from kontakt.inquiries.delivery import Undelivered, deliver_now
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import CallerType, Channel, Entry, EntryKind, Feedback, FeedbackKind, Inquiry, LinkedBy
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store
from kontakt.inquiries.log.tables import InquiryRow

from ..conftest import (
    MakeInquiry,
    left_alone,
)

SECRET = "hemmelig merknad"


@pytest.fixture
def entries(an_inquiry: MakeInquiry, noon: datetime) -> list[Entry]:
    return [logged(an_inquiry(note=SECRET, query="snø"), noon) for _ in range(3)]


def put(journal: Journal, body: str | bytes, id: str | None = None) -> None:
    """As it stands in the file after something has happened to it."""
    journal.waiting()
    value = "CAST(? AS TEXT)" if isinstance(body, bytes) else "?"
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute(f"INSERT INTO waiting (id, body) VALUES (?, {value})", (id or str(uuid4()), body))


def delivered(engine: Engine) -> set[UUID]:
    with reading(engine) as session:
        return {entry.id for entry in store.by_agent_since(session, "kari", datetime(2000, 1, 1, tzinfo=UTC))}


DAMAGE = {
    "no JSON": lambda text: text[:-1],
    "nothing": lambda text: "",
    "a bit in a text": lambda text: text.replace("hemmelig", "hemmelih"),
    "a lone surrogate": lambda text: text.replace("sn\\u00f8", "sn\\ud8f8"),
    "a bit in its id": lambda text: text[:60] + text[60:].replace("a", "b", 1),
    "a code that is none": lambda text: text.replace("answered", "answeree"),
    "no text": lambda text: text.encode().replace(b"hemmelig", b"hemmel\xe9g"),
    "a number for its kind": lambda text: text.replace('"kind": "logged"', '"kind": 1'),
    "brackets": lambda text: "[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_entry_is_set_aside_and_the_others_are_delivered(
    journal: Journal, engine: Engine, entries: list[Entry], damage: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    first, broken, last = entries
    journal.append(first)
    put(journal, damage(encode(broken)))
    journal.append(last)
    assert deliver_now(journal, engine) == 2
    assert delivered(engine) == {first.id, last.id}
    assert (journal.waiting(), journal.set_aside()[0]) == (0, 1)
    assert journal.damage == "One entry of the journal was damaged and is set aside; all others are delivered."
    assert "hemmel" not in caplog.text


def test_what_is_set_aside_is_told_of_once(journal: Journal, engine: Engine, entries: list[Entry]) -> None:
    put(journal, "{}")
    deliver_now(journal, engine)
    with Journal(journal.path) as next_program:
        deliver_now(next_program, engine)
        assert next_program.damage is None
        count, since = next_program.set_aside()
    assert count == 1
    assert since is not None
    assert since.tzinfo is not None


def test_an_entry_under_another_id_ends_no_delivery(journal: Journal, engine: Engine, entries: list[Entry]) -> None:
    put(journal, encode(entries[0]), id=str(uuid4()))
    assert deliver_now(journal, engine) == 1
    assert (delivered(engine), journal.waiting()) == ({entries[0].id}, 0)


def test_what_was_set_aside_goes_with_the_notes(journal: Journal, engine: Engine) -> None:
    put(journal, SECRET)
    deliver_now(journal, engine)
    journal.purge_notes(datetime.now(UTC) - timedelta(days=1))
    assert journal.set_aside()[0] == 1
    journal.purge_notes(datetime.now(UTC) + timedelta(seconds=1))
    assert journal.set_aside() == (0, None)
    journal.close()
    assert not [file for file in journal.path.parent.iterdir() if SECRET.encode() in file.read_bytes()]


def test_an_entry_that_the_shared_log_does_not_take_stays_and_the_others_go_past_it(
    journal: Journal,
    engine: Engine,
    entries: list[Entry],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    deliver = store.deliver

    def refuse(session: Session, items: Iterable[Entry]) -> bool:
        items = list(items)
        if entries[1] in items:
            raise TypeError(f"a mistake about {SECRET}")
        return deliver(session, items)

    monkeypatch.setattr(store, "deliver", refuse)
    monkeypatch.setattr(delivery, "BATCH", 2)
    for entry in entries:
        journal.append(entry)
    with caplog.at_level(logging.INFO), pytest.raises(Undelivered, match="One entry of the journal cannot") as raised:
        deliver_now(journal, engine)
    assert delivered(engine) == {entries[0].id, entries[2].id}
    assert journal.pending(10) == [entries[1]]
    assert "TypeError" in caplog.text
    assert SECRET not in caplog.text + str(raised.value)


@pytest.mark.long
def test_no_bit_that_flips_in_the_file_stops_delivery_or_shows_a_note(
    tmp_path: Path, an_inquiry: MakeInquiry, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    """Wherever it is: the file is read, or set aside and read from its bytes, and what is whole arrives."""
    entries = [logged(an_inquiry(note=SECRET), noon) for _ in range(12)]
    sound = tmp_path / "sound.sqlite"
    with Journal(sound) as journal:
        for entry in entries:
            journal.append(entry)
    content = sound.read_bytes()
    for seed in range(60):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        broken = bytearray(content)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        (folder / "journal.sqlite").write_bytes(broken)
        arrived = deliver_all(folder)
        assert len(arrived) >= len(entries) - 1
        assert arrived <= {entry.id for entry in entries}
    assert "hemmelig" not in caplog.text


def deliver_all(folder: Path) -> set[UUID]:
    engine = open_engine(f"sqlite:///{folder / 'kontakt.sqlite'}")
    InquiryRow.metadata.create_all(engine)
    try:
        with Journal(folder / "journal.sqlite") as journal:
            for _attempt in range(3):
                with suppress(KontaktError):
                    deliver_now(journal, engine)
            assert "hemmelig" not in (journal.damage or "")
        return delivered(engine)
    finally:
        engine.dispose()


# --- what other versions of the program wrote -------------------------------------------------------------------

OF_VERSION_1 = (
    '{"version": 1, "type": "entry", "id": "b8a6a0a0-0000-4000-8000-000000000001", "kind": "logged", "inquiry": '
    '{"id": "b8a6a0a0-0000-4000-8000-000000000002", "call_id": "b8a6a0a0-0000-4000-8000-000000000003", '
    '"municipality": "4026", "outcome": "transferred", "started_at": "2026-11-20T12:00:00+00:00", '
    '"logged_at": "2026-11-20T12:03:00+00:00", "agent": "kari", "home_municipality": "3303", "channel": "phone", '
    '"caller_type": "cabin_owner", "article": "broeyting", "linked_by": "sure", "cause": "decision", '
    '"warm": true, "query": "br\\u00f8yting", "note": "ringer igjen", "repeats": null, "first_line": "usually", '
    '"target": 80}, "made_at": "2026-11-20T12:03:00+00:00"}'
)
FEEDBACK_OF_VERSION_1 = (
    '{"version": 1, "type": "feedback", "id": "b8a6a0a0-0000-4000-8000-000000000004", "kind": "missed", '
    '"made_at": "2026-11-20T12:04:00+00:00", "agent": "kari", "municipality": null, "query": "r\\u00e5dhusklokka", '
    '"article": null}'
)


def test_entries_of_the_first_version_are_read_for_ever(journal: Journal, engine: Engine) -> None:
    inquiry = Inquiry(
        id=UUID("b8a6a0a0-0000-4000-8000-000000000002"),
        call_id=UUID("b8a6a0a0-0000-4000-8000-000000000003"),
        municipality="4026",
        outcome=Outcome.TRANSFERRED,
        started_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        logged_at=datetime(2026, 11, 20, 12, 3, tzinfo=UTC),
        agent="kari",
        home_municipality="3303",
        channel=Channel.PHONE,
        caller_type=CallerType.CABIN_OWNER,
        article="broeyting",
        linked_by=LinkedBy.SURE,
        cause=Cause("decision"),
        warm=True,
        query="brøyting",
        note="ringer igjen",
        first_line="usually",
        target=80,
    )
    entry = Entry(
        id=UUID("b8a6a0a0-0000-4000-8000-000000000001"),
        kind=EntryKind.LOGGED,
        inquiry=inquiry,
        made_at=datetime(2026, 11, 20, 12, 3, tzinfo=UTC),
    )
    missed = Feedback(
        id=UUID("b8a6a0a0-0000-4000-8000-000000000004"),
        kind=FeedbackKind.MISSED,
        made_at=datetime(2026, 11, 20, 12, 4, tzinfo=UTC),
        agent="kari",
        query="rådhusklokka",
    )
    put(journal, OF_VERSION_1)
    put(journal, FEEDBACK_OF_VERSION_1)
    assert journal.pending(10) == [entry, missed]
    assert deliver_now(journal, engine) == 2


def test_what_the_first_version_does_not_know_has_a_version_that_it_leaves_alone(
    an_inquiry: MakeInquiry, noon: datetime
) -> None:
    def version(**fields: object) -> int:
        return json.loads(encode(logged(an_inquiry(article="gatelys", **fields), noon)))["version"]

    assert [version(linked_by=each) for each in LinkedBy] == [2 if each is LinkedBy.SHOWN else 1 for each in LinkedBy]


def test_an_entry_of_a_newer_version_is_no_damage(journal: Journal, engine: Engine, entries: list[Entry]) -> None:
    newer = json.dumps({**json.loads(encode(entries[0])), "version": 99})
    with pytest.raises(FromNewerProgram):
        decode(newer)
    put(journal, newer)
    assert deliver_now(journal, engine) == 0
    assert (journal.waiting(), left_alone(journal), journal.set_aside()[0]) == (1, 1, 0)


def test_what_is_wrong_with_an_entry_is_not_told_with_what_stands_in_it(entries: list[Entry]) -> None:
    with pytest.raises(NotReadable) as raised:
        decode(encode(entries[0]).replace("hemmelig", "hemmelih"))
    assert str(raised.value) == ""
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


# --- an emptied file ------------------------------------------------------------------------------------------------


def empty(path: Path) -> None:
    path.write_bytes(b"")


def test_an_emptied_journal_is_made_anew_at_once_and_confirms_only_what_is_stored(
    journal: Journal, entries: list[Entry]
) -> None:
    first, second, third = entries
    with Journal(journal.path) as other:  # a second program
        other.append(first)
        journal.append(second)
        empty(journal.path)
        journal.append(third)
        assert "set aside" in (journal.damage or "")
        with Journal(journal.path) as next_program:
            assert third in next_program.pending(10)
        assert set(other.pending(10)) == {first, second, third}  # the write-ahead log was left


def test_what_was_confirmed_just_before_the_journal_was_emptied_is_found_by_the_next_program(
    journal: Journal, entries: list[Entry]
) -> None:
    journal.append(entries[0])  # stands in the write-ahead log alone
    empty(journal.path)
    with Journal(journal.path) as next_program:
        assert next_program.pending(10) == [entries[0]]
        assert str(journal.path.with_name("journal.sqlite.set-aside-")) in (next_program.damage or "")


def test_an_emptied_journal_freezes_nobody(tmp_path: Path) -> None:
    """In a process of its own, which is given up after a while: SQLite would wait for a lock that never comes."""
    program = """
import sys
from pathlib import Path
from kontakt.inquiries import journal
from kontakt.inquiries.journal.journal import Journal
path = Path(sys.argv[1]) / "journal.sqlite"
journal.BUSY_TIMEOUT_SECONDS = 600
with Journal(path) as first, Journal(path) as second:
    first.waiting(), second.waiting()
    path.write_bytes(b"")
    for hold in (first, second, Journal(path)):
        print(hold.waiting())
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (ran.stdout, ran.stderr) == ("0\n0\n0\n", "")
