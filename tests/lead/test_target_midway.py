"""A target that is set in the middle of a period: verdict, gap and the rate beside them are of the same inquiries."""

from datetime import UTC, datetime, timedelta

import pytest

from kontakt.firstline import Cause, Outcome, Proportion, Verdict, periods
from kontakt.lead.closing import Closing
from kontakt.lead.scope import Scope
from kontakt.lead.sentences import gap
from kontakt.lead.service import LeadService
from kontakt.locale import use_language
from kontakt.reports import in_words
from kontakt.reports.document_report import document
from kontakt.reports.text_file import as_text
from kontakt.tui.lead import sentences

from .conftest import Log

pytestmark = pytest.mark.embedded  # counting is that of the copy in columns, which other tests fill from both

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
QUARTER = Scope(period=periods.parse("2026-Q4"))


def closing_of(service: LeadService, scope: Scope = QUARTER, municipality: str = "4026") -> Closing:
    return next(each for each in service.closing(scope) if each.municipality == municipality)


def set_midway(log: Log) -> None:
    """Fifty days without a target, then one call with one."""
    log(72, target=None, started_at=NOW - timedelta(days=45))
    log(28, target=None, started_at=NOW - timedelta(days=45), outcome=Outcome.CASE, cause=Cause.DECISION)
    log(1, target=90, outcome=Outcome.CASE, cause=Cause.DECISION)


@pytest.mark.long
def test_the_gap_says_of_how_many_it_is(service: LeadService, log: Log) -> None:
    set_midway(log)
    found = closing_of(service)
    assert (found.rate.gross, found.rate.judged) == (Proportion(72, 101), Proportion(0, 1))
    use_language("nb")
    said = gap(found, service.names).replace("\xa0", " ")
    assert said == "Tinn (av 1 henvendelse med mål) er på 0,0 %: 1 til løst i perioden ville gitt 90 % (1 i måneden)."


@pytest.mark.long
def test_the_board_marks_a_verdict_that_is_of_some(service: LeadService, log: Log) -> None:
    set_midway(log)
    rate = closing_of(service).rate
    assert sentences.verdict(rate) == "not reached, of few*"
    assert in_words.judged_in_full(rate).startswith("0.0% of 1 with a target (")
    assert "(of 1 inquiry with a target)" in sentences.verdict_in_full(rate)
    log(100, municipality="3303", target=80)
    assert "*" not in sentences.verdict(closing_of(service, municipality="3303").rate)


@pytest.mark.long
def test_the_report_has_both_rates_where_they_differ_and_one_where_they_do_not(service: LeadService, log: Log) -> None:
    log(40, target=75)
    one = as_text(document(service.figures(QUARTER), service.names, lambda: NOW))
    assert "Of those with a target" not in one
    set_midway(log)
    both = as_text(document(service.figures(QUARTER), service.names, lambda: NOW))
    assert "Of those with a target" in both
    assert "Tinn (of 41 inquiries with a target)" not in both  # uncertain: no gap to tell


def test_what_has_lasted_less_than_a_month_is_never_blown_up_to_one(service: LeadService, log: Log) -> None:
    log(3, target=75, started_at=NOW - timedelta(minutes=2))
    log(17, target=75, started_at=NOW - timedelta(minutes=2), outcome=Outcome.CASE, cause=Cause.NO_ACCESS)
    found = closing_of(service)
    assert (found.monthly, found.rate.missing) == (None, 12)
    assert gap(found, service.names) == ("Tinn is at 15.0%: 12 more resolved in the period would have given 75%.")


def test_a_mean_of_targets_keeps_its_decimal(service: LeadService, log: Log) -> None:
    log(10, target=80, outcome=Outcome.CASE, cause=Cause.NO_ACCESS)
    log(10, target=77, outcome=Outcome.CASE, cause=Cause.NO_ACCESS)
    found = closing_of(service)
    assert found.rate.verdict is Verdict.NOT_REACHED
    assert gap(found, service.names).endswith("would have given 78.5%.")
