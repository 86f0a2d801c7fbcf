"""Workbooks and CSV files that came back from a spreadsheet program."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kontakt.errors import KontaktError
from kontakt.files import sheet_reading
from kontakt.files.sheet_reading import Cell, UnreadCell, read_sheets
from kontakt.files.spreadsheets import as_typed, csv_file, neutral, workbook


def first_row(folder: Path, *values: object) -> tuple[Cell, ...]:
    """The cells of a workbook's only row, as they are read."""
    book = Workbook()
    book.active.append(values)
    book.save(folder / "a.xlsx")
    ((_number, cells),) = read_sheets(folder / "a.xlsx")[0].rows
    return cells


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_a_text_is_the_same_after_it_was_marked(text: str) -> None:
    assert as_typed(neutral(text)) == text


def test_what_excel_makes_of_cells_is_read_as_it_shows_them(tmp_path: Path) -> None:
    day = datetime(2026, 11, 1)  # noqa: DTZ001 (a spreadsheet knows no time zone)
    assert first_row(tmp_path, "a", 12, 12.0, 1.5, day, True) == ("a", "12", "12", "1.5", date(2026, 11, 1), True)


def test_line_breaks_of_every_kind_are_line_feeds(tmp_path: Path) -> None:
    assert first_row(tmp_path, "a\r\nb  \nc_x000D_\nd") == ("a\nb\nc\nd",)


@pytest.mark.parametrize(
    ("value", "said"), [("=1+1", "formula"), ("#N/A", "left behind"), (time(8, 30), "time of day")]
)
def test_a_cell_without_a_text_says_why(tmp_path: Path, value: object, said: str) -> None:
    (cell,) = first_row(tmp_path, value)
    assert isinstance(cell, UnreadCell)
    assert said in cell.problem


def test_blank_rows_and_cells_at_the_end_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reading, "MOST_ROWS", 2_000)
    book = Workbook()
    for row in (["a", None, ""], [None, " "], ["b"], [], [None]):
        book.active.append(row)
    book.active["XFD1000000"].value = " "
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(KontaktError, match="more than 2000 rows"):
        read_sheets(tmp_path / "a.xlsx")
    del book.active._cells[1_000_000, 16_384]
    book.save(tmp_path / "a.xlsx")
    assert read_sheets(tmp_path / "a.xlsx")[0].rows == ((1, ("a",)), (3, ("b",)))


def test_rows_of_a_csv_file_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_file([["Id"], ["two\nlines"], [""], [neutral("=1")]]))
    (sheet,) = read_sheets(tmp_path / "a.csv")
    assert sheet.rows == ((1, ("Id",)), (2, ("two\nlines",)), (4, ("=1",)))


@pytest.mark.long
def test_a_packed_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b"0" * (sheet_reading.LARGEST_UNPACKED + 1))
    assert (tmp_path / "a.xlsx").stat().st_size < 1_000_000
    with pytest.raises(KontaktError, match="more than 200 MB when it is unpacked"):
        read_sheets(tmp_path / "a.xlsx")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def a_workbook() -> bytes:
    target = BytesIO()
    with workbook(target) as book:
        book.add_worksheet("A").write_string(0, 0, "Id")
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (SHEET, b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><s>&b;</s>'),
        (SHEET, b"<worksheet><sheetData><row"),
        (SHEET, b""),
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook"),
    ],
    ids=["entities", "cut off", "empty", "no parts", "no list of sheets"],
)
def test_a_damaged_workbook_is_one_sentence(tmp_path: Path, part: str, text: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        for name, data in {**parts(a_workbook()), part: text}.items():
            packed.writestr(name, data)
    with pytest.raises(KontaktError, match=r"a\.xlsx is damaged"):
        read_sheets(tmp_path / "a.xlsx")


def test_a_cell_that_no_sheet_has_is_one_sentence(tmp_path: Path) -> None:
    there = parts(a_workbook())
    far = there[SHEET].replace(b'r="A1"', b'r="ZZZZZZZ1"')
    assert far != there[SHEET]
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        for name, data in {**there, SHEET: far}.items():
            packed.writestr(name, data)
    with pytest.raises(KontaktError, match="is damaged"):
        read_sheets(tmp_path / "a.xlsx")


def test_what_is_no_workbook_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 an old or a locked one")
    with pytest.raises(KontaktError, match="is no workbook that can be read"):
        read_sheets(tmp_path / "a.xlsx")
    with pytest.raises(KontaktError, match=r"\.xlsx nor \.csv"):
        read_sheets(tmp_path / "a.ods")
