"""To which unit a caller was put through, and what came of it: from the journal to the copy in columns."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from kontakt.database import Engine, reading, writing
from kontakt.firstline import Period
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.codec import decode, encode
from kontakt.inquiries.columns.query import Dimension, Selection
from kontakt.inquiries.columns.store import Columns
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.entries import corrected, logged
from kontakt.inquiries.inquiry import Inquiry, TransferResult
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store
from kontakt.inquiries.log.tables import InquiryRow
from kontakt.inquiries.soundness import unreadable_inquiries

from .conftest import MakeInquiry, history, left_alone

DRIFT, FIRE = "4026/teknisk-drift", "region/brann"


@pytest.fixture
def put_through(an_inquiry: MakeInquiry) -> Inquiry:
    return an_inquiry(outcome=Outcome.TRANSFERRED, cause=Cause.DECISION, unit=DRIFT)


def test_the_journal_gives_back_what_was_put_in(put_through: Inquiry, noon: datetime) -> None:
    for result in (None, *TransferResult):
        entry = logged(replace(put_through, transfer_result=result), noon)
        assert decode(encode(entry)) == entry


def test_only_such_an_entry_has_a_version_and_fields_that_older_programs_do_not_know(
    put_through: Inquiry, noon: datetime
) -> None:
    for unit, result, version in ((None, None, 1), (DRIFT, None, 4), (None, TransferResult.TAKEN, 4)):
        text = encode(logged(replace(put_through, unit=unit, transfer_result=result), noon))
        assert (json.loads(text)["version"], "transfer_result" in text) == (version, version == 4)


def test_an_older_program_reads_all_others_and_leaves_it_in_the_journal(
    journal: Journal,
    engine: Engine,
    an_inquiry: MakeInquiry,
    put_through: Inquiry,
    noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = [logged(each, noon) for each in (an_inquiry(), put_through, an_inquiry(municipality="3303"))]
    for entry in entries:
        journal.append(entry)
    monkeypatch.setattr("kontakt.inquiries.codec.VERSION", 3)
    assert deliver_now(journal, engine) == 2
    assert (journal.waiting(), left_alone(journal)) == (1, 1)
    monkeypatch.undo()
    assert deliver_now(journal, engine) == 1
    with reading(engine) as session:
        assert history(session, put_through.id) == [entries[1]]


def test_what_came_of_it_is_a_correction_that_counts_whatever_the_order(
    engine: Engine, put_through: Inquiry, noon: datetime
) -> None:
    first = logged(put_through, noon)
    then = corrected(first, replace(put_through, transfer_result=TransferResult.CAME_BACK), noon)
    for entry in (then, first):
        with writing(engine) as session:
            store.deliver(session, [entry])
    with reading(engine) as session:
        assert history(session, put_through.id) == [first, then]
        [row] = session.exec(select(InquiryRow))
        assert (row.unit, row.transfer_result) == (DRIFT, "came_back")
        [entry] = store.by_agent_since(session, "kari", noon)
        assert entry == then


def test_the_copy_in_columns_counts_by_unit_and_what_came_of_it(
    engine: Engine, tmp_path: Path, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    results = (TransferResult.TAKEN, TransferResult.TAKEN, None)
    entries = [
        logged(an_inquiry(outcome=Outcome.TRANSFERRED, cause=Cause.DECISION, unit=unit, transfer_result=result), noon)
        for unit in (DRIFT, FIRE)
        for result in results
    ]
    with writing(engine) as session:
        store.deliver(session, [*entries, logged(an_inquiry(), noon)])
    ever = Selection(period=Period(noon.replace(year=2000), noon.replace(year=2100)))
    columns = Columns(tmp_path / "figures.duckdb")
    try:

        def counted() -> dict[str | None, dict[str | None, int]]:
            with reading(engine) as session:
                columns.bring_up_to_date(session)
            return columns.numbers(ever, Dimension.UNIT, Dimension.TRANSFER_RESULT)

        rest = {None: {None: 1}}
        assert counted() == {DRIFT: {"taken": 2, None: 1}, FIRE: {"taken": 2, None: 1}} | rest
        with writing(engine) as session:
            store.deliver(session, [corrected(entries[0], replace(entries[0].inquiry, unit=FIRE), noon)])
        assert counted() == {DRIFT: {"taken": 1, None: 1}, FIRE: {"taken": 3, None: 1}} | rest
    finally:
        columns.close()


@pytest.mark.embedded
def test_a_result_that_is_none_is_found_by_who_looks_whether_the_log_can_be_read(
    engine: Engine, put_through: Inquiry, noon: datetime
) -> None:
    with writing(engine) as session:
        store.deliver(session, [logged(put_through, noon)])
        assert unreadable_inquiries(session) == 0
        session.exec(select(InquiryRow)).one().transfer_result = "vanished"
        session.flush()
        assert unreadable_inquiries(session) == 1
