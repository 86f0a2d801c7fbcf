"""``kontakt knowledge import``: dry runs, conflicts, and folders that are wrong in every way."""

import os
import pty
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGINT, default_int_handler, raise_signal, signal

import pytest

from kontakt.database import open_engine, writing
from kontakt.editor.exchange import import_export
from kontakt.knowledge import store
from kontakt.settings import Settings

from .conftest import EndedCommand, Run

FILE = "articles/vei-og-trafikk/proeve.md"
ARTICLE = "---\ntitle: Prøveartikkel\nkeywords: [prøve]\n---\nDette er svaret.\n"


def article(answer: str) -> str:
    return ARTICLE.replace("Dette er svaret.", answer)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article, for the region that stands."""
    (tmp_path / "knowledge" / FILE).parent.mkdir(parents=True)
    (tmp_path / "knowledge" / FILE).write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "knowledge"


@pytest.fixture
def edit_here(data_dir: Path) -> Callable[[str], None]:
    """An editor called ola changes the article's answer in the database."""

    def edit_here(answer: str) -> None:
        engine = open_engine(Settings(data_dir=data_dir).database_url)
        with writing(engine) as session:
            (stored,) = store.articles(session, ["proeve"])
            store.save(session, [replace(stored, answer=answer)], by="ola", at=datetime(2026, 11, 20, 9, tzinfo=UTC))
        engine.dispose()

    return edit_here


@pytest.fixture
def conflict(run: Run, folder: Path, edit_here: Callable[[str], None]) -> Path:
    """A folder whose article was changed on both sides since it was imported."""
    run("knowledge", "import", str(folder))
    edit_here("Endret her.")
    (folder / FILE).write_text(article("Endret i fila."), encoding="utf-8")
    return folder


@pytest.fixture
def on_terminal(run: Run) -> Iterator[Run]:
    """``on_terminal("knowledge", "import", "DIR", typed="o\n")``: the command with a terminal to read from."""
    master, slave = pty.openpty()
    with os.fdopen(slave, encoding="utf-8") as terminal:

        def on_terminal(*arguments: str, typed: str) -> EndedCommand:
            os.write(master, typed.encode())
            return run(*arguments, stdin=terminal)

        yield on_terminal
    os.close(master)


def answer(data_dir: Path) -> str | None:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        row = connection.execute("SELECT answer FROM article WHERE id = 'proeve'").fetchone()
    return row[0] if row else None


def test_a_dry_run_shows_the_difference_and_stores_nothing(run: Run, folder: Path, data_dir: Path) -> None:
    ended = run("knowledge", "import", str(folder), "--dry-run")
    assert ended.code == 0
    assert f"--- /dev/null\n+++ {FILE}\n" in ended.out
    assert "+Dette er svaret.\n" in ended.out
    assert "1 article read: 1 new, 0 changed, 0 removed.\n" in ended.out
    assert answer(data_dir) is None


def test_a_dry_run_has_no_colours_where_nobody_sees_them(run: Run, folder: Path) -> None:
    assert "\x1b" not in run("knowledge", "import", str(folder), "--dry-run").out


@pytest.mark.long
def test_a_dry_run_of_replacing_asks_nothing_and_removes_nothing(run: Run, folder: Path, data_dir: Path) -> None:
    ended = run("knowledge", "import", str(folder), "--dry-run", "--replace")
    assert ended.code == 0
    assert "+++ /dev/null" in ended.out
    assert answer(data_dir) is None
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT count(*) > 100 FROM article").fetchone() == (1,)


@pytest.mark.long
def test_a_dry_run_names_conflicts(run: Run, conflict: Path, data_dir: Path) -> None:
    ended = run("knowledge", "import", str(conflict), "--dry-run")
    assert ended.code == 0
    assert "Changed here as well: proeve." in ended.out
    assert {"-Endret her.", "+Endret i fila."} <= set(ended.out.splitlines())
    assert answer(data_dir) == "Endret her."


def test_a_conflict_without_anybody_to_ask_is_one_sentence(run: Run, conflict: Path, data_dir: Path) -> None:
    run("knowledge", "import", str(conflict)).refused("proeve", "--theirs", "--ours")
    assert answer(data_dir) == "Endret her."


@pytest.mark.parametrize(("option", "expected"), [("--theirs", "Endret i fila."), ("--ours", "Endret her.")])
def test_an_option_settles_conflicts(run: Run, conflict: Path, data_dir: Path, option: str, expected: str) -> None:
    assert run("knowledge", "import", str(conflict), option).code == 0
    assert answer(data_dir) == expected


@pytest.mark.long
def test_a_target_that_the_files_change_counts_from_today_and_is_told(run: Run, tmp_path: Path) -> None:
    """And an older copy of the region does not take it back."""
    older, newer = tmp_path / "older", tmp_path / "newer"
    run("knowledge", "export", str(older))
    shutil.copytree(older, newer)
    file = newer / "region.yaml"
    file.write_text(file.read_text().replace("target: 80", "target: 90", 1))
    ended = run("knowledge", "import", str(newer))
    (told,) = [line for line in ended.out.splitlines() if "target" in line]
    assert re.fullmatch(r"\w+: target from [^:]+: 90% \(before: 80%\)", told)
    assert "1 kept as edited here: region.yaml." in run("knowledge", "import", str(older)).out
    assert "(before: 90%)" in run("knowledge", "import", str(older), "--theirs").out


def test_what_is_kept_is_named(run: Run, conflict: Path) -> None:
    assert "1 kept as edited here: proeve." in run("knowledge", "import", str(conflict), "--ours").out


@pytest.mark.parametrize(("typed", "expected"), [("t\n", "Endret i fila."), ("d\no\n", "Endret her.")])
def test_on_a_terminal_each_conflict_is_asked_about(
    on_terminal: Run,
    conflict: Path,
    data_dir: Path,
    typed: str,
    expected: str,
) -> None:
    ended = on_terminal("knowledge", "import", str(conflict), typed=typed)
    assert ended.code == 0, ended
    assert "proeve was changed in the files, and here by ola, 20 Nov 2026 10:00." in ended.out
    assert ("+Endret i fila." in ended.out) == ("d" in typed)
    assert answer(data_dir) == expected


def test_on_a_terminal_one_can_stop(on_terminal: Run, conflict: Path, data_dir: Path) -> None:
    ended = on_terminal("knowledge", "import", str(conflict), typed="s\n")
    assert (ended.code, ended.err) == (1, "Stopped. Nothing was stored.\n")
    assert answer(data_dir) == "Endret her."


def test_whoever_ends_the_input_at_a_question_is_told_that_nothing_was_stored(
    on_terminal: Run, conflict: Path, data_dir: Path
) -> None:
    ended = on_terminal("knowledge", "import", str(conflict), typed="\x04")
    assert (ended.code, ended.err) == (1, "Stopped. Nothing was stored.\n")
    assert answer(data_dir) == "Endret her."


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl+C reaches the test, also where the run was started in the background of a shell, which ignores it there."""
    before = signal(SIGINT, default_int_handler)
    yield
    signal(SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_import_that_is_broken_off_stores_nothing_and_says_so(
    run: Run, folder: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where the new region would be checked, everything has been written, and nothing committed.
    monkeypatch.setattr(import_export, "_check_numbers", lambda *_: raise_signal(SIGINT))
    run("knowledge", "import", str(folder)).refused("Stopped. Nothing was stored.")
    assert answer(data_dir) is None


@pytest.mark.parametrize("two", [("--theirs", "--ours"), ("--ours", "--replace"), ("--theirs", "--replace")])
def test_two_ways_at_once_are_refused(run: Run, folder: Path, data_dir: Path, two: tuple[str, ...]) -> None:
    run("knowledge", "import", str(folder), *two).refused("--theirs", "--ours", "--replace")
    assert answer(data_dir) is None


def test_progress_is_shown_on_a_terminal_alone(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = run("knowledge", "import", str(folder))
    assert ended.err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "Reading files" in run("knowledge", "import", str(folder)).err


KEYWORDS = {
    "empty": '[""]',
    "5,000 characters": f"[{'a' * 5000}]",
    "only punctuation": '["?!"]',
    "only a hyphen": '["–"]',
}


@pytest.mark.parametrize("keywords", KEYWORDS.values(), ids=KEYWORDS)
def test_a_keyword_that_nobody_can_search_for_is_refused(run: Run, folder: Path, data_dir: Path, keywords: str) -> None:
    (folder / FILE).write_text(ARTICLE.replace("[prøve]", keywords), encoding="utf-8")
    run("knowledge", "import", str(folder)).refused(f"{FILE}, line 3", "keywords")
    assert answer(data_dir) is None


@pytest.mark.long
def test_one_broken_file_among_five_thousand_is_named_and_nothing_is_stored(
    run: Run, folder: Path, data_dir: Path
) -> None:
    for number in range(4999):
        file = folder / "articles" / "vei-og-trafikk" / f"nummer-{number}.md"
        file.write_text("---\ntitle: T\nkeywords: [t]\n---\nS.\n", encoding="utf-8")
    file.write_text("---\ntitel: T\n---\nS.\n", encoding="utf-8")
    ended = run("knowledge", "import", str(folder))
    assert (ended.code, ended.out) == (1, "")
    assert "nummer-4998.md, line 2" in ended.err
    assert "nummer-4997" not in ended.err
    assert answer(data_dir) is None


def test_an_id_that_differs_only_by_case_is_refused(run: Run, folder: Path, data_dir: Path) -> None:
    (folder / FILE).with_name("PROEVE.md").write_text(ARTICLE, encoding="utf-8")
    run("knowledge", "import", str(folder)).refused("PROEVE.md")
    assert answer(data_dir) is None


def test_a_title_that_is_a_formula_is_a_title(run: Run, folder: Path, tmp_path: Path) -> None:
    text = ARTICLE.replace("title: Prøveartikkel", 'title: "=1+1"')
    (folder / FILE).write_text(text, encoding="utf-8")
    assert run("knowledge", "import", str(folder)).code == 0
    run("knowledge", "spreadsheet", "write", str(tmp_path / "a.csv"))
    assert ";'=1+1;" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_a_folder_in_the_place_of_an_article_is_left_out_and_told(run: Run, folder: Path, data_dir: Path) -> None:
    (folder / FILE).rename((folder / FILE).with_name("annen.md"))
    (folder / FILE).mkdir()
    ended = run("knowledge", "import", str(folder))
    assert (ended.code, answer(data_dir)) == (0, None)
    assert FILE in ended.err


@pytest.mark.parametrize("name", ["themes.yaml", "region.yaml", "exported.json"])
def test_a_folder_in_the_place_of_a_file_is_one_sentence(run: Run, folder: Path, data_dir: Path, name: str) -> None:
    (folder / name).mkdir()
    run("knowledge", "import", str(folder)).refused(name)
    assert answer(data_dir) is None


def test_a_file_in_the_place_of_all_articles_is_one_sentence_and_removes_none(
    run: Run, folder: Path, data_dir: Path
) -> None:
    run("knowledge", "import", str(folder))
    (folder / "articles").rename(folder / "elsewhere")
    (folder / "articles").touch()
    (folder / "themes.yaml").write_text("themes: []\n", encoding="utf-8")
    run("knowledge", "import", str(folder), "--replace", "--yes").refused("articles is not a folder")
    assert answer(data_dir) == "Dette er svaret."


def test_a_folder_that_may_only_be_read_can_be_imported(run: Run, folder: Path, data_dir: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert run("knowledge", "import", str(folder)).code == 0
    assert answer(data_dir) == "Dette er svaret."
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.long
def test_an_export_over_a_folder_in_the_place_of_a_file_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out" / "themes.yaml").mkdir(parents=True)
    run("knowledge", "export", str(tmp_path / "out")).refused("themes.yaml")
    assert not list((tmp_path / "out").rglob(".*"))


def test_an_export_through_a_link_that_leads_out_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "out" / "articles").mkdir(parents=True)
    (tmp_path / "out" / "articles" / "vei-og-trafikk").symlink_to(tmp_path / "outside")
    run("knowledge", "export", str(tmp_path / "out")).refused("vei-og-trafikk", "link")
    assert not list((tmp_path / "outside").iterdir())


def test_an_article_with_an_error_is_not_published_by_an_import_unless_as_a_draft(
    run: Run, folder: Path, data_dir: Path
) -> None:
    (folder / FILE).write_text(article("Det koster 300 kroner."), encoding="utf-8")
    refused = run("knowledge", "import", str(folder))
    assert refused.code == 1
    assert "Nothing was stored: what has an error is not published. Mend the files, or add --drafts." in refused.err
    assert f"{FILE}: Answer: “300 kroner” stands here, and the article has no source" in refused.err
    taken = run("knowledge", "import", str(folder), "--drafts")
    assert (taken.code, taken.out.splitlines()[-1]) == (0, "1 stored as a draft because of an error: proeve.")
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT status FROM article WHERE id = 'proeve'").fetchone() == ("draft",)


def test_an_error_that_stood_before_stops_no_import(run: Run, folder: Path, edit_here: Callable[[str], None]) -> None:
    run("knowledge", "import", str(folder))
    edit_here("Det koster 300 kroner.")
    (folder / FILE).write_text(article("Det koster 400 kroner."), encoding="utf-8")
    assert run("knowledge", "import", str(folder), "--theirs").code == 0


def test_what_was_exported_with_an_error_can_replace_what_stands(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / FILE).write_text(article("Det koster 300 kroner."), encoding="utf-8")
    assert run("knowledge", "import", str(folder), "--replace", "--yes").code == 1
    assert run("knowledge", "import", str(folder), "--replace", "--yes", "--drafts").code == 0
    assert run("knowledge", "export", str(tmp_path / "out")).code == 0
    assert "status: draft" in (tmp_path / "out" / FILE).read_text(encoding="utf-8")
