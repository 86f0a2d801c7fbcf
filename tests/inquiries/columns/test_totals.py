"""The totals of all time say what the inquiries say that they are made of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from sqlalchemy import Engine

from kontakt.database import reading, writing
from kontakt.firstline import Period
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.columns.query import Dimension, Selection
from kontakt.inquiries.columns.store import Columns
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import CallerType, Channel, Entry, EntryKind
from kontakt.inquiries.log import store

from ..conftest import MakeInquiry

pytestmark = pytest.mark.long

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVER = Period(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
THEMES = {"broeyting": "vei", "gatelys": "vei", "bossdag": "avfall", None: "annet"}
LISTS = (
    (),
    (Dimension.MUNICIPALITY,),
    (Dimension.ARTICLE,),
    (Dimension.CHANNEL, Dimension.CALLER_TYPE),
    (Dimension.THEME, Dimension.MUNICIPALITY),
)
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"municipality": "3303"},
    {"articles": frozenset({"broeyting", None})},
    {"channel": Channel.PHONE},
    {"caller_type": CallerType.RESIDENT},
    {"municipality": "4026", "channel": Channel.PHONE, "articles": frozenset({"gatelys"})},
)
SINGLE: dict[str, list[Any]] = {
    "municipality": ["3303", "4026"],
    "article": ["broeyting", "gatelys", "bossdag", None],
    "channel": [Channel.PHONE, Channel.COUNTER],
    "caller_type": [CallerType.RESIDENT, None],
    "outcome": [Outcome.ANSWERED, Outcome.VOID, Outcome.CASE],
    "first_line": [None, "never"],
    "target": [None, 75],
}


@pytest.fixture
def columns(tmp_path: Path) -> Iterator[Columns]:
    columns = Columns(tmp_path / "figures.duckdb")
    yield columns
    columns.close()


def any_inquiry(rng: Random, an_inquiry: MakeInquiry, **fields: object) -> Any:
    drawn = {name: rng.choice(values) for name, values in SINGLE.items()}
    forwarded = drawn["outcome"] is Outcome.CASE
    cause = rng.choice([Cause.NO_ANSWER, Cause.DECISION]) if forwarded else None
    started_at = NOON - timedelta(hours=rng.randrange(2000))
    return an_inquiry(**(drawn | {"cause": cause, "started_at": started_at, "logged_at": started_at} | fields))


def next_entries(rng: Random, known: dict[Any, Entry], an_inquiry: MakeInquiry, now: datetime) -> list[Entry]:
    """A few new inquiries, some that ring again, corrections and withdrawals; they are known from now on."""
    entries: list[Entry] = [logged(any_inquiry(rng, an_inquiry), now) for _ in range(rng.randrange(1, 9))]
    for before in rng.sample(list(known.values()), min(len(known), 4)):
        match rng.randrange(3):
            case 0:
                entries.append(corrected(before, any_inquiry(rng, an_inquiry, id=before.inquiry.id), now))
            case 1:
                entries.append(withdrawn(before, now))
                del known[before.inquiry.id]
            case _:
                entries.append(logged(any_inquiry(rng, an_inquiry, repeats=before.inquiry.id), now))
    known |= {each.inquiry.id: each for each in entries if each.kind is not EntryKind.WITHDRAWN}
    return entries


def followed(columns: Columns, engine: Engine, entries: Sequence[Entry] = ()) -> None:
    with writing(engine) as session:
        store.deliver(session, entries)
    with reading(engine) as session:
        columns.bring_up_to_date(session)


def by_totals(columns: Columns, by: tuple[Dimension, ...], chosen: dict[str, Any]) -> Counter[Any]:
    return counted(columns, by, chosen, len(by))


def by_inquiries(columns: Columns, by: tuple[Dimension, ...], chosen: dict[str, Any]) -> Counter[Any]:
    """No total knows the hour."""
    return counted(columns, (*by, Dimension.HOUR), chosen, len(by))


def counted(columns: Columns, by: tuple[Dimension, ...], chosen: dict[str, Any], first: int) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for cell in columns.count(Selection(period=EVER, **chosen), by, themes=THEMES, agents=False):
        for count in cell.counts:
            assert count.n > 0
            kind = (count.outcome, count.cause, count.first_line, count.repeated, count.target)
            found[cell.key[:first], kind] += count.n
    return found


@pytest.mark.embedded
def test_both_count_the_same_after_whatever_was_logged_corrected_withdrawn_and_rung_again(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    rng = Random(1)
    known: dict[Any, Entry] = {}
    for hour in range(5):
        followed(columns, engine, next_entries(rng, known, an_inquiry, NOON + timedelta(hours=hour)))
        for by in LISTS:
            for chosen in FILTERS:
                assert by_totals(columns, by, chosen) == by_inquiries(columns, by, chosen)
    before = by_totals(columns, LISTS[1], {})
    assert sum(before.values()) == len(known)
    columns.rebuild()
    followed(columns, engine)
    assert by_totals(columns, LISTS[1], {}) == before


@pytest.mark.embedded
def test_totals_are_asked_of_all_time_alone(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    followed(columns, engine, [logged(an_inquiry(started_at=NOON - timedelta(days=day)), NOON) for day in range(3)])
    last = Selection(period=Period(NOON, EVER.end))
    assert [cell.n for cell in columns.count(last, [Dimension.MUNICIPALITY])] == [1]


@pytest.mark.embedded
def test_a_copy_that_is_followed_for_long_keeps_few_rows_for_a_total(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, tmp_path: Path
) -> None:
    for _ in range(12):  # one total, in a row more each time
        followed(columns, engine, [logged(an_inquiry(), NOON)])
    assert [cell.n for cell in columns.count(Selection(period=EVER))] == [12]
    columns.close()
    with duckdb.connect(tmp_path / "figures.duckdb", read_only=True) as copy:
        (rows,) = copy.execute("SELECT count(*) FROM total").fetchall()[0]
    assert rows <= 2
