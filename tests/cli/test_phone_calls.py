"""``kontakt import answered``: what the phone system answered, beside what was logged."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import Clock
from .conftest import EndedCommand, Run


@pytest.fixture
def today(clock: Clock) -> str:
    return f"{clock.now:%Y-%m-%d}"


@pytest.fixture
def phone_log(tmp_path: Path) -> Callable[..., str]:
    def write(*rows: str) -> str:
        file = tmp_path / "phone.csv"
        file.write_text("\n".join(("dato;linje;besvart", *rows)), encoding="utf-8")
        return str(file)

    return write


def coverage(run: Callable[..., EndedCommand]) -> dict[str | None, tuple[int | None, int | None]]:
    rows = json.loads(run("report", "--format", "json").out)["tables"].get("coverage", [])
    return {row["municipality"]["code"]: (row["logged"], row["answered"]) for row in rows}


@pytest.mark.long
def test_logged_and_answered_stand_beside_each_other(run: Run, phone_log: Callable[..., str], today: str) -> None:
    run("log", "--municipality", "4026", "--outcome", "answered")
    ended = run("import", "answered", phone_log(f"{today};Tinn;4", f"{today};Felles;6"))
    assert ended.code == 0
    assert ended.out.splitlines()[0].startswith("10 answered calls read")
    assert "Tinn: 4" in ended.out
    assert "6 (Felles)" in ended.out
    found = coverage(run)
    assert (found["4026"], found[None], found["3303"]) == ((1, 4), (1, 10), (None, None))


def test_the_same_days_are_replaced_and_not_added(run: Run, phone_log: Callable[..., str], today: str) -> None:
    run("import", "answered", phone_log(f"{today};Tinn;4", f"{today};Felles;6"))
    run("import", "answered", phone_log(f"{today};Tinn kommune;5"))
    found = coverage(run)
    assert (found["4026"][1], found[None][1]) == (5, 11)


def test_nothing_of_a_file_that_is_partly_wrong_is_taken(run: Run, phone_log: Callable[..., str], today: str) -> None:
    run("import", "answered", phone_log(f"{today};Tinn;4", f"{today};Felles;many")).refused("phone.csv, line 3", "many")
    assert coverage(run) == {}


def test_without_anything_imported_the_report_says_nothing_of_it(run: Run) -> None:
    assert coverage(run) == {}


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    run("import", "answered", str(tmp_path / "gone.csv")).refused("gone.csv")
