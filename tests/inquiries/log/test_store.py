import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies._internal.random import ArtificialRandom
from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel, create_engine, select

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.firstline.rate import Count
from kontakt.inquiries.entries import corrected, logged, newest, withdrawn
from kontakt.inquiries.inquiry import Entry, EntryKind, Feedback, FeedbackKind, Inquiry, LinkedBy
from kontakt.inquiries.log import purging, store
from kontakt.inquiries.log.store import ArticleUse, EarlierInquiry
from kontakt.inquiries.log.tables import EntryRow, FeedbackRow

from ..conftest import (
    MakeInquiry,
    history,
)

DAY = timedelta(days=1)
START = datetime(2026, 11, 1, tzinfo=UTC)
IDS = [UUID(int=number) for number in range(1, 5)]
ANSWERED_ONCE = [Count(Outcome.ANSWERED, None, None, repeated=False, n=1)]
READINGS = [
    lambda session, noon: store.counts(session, noon - DAY, noon + DAY),
    lambda session, noon: store.usage(session, noon - DAY),
    lambda session, noon: store.most_asked(session, noon - DAY, 10),
    lambda session, noon: store.recent_same(session, "feiing", "4026", noon - DAY),
    lambda session, noon: store.recent_articles(session, "kari", 10),
]


@pytest.fixture
def log(session: Session, an_inquiry: MakeInquiry, noon: datetime) -> Callable[..., Entry]:
    """Delivers one logged inquiry, with any fields, and gives its entry."""

    def deliver(**changes: object) -> Entry:
        entry = logged(an_inquiry(**changes), noon)
        store.deliver(session, [entry])
        return entry

    return deliver


def total(session: Session, noon: datetime, **only: str) -> int:
    return sum(count.n for count in store.counts(session, noon - DAY, noon + DAY, **only))


def test_counts_tell_apart_all_that_the_rate_depends_on(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    for _ in range(2):
        log(outcome=Outcome.CASE, cause=Cause.DECISION, first_line="never")
    log(outcome=Outcome.CASE, cause=Cause.NO_ANSWER, first_line="usually")
    log()
    assert set(store.counts(session, noon, noon + DAY)) == {
        Count(Outcome.CASE, Cause.DECISION, "never", repeated=False, n=2),
        Count(Outcome.CASE, Cause.NO_ANSWER, "usually", repeated=False, n=1),
        *ANSWERED_ONCE,
    }


def test_a_period_holds_its_start_and_not_its_end(session: Session, noon: datetime, log: Callable[..., Entry]) -> None:
    log()
    assert store.counts(session, noon, noon + DAY) == ANSWERED_ONCE
    assert store.counts(session, noon - DAY, noon) == []


def test_counts_can_be_of_one_municipality_or_one_agent(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    log(municipality="4026", agent="kari")
    log(municipality="4026", agent="ola")
    log(municipality="3303", agent="ola")
    assert total(session, noon) == 3
    assert total(session, noon, municipality="4026") == 2
    assert total(session, noon, municipality="4026", agent="ola") == 1


@pytest.mark.parametrize("read", READINGS)
def test_a_withdrawn_inquiry_is_not_read(
    session: Session, noon: datetime, log: Callable[..., Entry], read: Callable[..., Any]
) -> None:
    entry = log(article="feiing", linked_by=LinkedBy.PINNED)
    assert read(session, noon)
    store.deliver(session, [withdrawn(entry, noon)])
    assert not read(session, noon)


def test_a_corrected_inquiry_counts_as_what_it_was_corrected_to(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    entry = log(outcome=Outcome.CASE, cause=Cause.NO_ANSWER)
    store.deliver(session, [corrected(entry, replace(entry.inquiry, outcome=Outcome.ANSWERED, cause=None), noon)])
    assert store.counts(session, noon, noon + DAY) == ANSWERED_ONCE


def test_delivering_again_changes_nothing(session: Session, noon: datetime, an_inquiry: MakeInquiry) -> None:
    first = logged(an_inquiry(), noon)
    missed = Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=noon, agent="kari", query="rådhusklokka")
    items: list[Entry | Feedback] = [first, missed, corrected(first, replace(first.inquiry, note="nytt"), noon)]
    for _ in range(2):
        store.deliver(session, [*items, *items])
    assert history(session, first.inquiry.id) == [items[0], items[2]]
    assert len(session.exec(select(FeedbackRow)).all()) == 1
    assert store.counts(session, noon, noon + DAY) == ANSWERED_ONCE


def test_feedback_is_stored(session: Session, noon: datetime) -> None:
    unclear = Feedback(
        id=uuid4(),
        kind=FeedbackKind.UNCLEAR,
        made_at=noon,
        agent="kari",
        municipality="4026",
        article="feiing",
    )
    store.deliver(session, [unclear])
    row = session.exec(select(FeedbackRow)).one()
    assert (row.id, row.kind, row.made_at, row.article) == (unclear.id, "unclear", noon, "feiing")


def test_history_gives_the_full_state_of_every_step(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    entry = log(note="først", query="fei", article="feiing", repeats=uuid4(), target=80, warm=True)
    change = corrected(entry, replace(entry.inquiry, warm=False), noon)
    store.deliver(session, [change])
    assert history(session, entry.inquiry.id) == [entry, change]
    end = withdrawn(change, noon)
    store.deliver(session, [end])
    assert [each.kind for each in history(session, entry.inquiry.id)] == list(EntryKind)
    assert history(session, uuid4()) == []


def test_the_agents_inquiries_of_late_are_listed_with_their_newest_entry(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    log(started_at=noon - DAY)
    log(agent="ola")
    gone = log(started_at=noon - timedelta(hours=1))
    last = log()
    gone_now = withdrawn(gone, noon)
    store.deliver(session, [gone_now])
    assert store.by_agent_since(session, "kari", noon - timedelta(hours=12)) == [last, gone_now]


def test_rings_again_offers_the_same_article_and_municipality_with_time_outcome_and_note(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    early = log(article="feiing", started_at=noon - DAY, note="røyk")
    late = log(article="feiing")
    log(article="feiing", municipality="3303")
    log(article="vei")
    log(article="feiing", started_at=noon - 8 * DAY)
    assert store.recent_same(session, "feiing", "4026", noon - 7 * DAY) == [
        EarlierInquiry(late.inquiry.id, noon, Outcome.ANSWERED, None, ""),
        EarlierInquiry(early.inquiry.id, noon - DAY, Outcome.ANSWERED, None, "røyk"),
    ]


def test_usage_counts_only_articles_that_an_agent_chose(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    log(article="feiing", linked_by=LinkedBy.PINNED)
    log(article="feiing", linked_by=LinkedBy.MOVED)
    log(article="feiing", linked_by=LinkedBy.SURE)
    log(article="vei", linked_by=LinkedBy.SURE)
    log(article="feiing", linked_by=LinkedBy.PINNED, started_at=noon - DAY)
    assert store.usage(session, noon) == [ArticleUse("feiing", "4026", noon.date(), 2)]


def test_usage_is_counted_for_each_municipality_and_day(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    log(article="feiing", linked_by=LinkedBy.MOVED)
    log(article="feiing", linked_by=LinkedBy.MOVED, municipality="3303")
    log(article="feiing", linked_by=LinkedBy.MOVED, started_at=noon - DAY)
    log(article="feiing", linked_by=LinkedBy.MOVED, started_at=noon - 2 * DAY)
    assert set(store.usage(session, noon - DAY)) == {
        ArticleUse("feiing", "4026", noon.date(), 1),
        ArticleUse("feiing", "3303", noon.date(), 1),
        ArticleUse("feiing", "4026", (noon - DAY).date(), 1),
    }


def test_most_asked_counts_every_link(session: Session, noon: datetime, log: Callable[..., Entry]) -> None:
    for article in ("vei", "feiing", "feiing", "avfall", None):
        log(article=article, linked_by=LinkedBy.SURE)
    assert store.most_asked(session, noon, 2) == [("feiing", 2), ("avfall", 1)]


def test_recent_articles_are_the_agents_own_each_once_the_latest_first(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    for hours, article in enumerate(["vei", "feiing", None, "vei", "avfall"]):
        log(article=article, started_at=noon + timedelta(hours=hours))
    log(article="skole", agent="ola")
    assert store.recent_articles(session, "kari", 10) == ["avfall", "vei", "feiing"]
    assert store.recent_articles(session, "kari", 1) == ["avfall"]


def repeated(session: Session, entry: Entry, noon: datetime) -> bool:
    return any(count.repeated for count in store.counts(session, noon, noon + timedelta(seconds=1)))


@pytest.mark.parametrize(
    ("after", "expected"),
    [(timedelta(0), True), (7 * DAY, True), (7 * DAY + timedelta(microseconds=1), False), (-DAY, False)],
)
def test_an_inquiry_is_repeated_by_a_later_one_within_seven_days(
    session: Session, noon: datetime, log: Callable[..., Entry], after: timedelta, expected: bool
) -> None:
    first = log()
    log(repeats=first.inquiry.id, started_at=noon + after, municipality="3303")
    (count,) = store.counts(session, noon, noon + timedelta(seconds=1), municipality="4026")
    assert count.repeated is expected


def test_a_repeat_that_is_withdrawn_or_linked_elsewhere_repeats_no_longer(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    first, second = log(), log(started_at=noon + 2 * DAY)
    repeat = log(repeats=first.inquiry.id, started_at=noon + 3 * DAY)
    assert repeated(session, first, noon)
    moved = corrected(repeat, replace(repeat.inquiry, repeats=second.inquiry.id), noon)
    store.deliver(session, [moved])
    assert not repeated(session, first, noon)
    assert [count.repeated for count in store.counts(session, noon + DAY, noon + 2.5 * DAY)] == [True]
    store.deliver(session, [withdrawn(moved, noon)])
    assert [count.repeated for count in store.counts(session, noon + DAY, noon + 2.5 * DAY)] == [False]


def test_an_inquiry_does_not_repeat_itself(session: Session, noon: datetime, log: Callable[..., Entry]) -> None:
    id = uuid4()
    log(id=id, repeats=id)
    assert store.counts(session, noon, noon + DAY) == ANSWERED_ONCE


def test_old_notes_are_purged_from_the_history_too_and_counts_stay(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    old = log(note="gammel", query="feiing hos oss", started_at=noon - 91 * DAY)
    store.deliver(session, [corrected(old, replace(old.inquiry, note="rettet"), noon)])
    recent = log(note="ny", query="feiing")
    assert purging.purge_notes(session, noon - 90 * DAY) > 0
    assert purging.purge_notes(session, noon - 90 * DAY) == 0
    assert {(entry.inquiry.note, entry.inquiry.query) for entry in history(session, old.inquiry.id)} == {("", "")}
    assert history(session, recent.inquiry.id) == [recent]
    assert sum(count.n for count in store.counts(session, noon - 92 * DAY, noon + DAY)) == 2


def test_a_purged_entry_that_is_delivered_again_stays_purged(
    session: Session, noon: datetime, log: Callable[..., Entry]
) -> None:
    old = log(note="gammel", started_at=noon - 91 * DAY)
    purging.purge_notes(session, noon - 90 * DAY)
    store.deliver(session, [old])
    assert [entry.inquiry.note for entry in history(session, old.inquiry.id)] == [""]


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("read", "index"),
    [
        (lambda session: store.counts(session, START, START + DAY), "COVERING INDEX ix_inquiry_counts"),
        (
            lambda session: store.counts(session, START, START + DAY, municipality="4026"),
            "COVERING INDEX ix_inquiry_municipality_counts",
        ),
        (lambda session: store.counts(session, START, START + DAY, agent="kari"), "INDEX ix_inquiry_agent"),
        # Both begin with the time, and the versions of SQLite choose differently between them.
        (lambda session: store.usage(session, START), "INDEX ix_inquiry_(counts|usage)"),
        (lambda session: store.most_asked(session, START, 5), "COVERING INDEX ix_inquiry_usage"),
        (lambda session: store.recent_same(session, "feiing", "4026", START), "INDEX ix_inquiry_same"),
        (lambda session: store.by_agent_since(session, "kari", START), "INDEX ix_inquiry_agent"),
        (lambda session: store.recent_articles(session, "kari", 5), "INDEX ix_inquiry_agent"),
        (lambda session: history(session, IDS[0]), "INDEX ix_inquiry_entry_inquiry_id"),
    ],
)
def test_every_reading_has_its_index(session: Session, engine: Engine, read: Callable[..., Any], index: str) -> None:
    ((statement, parameters),) = asked(engine, lambda: read(session))
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    assert re.search(f"USING {index} ", str(plan))


@pytest.mark.embedded
@pytest.mark.parametrize("table", ["inquiry", "inquiry_entry"])
def test_purging_looks_only_at_what_has_a_text(session: Session, engine: Engine, noon: datetime, table: str) -> None:
    statements = asked(engine, lambda: purging.purge_notes(session, noon))
    (update,) = [each for each in statements if f"UPDATE {table} " in each[0]]
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {update[0]}", update[1]).all()
    assert f"USING INDEX ix_{table}_texts " in str(plan)


def asked(engine: Engine, work: Callable[[], object]) -> list[tuple[str, tuple[object, ...]]]:
    """The statements that ``work`` sends to the database, with their parameters."""
    statements: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return [each for each in statements if not each[0].startswith("BEGIN")]


# --- The order of arrival does not matter


@st.composite
def any_entries(draw: st.DrawFn) -> list[Entry]:
    """Up to four inquiries with entries of every kind, many at the same moment, that repeat each other."""
    number = draw(st.integers(1, 12))
    return [
        Entry(
            id=UUID(int=100 + place),
            kind=draw(st.sampled_from(EntryKind)),
            made_at=START + timedelta(seconds=draw(st.integers(0, 3))),
            inquiry=Inquiry(
                id=draw(st.sampled_from(IDS)),
                call_id=IDS[0],
                municipality=draw(st.sampled_from(["3303", "4026"])),
                outcome=draw(st.sampled_from(Outcome)),
                started_at=START + draw(st.sampled_from([0, 3, 8, 12])) * DAY,
                logged_at=START,
                agent="kari",
                repeats=draw(st.none() | st.sampled_from(IDS)),
            ),
        )
        for place in range(number)
    ]


@pytest.fixture(scope="module")
def in_memory() -> Iterator[Engine]:
    """An empty log; an example takes back what it delivers."""
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    yield engine
    engine.dispose()


def expected_counts(entries: list[Entry]) -> dict[tuple[Outcome, bool], int]:
    """The definition, said the simple way."""
    standing = [entry.inquiry for entry in newest(entries).values() if entry.kind is not EntryKind.WITHDRAWN]
    expected: dict[tuple[Outcome, bool], int] = {}
    for inquiry in standing:
        is_repeated = any(
            other.repeats == inquiry.id != other.id and timedelta(0) <= other.started_at - inquiry.started_at <= 7 * DAY
            for other in standing
        )
        key = (inquiry.outcome, is_repeated)
        expected[key] = expected.get(key, 0) + 1
    return expected


@pytest.mark.long
@given(entries=any_entries(), random=st.randoms(), batch=st.integers(1, 5))
def test_the_counts_do_not_depend_on_the_order_or_the_batches_of_arrival(
    in_memory: Engine, entries: list[Entry], random: ArtificialRandom, batch: int
) -> None:
    arriving = [*entries, *random.sample(entries, len(entries) // 2)]
    random.shuffle(arriving)
    with Session(in_memory) as session:  # which ends without a commit
        for start in range(0, len(arriving), batch):
            store.deliver(session, arriving[start : start + batch])
        counted = store.counts(session, START, START + 20 * DAY)
        assert {(count.outcome, count.repeated): count.n for count in counted} == expected_counts(entries)
        assert len(session.exec(select(EntryRow)).all()) == len(entries)
