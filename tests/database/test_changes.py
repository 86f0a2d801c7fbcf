"""The change table: what came after the last number a desk has read."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from kontakt.database import Change, changes, reading, writing


@pytest.fixture
def three(migrated: Engine) -> Engine:
    for number, kind, id in ((1, "region", "region"), (2, "article", "gatelys"), (3, "theme", "vei")):
        with writing(migrated) as session:
            changes.record(session, kind, id, number)
    return migrated


def test_nothing_has_changed_in_an_empty_database(migrated: Engine) -> None:
    with reading(migrated) as session:
        assert (changes.latest(session), changes.since(session, None)) == (0, [])


def test_changes_come_oldest_first(three: Engine) -> None:
    with reading(three) as session:
        assert changes.since(session, None) == [
            Change(1, "region", "region", 1),
            Change(2, "article", "gatelys", 2),
            Change(3, "theme", "vei", 3),
        ]


def test_only_what_came_after_is_told(three: Engine) -> None:
    with reading(three) as session:
        assert [each.id for each in changes.since(session, Change(2, "article", "gatelys", 2))] == ["vei"]


def test_nothing_comes_after_the_latest(three: Engine) -> None:
    with reading(three) as session:
        assert changes.since(session, changes.newest(session)) == []


def test_after_a_change_that_this_database_never_had_everything_counts(three: Engine) -> None:
    with reading(three) as session:
        assert changes.since(session, Change(2, "article", "avfall", 2)) is None  # an older copy went on otherwise
        assert changes.since(session, Change(4, "article", "gatelys", 3)) is None


def test_a_change_that_is_rolled_back_is_none(three: Engine) -> None:
    with suppress(ZeroDivisionError), writing(three) as session:
        changes.record(session, "article", "gone", 1)
        session.flush()
        raise ZeroDivisionError
    with reading(three) as session:
        assert changes.latest(session) == 3


@pytest.mark.long
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.lists(st.text("abc-", min_size=1, max_size=5), min_size=1, max_size=8), at=st.integers(0, 8))
def test_reading_in_two_parts_is_reading_all(migrated: Engine, ids: list[str], at: int) -> None:
    with writing(migrated) as session:
        before = changes.newest(session)
        for id in ids:
            changes.record(session, "article", id, 1)
    with reading(migrated) as session:
        came = changes.since(session, before)
        assert [each.id for each in came] == ids
        first = came[: min(at, len(ids))]
        middle = first[-1] if first else before
        assert [each.id for each in (*first, *changes.since(session, middle))] == ids


def test_the_newest_change_says_what_it_was(migrated: Engine) -> None:
    with writing(migrated) as session:
        assert changes.newest(session) is None
        changes.record(session, "article", "gatelys", 3)
        changes.record(session, "theme", "vei", 1)
    with reading(migrated) as session:
        newest = changes.newest(session)
        assert newest == changes.since(session, None)[-1]
        assert (newest.kind, newest.id) == ("theme", "vei")
