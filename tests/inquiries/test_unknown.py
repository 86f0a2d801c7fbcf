"""An inquiry of an unknown municipality, from the journal to the copy in columns."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.firstline import Period
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.codec import NotReadable, decode, encode
from kontakt.inquiries.columns.query import Dimension, Selection
from kontakt.inquiries.columns.store import Columns
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.entries import corrected, logged
from kontakt.inquiries.inquiry import UNKNOWN, Feedback, FeedbackKind
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import drilldown, store
from kontakt.locale.formats import OSLO

from .conftest import MakeInquiry, history, left_alone


@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_counts_in_no_rate_may_be_of_none(an_inquiry: MakeInquiry, outcome: Outcome) -> None:
    if counts_as(outcome) is CountsAs.LEFT_OUT:
        assert an_inquiry(outcome=outcome, municipality=None).municipality is None
    else:
        with pytest.raises(ValueError, match="has a municipality"):
            an_inquiry(outcome=outcome, municipality=None)


def test_the_journal_gives_back_what_was_put_in(an_inquiry: MakeInquiry, noon: datetime) -> None:
    entry = logged(an_inquiry(outcome=Outcome.VOID, municipality=None), noon)
    assert decode(encode(entry)) == entry


def test_only_such_an_entry_has_a_version_that_older_programs_leave_alone(
    an_inquiry: MakeInquiry, noon: datetime
) -> None:
    known, unknown = an_inquiry(outcome=Outcome.VOID), an_inquiry(outcome=Outcome.VOID, municipality=None)
    versions = [json.loads(encode(logged(each, noon)))["version"] for each in (known, unknown)]
    assert versions == [1, 2]


def test_an_answered_inquiry_of_none_is_no_entry(an_inquiry: MakeInquiry, noon: datetime) -> None:
    text = encode(logged(an_inquiry(outcome=Outcome.VOID, municipality=None), noon))
    with pytest.raises(NotReadable):
        decode(text.partition(', "sum"')[0].replace('"void"', '"answered"') + "}")


def test_an_older_program_reads_all_others_and_leaves_it_in_the_journal(
    journal: Journal, engine: Engine, an_inquiry: MakeInquiry, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [logged(an_inquiry(outcome=Outcome.VOID, municipality=number), noon) for number in ("4026", None, "3303")]
    for entry in entries:
        journal.append(entry)
    monkeypatch.setattr("kontakt.inquiries.codec.VERSION", 1)
    assert deliver_now(journal, engine) == 2
    assert (journal.waiting(), left_alone(journal)) == (1, 1)
    monkeypatch.undo()
    assert deliver_now(journal, engine) == 1
    with reading(engine) as session:
        assert history(session, entries[1].inquiry.id) == [entries[1]]


def test_what_an_older_program_wrote_is_read(journal: Journal, an_inquiry: MakeInquiry, noon: datetime) -> None:
    entry = logged(an_inquiry(), noon)
    journal.append(entry)
    with closing(sqlite3.connect(journal.path)) as connection:
        ((body,),) = connection.execute("SELECT body FROM waiting").fetchall()
    assert json.loads(body)["version"] == 1
    assert journal.pending(1) == [entry]


def test_it_is_counted_in_all_and_for_itself_and_for_no_municipality(
    engine: Engine, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    day = noon.replace(hour=0), noon.replace(hour=23)
    with writing(engine) as session:
        store.deliver(session, [logged(an_inquiry(outcome=Outcome.NOT_OURS, municipality=None), noon)])
        store.deliver(session, [logged(an_inquiry(), noon)])
        store.deliver(session, [Feedback(id=an_inquiry().id, kind=FeedbackKind.MISSED, made_at=noon, agent="kari")])
    with reading(engine) as session:
        numbers = [
            sum(each.n for each in store.counts(session, *day, municipality=which)) for which in (None, UNKNOWN, "4026")
        ]
        assert numbers == [2, 1, 1]
        assert drilldown.missed(session, *day, UNKNOWN) == 1
        assert drilldown.missed(session, *day, "4026") == 0


def test_the_copy_in_columns_knows_it(engine: Engine, tmp_path: Path, an_inquiry: MakeInquiry, noon: datetime) -> None:
    first = logged(an_inquiry(outcome=Outcome.VOID, municipality=None, home_municipality="3303"), noon)
    with writing(engine) as session:
        store.deliver(session, [first, logged(an_inquiry(), noon)])
    ever = Period(noon.replace(year=2000), noon.replace(year=2100))
    columns = Columns(tmp_path / "figures.duckdb")
    try:

        def counted(**chosen: Any) -> dict[str, dict[str | None, int]]:
            with reading(engine) as session:
                columns.bring_up_to_date(session)
            return columns.numbers(Selection(period=ever, **chosen), Dimension.MUNICIPALITY, Dimension.HOME)

        assert counted() == {UNKNOWN: {"3303": 1}, "4026": {None: 1}}
        assert counted(municipality=UNKNOWN) == {UNKNOWN: {"3303": 1}}
        today = noon.astimezone(OSLO).date()
        assert columns.calls_on({"4026": {today}, UNKNOWN: {today}, "": {today}}) == {"4026": 1, UNKNOWN: 1, "": 2}
        changed = replace(first.inquiry, municipality="3303", outcome=Outcome.CASE, cause=Cause.DECISION)
        with writing(engine) as session:
            store.deliver(session, [corrected(first, changed, noon)])
        assert counted() == {"3303": {"3303": 1}, "4026": {None: 1}}
    finally:
        columns.close()
