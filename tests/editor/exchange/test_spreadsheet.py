"""Articles and keywords as tables, read back as a spreadsheet does."""

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

from kontakt.editor.exchange.spreadsheet import SheetTable, as_csv, as_workbook, write_spreadsheet
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.base import Knowledge
from kontakt.locale import use_language

FORMULA = '=HYPERLINK("http://example.invalid";"Klikk")'


@pytest.fixture
def knowledge(articles: tuple[Article, ...], themes: tuple[Theme, ...]) -> Knowledge:
    return Knowledge(articles, themes)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def made(**values: Any) -> Knowledge:
    return Knowledge((replace(Article(id="a", theme="t", title="A", answer="B"), **values),))


def cells(data: bytes, sheet: str = "Articles") -> list[dict[str, object]]:
    headings, *rows = load_workbook(BytesIO(data))[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_workbook_has_every_article_with_real_dates_and_numbers(knowledge: Knowledge) -> None:
    rows = {row["Id"]: row for row in cells(as_workbook(knowledge))}
    assert len(rows) == 12
    snow = rows["broeyting"]
    assert snow["Theme"] == "Vei og trafikk"
    assert snow["Reviewed"] == datetime(2026, 11, 1)  # noqa: DTZ001 (a spreadsheet knows no time zone)
    assert (snow["Keywords, bokmål"], snow["Local notes"], snow["Say as shared"]) == (3, 1, 1)
    assert (snow["Do this, bokmål"], snow["Do this, nynorsk"]) == (
        "Slå opp hvem som eier veien.\nMeld til vakten.",
        "",
    )
    assert snow["Can differ by municipality"] == "yes"
    assert snow["Sources"] == "veglova § 20 (2026-11-01)"
    assert snow["Links"] == "Vegkart: https://example.invalid/vegkart"


def test_a_workbook_has_every_local_note(knowledge: Knowledge) -> None:
    expected = [(each.id, each.title, *note) for each in knowledge.articles for note in each.local.items()]
    assert expected
    assert [tuple(row.values()) for row in cells(as_workbook(knowledge), "Local notes")] == expected
    assert [row["Local note"] for row in csv_rows(as_csv(knowledge, SheetTable.NOTES))] == [
        each[3] for each in expected
    ]


def test_a_workbook_has_every_keyword(knowledge: Knowledge) -> None:
    rows = [tuple(row.values()) for row in cells(as_workbook(knowledge), "Keywords")]
    assert rows[:4] == [
        ("broeyting", "Brøyting av kommunal vei", "Bokmål", "snørydding"),
        ("broeyting", "Brøyting av kommunal vei", "Bokmål", "brøytekant"),
        ("broeyting", "Brøyting av kommunal vei", "Bokmål", "plogbil"),
        ("broeyting", "Brøyting av kommunal vei", "Nynorsk", "snørydding"),
    ]
    assert len(rows) == sum(len(each.keywords) + len(each.keywords_nn) for each in knowledge.articles)


def test_headings_stay_and_can_be_filtered(knowledge: Knowledge) -> None:
    sheet = load_workbook(BytesIO(as_workbook(knowledge)))["Articles"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:W13"
    assert sheet["E2"].alignment.wrap_text


def test_an_empty_knowledge_base_is_headings_alone() -> None:
    assert cells(as_workbook(Knowledge())) == []
    assert csv_rows(as_csv(Knowledge(), SheetTable.KEYWORDS)) == []


def test_a_formula_in_a_workbook_is_text() -> None:
    data = as_workbook(made(title=FORMULA, owner="=1+1", keywords=("=2", "@SUM(A1)")))
    workbook = load_workbook(BytesIO(data))
    assert {cell.data_type for sheet in workbook for row in sheet for cell in row} <= {"s", "n"}
    (row,) = cells(data)
    assert (row["Title, bokmål"], row["Owner"]) == (FORMULA, "=1+1")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_formula_in_csv_is_marked_as_text(start: str) -> None:
    (row,) = csv_rows(as_csv(made(title=f"{start}1+1"), SheetTable.ARTICLES))
    assert row["Title, bokmål"] == f"'{start}1+1"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_no_text_in_csv_begins_a_formula_or_another_cell(text: str) -> None:
    (row,) = csv_rows(as_csv(made(title=text, answer=text), SheetTable.ARTICLES))
    assert len(row) == 23
    for cell in (row["Title, bokmål"], row["Answer, bokmål"]):
        assert cell.removeprefix("'") == text.removeprefix("'")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_opens_in_norwegian_excel(knowledge: Knowledge) -> None:
    data = as_csv(knowledge, SheetTable.KEYWORDS)
    assert data.startswith("\ufeffArticle;Title;Language;Keyword\r\n".encode())
    assert csv_rows(data)[0]["Keyword"] == "snørydding"


def test_headings_and_words_follow_the_language(knowledge: Knowledge) -> None:
    use_language("nb")
    (row, *_others) = csv_rows(as_csv(knowledge, SheetTable.KEYWORDS))
    assert row["Artikkel"] == "broeyting"
    use_language("nn")
    (row, *_others) = csv_rows(as_csv(knowledge, SheetTable.ARTICLES))
    assert "Veg og trafikk" in row.values()


def test_the_ending_says_what_is_written(knowledge: Knowledge, tmp_path: Path) -> None:
    write_spreadsheet(knowledge, tmp_path / "a.XLSX")
    write_spreadsheet(knowledge, tmp_path / "a.csv")
    write_spreadsheet(knowledge, tmp_path / "k.csv", SheetTable.KEYWORDS)
    assert len(cells((tmp_path / "a.XLSX").read_bytes())) == 12
    assert "broeyting" in {row["Id"] for row in csv_rows((tmp_path / "a.csv").read_bytes())}
    assert "Keyword" in csv_rows((tmp_path / "k.csv").read_bytes())[0]


def test_a_file_that_is_there_is_not_written_over_unless_asked(knowledge: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    with pytest.raises(KontaktError, match="--force"):
        write_spreadsheet(knowledge, file)
    assert file.read_text() == "mine"
    write_spreadsheet(knowledge, file, overwrite=True)
    assert len(csv_rows(file.read_bytes())) == 12


@pytest.mark.parametrize("name", ["a.ods", "a", "xlsx"])
def test_another_ending_is_refused(knowledge: Knowledge, tmp_path: Path, name: str) -> None:
    with pytest.raises(KontaktError, match=r"\.xlsx"):
        write_spreadsheet(knowledge, tmp_path / name)


def test_a_table_of_a_workbook_is_refused(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match="--what"):
        write_spreadsheet(knowledge, tmp_path / "a.xlsx", SheetTable.KEYWORDS)


def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing_behind(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(KontaktError, match=r"a\.csv"):
        write_spreadsheet(knowledge, tmp_path / "a.csv", overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    with pytest.raises(KontaktError, match="nowhere"):
        write_spreadsheet(knowledge, tmp_path / "nowhere" / "a.csv")


SPREADSHEET = """
    from kontakt.editor.exchange.spreadsheet import write_spreadsheet
    from kontakt.knowledge.article import Article
    from kontakt.knowledge.base import Knowledge

    knowledge = Knowledge((Article(id="a", theme="t", title="A", answer="B"),))
    write_spreadsheet(knowledge, Path(sys.argv[1]), overwrite=True)
"""


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(
    refused_on_a_full_disk: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("the last one")
    assert "a.csv cannot be written" in refused_on_a_full_disk(SPREADSHEET, tmp_path / "a.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["the last one"]


def test_dates_in_csv_are_iso_dates(knowledge: Knowledge) -> None:
    (row, *_others) = csv_rows(as_csv(knowledge, SheetTable.ARTICLES))
    assert date.fromisoformat(row["Review by"]) == date(2027, 9, 1)
