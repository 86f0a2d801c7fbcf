"""The same figures stand in every format, to the last digit that it holds."""

import csv
import io
import json
import warnings
from html.parser import HTMLParser
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from kontakt.firstline import Proportion, periods
from kontakt.lead.figures import LeadFigures
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.lead.standing import Standing
from kontakt.library.names import KnownNames
from kontakt.locale.formats import number, percent
from kontakt.reports.document import ReportDocument, exact
from kontakt.reports.document_report import document
from kontakt.reports.for_people import between, points
from kontakt.reports.writing import ReportFormat, rendered

from .conftest import NOW

pytestmark = pytest.mark.xdist_group("report")  # one worker makes it for all of them

SAME: dict[str, Any] = {"rel": 1e-14}  # a spreadsheet holds fifteen digits


@pytest.fixture(scope="module")
def as_json(made: ReportDocument) -> dict[str, Any]:
    return json.loads(rendered(made, ReportFormat.JSON))


@pytest.fixture(scope="module")
def as_csv(made: ReportDocument) -> list[dict[str, str]]:
    text = rendered(made, ReportFormat.CSV).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture(scope="module")
def as_workbook(made: ReportDocument) -> Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparkline", UserWarning)  # openpyxl does not know them
        return load_workbook(io.BytesIO(rendered(made, ReportFormat.XLSX)))


@pytest.fixture(scope="module")
def as_page(made: ReportDocument) -> dict[str, list[list[str]]]:
    page = Tables()
    page.feed(rendered(made, ReportFormat.HTML).decode())
    return page.tables


class Tables(HTMLParser):
    """The tables of a page, by their captions, as rows of texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._inside = ""
        self._rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self._inside == "caption":
            self.tables[data] = self._rows
        elif self._inside in ("td", "th"):
            self._rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def standings(awkward: LeadFigures, names: KnownNames) -> dict[str, Standing]:
    found = {each.municipality: each for each in awkward.standings.municipalities}
    named = {each.name: found[each.number] for each in names.region.municipalities}
    return {**named, names.region.name: awkward.standings.region}


def sheet(book: Workbook, name: str) -> list[dict[str, object]]:
    headings, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def comma(text: str) -> float:
    return float(text.replace(",", "."))


def test_the_standings_are_the_same_in_json(awkward: LeadFigures, names: KnownNames, as_json: dict[str, Any]) -> None:
    rows = {row["municipality"]["name"]: row for row in as_json["tables"]["standings"]}
    for name, standing in standings(awkward, names).items():
        gross = standing.rate.gross
        assert rows[name]["inquiries"] == standing.rate.inquiries
        if gross is None:
            assert rows[name]["gross"] is None
            continue
        assert (rows[name]["gross"]["resolved"], rows[name]["gross"]["total"]) == (gross.resolved, gross.total)
        assert rows[name]["gross"]["share"] == pytest.approx(gross.share, **SAME)
        assert rows[name]["gross"]["interval"] == pytest.approx([gross.interval.low, gross.interval.high], **SAME)
        assert rows[name]["verdict"]["code"] == standing.rate.verdict


def test_csv_has_the_standings_that_json_has(as_json: dict[str, Any], as_csv: list[dict[str, str]]) -> None:
    facts = {
        row["Municipality"]: row for row in as_csv if (row["Table"], row["Measure"]) == ("The first-line rate", "Gross")
    }
    rates = {row["municipality"]["name"]: row["gross"] for row in as_json["tables"]["standings"] if row["gross"]}
    assert facts.keys() == rates.keys()
    assert len(rates) == 3
    for name, rate in rates.items():
        fact = facts[name]
        assert [comma(fact[column]) for column in ("Value", "From", "To")] == [rate["share"], *rate["interval"]]
        assert int(fact["Of"]) == rate["total"]


def test_a_workbook_has_the_standings_that_json_has(as_json: dict[str, Any], as_workbook: Workbook) -> None:
    rows = {row["Municipality"]: row for row in sheet(as_workbook, "The first-line rate")}
    for row in as_json["tables"]["standings"]:
        cells, rate = rows[row["municipality"]["name"]], row["gross"]
        assert cells["Municipality number"] == row["municipality"]["code"]
        assert cells["Inquiries"] == row["inquiries"]
        assert cells["Target"] == row["target"]
        if rate is None:
            assert (cells["Gross"], cells["Gross: from"], cells["Gross: of"]) == (None, None, None)
        else:
            assert [cells["Gross"], cells["Gross: from"], cells["Gross: to"]] == [rate["share"], *rate["interval"]]
            assert [cells["Gross: resolved"], cells["Gross: of"]] == [rate["resolved"], rate["total"]]


def test_the_sheet_to_read_has_the_same_standings(
    awkward: LeadFigures, names: KnownNames, as_workbook: Workbook
) -> None:
    rows = list(as_workbook["Report"].iter_rows(values_only=True))
    first = next(at for at, row in enumerate(rows) if row[0] == "Municipality")
    shown = {row[0]: row[1:5] for row in rows[first + 1 : first + 5]}
    for name, standing in standings(awkward, names).items():
        gross = standing.rate.gross
        assert shown[name][0] == standing.rate.inquiries
        if gross is None:
            assert shown[name][1:] == (None, None, None)
        else:
            assert shown[name][1:] == pytest.approx((gross.share, gross.interval.low, gross.interval.high), **SAME)


def test_the_page_and_the_text_write_the_same_rates(
    awkward: LeadFigures, names: KnownNames, made: ReportDocument, as_page: dict[str, list[list[str]]]
) -> None:
    _headings, *rows = as_page["The first-line rate"]
    page = {row[0]: row for row in rows}
    lines = rendered(made, ReportFormat.TEXT).decode().splitlines()
    for name, standing in standings(awkward, names).items():
        gross = standing.rate.gross
        if gross is None:
            assert page[name][2] == "–"
            continue
        written = [percent(gross.share), between(gross.interval), number(gross.total)]
        assert page[name][2:5] == written
        assert any(line.startswith(f"  {name} ") and all(each in line for each in written) for line in lines)


def test_reasons_are_the_same_everywhere(
    awkward: LeadFigures, as_json: dict[str, Any], as_csv: list[dict[str, str]], as_workbook: Workbook
) -> None:
    rows = as_json["tables"]["reasons"]
    assert [row["inquiries"] for row in rows] == [each.n for each in awkward.why_not.reasons]
    assert [row["cumulative"] for row in rows] == [exact(each.cumulative) for each in awkward.why_not.reasons]
    shares = [row["share"] for row in rows]
    assert [row["Share"] for row in sheet(as_workbook, "By theme and cause")] == shares
    facts = [row for row in as_csv if (row["Table"], row["Measure"]) == ("By theme and cause", "Share")]
    assert [comma(row["Value"]) for row in facts] == shares
    assert sum(shares) == pytest.approx(1)


def test_changes_are_the_same_everywhere(
    awkward: LeadFigures, as_json: dict[str, Any], as_csv: list[dict[str, str]], as_workbook: Workbook
) -> None:
    tinn = next(each for each in awkward.standings.municipalities if each.municipality == "4026")
    (change,) = [row["change"] for row in as_json["tables"]["changes"] if row["municipality"]["code"] == "4026"]
    assert change["share"] == exact(tinn.change.share)
    (fact,) = [row for row in as_csv if row["Measure"] == "Change" and row["Municipality"] == "Tinn"]
    assert [comma(fact[each]) for each in ("Value", "From", "To")] == [change["share"], *change["interval"]]
    (cells,) = [row for row in sheet(as_workbook, "Change") if row["Municipality"] == "Tinn"]
    assert [cells["Change"], cells["Change: from"], cells["Change: to"]] == [change["share"], *change["interval"]]


@pytest.mark.parametrize(
    ("table", "title", "named"), [("causes", "By cause", "Cause"), ("themes", "By theme", "Theme")]
)
def test_the_parts_of_a_change_are_the_same_everywhere_and_add_up_to_it(
    table: str,
    title: str,
    named: str,
    awkward: LeadFigures,
    as_json: dict[str, Any],
    as_csv: list[dict[str, str]],
    as_workbook: Workbook,
    as_page: dict[str, list[list[str]]],
) -> None:
    rows = as_json["tables"][table]
    parts = {row[named.lower()]["name"]: row["part"] for row in rows}
    assert awkward.changed is not None
    assert sum(part["share"] for part in parts.values()) == pytest.approx(awkward.changed.rate.share)
    told = {row[named]: row for row in as_csv if (row["Table"], row["Measure"]) == (title, "Part of the change")}
    assert {name: [comma(row[each]) for each in ("Value", "From", "To")] for name, row in told.items()} == {
        name: [part["share"], *part["interval"]] for name, part in parts.items()
    }
    cells = [row["Part of the change"] for row in sheet(as_workbook, title)]
    assert cells == [part["share"] for part in parts.values()]
    assert [row[3] for row in as_page[title][1:]] == [points(part["share"]) for part in parts.values()]


def test_what_was_forwarded_before_alone_has_a_part_of_the_change(as_json: dict[str, Any]) -> None:
    before = as_json["tables"]["causes"][-1]
    assert (before["cause"]["code"], before["inquiries"], before["share"]) == ("insisted", 0, 0)
    assert before["part"]["share"] > 0


def test_a_report_that_compares_with_nothing_has_no_parts_of_a_change(awkward_service: LeadService) -> None:
    figures = awkward_service.figures(Scope(period=periods.parse("2026-11")))
    text = rendered(document(figures, awkward_service.names, lambda: NOW), ReportFormat.TEXT).decode()
    assert "By theme" in text
    assert "art of the change" not in text


def test_contributions_are_the_same_everywhere(
    awkward: LeadFigures, as_json: dict[str, Any], as_workbook: Workbook
) -> None:
    gained = [each.inquiries for gap in awkward.closing for each in gap.contributions]
    assert [row["inquiries"] for row in as_json["tables"]["contributions"]] == [exact(each) for each in gained]
    assert [row["Inquiries"] for row in sheet(as_workbook, "What would add to it")] == [exact(each) for each in gained]
    assert any(each != int(each) for each in gained)
    ends = [(each.least, each.most) for gap in awkward.closing for each in gap.contributions]
    told = [(row["least"], row["most"]) for row in as_json["tables"]["contributions"]]
    assert told == [tuple(None if end is None else exact(end) for end in each) for each in ends]
    assert any(least is not None for least, _most in ends)


def test_every_fact_of_every_table_stands_in_the_long_table_of_the_workbook_as_in_csv(
    as_csv: list[dict[str, str]], as_workbook: Workbook
) -> None:
    long = sheet(as_workbook, "All figures")
    assert len(long) == len(as_csv)
    for cells, fact in zip(long, as_csv, strict=True):
        for column in ("Value", "From", "To", "Of"):
            assert (comma(fact[column]) if fact[column] else None) == cells[column]


def test_a_hidden_rate_is_nowhere(
    awkward: LeadFigures,
    as_json: dict[str, Any],
    as_csv: list[dict[str, str]],
    as_workbook: Workbook,
    as_page: dict[str, list[list[str]]],
) -> None:
    """One agent stands behind yesterday noon: its inquiries are counted, its rate is not shown."""
    (row,) = [each for each in as_json["tables"]["hours"] if each["weekday"]["code"] == "4" and each["inquiries"] == 4]
    assert row["gross"] == {"hidden": "too_few_agents"}
    facts = [each for each in as_csv if each["Table"] == "Hour by hour" and each["Weekday"] == "Thursday"]
    assert {(each["Measure"], each["Value"], each["In words"]) for each in facts} == {
        ("Inquiries", "4", ""),
        ("Gross", "", "hidden: fewer than 3 agents"),
    }
    (cells,) = [each for each in sheet(as_workbook, "Hour by hour") if each["Weekday"] == "Thursday"]
    assert (cells["Gross"], cells["Gross: of"]) == ("hidden: fewer than 3 agents", None)
    assert "hidden" in [cell for row in as_page["Gross rate"] for cell in row]


def test_a_document_has_as_many_digits_as_a_spreadsheet_holds() -> None:
    share = Proportion(1, 7).share
    assert exact(share) == float(f"{share:.15g}")
