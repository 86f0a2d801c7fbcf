"""The copy in columns counts as the shared log does, whatever happens to the log."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete
from sqlmodel import Session

from kontakt.database import open_engine, reading, writing
from kontakt.firstline import Count, Period
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.columns import sync
from kontakt.inquiries.columns.query import Dimension, Selection
from kontakt.inquiries.columns.store import Columns
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import CallerType, Channel, Entry, Inquiry
from kontakt.inquiries.log import purging, store
from kontakt.inquiries.log.tables import EntryRow, InquiryRow

from ..conftest import MakeInquiry

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday, 13:00 in Oslo
EVER = Period(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


@pytest.fixture
def columns(tmp_path: Path) -> Iterator[Columns]:
    columns = Columns(tmp_path / "figures.duckdb")
    yield columns
    columns.close()


def deliver(engine: Engine, *entries: Entry) -> None:
    with writing(engine) as session:
        store.deliver(session, entries)


def copied(columns: Columns, engine: Engine) -> int:
    with reading(engine) as session:
        return columns.bring_up_to_date(session)


def all_of(columns: Columns, by: tuple[Dimension, ...] = (), **chosen: object) -> dict[tuple[object, ...], int]:
    return {cell.key: cell.n for cell in columns.count(Selection(period=EVER, **chosen), by)}  # type: ignore[arg-type]


def test_a_log_without_inquiries_has_no_cells(columns: Columns, engine: Engine) -> None:
    assert copied(columns, engine) == 0
    assert columns.count(Selection(period=EVER)) == []
    assert columns.median_seconds(Selection(period=EVER)) is None
    assert columns.first_day() is None


def test_only_what_has_changed_is_copied_again(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    entries = [logged(an_inquiry(), NOON) for _ in range(3)]
    deliver(engine, *entries)
    assert copied(columns, engine) == 3
    assert copied(columns, engine) == 0
    deliver(engine, logged(an_inquiry(), NOON))
    assert copied(columns, engine) == 1
    assert all_of(columns) == {(): 4}


def test_a_correction_and_a_withdrawal_show_at_once(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    one, other = (logged(an_inquiry(), NOON) for _ in range(2))
    deliver(engine, one, other)
    copied(columns, engine)
    moved = an_inquiry(id=one.inquiry.id, municipality="3303", outcome=Outcome.CASE, cause=Cause.DECISION)
    deliver(engine, corrected(one, moved, NOON + timedelta(minutes=1)), withdrawn(other, NOON + timedelta(minutes=1)))
    copied(columns, engine)
    (cell,) = columns.count(Selection(period=EVER), [Dimension.MUNICIPALITY])
    assert cell.key == ("3303",)
    assert cell.counts == (Count(Outcome.CASE, Cause.DECISION, None, repeated=False, n=1),)


def test_an_inquiry_that_rings_again_changes_the_earlier_one(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    earlier = an_inquiry()
    deliver(engine, logged(earlier, NOON))
    copied(columns, engine)
    later = an_inquiry(repeats=earlier.id, started_at=NOON + timedelta(days=2))
    deliver(engine, logged(later, NOON + timedelta(days=2)))
    assert copied(columns, engine) == 2
    (cell,) = columns.count(Selection(period=EVER))
    assert Counter(count.repeated for count in cell.counts) == {True: 1, False: 1}


def test_purging_notes_changes_no_count(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    deliver(engine, logged(an_inquiry(note="Ring tilbake."), NOON))
    copied(columns, engine)
    before = all_of(columns)
    with writing(engine) as session:
        assert purging.purge_notes(session, NOON + timedelta(days=1)) > 0
    copied(columns, engine)
    assert all_of(columns) == before


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 6 * 24 + 1),  # a minute before the clocks go forward
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 6 * 24 + 3),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 6 * 24 + 2),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 6 * 24 + 2),  # the hour that comes twice
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), 4 * 24 + 0),  # New Year's morning, a Friday
    ],
)
def test_the_hour_of_the_week_is_the_clocks_in_oslo(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, moment: datetime, hour: int
) -> None:
    deliver(engine, logged(an_inquiry(started_at=moment), moment))
    copied(columns, engine)
    assert all_of(columns, (Dimension.HOUR,)) == {(hour,): 1}


def test_new_years_day_belongs_to_its_iso_week(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    deliver(engine, logged(an_inquiry(started_at=datetime(2027, 1, 1, 11, tzinfo=UTC)), NOON))
    copied(columns, engine)
    assert all_of(columns, (Dimension.WEEK,)) == {(date(2026, 12, 28),): 1}


def test_selections_combine(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    for article in ("broeyting", "gatelys", None):
        for channel in (Channel.PHONE, Channel.COUNTER):
            for caller in (CallerType.RESIDENT, CallerType.CABIN_OWNER):
                deliver(engine, logged(an_inquiry(article=article, channel=channel, caller_type=caller), NOON))
    copied(columns, engine)
    assert all_of(columns, articles=frozenset({"broeyting"})) == {(): 4}
    assert all_of(columns, articles=frozenset({"broeyting", None})) == {(): 8}
    assert all_of(columns, articles=frozenset()) == {}
    assert all_of(columns, articles=frozenset({None}), channel="counter", caller_type="cabin_owner") == {(): 1}
    assert all_of(columns, municipality="0301") == {}


def test_a_period_is_half_open(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    deliver(engine, logged(an_inquiry(), NOON))
    copied(columns, engine)
    minute = timedelta(minutes=1)
    assert columns.count(Selection(period=Period(NOON - minute, NOON))) == []
    assert [cell.n for cell in columns.count(Selection(period=Period(NOON, NOON + minute)))] == [1]


def test_agents_are_counted_and_never_too_many(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    many = [an_inquiry(agent=f"agent {number}") for number in range(200)]
    few = [an_inquiry(agent=f"agent {number % 3}", municipality="3303") for number in range(200)]
    deliver(engine, *(logged(each, NOON) for each in (*many, *few)))
    copied(columns, engine)
    agents = {cell.key: cell.agents for cell in columns.count(Selection(period=EVER), [Dimension.MUNICIPALITY])}
    assert agents[("3303",)] == 3
    assert 120 <= agents[("4026",)] <= 200


def test_the_median_time_is_from_the_first_key_to_the_outcome(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    for seconds in (30, 60, 600):
        deliver(engine, logged(an_inquiry(logged_at=NOON + timedelta(seconds=seconds)), NOON))
    copied(columns, engine)
    assert columns.median_seconds(Selection(period=EVER)) == 60


@pytest.mark.long
def test_another_process_that_has_the_copy_open_is_in_nobodys_way(
    tmp_path: Path, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    deliver(engine, logged(an_inquiry(), NOON))
    program = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "figures.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    columns = Columns(tmp_path / "figures.duckdb")
    try:
        assert holder.stdout.readline() == "held\n"
        assert copied(columns, engine) == 1
        assert all_of(columns) == {(): 1}
    finally:
        columns.close()
        holder.communicate()


def test_a_copy_that_is_damaged_is_made_in_another_place(
    tmp_path: Path, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    (tmp_path / "figures.duckdb").write_text("no database at all")
    deliver(engine, logged(an_inquiry(), NOON))
    columns = Columns(tmp_path / "figures.duckdb")
    try:
        copied(columns, engine)
        assert all_of(columns) == {(): 1}
    finally:
        columns.close()


def test_a_database_that_was_put_back_from_a_copy_is_copied_anew(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    deliver(engine, logged(an_inquiry(), NOON))
    deliver(engine, logged(an_inquiry(), NOON))
    copied(columns, engine)
    with writing(engine) as session:
        for row in (InquiryRow, EntryRow):
            session.connection().execute(delete(row))
    deliver(engine, logged(an_inquiry(municipality="3303"), NOON))
    copied(columns, engine)
    assert all_of(columns, (Dimension.MUNICIPALITY,)) == {("3303",): 1}


def replaced_by(engine: Engine, copy: Path) -> None:
    """The file is put in the place of the database's own, with every desk closed."""
    file = Path(engine.url.database or "")
    engine.dispose()
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    shutil.copy(copy, file)


def backed_up(engine: Engine, to: Path) -> Path:
    with closing(sqlite3.connect(engine.url.database or "")) as connection:
        connection.execute("VACUUM INTO ?", [str(to)])
    return to


@pytest.mark.long
@pytest.mark.parametrize("logged_after", [3, 4, 5, 6])
@pytest.mark.embedded
def test_a_backup_that_was_put_back_is_noticed_however_far_the_log_has_come_since(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, tmp_path: Path, logged_after: int
) -> None:
    def log(count: int, municipality: str) -> None:
        for _ in range(count):
            deliver(engine, logged(an_inquiry(municipality=municipality), NOON))

    log(3, "3303")
    copied(columns, engine)
    backup = backed_up(engine, tmp_path / "backup.sqlite")
    log(4, "3304")
    copied(columns, engine)
    replaced_by(engine, backup)
    log(logged_after, "4026")
    copied(columns, engine)
    assert all_of(columns, (Dimension.MUNICIPALITY,)) == {("3303",): 3, ("4026",): logged_after}


@pytest.mark.embedded
def test_a_backup_that_was_put_back_and_filled_again_is_counted_as_it_is(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, tmp_path: Path
) -> None:
    """From the journal, what was delivered before is delivered again, in another company."""
    first, second, third = (logged(an_inquiry(municipality=number), NOON) for number in ("3303", "3304", "4026"))
    deliver(engine, first)
    backup = backed_up(engine, tmp_path / "backup.sqlite")
    deliver(engine, second)
    copied(columns, engine)
    replaced_by(engine, backup)
    deliver(engine, second, third)
    copied(columns, engine)
    assert all_of(columns, (Dimension.MUNICIPALITY,)) == {("3303",): 1, ("3304",): 1, ("4026",): 1}


@pytest.mark.long
@pytest.mark.embedded
def test_a_database_that_was_exchanged_for_another_is_copied_anew(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, tmp_path: Path
) -> None:
    other = open_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    InquiryRow.metadata.create_all(other)
    for one, municipality in ((engine, "3303"), (other, "4026")):
        for _ in range(2):
            deliver(one, logged(an_inquiry(municipality=municipality), NOON))
    copied(columns, engine)
    replaced_by(engine, backed_up(other, tmp_path / "backup.sqlite"))
    other.dispose()
    copied(columns, engine)
    assert all_of(columns, (Dimension.MUNICIPALITY,)) == {("4026",): 2}


@pytest.mark.embedded
def test_an_empty_database_in_the_place_of_a_full_one_is_news(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, tmp_path: Path
) -> None:
    backup = backed_up(engine, tmp_path / "empty.sqlite")
    deliver(engine, logged(an_inquiry(), NOON))
    copied(columns, engine)
    replaced_by(engine, backup)
    assert copied(columns, engine) == 1
    assert all_of(columns) == {}
    assert copied(columns, engine) == 0


def test_the_copy_and_all_that_belongs_to_it_is_its_owners_alone(
    tmp_path: Path, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    deliver(engine, *(logged(an_inquiry(), NOON) for _ in range(50)))
    before = os.umask(0o022)
    try:
        columns = Columns(tmp_path / "figures.duckdb")
        copied(columns, engine)
        files = [file for file in tmp_path.rglob("*figures*") if not file.is_dir()]
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
        assert tmp_path / "figures.duckdb.wal" in files
        columns.close()
    finally:
        os.umask(before)
    assert [file.name for file in tmp_path.rglob("*figures*")] == ["figures.duckdb"]


def test_rebuilding_counts_the_same(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    deliver(engine, *(logged(an_inquiry(), NOON) for _ in range(5)))
    copied(columns, engine)
    columns.rebuild()
    assert all_of(columns) == {}
    assert copied(columns, engine) == 5
    assert all_of(columns) == {(): 5}


_moments = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
_logged: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    outcome=st.sampled_from(Outcome),
    cause=st.sampled_from([None, *Cause]),
    first_line=st.sampled_from([None, "usually", "never"]),
    target=st.sampled_from([None, 75, 80]),
    municipality=st.sampled_from(["3303", "4026"]),
    started_at=_moments,
)


@pytest.mark.long
@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several=st.lists(_logged, min_size=1, max_size=30), cut=_moments)
def test_what_is_counted_is_what_the_log_counts_however_a_period_is_cut(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, several: list[Any], cut: datetime
) -> None:
    with writing(engine) as session:
        for row in (InquiryRow, EntryRow):
            session.connection().execute(delete(row))
    deliver(engine, *(logged(an_inquiry(**fields), NOON) for fields in several))
    columns.rebuild()
    copied(columns, engine)
    halves = (Period(EVER.start, cut), Period(cut, EVER.end))
    with reading(engine) as session:
        for half in halves:
            assert _tallied(columns, half) == Counter(_from_log(session, half))
    assert sum((_tallied(columns, half) for half in halves), Counter()) == _tallied(columns, EVER)


def _tallied(columns: Columns, period: Period) -> Counter[Count]:
    found: Counter[Count] = Counter()
    for cell in columns.count(Selection(period=period)):
        found.update(dict.fromkeys(cell.counts, 1))
    return _by_kind(found)


def _from_log(session: Session, period: Period) -> Counter[Count]:
    return _by_kind(Counter(store.counts(session, period.start, period.end)))


def _by_kind(counts: Counter[Count]) -> Counter[Count]:
    """The counts as a multiset of what they count, so that they can be added up."""
    kinds: Counter[Count] = Counter()
    for each in counts:
        kinds[Count(each.outcome, each.cause, each.first_line, each.repeated, 1, each.target)] += each.n
    return kinds


def test_inquiries_are_counted_by_what_was_in_force_when_they_were_logged(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    inquiries: list[Inquiry] = [an_inquiry(target=75), an_inquiry(target=80), an_inquiry(target=80)]
    deliver(engine, *(logged(each, NOON) for each in inquiries))
    copied(columns, engine)
    (cell,) = columns.count(Selection(period=EVER))
    assert {count.target: count.n for count in cell.counts} == {75: 1, 80: 2}


def test_what_is_alike_is_counted_together_and_what_is_not_asked_for_left_out(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    outcomes = [Outcome.ANSWERED, Outcome.GUIDED, Outcome.BOOKED, Outcome.VOID]
    deliver(engine, *(logged(an_inquiry(outcome=outcome), NOON) for outcome in outcomes))
    copied(columns, engine)
    (cell,) = columns.count(
        Selection(period=EVER), alike=lambda count: None if count.outcome is Outcome.VOID else "resolved"
    )
    (count,) = cell.counts
    assert (cell.n, count.n) == (3, 3)
    assert count.outcome in outcomes[:3]


def test_a_kind_that_is_new_is_put_together_too(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    for outcome in (Outcome.ANSWERED, Outcome.CASE):
        deliver(engine, logged(an_inquiry(outcome=outcome), NOON))
        copied(columns, engine)
        (cell,) = columns.count(Selection(period=EVER), alike=_all_alike)
    assert cell.n == 2


def _all_alike(_count: Count) -> bool:
    return True


def test_articles_are_counted_under_the_themes_that_are_given(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    for article in ("broeyting", "gatelys", "soeppel", None):
        deliver(engine, logged(an_inquiry(article=article), NOON))
    copied(columns, engine)
    themes = {"broeyting": "vei", "gatelys": "vei", "soeppel": "avfall", None: ""}
    cells = columns.count(Selection(period=EVER), [Dimension.THEME], themes=themes)
    assert {cell.key: cell.n for cell in cells} == {("vei",): 2, ("avfall",): 1, ("",): 1}


def test_of_each_first_value_the_largest_numbers_are_given_and_those_as_large(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    for municipality, article, times in (
        ("4026", "broeyting", 3),
        ("4026", "gatelys", 2),
        ("4026", "soeppel", 2),
        ("4026", None, 1),
        ("3303", "gatelys", 1),
    ):
        deliver(engine, *(logged(an_inquiry(municipality=municipality, article=article), NOON) for _ in range(times)))
    copied(columns, engine)
    ever, by = Selection(period=EVER), (Dimension.MUNICIPALITY, Dimension.ARTICLE)
    largest = {"4026": {"broeyting": 3, "gatelys": 2, "soeppel": 2}, "3303": {"gatelys": 1}}
    assert columns.numbers(ever, *by, most=2) == largest
    assert columns.numbers(ever, *by) == {"4026": {**largest["4026"], None: 1}, "3303": {"gatelys": 1}}


def test_a_large_log_is_copied_in_parts_and_says_how_far_it_is(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_LINES", 1)
    monkeypatch.setattr(sync, "_BLOCKS", 3)
    articles = ["broeyting", None, "gatelys"]
    for place in range(8):
        deliver(engine, logged(an_inquiry(article=articles[place % 3]), NOON))
    told: list[tuple[int, int]] = []
    with reading(engine) as session:
        assert columns.bring_up_to_date(session, lambda done, of: told.append((done, of))) == 8
    assert told == [(3, 8), (6, 8), (8, 8)]
    assert all_of(columns, (Dimension.ARTICLE,)) == {("broeyting",): 3, (None,): 3, ("gatelys",): 2}


def test_parts_of_the_log_of_which_nothing_is_left_are_passed_over(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_LINES", 1)
    monkeypatch.setattr(sync, "_BLOCKS", 1)
    first, last = (logged(an_inquiry(), NOON) for _ in range(2))
    deliver(engine, first)
    deliver(engine, last)
    for minute in range(1, 6):  # each makes a version, and takes the one before out of the log
        deliver(engine, corrected(last, last.inquiry, NOON + timedelta(minutes=minute)))
    assert copied(columns, engine) == 2
    assert all_of(columns) == {(): 2}


def test_any_text_is_copied_as_it_is(columns: Columns, engine: Engine, an_inquiry: MakeInquiry) -> None:
    units = ['Vei, "vann" og\navløp', "O'Hara %s \\ æøå", "NULL", None]
    deliver(engine, *(logged(an_inquiry(unit=unit, agent=unit or ""), NOON) for unit in units))
    copied(columns, engine)
    assert all_of(columns, (Dimension.UNIT,)) == {(unit,): 1 for unit in units}


def test_a_copy_that_is_broken_off_leaves_what_was_there(
    columns: Columns, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    deliver(engine, logged(an_inquiry(), NOON))
    copied(columns, engine)
    deliver(engine, logged(an_inquiry(), NOON))

    def breaks_off(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with reading(engine) as session, pytest.raises(KeyboardInterrupt):
        columns.bring_up_to_date(session, breaks_off)
    assert all_of(columns) == {(): 1}
    assert copied(columns, engine) == 1
    assert all_of(columns) == {(): 2}
