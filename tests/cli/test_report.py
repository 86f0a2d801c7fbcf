"""``kontakt report`` and ``kontakt figures rebuild``."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from ..conftest import Clock
from .conftest import AFTER_MIDNIGHT, BEFORE_MIDNIGHT, NOON, Run

pytestmark = pytest.mark.usefixtures("clock")

ANSWERED = ("log", "--municipality", "4026", "--article", "broeyting", "--outcome", "answered")
FORWARDED = ("log", "--municipality", "3303", "--outcome", "case", "--cause", "decision", "--channel", "email")


@pytest.fixture(scope="module")
def logged_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logged")


@pytest.fixture
def logged(run: Run, data_dir: Path, logged_folders: Path, clock: Clock) -> None:
    """A data folder in which both were logged today: by the first that asks for it, and copied for all others."""
    folder = logged_folders / f"{clock.now:%Y-%m-%d-%H-%M}"
    if folder.exists():
        shutil.rmtree(data_dir)
        shutil.copytree(folder, data_dir)
        return
    for inquiry in (ANSWERED, FORWARDED):
        assert run(*inquiry).code == 0
    assert run("report").code == 0  # which takes both into the copy that all reports count
    shutil.copytree(data_dir, folder)


def standings(text: str) -> dict[str | None, int]:
    return {row["municipality"]["code"]: row["inquiries"] for row in json.loads(text)["tables"]["standings"]}


@pytest.mark.long
def test_without_options_this_month_is_printed_as_text(run: Run, logged: None) -> None:
    ended = run("report")
    assert ended.code == 0
    assert ended.out.startswith("The first line in Kongsbergregionen\n")
    assert "50.0%" in ended.out
    assert "The first-line rate" in ended.out


@pytest.mark.long
def test_json_is_for_scripts(run: Run, logged: None) -> None:
    found = json.loads(run("report", "--format", "json").out)
    assert standings(run("report", "--format", "json").out)["4026"] == 1
    assert found["scope"]["from"] == "2026-11-01"
    assert found["language"] == "en"


@pytest.mark.long
def test_csv_is_printed_with_semicolons(run: Run, logged: None) -> None:
    rows = list(csv.DictReader(io.StringIO(run("report", "--format", "csv").out.removeprefix("\ufeff")), delimiter=";"))
    assert {row["Table"] for row in rows} >= {"The first-line rate", "By cause"}


@pytest.mark.long
def test_what_waits_in_the_journal_is_delivered_first(run: Run, data_dir: Path) -> None:
    run(*ANSWERED)  # the desk keeps a copy of the knowledge
    for file in data_dir.glob("kontakt.sqlite*"):
        file.rename(data_dir / f"away-{file.name}")
    (data_dir / "kontakt.sqlite").mkdir()
    assert "safe in the journal" in run(*ANSWERED).out
    (data_dir / "kontakt.sqlite").rmdir()
    for file in data_dir.glob("away-*"):
        file.rename(data_dir / file.name.removeprefix("away-"))
    assert standings(run("report", "--format", "json").out)["4026"] == 2


@pytest.mark.long
def test_filters_combine_and_stand_in_the_heading(run: Run, logged: None) -> None:
    ended = run("report", "--municipality", "3303", "--channel", "email", "--format", "json")
    assert standings(ended.out) == {"3303": 1}
    assert "Kongsberg · E-mail" in json.loads(ended.out)["heading"]
    ended = run(
        "report", "--channel", "chat", "--caller-type", "cabin_owner", "--theme", "vei-og-trafikk", "--format", "json"
    )
    assert standings(ended.out)[None] == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("clock", "day", "before"),
    [
        (NOON, "2026-11-20", "2026-11-19"),
        (BEFORE_MIDNIGHT, "2026-11-20", "2026-11-19"),
        (AFTER_MIDNIGHT, "2026-11-21", "2026-11-20"),
    ],
    indirect=["clock"],
    ids=["noon", "before midnight", "after midnight"],
)
def test_the_last_day_is_included(run: Run, logged: None, day: str, before: str) -> None:
    assert standings(run("report", "--from", day, "--to", day, "--format", "json").out)[None] == 2
    assert standings(run("report", "--from", day, "--format", "json").out)[None] == 2
    assert standings(run("report", "--from", "2020-01-01", "--to", before, "--format", "json").out)[None] == 0


@pytest.mark.long
@pytest.mark.parametrize(("against", "first"), [("before", "2026-07-01"), ("year", "2025-10-01"), ("none", None)])
def test_a_period_is_compared_with_another(run: Run, logged: None, against: str, first: str | None) -> None:
    found = json.loads(run("report", "--period", "2026-Q4", "--against", against, "--format", "json").out)
    assert found["scope"]["against_from"] == first
    assert ("changes" in found["tables"]) is (first is not None)


@pytest.mark.long
@pytest.mark.parametrize("format", ["text", "json", "csv", "xlsx", "html"])
def test_a_file_is_written_whole_and_not_over_another(run: Run, logged: None, tmp_path: Path, format: str) -> None:
    file = tmp_path / f"report.{format}"
    ended = run("report", "--format", format, "-o", str(file))
    assert (ended.code, str(file) in ended.out) == (0, True)
    first = file.read_bytes()
    run("report", "--format", format, "-o", str(file)).refused(str(file), "--force")
    assert file.read_bytes() == first
    assert run("report", "--format", format, "-o", str(file), "--force").code == 0
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [file.name]


@pytest.mark.long
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_page_is_in_the_language_that_is_set(
    run: Run, logged: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("KONTAKT_LANGUAGE", language)
    run("report", "--format", "html", "-o", str(tmp_path / "a.html"))
    assert f'<html lang="{language}">' in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--period", "2026-Q9"), ("--period 2026-Q9", "2026-Q4")),
        (("--period", "2026-W60"), ("2026-W60",)),
        (("--from", "2026-11-31"), ("--from 2026-11-31",)),
        (("--from", "2026-11-02", "--to", "2026-11-01"), ("--from 2026-11-02", "--to 2026-11-01")),
        (("--from", "2999-01-01"), ("--from 2999-01-01", "today")),
        (("--to", "2026-11-01"), ("--from",)),
        (("--period", "2026", "--from", "2026-01-01"), ("--period", "--from")),
        (("--municipality", "0301"), ("0301", "4026 Tinn")),
        (("--theme", "unknown"), ("unknown", "vei-og-trafikk")),
        (("--channel", "pigeon"), ("pigeon", "phone")),
        (("--caller-type", "ghost"), ("ghost", "cabin_owner")),
        (("--format", "xlsx"), ("xlsx", "-o")),
        (("--format", "html"), ("html", "-o")),
        (("-o", "/nowhere/at/all.txt"), ("/nowhere/at/all.txt",)),
    ],
)
def test_what_is_wrong_is_one_sentence(run: Run, arguments: tuple[str, ...], parts: tuple[str, ...]) -> None:
    run("report", *arguments).refused(*parts)


@pytest.mark.long
def test_rebuilding_the_figures_says_how_many_and_changes_none(run: Run, logged: None) -> None:
    before = standings(run("report", "--format", "json").out)
    assert run("figures", "rebuild").out == "2 inquiries copied.\n"
    assert standings(run("report", "--format", "json").out) == before


@pytest.mark.long
def test_those_of_an_unknown_municipality_can_be_reported_alone(run: Run) -> None:
    assert run("log", "--outcome", "void").code == 0
    ended = run("report", "--municipality", "ukjent")
    assert ended.code == 0
    assert "Unknown municipality" in ended.out


def test_a_comment_in_a_file_stands_in_the_report(run: Run, logged: None, tmp_path: Path) -> None:
    file = tmp_path / "kommentar.md"
    file.write_text("Bra kvartal.\nRing 35 01 23 45.", encoding="utf-8-sig")
    ended = run("report", "--comment", str(file))
    assert "The lead's comment\n------------------\nBra kvartal.\nRing [telefon].\n" in ended.out
    assert "masked" in ended.err


def test_a_comment_with_an_identity_number_is_refused(run: Run, logged: None, tmp_path: Path) -> None:
    file = tmp_path / "kommentar.md"
    file.write_text("Gjelder 15076500565.", encoding="utf-8")
    run("report", "--comment", str(file)).refused("identity number")


def test_a_comment_that_is_not_there_or_no_text_is_refused(run: Run, logged: None, tmp_path: Path) -> None:
    run("report", "--comment", str(tmp_path / "a.md")).refused("a.md cannot be read")
    (tmp_path / "b.md").write_bytes(b"\xff")
    run("report", "--comment", str(tmp_path / "b.md")).refused("b.md is not in UTF-8")
