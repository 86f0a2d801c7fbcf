"""Inquiries of an unknown municipality on the board and in every report: a row of their own, in nobody's target."""

import csv
import io
import json
import warnings
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from kontakt.database import Engine, writing
from kontakt.firstline import Outcome, Proportion, Verdict, periods
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.inquiries.log import phone_calls
from kontakt.inquiries.log.phone_calls import AnsweredCalls
from kontakt.lead.labels import municipality_name
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.reports.document_report import document
from kontakt.reports.writing import ReportFormat, rendered

from .conftest import Log

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOVEMBER = Scope(period=periods.parse("2026-11"))


@pytest.fixture
def some(log: Log) -> None:
    log(3)
    log(2, municipality="3303", outcome=Outcome.VOID)
    log(4, municipality=None, target=None, outcome=Outcome.NOT_OURS, home_municipality="4026")


@pytest.mark.long
def test_they_stand_last_and_the_rows_add_up_to_the_region(service: LeadService, some: None) -> None:
    found = service.standings(NOVEMBER)
    last = found.municipalities[-1]
    assert (last.municipality, last.rate.inquiries, last.rate.gross) == (UNKNOWN, 4, None)
    assert last.rate.verdict is Verdict.NOTHING
    assert sum(each.rate.inquiries for each in found.municipalities) == found.region.rate.inquiries == 9
    assert found.region.rate.gross == Proportion(3, 3)


def test_without_any_there_is_no_row(service: LeadService, log: Log) -> None:
    log(3)
    assert UNKNOWN not in [each.municipality for each in service.standings(NOVEMBER).municipalities]


@pytest.mark.long
def test_they_can_be_looked_at_alone(service: LeadService, some: None) -> None:
    alone = Scope(period=NOVEMBER.period, municipality=UNKNOWN)
    assert service.rate(alone).inquiries == 4
    assert service.closing(alone) == ()
    assert service.figures(alone).why_not.forwarded == 0
    assert municipality_name(UNKNOWN, service.names) == "Unknown municipality"


@pytest.mark.long
def test_they_are_nobody_s_gap_and_in_nobody_s_balance(service: LeadService, log: Log) -> None:
    for agent in ("kari", "ola", "per"):
        log(municipality=None, target=None, outcome=Outcome.VOID, home_municipality="4026", agent=agent)
    helping = service.helping(NOVEMBER)
    assert helping.municipalities[-1] == UNKNOWN
    assert helping.matrix["4026"][UNKNOWN] == 3
    assert helping.balance["4026"] == 0
    assert UNKNOWN not in [each.municipality for each in service.closing(NOVEMBER)]


@pytest.mark.long
def test_their_calls_are_logged_calls_of_the_region_alone(
    service: LeadService, log: Log, engine: Engine, some: None
) -> None:
    with writing(engine) as session:
        phone_calls.store(
            session, [AnsweredCalls(date(2026, 11, 20), "4026", "", 4), AnsweredCalls(date(2026, 11, 20), "", "", 6)]
        )
    found = service.standings(NOVEMBER)
    assert (found.region.calls_answered, found.region.calls_logged) == (10, 9)
    last = found.municipalities[-1]
    assert (last.municipality, last.calls_answered, last.calls_logged) == (UNKNOWN, None, 4)


@pytest.mark.long
@pytest.mark.embedded  # what is written is what the tests above count on both
@pytest.mark.parametrize("format", ReportFormat)
def test_every_format_names_them(service: LeadService, some: None, format: ReportFormat) -> None:
    made = rendered(document(service.figures(NOVEMBER), service.names, lambda: NOW), format)
    match format:
        case ReportFormat.JSON:
            row = json.loads(made)["tables"]["standings"][-2]
            assert row["municipality"] == {"code": UNKNOWN, "name": "Unknown municipality"}
            assert row["inquiries"] == 4
            assert row["verdict"] == {"code": "nothing", "name": "nothing that counts"}
        case ReportFormat.CSV:
            rows = csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";")
            found = [
                row["Value"]
                for row in rows
                if (row["Municipality"], row["Measure"], row["Table"])
                == ("Unknown municipality", "Inquiries", "The first-line rate")
            ]
            assert found == ["4"]
        case ReportFormat.XLSX:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Sparkline", UserWarning)  # openpyxl does not know them
                book = load_workbook(io.BytesIO(made))
            cells = [cell.value for sheet in book for row in sheet for cell in row]
            assert "Unknown municipality" in cells
        case _:
            assert "Unknown municipality" in made.decode()
