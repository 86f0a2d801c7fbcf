"""Delivery exists twice, for SQLite in Python and on a server in PL/pgSQL: the same entries end in the same log."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, text
from sqlalchemy.exc import InternalError
from sqlmodel import SQLModel, select

from kontakt.database import open_engine, reading, writing
from kontakt.firstline.outcomes import Cause, Outcome
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
from kontakt.inquiries.log import store
from kontakt.inquiries.log.tables import DeliveryRow, EntryRow, FeedbackRow, InquiryRow

from ...databases import NewDatabase

pytestmark = pytest.mark.long

START = datetime(2026, 3, 25, 23, tzinfo=UTC)
"""The clock in Oslo goes forward within the seven days after it."""
DAYS = (0, 3, 7, 8)
IDS = [UUID(int=number << 120) for number in (1, 2, 130, 255)]
"""A server orders them by their bytes, Python by their number."""
TEXTS = ("", "gikt", "Gikt", "å", "a b", "100 % «ja»: \\ ' \" ½ 😀")
Item = Entry | Feedback
TABLES: tuple[type[SQLModel], ...] = (EntryRow, InquiryRow, FeedbackRow, DeliveryRow)


TICK = timedelta(microseconds=1)


@st.composite
def _inquiry(draw: st.DrawFn) -> Inquiry:
    outcome = draw(st.sampled_from(Outcome))
    unknown = outcome in {Outcome.NOT_OURS, Outcome.VOID}
    started_at = START + draw(st.sampled_from(DAYS)) * timedelta(days=1) + draw(st.sampled_from([-1, 0, 1])) * TICK
    return Inquiry(
        id=draw(st.sampled_from(IDS)),
        call_id=draw(st.sampled_from(IDS)),
        municipality=draw(st.sampled_from(["0301", None] if unknown else ["0301", "4026"])),
        outcome=outcome,
        started_at=started_at,
        logged_at=started_at + timedelta(minutes=2),
        agent=draw(st.sampled_from(["kari", "ola"])),
        home_municipality=draw(st.none() | st.just("4026")),
        channel=draw(st.sampled_from(Channel)),
        caller_type=draw(st.none() | st.sampled_from(CallerType)),
        article=draw(st.none() | st.just("broeyting")),
        linked_by=draw(st.none() | st.sampled_from(LinkedBy)),
        cause=draw(st.none() | st.sampled_from(Cause)),
        warm=draw(st.booleans()),
        query=draw(st.sampled_from(TEXTS)),
        note=draw(st.sampled_from(TEXTS)),
        repeats=draw(st.none() | st.sampled_from(IDS)),
        first_line=draw(st.none() | st.sampled_from(["usually", "never"])),
        target=draw(st.none() | st.integers(0, 100)),
        unit=draw(st.sampled_from([None, "4026/byggesak", "region/brann"])),
        transfer_result=draw(st.none() | st.sampled_from(TransferResult)),
    )


@st.composite
def _items(draw: st.DrawFn) -> list[list[Item]]:
    """Batches of entries about a few inquiries, many of one moment, and of feedback; some come twice."""
    items: list[Item] = [
        Entry(
            id=UUID(int=(200 - place) << 100),
            kind=draw(st.sampled_from(EntryKind)),
            inquiry=draw(_inquiry()),
            made_at=START + draw(st.integers(0, 3)) * TICK,
        )
        for place in range(draw(st.integers(1, 9)))
    ]
    for place in range(draw(st.integers(0, 2))):
        items.append(
            Feedback(
                id=UUID(int=place),
                kind=draw(st.sampled_from(FeedbackKind)),
                made_at=START,
                agent="kari",
                municipality=draw(st.none() | st.just("4026")),
                query=draw(st.sampled_from(TEXTS)),
                article=draw(st.none() | st.just("broeyting")),
                note=draw(st.sampled_from(TEXTS)),
            )
        )
    arriving = draw(st.permutations([*items, *draw(st.lists(st.sampled_from(items), max_size=3))]))
    cuts = sorted(draw(st.lists(st.integers(0, len(arriving)), max_size=4)))
    return [arriving[first:last] for first, last in zip([0, *cuts], [*cuts, len(arriving)], strict=True)]


@pytest.fixture
def both(tmp_path: Path, new_database: NewDatabase) -> Iterator[tuple[Engine, Engine]]:
    embedded, on_server = open_engine(f"sqlite:///{tmp_path / 'kontakt.sqlite'}"), open_engine(new_database())
    SQLModel.metadata.create_all(embedded)
    yield embedded, on_server
    embedded.dispose()
    on_server.dispose()


def _contents(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All that the log holds, but for the tokens, which are random."""
    with reading(engine) as session:
        return {
            str(table.__tablename__): sorted(
                (row.model_dump(exclude={"token"}) for row in session.exec(select(table))), key=str
            )
            for table in TABLES
        }


def test_the_same_entries_in_any_order_and_batches_end_in_the_same_log(both: tuple[Engine, Engine]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(batches=_items())
    def compare(batches: list[list[Item]]) -> None:
        for engine in both:
            with writing(engine) as session:
                for table in TABLES:
                    session.connection().execute(delete(table))
        for batch in batches:
            took_away = []
            for engine in both:
                with writing(engine) as session:
                    took_away.append(store.deliver(session, batch))
            assert took_away[0] == took_away[1]
            assert _contents(both[0]) == _contents(both[1])

    compare()


def test_a_transaction_that_does_not_see_the_newest_numbers_is_refused(new_database: NewDatabase) -> None:
    engine = open_engine(new_database())
    repeatable = engine.execution_options(isolation_level="REPEATABLE READ")
    with pytest.raises(InternalError, match="committed before"), repeatable.connect() as connection:
        connection.execute(text("SELECT kontakt_deliver('[]')"))
    engine.dispose()
