"""``kontakt log``, ``undo`` and ``today``."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kontakt.firstline import Cause, Count, Outcome, first_line_rate

from ..conftest import Clock
from .conftest import AFTER_MIDNIGHT, BEFORE_MIDNIGHT, Run

ANSWERED = ("log", "--municipality", "4026", "--article", "broeyting", "--outcome", "answered")


def rows(data_dir: Path, columns: str = "*") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        return connection.execute(f"SELECT {columns} FROM inquiry").fetchall()


def waiting(data_dir: Path) -> list[str]:
    if not (data_dir / "journal.sqlite").exists():
        return []
    with closing(sqlite3.connect(data_dir / "journal.sqlite")) as connection:
        return [body for (body,) in connection.execute("SELECT body FROM waiting")]


def take_database_away(data_dir: Path) -> None:
    for file in data_dir.glob("kontakt.sqlite*"):
        file.rename(data_dir / f"away-{file.name}")
    (data_dir / "kontakt.sqlite").mkdir()


def bring_database_back(data_dir: Path) -> None:
    (data_dir / "kontakt.sqlite").rmdir()
    for file in data_dir.glob("away-*"):
        file.rename(data_dir / file.name.removeprefix("away-"))


# --- log ----------------------------------------------------------------------------------------------------


def test_an_inquiry_is_logged_and_delivered(run: Run, data_dir: Path) -> None:
    ended = run(*ANSWERED)
    assert ended.code == 0
    assert "Logged Answered" in ended.out
    assert rows(data_dir, "municipality, article, linked_by, outcome, agent, channel, target") == [
        ("4026", "broeyting", "pinned", "answered", "kari", "phone", 80)
    ]
    assert waiting(data_dir) == []


@pytest.mark.parametrize("more", [(), ("--municipality", "ukjent"), ("--municipality", "unknown")])
def test_what_counts_in_no_rate_may_be_of_an_unknown_municipality(
    run: Run, data_dir: Path, more: tuple[str, ...]
) -> None:
    assert run("log", "--outcome", "void", *more).code == 0
    assert rows(data_dir, "municipality, outcome, target") == [(None, "void", None)]
    assert "Of unknown municipality 1 1" in " ".join(run("today").out.split())
    counted = json.loads(run("today", "--format", "json").out)
    assert [counted[whose]["unknown_municipality"] for whose in ("own", "region")] == [1, 1]


@pytest.mark.parametrize("more", [(), ("--municipality", "ukjent")])
def test_another_outcome_needs_a_known_municipality(run: Run, data_dir: Path, more: tuple[str, ...]) -> None:
    run("log", "--outcome", "answered", *more).refused("--municipality", "not_ours or void")
    assert rows(data_dir) == []


def test_a_municipality_is_understood_by_its_name(run: Run, data_dir: Path) -> None:
    assert run("log", "--outcome", "answered", "--municipality", "Nore og Uvdal").code == 0
    assert rows(data_dir, "municipality") == [("3338",)]


def test_json_tells_the_id_the_outcome_and_whether_it_is_delivered(run: Run, data_dir: Path) -> None:
    logged = json.loads(run(*ANSWERED, "--format", "json").out)
    assert (logged["outcome"], logged["delivered"]) == ("answered", True)
    assert rows(data_dir, "id") == [(UUID(logged["id"]).hex,)]


def test_everything_that_is_given_is_stored(run: Run, data_dir: Path) -> None:
    ended = run(
        "log",
        "--municipality",
        "3303",
        "--outcome",
        "transferred",
        "--warm",
        "--cause",
        "no_access",
        "--channel",
        "email",
        "--caller-type",
        "business",
        "--query",
        "søppel",
        "--note",
        "haster",
    )
    assert ended.code == 0
    assert rows(data_dir, "outcome, warm, cause, channel, caller_type, query, note, article") == [
        ("transferred", 1, "no_access", "email", "business", "søppel", "haster", None)
    ]


def test_the_home_municipality_is_stored(run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_HOME_MUNICIPALITY", "3336")
    run(*ANSWERED)
    assert rows(data_dir, "home_municipality") == [("3336",)]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--municipality", "0301", "--outcome", "answered"), ("--municipality 0301", "4026 Tinn")),
        (("--municipality", "no", "--outcome", "answered"), ("--municipality no fits several", "4005 Notodden")),
        (("--municipality", "4026", "--outcome", "solved"), ("--outcome solved", "answered, guided")),
        (("--municipality", "4026", "--outcome", "case"), ("--cause", "no_access")),
        (("--municipality", "4026", "--outcome", "case", "--cause", "tired"), ("--cause tired", "no_access")),
        (("--municipality", "4026", "--outcome", "answered", "--cause", "decision"), ("--cause",)),
        (("--municipality", "4026", "--outcome", "answered", "--warm"), ("--warm",)),
        (("--municipality", "4026", "--outcome", "answered", "--article", "nope"), ("--article nope",)),
        (("--municipality", "4026", "--outcome", "answered", "--article", ""), ("--article",)),
        (("--municipality", "4026", "--outcome", "answered", "--channel", "fax"), ("--channel fax", "phone")),
        (("--municipality", "4026", "--outcome", "answered", "--caller-type", "cat"), ("--caller-type cat",)),
        (("--municipality", "4026", "--outcome", "answered", "--note", "a" * 201), ("201", "200")),
    ],
)
def test_what_is_wrong_is_one_sentence_and_stores_nothing(
    run: Run, data_dir: Path, arguments: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    run("log", *arguments).refused(*parts)
    assert rows(data_dir) == []
    assert waiting(data_dir) == []


@pytest.mark.parametrize("option", ["--note", "--query"])
def test_an_identity_number_is_refused_and_stored_nowhere(
    run: Run, data_dir: Path, identity_number: str, option: str
) -> None:
    sentence = run(*ANSWERED, option, f"gjelder {identity_number}").refused("identity number")
    assert identity_number not in sentence
    assert rows(data_dir) == []
    for file in data_dir.rglob("*"):
        assert file.is_dir() or identity_number.encode() not in file.read_bytes()


def test_a_phone_number_in_a_note_is_masked(run: Run, data_dir: Path) -> None:
    assert "The note is stored as “ring [telefon]”." in run(*ANSWERED, "--note", "ring 412 34 567").err
    assert rows(data_dir, "note") == [("ring [telefon]",)]


def test_a_missing_option_is_told_without_a_traceback(run: Run) -> None:
    ended = run("log", "--outcome", "answered")
    assert ended.code != 0
    assert "--municipality" in ended.err
    assert "Traceback" not in ended.err


def test_what_is_logged_while_the_database_is_away_is_safe_in_the_journal(run: Run, data_dir: Path) -> None:
    run("search", "brøyting")  # leaves the local copy of the knowledge
    take_database_away(data_dir)
    ended = run(*ANSWERED)
    assert ended.code == 0
    assert "safe in the journal" in ended.out
    assert len(waiting(data_dir)) == 1


def test_what_waited_is_delivered_once_with_the_next(run: Run, data_dir: Path) -> None:
    run("search", "brøyting")
    take_database_away(data_dir)
    run(*ANSWERED)
    bring_database_back(data_dir)
    run(*ANSWERED)
    assert len(rows(data_dir)) == 2
    assert waiting(data_dir) == []


@pytest.mark.long
def test_a_process_of_its_own_logs_too(
    process: Callable[..., subprocess.CompletedProcess[bytes]], desk_stood_before: None, data_dir: Path
) -> None:
    ended = process(*ANSWERED, "--note", "blåbærtua", "--format", "json")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert rows(data_dir, "note") == [("blåbærtua",)]


# --- undo ---------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_undo_withdraws_the_newest(run: Run, data_dir: Path) -> None:
    run(*ANSWERED)
    newest = json.loads(run(*ANSWERED, "--format", "json").out)["id"]
    ended = run("undo")
    assert ended.code == 0
    assert newest in ended.out
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT id FROM inquiry WHERE withdrawn").fetchall() == [(UUID(newest).hex,)]


@pytest.mark.long
def test_undo_withdraws_the_one_that_is_named(run: Run, data_dir: Path) -> None:
    first = json.loads(run(*ANSWERED, "--format", "json").out)["id"]
    run(*ANSWERED)
    assert json.loads(run("undo", first, "--format", "json").out)["id"] == first


def test_undo_takes_an_id_in_capital_letters(run: Run) -> None:
    first = json.loads(run(*ANSWERED, "--format", "json").out)["id"]
    assert run("undo", first.upper()).code == 0


def test_undo_keeps_the_history(run: Run, data_dir: Path) -> None:
    run(*ANSWERED)
    run("undo")
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        kinds = connection.execute("SELECT kind FROM inquiry_entry ORDER BY made_at").fetchall()
    assert kinds == [("logged",), ("withdrawn",)]


def test_undo_takes_note_and_search_out_of_the_history(run: Run, data_dir: Path) -> None:
    run(*ANSWERED, "--note", "ring etter lunsj", "--query", "feiing")
    run("undo")
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT DISTINCT note, query FROM inquiry_entry").fetchall() == [("", "")]


def test_undo_of_the_note_leaves_the_inquiry_and_its_search(run: Run, data_dir: Path) -> None:
    run(*ANSWERED, "--note", "ring etter lunsj", "--query", "feiing")
    assert json.loads(run("undo", "--note", "--format", "json").out)["withdrawn"] is False
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT DISTINCT note, query FROM inquiry_entry").fetchall() == [("", "feiing")]
        assert connection.execute("SELECT withdrawn FROM inquiry").fetchall() == [(0,)]
    assert not [file for file in data_dir.rglob("*") if file.is_file() and b"ring etter lunsj" in file.read_bytes()]


def test_there_is_nothing_to_undo_before_something_is_logged(run: Run) -> None:
    run("undo").refused("logged nothing")


def test_undo_twice_does_not_withdraw_the_same_twice(run: Run) -> None:
    run(*ANSWERED)
    run("undo")
    run("undo").refused("logged nothing")


def test_an_id_that_is_none_of_ones_own_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    other = json.loads(run(*ANSWERED, "--format", "json").out)["id"]
    monkeypatch.setenv("KONTAKT_AGENT", "ola")
    run("undo", other).refused(other)


def test_what_waits_can_be_undone_while_the_database_is_away(run: Run, data_dir: Path) -> None:
    run("search", "brøyting")
    take_database_away(data_dir)
    run(*ANSWERED)
    assert run("undo").code == 0
    bring_database_back(data_dir)
    run("today")
    assert rows(data_dir, "withdrawn") == [(1,)]


# --- today --------------------------------------------------------------------------------------------------


def test_where_there_is_nothing_stands_a_dash(run: Run) -> None:
    out = run("today").out
    gross = next(line for line in out.splitlines() if line.startswith("Gross "))
    assert gross.split() == ["Gross", "–", "–"]
    assert "0 %" not in out
    assert "0.0%" not in out


def test_json_has_null_where_there_is_nothing(run: Run) -> None:
    today = json.loads(run("today", "--format", "json").out)
    assert (today["own"]["gross"], today["region"]["net"]) == (None, None)
    assert today["own"]["inquiries"] == 0


@pytest.mark.long
def test_the_figures_are_those_of_the_first_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*ANSWERED)
    run("log", "--municipality", "4026", "--outcome", "void")
    monkeypatch.setenv("KONTAKT_AGENT", "ola")
    run(*ANSWERED)
    run("log", "--municipality", "4026", "--outcome", "case", "--cause", "decision")
    monkeypatch.setenv("KONTAKT_AGENT", "kari")
    today = json.loads(run("today", "--format", "json").out)
    rate = first_line_rate(
        [
            Count(Outcome.ANSWERED, None, "usually", False, 2),
            Count(Outcome.CASE, Cause.DECISION, None, False, 1),
            Count(Outcome.VOID, None, None, False, 1),
        ]
    )
    region = today["region"]
    assert region["inquiries"] == 4
    assert (region["gross"]["resolved"], region["gross"]["total"]) == (rate.gross.resolved, rate.gross.total) == (2, 3)
    assert region["gross"]["interval"] == [rate.gross.interval.low, rate.gross.interval.high]
    assert (region["net"]["resolved"], region["net"]["total"]) == (rate.net.resolved, rate.net.total) == (2, 2)
    assert region["left_out_of_net"] == {"decision": 1}
    assert (today["own"]["inquiries"], today["own"]["gross"]["total"]) == (2, 1)


def test_today_counts_only_todays(run: Run, data_dir: Path) -> None:
    run(*ANSWERED)
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection, connection:
        connection.execute("UPDATE inquiry SET started_at = '2026-01-02 10:00:00.000000'")
    assert json.loads(run("today", "--format", "json").out)["own"]["inquiries"] == 0


def test_what_is_withdrawn_is_not_counted(run: Run) -> None:
    run(*ANSWERED)
    run("undo")
    assert json.loads(run("today", "--format", "json").out)["own"]["inquiries"] == 0


def test_the_table_is_in_the_language_of_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_LANGUAGE", "nb")
    run(*ANSWERED)
    out = run("today").out
    assert "Besvart" in out
    assert "100,0\N{NO-BREAK SPACE}%" in out


def test_today_without_the_database_is_one_sentence(run: Run, data_dir: Path) -> None:
    take_database_away(data_dir)
    run("today").refused("kontakt.sqlite")


@pytest.mark.parametrize("clock", [BEFORE_MIDNIGHT, AFTER_MIDNIGHT], indirect=True, ids=["before", "after"])
def test_an_inquiry_logged_now_is_of_today_and_no_longer_tomorrow(run: Run, clock: Clock) -> None:
    run(*ANSWERED)
    assert json.loads(run("today", "--format", "json").out)["own"]["inquiries"] == 1
    clock.forward(days=1)
    assert json.loads(run("today", "--format", "json").out)["own"]["inquiries"] == 0
