"""A spreadsheet that came back: what was changed there, beside what stands here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kontakt.database import Engine, reading, writing
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.editor import commands
from kontakt.editor.commands import EditorTransaction
from kontakt.editor.exchange.import_export import ConflictChoice
from kontakt.editor.exchange.spreadsheet import COLUMNS, SheetContents, SheetTable, as_csv, as_workbook
from kontakt.editor.exchange.spreadsheet_changes import ReadBack, compare_spreadsheet, store_read_back
from kontakt.editor.exchange.spreadsheet_columns import ColumnKind
from kontakt.editor.last_change import last_change
from kontakt.files.sheet_reading import Sheet, read_sheets
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Status
from kontakt.locale import in_every_language, use_language


@pytest.fixture
def exported(engine: Engine) -> SheetContents:
    with reading(engine) as session:
        revisions = {id: each.number for id, each in knowledge.standing(session).items()}
        return SheetContents(knowledge.load(session), revisions, directory.load(session) or Region("", ()))


class Workbook:
    """An exported workbook in an editor's hands."""

    def __init__(self, contents: SheetContents, folder: Path) -> None:
        self.book = load_workbook(BytesIO(as_workbook(contents)))
        self._file = folder / "k.xlsx"

    def write(self, id: str, heading: str, value: object, sheet: str = "Articles") -> "Workbook":
        """Write into the article's first row of a sheet."""
        table = self.book[sheet]
        column = [cell.value for cell in table[1]].index(heading) + 1
        row = next(cell.row for cell in table["A"] if cell.value == id)
        table.cell(row, column).value = value
        return self

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        self.book.save(self._file)
        return read_sheets(self._file)


@pytest.fixture
def book(exported: SheetContents, tmp_path: Path) -> Workbook:
    return Workbook(exported, tmp_path)


Compare = Callable[..., ReadBack]


@pytest.fixture
def transaction(engine: Engine, clock: Callable[[], datetime]) -> Callable[[], Any]:
    @contextmanager
    def transaction() -> Iterator[EditorTransaction]:
        with writing(engine) as session:
            yield EditorTransaction(session, "kari", clock())

    return transaction


@pytest.fixture
def compare(transaction: Callable[[], Any]) -> Compare:
    def compare(
        sheets: tuple[Sheet, ...], *, choice: ConflictChoice | None = None, empty: bool = False, store: bool = False
    ) -> ReadBack:
        with transaction() as writes:
            read_back = compare_spreadsheet(writes, sheets, choice=choice, empty=empty)
            if store:
                store_read_back(writes, read_back)
            return read_back

    return compare


def article(engine: Engine, id: str) -> Article:
    with reading(engine) as session:
        return knowledge.articles(session, [id])[0]


def change_here(engine: Engine, clock: Callable[[], datetime], id: str, **values: Any) -> None:
    with writing(engine) as session:
        knowledge.save(session, [replace(article(engine, id), **values)], by="ola", at=clock())


def changed(read_back: ReadBack) -> dict[str, list[str]]:
    """The labels of the fields that change, by article."""
    return {each.before.id: [field.label for field in each.fields] for each in read_back.changes}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_comes_back_as_it_was_written_changes_nothing(
    exported: SheetContents, compare: Compare, tmp_path: Path, language: str
) -> None:
    use_language(language)
    (tmp_path / "k.xlsx").write_bytes(as_workbook(exported))
    for table in SheetTable:
        (tmp_path / f"{table}.csv").write_bytes(as_csv(exported, table))
    use_language("en")
    for file in sorted(tmp_path.iterdir()):
        if file.is_file():
            read_back = compare(read_sheets(file), empty=True)
            assert (read_back.changes, read_back.problems, read_back.unread) == ((), (), ()), file
            assert read_back.articles


def test_every_heading_means_one_column_in_every_language() -> None:
    for columns in COLUMNS.values():
        names = [name.casefold() for column in columns for name in in_every_language(column.title)]
        assert len(names) == len(set(names))


def test_a_change_of_every_kind_is_named_as_on_the_screen_and_stored(
    engine: Engine, compare: Compare, book: Workbook
) -> None:
    for heading, value in {
        "Title": "Brøyting",
        "Title in English": "Snow clearing",
        "Answer in English": "The road.",
        "Ask about": "• Hvilken vei?\n• Når?",
        "Keywords in English": "snow; ploughing",
        "Who asks": "Innbygger, Cabin owner",
        "Resolved at the first line": "never",
        "Can differ by municipality": "Ja",
        "Owner": 12.0,
        "Review by": datetime(2027, 3, 1),  # noqa: DTZ001 (a spreadsheet knows no time zone)
        "Rests on": "veglova § 20 | 02.11.2026",
        "Links": "Kart | https://example.invalid/kart",
    }.items():
        book.write("broeyting", heading, value)
    book.write("broeyting", "Local note", "Ring vakten.", "Local notes")
    read_back = compare(book.sheets, store=True)
    assert read_back.problems == ()
    assert changed(read_back) == {
        "broeyting": [
            "Title",
            "Title in English",
            "Answer in English",
            "Ask about",
            "Keywords in English",
            "Who asks",
            "Resolved at the first line",
            "Owner",
            "Review by",
            "Rests on",
            "Links",
            "Local note: Tinn",
        ]
    }
    now = article(engine, "broeyting")
    assert (now.title, now.owner, now.review_by) == ("Brøyting", "12", date(2027, 3, 1))
    assert now.ask == ("Hvilken vei?", "Når?")
    assert now.keywords_en == ("snow", "ploughing")
    assert now.audience == ("resident", "cabin_owner")
    assert now.local == {"4026": "Ring vakten."}
    assert now.redirects == ("snoerydding",)


def test_what_was_read_is_one_step_that_can_be_taken_back(
    engine: Engine, compare: Compare, book: Workbook, transaction: Callable[[], Any], clock: Any
) -> None:
    before = article(engine, "broeyting"), article(engine, "gatelys")
    book.write("broeyting", "Owner", "drift").write("gatelys", "Answer", "Nytt.").write("broeyting", "Status", "draft")
    compare(book.sheets, store=True)
    assert article(engine, "broeyting").status is Status.DRAFT
    clock.forward(days=1)
    with transaction() as writes:
        step = last_change(writes.session, "kari")
        assert step is not None
        assert "2 articles changed" in step.sentence
        commands.take_back(writes, step)
    assert (article(engine, "broeyting"), article(engine, "gatelys")) == before
    with transaction() as writes:
        assert last_change(writes.session, "nobody") is None


def test_columns_and_rows_may_be_moved_and_removed(engine: Engine, compare: Compare, book: Workbook) -> None:
    book.write("broeyting", "Owner", "drift")
    sheet = book.book["Articles"]
    sheet.delete_cols([cell.value for cell in sheet[1]].index("Answer") + 1)
    sheet.insert_cols(1)
    sheet["A1"] = "My own notes"
    sheet.move_range(f"H1:H{sheet.max_row}", cols=40)
    for row in sorted((cell.row for cell in sheet["B"] if cell.value in ("gatelys", "stroeing")), reverse=True):
        sheet.delete_rows(row)
    book.book.create_sheet("My sheet").append(["a", "b"])
    read_back = compare(book.sheets, empty=True)
    assert changed(read_back) == {"broeyting": ["Owner"]}
    assert read_back.articles == 10
    assert read_back.unread == ("the column “My own notes”", "the sheet “My sheet”")


def test_an_emptied_cell_empties_only_when_that_is_wanted(engine: Engine, compare: Compare, book: Workbook) -> None:
    book.write("broeyting", "Owner", None).write("broeyting", "Local note", "", "Local notes")
    read_back = compare(book.sheets)
    assert changed(read_back) == {}
    title = "Brøyting av kommunal vei"
    assert read_back.emptied == ((title, "Owner"), (title, "Local note: Tinn"))
    compare(book.sheets, empty=True, store=True)
    assert (article(engine, "broeyting").owner, article(engine, "broeyting").local) == ("", {})


def test_what_others_changed_meanwhile_stays(
    engine: Engine, compare: Compare, book: Workbook, clock: Callable[[], datetime]
) -> None:
    change_here(engine, clock, "broeyting", answer="Skrevet her.")
    book.write("broeyting", "Owner", "drift")
    read_back = compare(book.sheets, store=True)
    assert (changed(read_back), read_back.conflicts) == ({"broeyting": ["Owner"]}, ())
    assert article(engine, "broeyting").answer == "Skrevet her."


def test_the_same_field_changed_there_and_here_is_a_conflict(
    engine: Engine, compare: Compare, book: Workbook, clock: Callable[[], datetime]
) -> None:
    change_here(engine, clock, "broeyting", answer="Skrevet her.")
    book.write("broeyting", "Owner", "drift").write("broeyting", "Answer", "Skrevet der.")
    read_back = compare(book.sheets)
    (conflict,) = read_back.conflicts
    assert (conflict.label, conflict.there, conflict.here) == ("Answer", "Skrevet der.", "Skrevet her.")
    assert changed(read_back) == {"broeyting": ["Owner"]}
    compare(book.sheets, choice=ConflictChoice.THEIRS, store=True)
    assert article(engine, "broeyting").answer == "Skrevet der."
    assert compare(book.sheets).conflicts == ()  # read once more, it has nothing to say


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("Title", None, "“Title”: “Title” is missing or empty"),
        ("Title", "=A1", "“Title”: it holds a formula"),
        ("Keywords", datetime(2026, 5, 1), "“Keywords”: the spreadsheet has made the day 01.05.2026"),  # noqa: DTZ001
        ("Review by", "snart", "“Review by”: “snart” is not a date"),
        ("Status", "", "“Status”: “” is none of what can stand here: write draft / published / archived"),
        ("Who asks", "alle", "“Who asks”: “alle” is none of what can stand here"),
        ("Links", "uten adresse", "“Links”: "),
        ("Revision at the export", 99, ": broeyting has no revision 99 here"),
        ("Revision at the export", None, "“Revision at the export”: “” is no revision"),
        ("Owner", "Kari 01019012480", "“Owner”: "),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_heading(
    compare: Compare, book: Workbook, heading: str, value: object, said: str
) -> None:
    row = next(cell.row for cell in book.book["Articles"]["A"] if cell.value == "broeyting")
    problems = compare(book.write("broeyting", heading, value).sheets).problems
    assert [each for each in problems if each.startswith(f"Articles, row {row}") and said in each]


def test_a_municipality_is_known_without_its_zeros_and_by_its_name(compare: Compare, book: Workbook) -> None:
    book.write("broeyting", "Municipality", "kongsberg", "Local notes")
    book.write("broeyting", "Local note", "Nytt.", "Local notes")
    assert changed(compare(book.sheets))["broeyting"][0] == "Local note: Kongsberg"
    book.write("broeyting", "Municipality", 4024, "Local notes")
    assert changed(compare(book.sheets)) == {"broeyting": ["Local note: Hjartdal"]}
    book.write("broeyting", "Municipality", "Oslo", "Local notes")
    assert "“Oslo” is not a municipality of this region" in compare(book.sheets).problems[0]


def test_an_article_in_two_rows_is_told(compare: Compare, book: Workbook) -> None:
    sheet = book.book["Articles"]
    sheet.append([cell.value for cell in sheet[2]])
    assert "stands in row 2 as well" in compare(book.sheets).problems[0]


def test_an_article_without_its_id_or_a_table_without_its_ids_is_told(compare: Compare, book: Workbook) -> None:
    book.write("broeyting", "Id", None)
    assert "“Id”: the article is not named" in compare(book.sheets).problems[0]
    book.book["Articles"]["A1"] = None
    assert "the column “Id” is missing" in compare(book.sheets).problems[0]


def test_what_an_error_keeps_from_agents_stays_as_it_is_and_the_rest_is_stored(
    engine: Engine, compare: Compare, book: Workbook
) -> None:
    book.write("broeyting", "Links", "Borte | kontakt:finnes-ikke").write("gatelys", "Owner", "drift")
    read_back = compare(book.sheets, store=True)
    assert changed(read_back) == {"gatelys": ["Owner"]}
    assert "cannot be published like this" in read_back.refused[0]
    assert article(engine, "broeyting").links[0].text == "Vegkart"


def test_a_theme_is_told_where_it_is_another_than_here_and_never_taken(
    engine: Engine, compare: Compare, book: Workbook
) -> None:
    theme = article(engine, "gatelys").theme
    read_back = compare(
        book.write("gatelys", "Theme", "Noe annet").write("gatelys", "Owner", "drift").sheets, store=True
    )
    assert changed(read_back) == {"gatelys": ["Owner"]}
    assert "“Noe annet” in the file" in read_back.refused[0]
    assert article(engine, "gatelys").theme == theme


def test_an_article_that_was_removed_meanwhile_is_told_only_if_it_was_changed_there(
    engine: Engine, compare: Compare, book: Workbook, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        knowledge.remove(session, ["gatelys"], by="ola", at=clock())
    assert compare(book.sheets).problems == ()
    assert "“Gatelys” was removed" in compare(book.write("gatelys", "Owner", "drift").sheets).problems[0]


def test_a_keyword_with_a_comma_stays_one(
    engine: Engine, clock: Callable[[], datetime], tmp_path: Path, compare: Compare
) -> None:
    change_here(engine, clock, "gatelys", keywords=("lys, gate", "lampe"))
    with reading(engine) as session:
        revisions = {id: each.number for id, each in knowledge.standing(session).items()}
        contents = SheetContents(knowledge.load(session), revisions, Region("", ()))
    book = Workbook(contents, tmp_path)
    book.write("gatelys", "Keywords", "lys, gate\nlampe\nstolpe")
    compare(book.sheets, store=True)
    assert article(engine, "gatelys").keywords == ("lys, gate", "lampe", "stolpe")


def test_what_is_only_shown_is_never_taken() -> None:
    assert [each.name for each in COLUMNS[SheetTable.ARTICLES] if each.kind is ColumnKind.SHOWN] == [
        "id",
        "revision",
        "theme",
    ]
