"""When notes may go: two looks at the clock, an hour apart by the clock and by the machine."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kontakt.inquiries.trusted_time import TrustedTime

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = 3600


class Machine:
    """Its clock can be set; how long it has been running cannot."""

    def __init__(self, path: Path) -> None:
        self.at, self.running = NOON, 50_000.0
        self.trusted = TrustedTime(path, clock=lambda: self.at, running=lambda: self.running)

    def wait(self, **time: Any) -> None:
        self.at += timedelta(**time)
        self.running += timedelta(**time).total_seconds()

    def jump(self, **time: Any) -> None:
        self.at += timedelta(**time)

    def start_anew(self, running: float) -> None:
        self.running = running


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "looked-at.json")


def test_the_first_look_trusts_nothing(machine: Machine) -> None:
    assert machine.trusted.agreed() is None


def test_a_second_look_an_hour_later_trusts_the_first(machine: Machine) -> None:
    machine.trusted.agreed()
    machine.wait(minutes=59)
    assert machine.trusted.agreed() is None
    machine.wait(minutes=1)
    assert machine.trusted.agreed() == NOON


def test_after_a_purge_two_more_looks_are_needed(machine: Machine) -> None:
    machine.trusted.agreed()
    machine.wait(hours=2)
    assert machine.trusted.agreed() == NOON
    machine.trusted.begin_anew()
    assert machine.trusted.agreed() is None
    machine.wait(hours=1)
    assert machine.trusted.agreed() == NOON + timedelta(hours=2)


def test_a_jump_ahead_for_nine_seconds_is_never_trusted(machine: Machine) -> None:
    machine.trusted.agreed()
    machine.jump(days=400)
    machine.wait(seconds=9)
    assert machine.trusted.agreed() is None  # the machine has not run for an hour
    machine.jump(days=-400)
    machine.wait(hours=3)
    assert machine.trusted.agreed() == NOON


def test_a_jump_ahead_after_a_long_time_agrees_on_no_more_than_the_look_before_it(machine: Machine) -> None:
    machine.trusted.agreed()
    machine.wait(hours=2)
    machine.jump(days=400)
    assert machine.trusted.agreed() == NOON
    machine.trusted.begin_anew()  # in the jump
    machine.jump(days=-400)
    assert machine.trusted.agreed() is None
    machine.wait(hours=1)
    assert machine.trusted.agreed() == NOON + timedelta(hours=2)


def test_two_jumps_within_a_minute_are_not_trusted(machine: Machine) -> None:
    machine.jump(days=400)
    machine.trusted.agreed()
    machine.jump(days=1)
    machine.wait(seconds=30)
    assert machine.trusted.agreed() is None


def test_a_clock_that_went_back_begins_anew(machine: Machine) -> None:
    machine.trusted.agreed()
    machine.jump(days=-30)
    machine.wait(hours=5)
    assert machine.trusted.agreed() is None
    machine.wait(hours=1)
    assert machine.trusted.agreed() == NOON - timedelta(days=30) + timedelta(hours=5)


def test_a_desk_may_be_closed_in_between(machine: Machine, tmp_path: Path) -> None:
    machine.trusted.agreed()
    machine.wait(hours=14)
    next_desk = TrustedTime(tmp_path / "looked-at.json", clock=lambda: machine.at, running=lambda: machine.running)
    assert next_desk.agreed() == NOON


def test_a_machine_that_was_started_anew_must_have_been_running_for_an_hour(machine: Machine) -> None:
    machine.trusted.agreed()
    machine.wait(hours=14)
    machine.start_anew(running=60.0)
    assert machine.trusted.agreed() is None
    machine.wait(hours=1)
    assert machine.trusted.agreed() == NOON


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "{}", '{"at": "2026-11-20T12:00:00", "running": 1}', '{"at": 1}']
)
def test_a_file_that_says_nothing_is_written_anew(machine: Machine, tmp_path: Path, text: str) -> None:
    (tmp_path / "looked-at.json").write_text(text)
    assert machine.trusted.agreed() is None
    machine.wait(hours=1)
    assert machine.trusted.agreed() == NOON


def test_where_the_first_look_cannot_be_kept_nothing_is_ever_trusted(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "no folder" / "looked-at.json")
    machine.trusted.agreed()
    machine.wait(hours=2)
    assert machine.trusted.agreed() is None
