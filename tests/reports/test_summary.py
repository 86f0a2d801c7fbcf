"""The box at the top of a report, and the drawings that carry the verdict and the weeks."""

from collections.abc import Callable
from typing import Any

import pytest

from kontakt.firstline import periods
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.figures import LeadFigures
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.library.names import KnownNames
from kontakt.locale import use_language
from kontakt.locale.formats import listed
from kontakt.reports.document import FigureKind, NamedValue, ReportDocument
from kontakt.reports.document_report import document
from kontakt.reports.for_people import written
from kontakt.reports.svg_charts import drawn
from kontakt.reports.writing import ReportFormat, rendered, report_of

from .conftest import NOW

pytestmark = pytest.mark.xdist_group("report")  # one worker makes the report for all of them


def test_the_box_has_rate_target_verdict_net_and_change(awkward: LeadFigures, names: KnownNames) -> None:
    use_language("nb")
    facts = dict(document(awkward, names, lambda: NOW).summary.facts)
    labels = ["Løst i førstelinjen", "Mål", "Vurdering", "Netto", "Endring fra oktober 2026"]
    assert list(facts) == labels
    assert facts["Mål"] == "78,8\xa0%"  # the mean of those of two municipalities
    assert facts["Vurdering"].startswith("? usikkert; ")
    assert "uten 3 som " in facts["Netto"]


@pytest.mark.long
def test_what_to_do_first_stands_in_the_box(service: LeadService, log: Callable[..., Any]) -> None:
    use_language("nb")
    log(30, municipality="3303", target=80, outcome=Outcome.CASE, cause=Cause.NO_ACCESS, article="byggesak")
    made = report_of(service, Scope(period=periods.parse("2026-11")))
    (step,) = made.summary.first
    assert step.endswith("gi førstelinjen tilgang til systemet. Det gjelder omtrent 30 henvendelser i Kongsberg.")
    page = rendered(made, ReportFormat.HTML).decode()
    assert page.index("Gjør dette først:") < page.index(step) < page.index('class="quiet"')
    text = rendered(made, ReportFormat.TEXT).decode().replace("\xa0", " ")
    assert "Vurdering: ✗ ikke nådd; 24 flere løste henvendelser ville gitt 80 %\n" in text
    assert f"Gjør dette først:\n1. {step}\n" in text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "Tinn, Rollag og Sigdal"), ("nn", "Tinn, Rollag og Sigdal"), ("en", "Tinn, Rollag and Sigdal")],
)
def test_the_last_of_a_list_is_joined_by_a_word(language: str, said: str) -> None:
    use_language(language)
    assert listed(["Tinn", "Rollag", "Sigdal"]) == said


def test_a_negative_count_has_a_minus_and_no_hyphen() -> None:
    assert written(FigureKind.COUNT, -1204) == "−1,204"


def test_the_report_of_no_known_municipality_says_so_in_its_title(service: LeadService) -> None:
    use_language("nb")
    made = report_of(service, Scope(period=periods.parse("2026-11"), municipality=UNKNOWN))
    assert made.title == "Førstelinjen: henvendelser uten kjent kommune"


def test_a_verdict_is_drawn_as_a_sign_and_a_word(made: ReportDocument) -> None:
    table = made.table("standings")
    assert table is not None
    assert table.chart is not None
    drawing = drawn(table, table.chart)
    assert drawing is not None
    verdicts = [each for each in table.column("verdict") if isinstance(each, NamedValue)]
    assert {each.sign for each in verdicts} > {""}
    for each in verdicts:
        assert f">{each.sign}</text>" in drawing
        assert f">{each.name}" in drawing


def test_weeks_are_drawn_with_their_interval_and_their_target(made: ReportDocument) -> None:
    table = made.table("trend")
    assert table is not None
    assert table.chart is not None
    drawing = drawn(table, table.chart)
    assert drawing is not None
    for part in ('class="band"', 'class="goal"', 'class="trend"', ">100%</text>", ">Week</text>"):
        assert part in drawing
