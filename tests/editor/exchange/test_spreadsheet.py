"""Articles and local notes as tables, read as a spreadsheet does."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kontakt.directory.region import Region
from kontakt.editor.exchange.spreadsheet import SheetContents, SheetTable, as_csv, as_workbook, write_spreadsheet
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.base import Knowledge
from kontakt.locale import use_language

FORMULA = '=HYPERLINK("http://example.invalid";"Klikk")'


def contents(knowledge: Knowledge, region: Region | None = None) -> SheetContents:
    """Each article at revision 3."""
    return SheetContents(knowledge, {each.id: 3 for each in knowledge.articles}, region or Region("", ()))


@pytest.fixture
def knowledge(articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region) -> SheetContents:
    return contents(Knowledge(articles, themes), region)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def made(**values: Any) -> SheetContents:
    return contents(Knowledge((replace(Article(id="a", theme="t", title="A", answer="B"), **values),)))


def cells(data: bytes, sheet: str = "Articles") -> list[dict[str, object]]:
    headings, *rows = load_workbook(BytesIO(data))[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_workbook_has_every_article_with_real_dates_and_numbers(knowledge: SheetContents) -> None:
    rows = {row["Id"]: row for row in cells(as_workbook(knowledge))}
    assert len(rows) == 12
    snow = rows["broeyting"]
    assert snow["Theme"] == "Vei og trafikk"
    assert snow["Checked"] == datetime(2026, 11, 1)  # noqa: DTZ001 (a spreadsheet knows no time zone)
    assert snow["Revision at the export"] == 3
    assert (snow["Do this"], snow["Do this in nynorsk"]) == ("Slå opp hvem som eier veien.\nMeld til vakten.", None)
    assert (snow["Keywords"], snow["Keywords in nynorsk"]) == (
        "snørydding, brøytekant, plogbil",
        "snørydding, brøytekant",
    )
    assert (snow["Can differ by municipality"], snow["Status"]) == ("yes", "published")
    assert snow["Rests on"] == "veglova § 20 | 01.11.2026"
    assert snow["Links"] == "Vegkart | https://example.invalid/vegkart"


def test_english_has_columns_of_its_own() -> None:
    english = made(title_en="T", answer_en="A", keywords_en=("one", "two"))
    (row,) = cells(as_workbook(english))
    assert (row["Title in English"], row["Answer in English"], row["Keywords in English"]) == ("T", "A", "one, two")


def test_a_workbook_has_every_local_note(
    knowledge: SheetContents, articles: tuple[Article, ...], region: Region
) -> None:
    expected = [
        (each.id, 3, each.title, f"{number} {region.name_of(number)}", note)
        for each in articles
        for number, note in each.local.items()
    ]
    assert expected
    assert [tuple(row.values()) for row in cells(as_workbook(knowledge), "Local notes")] == expected
    assert [row["Local note"] for row in csv_rows(as_csv(knowledge, SheetTable.NOTES))] == [
        each[4] for each in expected
    ]


def test_a_text_that_no_cell_can_hold_is_refused_by_its_name() -> None:
    long = made(steps=tuple("x" * 1000 for _ in range(40)))
    with pytest.raises(KontaktError, match=r"“Do this” of a is longer"):
        as_workbook(long)
    assert len(csv_rows(as_csv(long, SheetTable.ARTICLES))[0]["Do this"]) > 40_000


def test_headings_stay_and_can_be_filtered(knowledge: SheetContents) -> None:
    sheet = load_workbook(BytesIO(as_workbook(knowledge)))["Articles"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:Y13"
    assert sheet["G2"].alignment.wrap_text


def test_an_empty_knowledge_base_is_headings_alone() -> None:
    assert cells(as_workbook(contents(Knowledge()))) == []
    assert csv_rows(as_csv(contents(Knowledge()), SheetTable.NOTES)) == []


def test_a_formula_in_a_workbook_is_text() -> None:
    data = as_workbook(made(title=FORMULA, owner="=1+1", keywords=("=2", "@SUM(A1)")))
    workbook = load_workbook(BytesIO(data))
    assert {cell.data_type for sheet in workbook for row in sheet for cell in row} <= {"s", "n"}
    (row,) = cells(data)
    assert (row["Title"], row["Owner"]) == (FORMULA, "=1+1")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_formula_in_csv_is_marked_as_text(start: str) -> None:
    (row,) = csv_rows(as_csv(made(title=f"{start}1+1"), SheetTable.ARTICLES))
    assert row["Title"] == f"'{start}1+1"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_no_text_in_csv_begins_a_formula_or_another_cell(text: str) -> None:
    (row,) = csv_rows(as_csv(made(title=text, answer=text), SheetTable.ARTICLES))
    assert len(row) == 25
    for cell in (row["Title"], row["Answer"]):
        assert cell.removeprefix("'") == text.removeprefix("'")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_opens_in_norwegian_excel(knowledge: SheetContents) -> None:
    data = as_csv(knowledge, SheetTable.NOTES)
    assert data.startswith("\ufeffArticle;Revision at the export;Title;Municipality;Local note\r\n".encode())
    assert csv_rows(data)[0]["Municipality"] == "4026 Tinn"


def test_headings_and_words_follow_the_language(knowledge: SheetContents) -> None:
    use_language("nb")
    (row, *_others) = csv_rows(as_csv(knowledge, SheetTable.NOTES))
    assert row["Artikkel"] == "broeyting"
    use_language("nn")
    (row, *_others) = csv_rows(as_csv(knowledge, SheetTable.ARTICLES))
    assert "Veg og trafikk" in row.values()


def test_the_ending_says_what_is_written(knowledge: SheetContents, tmp_path: Path) -> None:
    write_spreadsheet(knowledge, tmp_path / "a.XLSX")
    write_spreadsheet(knowledge, tmp_path / "a.csv")
    write_spreadsheet(knowledge, tmp_path / "k.csv", SheetTable.NOTES)
    assert len(cells((tmp_path / "a.XLSX").read_bytes())) == 12
    assert "broeyting" in {row["Id"] for row in csv_rows((tmp_path / "a.csv").read_bytes())}
    assert "Local note" in csv_rows((tmp_path / "k.csv").read_bytes())[0]


def test_a_file_that_is_there_is_not_written_over_unless_asked(knowledge: SheetContents, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    with pytest.raises(KontaktError, match="--force"):
        write_spreadsheet(knowledge, file)
    assert file.read_text() == "mine"
    write_spreadsheet(knowledge, file, overwrite=True)
    assert len(csv_rows(file.read_bytes())) == 12


@pytest.mark.parametrize("name", ["a.ods", "a", "xlsx"])
def test_another_ending_is_refused(knowledge: SheetContents, tmp_path: Path, name: str) -> None:
    with pytest.raises(KontaktError, match=r"\.xlsx"):
        write_spreadsheet(knowledge, tmp_path / name)


def test_a_table_of_a_workbook_is_refused(knowledge: SheetContents, tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match="--what"):
        write_spreadsheet(knowledge, tmp_path / "a.xlsx", SheetTable.NOTES)


def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing_behind(
    knowledge: SheetContents, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(KontaktError, match=r"a\.csv"):
        write_spreadsheet(knowledge, tmp_path / "a.csv", overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    with pytest.raises(KontaktError, match="nowhere"):
        write_spreadsheet(knowledge, tmp_path / "nowhere" / "a.csv")


SPREADSHEET = """
    from kontakt.directory.region import Region
    from kontakt.editor.exchange.spreadsheet import SheetContents, write_spreadsheet
    from kontakt.knowledge.article import Article
    from kontakt.knowledge.base import Knowledge

    knowledge = Knowledge((Article(id="a", theme="t", title="A", answer="B"),))
    write_spreadsheet(SheetContents(knowledge, {"a": 1}, Region("", ())), Path(sys.argv[1]), overwrite=True)
"""


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(
    refused_on_a_full_disk: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("the last one")
    assert "a.csv cannot be written" in refused_on_a_full_disk(SPREADSHEET, tmp_path / "a.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["the last one"]


def test_dates_in_csv_are_iso_dates(knowledge: SheetContents) -> None:
    (row, *_others) = csv_rows(as_csv(knowledge, SheetTable.ARTICLES))
    assert date.fromisoformat(row["Review by"]) == date(2027, 9, 1)
