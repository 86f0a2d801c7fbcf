"""Notes and queries that were taken back: gone from the history, in whatever order its entries arrive."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies._internal.random import ArtificialRandom
from sqlmodel import Session

from kontakt.database import Engine, open_engine, reading, writing
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import Entry, EntryKind, Feedback, FeedbackKind, LinkedBy
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import gaps, purging, store
from kontakt.inquiries.log.demand import complaints
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.inquiries.log.tables import FeedbackRow, InquiryRow
from kontakt.inquiries.log.texts import superseded

from ..conftest import NOON, MakeInquiry, history

DAY = timedelta(days=1)
SECRET = "Ola Nordmann har gikt"


def texts(session: Session, entry: Entry) -> list[tuple[str, str]]:
    return [(each.inquiry.query, each.inquiry.note) for each in history(session, entry.inquiry.id)]


@pytest.fixture
def emptied(an_inquiry: MakeInquiry) -> tuple[Entry, Entry, Entry]:
    """An inquiry with a note; corrected, and then its note emptied."""
    first = logged(an_inquiry(note=SECRET, query="feiing"), NOON)
    second = corrected(first, replace(first.inquiry, article="feiing"), NOON)
    third = corrected(second, replace(second.inquiry, note=""), NOON)
    return first, second, third


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_emptied_note_is_gone_from_the_history_in_any_order_of_arrival(
    session: Session, emptied: tuple[Entry, Entry, Entry], order: tuple[int, ...]
) -> None:
    for place in order:
        store.deliver(session, [emptied[place]])
    assert texts(session, emptied[0]) == [("feiing", "")] * 3
    assert session.get_one(InquiryRow, emptied[0].inquiry.id).note == ""


def test_an_older_entry_that_arrives_later_brings_no_note_back(
    session: Session, emptied: tuple[Entry, Entry, Entry]
) -> None:
    first, _second, third = emptied
    store.deliver(session, [third])
    assert not store.deliver(session, [first])
    assert texts(session, first) == [("feiing", "")] * 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_withdrawn_inquiry_has_neither_note_nor_query_in_any_order_of_arrival(
    session: Session, an_inquiry: MakeInquiry, order: tuple[int, ...]
) -> None:
    first = logged(an_inquiry(note=SECRET, query="gikt"), NOON)
    second = corrected(first, replace(first.inquiry, note="mer"), NOON)
    entries = [first, second, withdrawn(second, NOON)]
    for place in order:
        store.deliver(session, [entries[place]])
    assert texts(session, first) == [("", "")] * 3


def test_what_a_program_of_before_withdrew_has_no_texts_either(session: Session, an_inquiry: MakeInquiry) -> None:
    first = logged(an_inquiry(note=SECRET, query="gikt"), NOON)
    end = replace(withdrawn(first, NOON), inquiry=first.inquiry)
    store.deliver(session, [first])
    store.deliver(session, [end])
    assert texts(session, first) == [("", "")] * 2


def test_a_mended_note_stands_alone(session: Session, an_inquiry: MakeInquiry) -> None:
    first = logged(an_inquiry(note=SECRET), NOON)
    second = corrected(first, replace(first.inquiry, note="ring etter lunsj"), NOON)
    store.deliver(session, [first, second])
    assert [note for _query, note in texts(session, first)] == ["", "ring etter lunsj"]


def test_a_note_that_no_correction_touched_stays_in_every_entry(session: Session, an_inquiry: MakeInquiry) -> None:
    first = logged(an_inquiry(note="ring etter lunsj"), NOON)
    second = corrected(first, replace(first.inquiry, article="feiing"), NOON)
    assert not store.deliver(session, [first, second])
    assert [note for _query, note in texts(session, first)] == ["ring etter lunsj"] * 2


histories = st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "x"])), min_size=1, max_size=5)


@given(histories, st.randoms(use_true_random=False), st.booleans())
def test_the_texts_that_stand_do_not_depend_on_the_order_of_arrival(
    an_inquiry: MakeInquiry, history: list[tuple[str, str]], random: ArtificialRandom, ends: bool
) -> None:
    first = logged(an_inquiry(note=history[0][0], query=history[0][1]), NOON)
    entries = [first]
    for note, query in history[1:]:
        entries.append(corrected(entries[-1], replace(first.inquiry, note=note, query=query), NOON))
    if ends:
        entries.append(withdrawn(entries[-1], NOON))
    at_once = {each.id: each for each in entries} | {each.id: each for each in superseded(entries)}
    arrived: dict[object, Entry] = {}
    for entry in random.sample(entries, len(entries)):
        arrived[entry.id] = entry
        arrived |= {each.id: each for each in superseded(arrived.values())}
    assert arrived == at_once


# --- the journal ---------------------------------------------------------------------------------------------


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def as_stored(text: str) -> bytes:
    """The journal holds JSON in ASCII, the database UTF-8: these texts are the same in both."""
    assert text.isascii()
    return text.encode()


def test_a_note_that_is_emptied_while_it_waits_is_gone_from_the_journal_at_once(
    journal: Journal, emptied: tuple[Entry, Entry, Entry]
) -> None:
    first, second, third = emptied
    journal.append(first)
    journal.append(second)
    assert as_stored(SECRET) in bytes_of(journal.path.parent)
    journal.append(third)
    assert as_stored(SECRET) not in bytes_of(journal.path.parent)
    assert [each.inquiry.note for each in journal.pending(10)] == ["", "", ""]


def test_withdrawing_takes_note_and_query_out_of_what_waits(journal: Journal, an_inquiry: MakeInquiry) -> None:
    first = logged(an_inquiry(note=SECRET, query="gikt i stortaa"), NOON)
    journal.append(first)
    journal.append(withdrawn(first, NOON))
    assert not {as_stored(SECRET), as_stored("gikt i stortaa")} & {
        text for text in (as_stored(SECRET), as_stored("gikt i stortaa")) if text in bytes_of(journal.path.parent)
    }
    assert [each.kind for each in journal.pending(10)] == [EntryKind.LOGGED, EntryKind.WITHDRAWN]


def test_another_inquiry_keeps_its_note(
    journal: Journal, emptied: tuple[Entry, Entry, Entry], an_inquiry: MakeInquiry
) -> None:
    other = logged(an_inquiry(note="ring etter lunsj"), NOON)
    for entry in (other, *emptied):
        journal.append(entry)
    assert journal.pending(1) == [other]


@pytest.mark.parametrize("delivered", [0, 1, 2])
@pytest.mark.parametrize("ends", ["emptied", "withdrawn"])
def test_what_was_taken_back_is_in_no_file_of_the_folder(
    tmp_path: Path, emptied: tuple[Entry, Entry, Entry], delivered: int, ends: str
) -> None:
    """However far its entries had come, and while two others have the files open."""
    engine = open_engine(f"sqlite:///{tmp_path / 'kontakt.sqlite'}")
    InquiryRow.metadata.create_all(engine)
    first, second, third = emptied
    last = third if ends == "emptied" else withdrawn(second, NOON)
    with Journal(tmp_path / "journal.sqlite") as journal, Journal(tmp_path / "journal.sqlite") as other:
        assert other.pending(1) == []
        with engine.connect():
            for place, entry in enumerate((first, second)):
                journal.append(entry)
                if place < delivered:
                    deliver_now(journal, engine)
            journal.append(last)
            deliver_now(journal, engine)
            assert as_stored(SECRET) not in bytes_of(tmp_path)
    engine.dispose()
    assert as_stored(SECRET) not in bytes_of(tmp_path)


def test_a_journal_that_was_set_aside_goes_with_the_note_that_it_holds(
    journal: Journal, emptied: tuple[Entry, Entry, Entry]
) -> None:
    journal.append(emptied[0])
    aside = journal.path.with_name(f"{journal.path.name}.set-aside-20261120")
    aside.write_bytes(journal.path.read_bytes() + str(emptied[0].inquiry.id).encode() + SECRET.encode())
    journal.append(emptied[2])
    assert not aside.exists()


# --- purged with time ----------------------------------------------------------------------------------------


@pytest.fixture
def missed() -> Feedback:
    return Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=NOON - 91 * DAY, agent="kari", query="romskip")


def test_a_search_sent_to_the_editor_loses_its_words_and_its_agent_and_is_still_counted(
    session: Session, missed: Feedback
) -> None:
    store.deliver(session, [missed])
    assert purging.purge_notes(session, NOON - 90 * DAY) == 1
    row = session.get_one(FeedbackRow, missed.id)
    session.refresh(row)
    assert (row.query, row.agent, row.kind) == ("", "", "missed")
    (complaint,) = complaints(session, NOON - 100 * DAY)
    assert complaint.query == ""


@pytest.fixture
def unclear() -> Feedback:
    return Feedback(
        id=uuid4(),
        kind=FeedbackKind.UNCLEAR,
        made_at=NOON - 91 * DAY,
        agent="",
        article="feiing",
        note="fristen mangler",
    )


def test_the_words_of_a_report_are_purged_and_the_report_still_counts(session: Session, unclear: Feedback) -> None:
    recent = replace(unclear, id=uuid4(), made_at=NOON)
    store.deliver(session, [unclear, recent])
    assert purging.purge_notes(session, NOON - 90 * DAY) == 1
    assert [each.note for each in complaints(session, NOON - 100 * DAY)] == ["", "fristen mangler"]


def test_the_words_of_a_report_that_waits_are_purged_from_the_journal(journal: Journal, unclear: Feedback) -> None:
    journal.append(unclear)
    journal.purge_notes(NOON - 90 * DAY)
    assert journal.pending(1) == [replace(unclear, note="")]
    assert b"fristen mangler" not in bytes_of(journal.path.parent)


def test_what_was_done_about_a_phrase_goes_with_the_searches_and_about_an_article_stays(session: Session) -> None:
    for subject in ("romskip", gaps.subject_of("feiing")):
        gaps.end(session, [subject], GapEnd.DISMISSED, by="eva", at=NOON - 91 * DAY)
    gaps.end(session, ["flagging"], GapEnd.DISMISSED, by="eva", at=NOON)
    session.flush()
    purging.purge_notes(session, NOON - 90 * DAY)
    assert set(gaps.ended(session)) == {gaps.subject_of("feiing"), "flagging"}


def test_waiting_searches_and_queries_are_purged_from_the_journal(
    journal: Journal, missed: Feedback, an_inquiry: MakeInquiry
) -> None:
    journal.append(missed)
    journal.append(logged(an_inquiry(query="gikt", started_at=NOON - 91 * DAY), NOON))
    journal.purge_notes(NOON - 90 * DAY)
    sent, entry = journal.pending(2)
    assert (sent.query, entry.inquiry.query) == ("", "")
    assert b"romskip" not in bytes_of(journal.path.parent)


def test_many_are_purged_a_part_at_a_time(
    engine: Engine, an_inquiry: MakeInquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "FIRST", 4)
    monkeypatch.setattr(purging, "next_size", lambda size, held: size)
    with writing(engine) as session:
        old = [logged(an_inquiry(query="feiing", started_at=NOON - 91 * DAY), NOON) for _ in range(10)]
        store.deliver(session, old)
    assert list(purging.purged_parts(engine, NOON - 90 * DAY)) == [8, 8, 4]
    with reading(engine) as session:
        assert {texts(session, each)[0] for each in old} == {("", "")}


def test_a_part_is_as_large_as_leaves_the_lock_to_others() -> None:
    assert purging.next_size(100, purging.AIMED_AT_SECONDS) == 100
    assert purging.next_size(1000, 4 * purging.AIMED_AT_SECONDS) == 250
    assert purging.next_size(100, 0.0) == 150
    assert purging.next_size(100, 60.0) == purging.FEWEST
    assert purging.next_size(purging.PURGED_AT_ONCE, 0.0) == purging.PURGED_AT_ONCE


def test_usage_needs_no_query(session: Session, an_inquiry: MakeInquiry) -> None:
    inquiry = an_inquiry(query="feiing", article="feiing", linked_by=LinkedBy.PINNED, started_at=NOON - DAY)
    store.deliver(session, [logged(inquiry, NOON)])
    before = store.usage(session, NOON - 2 * DAY)
    purging.purge_notes(session, NOON)
    assert store.usage(session, NOON - 2 * DAY) == before != []
