"""``kontakt knowledge spreadsheet`` and ``take-back``."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from .conftest import EndedCommand, Run


def test_a_spreadsheet_is_written_and_not_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    ended = run("knowledge", "spreadsheet", "write", str(file), "--what", "notes")
    assert ended.code == 0
    assert str(file) in ended.out
    before = file.read_bytes()
    run("knowledge", "spreadsheet", "write", str(file)).refused(str(file), "--force")
    assert file.read_bytes() == before
    assert run("knowledge", "spreadsheet", "write", str(file), "--force").code == 0
    assert file.read_bytes() != before


@pytest.mark.parametrize("arguments", [["a.ods"], ["a.xlsx", "--what", "notes"], ["nowhere/a.csv"]])
def test_a_spreadsheet_that_cannot_be_is_one_sentence(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    name, *options = arguments
    run("knowledge", "spreadsheet", "write", str(tmp_path / name), *options).refused()


Edit = Callable[[str, str, object], Path]


@pytest.fixture
def edit(run: Run, made_once: Callable[..., Path], tmp_path: Path) -> Edit:
    """``edit("broeyting", "Answer", "…")``: a workbook whose only row is that of “broeyting”, with another text in one
    cell. One of all articles takes seconds to read."""

    def one_article(folder: Path) -> None:
        run("knowledge", "spreadsheet", "write", str(folder / "k.xlsx"))
        book = load_workbook(folder / "k.xlsx")
        articles, notes = book
        row = next(cell.row for cell in articles["A"] if cell.value == "broeyting")
        articles.delete_rows(row + 1, articles.max_row)
        articles.delete_rows(2, row - 2)
        notes.delete_rows(2, notes.max_row)
        book.save(folder / "k.xlsx")

    file = Path(shutil.copy(made_once("workbook", one_article) / "k.xlsx", tmp_path))

    def edit(id: str, heading: str, value: object) -> Path:
        book = load_workbook(file)
        sheet = book["Articles"]
        column = [cell.value for cell in sheet[1]].index(heading) + 1
        row = next(cell.row for cell in sheet["A"] if cell.value == id)
        sheet.cell(row, column).value = value
        book.save(file)
        return file

    return edit


def read(run: Run, file: Path, *options: str) -> EndedCommand:
    return run("knowledge", "spreadsheet", "read", str(file), *options)


@pytest.fixture
def answer(data_dir: Path) -> Callable[[str], str]:
    """The stored answer of an article."""

    def answer(id: str) -> str:
        with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
            text: str = connection.execute("SELECT answer FROM article WHERE id = ?", (id,)).fetchone()[0]
        return text

    return answer


@pytest.mark.long
def test_a_workbook_that_nobody_has_changed_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "k.xlsx"
    run("knowledge", "spreadsheet", "write", str(file))
    ended = read(run, file, "--yes")
    assert ended.code == 0
    assert ended.out.splitlines()[-2:] == ["601 articles read: 0 changed.", "There is nothing to store."]


@pytest.mark.long
def test_a_change_is_shown_first_then_stored_and_taken_back(run: Run, edit: Edit, answer: Callable[[str], str]) -> None:
    before = answer("broeyting")
    file = edit("broeyting", "Answer", "Et nytt svar.")
    shown = read(run, file, "--dry-run")
    assert shown.out.splitlines()[1] == "  Answer"
    assert "    + Et nytt svar." in shown.out
    assert answer("broeyting") == before
    assert "1 article changed." in read(run, file, "--yes").out
    assert answer("broeyting") == "Et nytt svar."
    taken_back = run("knowledge", "take-back", "--yes")
    assert "broeyting" in taken_back.out
    assert answer("broeyting") == before


@pytest.mark.long
def test_nobody_to_ask_stores_nothing(run: Run, edit: Edit) -> None:
    ended = read(run, edit("broeyting", "Answer", "Et nytt svar."))
    assert ended.code == 1
    assert "--yes" in ended.err
    run("knowledge", "take-back", "--yes").refused("kari has changed no article")


def test_what_is_wrong_is_told_by_row_and_heading_and_nothing_is_stored(run: Run, edit: Edit) -> None:
    ended = read(run, edit("broeyting", "Status", "ferdig"), "--yes")
    assert ended.code == 1
    assert "“Status”: “ferdig” is none of what can stand here" in ended.err
    run("knowledge", "take-back", "--yes").refused()


@pytest.mark.long
def test_a_conflict_needs_a_choice(run: Run, edit: Edit, answer: Callable[[str], str]) -> None:
    file = edit("broeyting", "Answer", "Fra regnearket.")
    mine = file.with_name("mine.xlsx")
    mine.write_bytes(file.read_bytes())
    read(run, edit("broeyting", "Answer", "Skrevet her."), "--yes")
    ended = read(run, mine, "--yes")
    assert ended.code == 1
    assert "1 field was changed both here and in the file" in ended.err
    assert "Changed here as well" in ended.out
    assert "nothing to store" in read(run, mine, "--yes", "--ours").out
    assert answer("broeyting") == "Skrevet her."
    read(run, mine, "--yes", "--theirs")
    assert answer("broeyting") == "Fra regnearket."


def test_what_was_emptied_stays_unless_it_is_asked_for(run: Run, edit: Edit) -> None:
    file = edit("broeyting", "Owner", None)
    ended = read(run, file, "--yes")
    assert "Emptied in the file" in ended.out
    assert "nothing to store" in ended.out
    assert "1 article changed." in read(run, file, "--yes", "--empty").out


def test_what_an_answer_changes_is_shown_before_it_is_stored(
    run: Run, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def agreed(question: str) -> bool:
        asked.append(question)
        return True

    at_a_terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("kontakt.cli.spreadsheet.sys", at_a_terminal)
    monkeypatch.setattr("kontakt.cli.spreadsheet.agreed", agreed)
    monkeypatch.setattr("kontakt.cli.spreadsheet._confirm", lambda read_back: None)
    ended = read(run, edit("broeyting", "Owner", None))
    assert asked == ["Empty 1 field?"]
    lines = ended.out.splitlines()
    assert lines.index("  Owner") < lines.index("1 article changed.")


@pytest.mark.parametrize("name", ["k.ods", "nowhere.xlsx", "nowhere.csv"])
def test_a_file_that_cannot_be_read_is_one_sentence(run: Run, tmp_path: Path, name: str) -> None:
    read(run, tmp_path / name).refused(name)


def test_a_file_of_other_things_is_no_success(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")
    ended = read(run, tmp_path / "a.csv")
    assert ended.code == 1
    assert "There is no article in the file" in ended.err
