"""The lead's comment: guarded, safe as markup, and in every format of a report."""

from dataclasses import replace

import pytest

from kontakt.errors import KontaktError
from kontakt.reports.comment import LONGEST_COMMENT, guarded_comment, is_masked
from kontakt.reports.document import ReportDocument
from kontakt.reports.markdown import as_markup
from kontakt.reports.writing import ReportFormat, rendered

pytestmark = pytest.mark.xdist_group("report")  # one worker makes the report for all of them

COMMENT = "# Kvartalet\n\nTinn *nådde* målet.\n\n- byggesak\n- vei"


def test_an_identity_number_is_refused_without_being_told() -> None:
    with pytest.raises(KontaktError, match="identity number") as refused:
        guarded_comment("Gjelder 15076500565.")
    assert "15076500565" not in str(refused.value)


def test_a_phone_number_is_masked_and_figures_are_not() -> None:
    text = "82,0 % av 3 342 henvendelser i 2026-Q4 (80,7–83,3), 1.10.–29.11.2026. Ring 35 01 23 45."
    guarded = guarded_comment(text)
    assert guarded == text.replace("35 01 23 45", "[telefon]")
    assert is_masked(guarded, text)
    assert not is_masked(guarded, guarded)


def test_a_comment_that_is_too_long_is_refused() -> None:
    with pytest.raises(KontaktError, match="The comment: "):
        guarded_comment("a" * (LONGEST_COMMENT + 1))


def test_nothing_is_no_comment() -> None:
    assert guarded_comment(" \n ") == ""


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)>",
        "![bilde](https://example.invalid/a.png)",
        "[her](javascript:alert(1))",
        "<iframe src='https://example.invalid'></iframe>",
    ],
)
def test_nothing_of_a_comment_acts_or_is_fetched(text: str) -> None:
    markup = as_markup(text)
    for forbidden in ("<script", "<img", "<iframe", 'href="javascript'):
        assert forbidden not in markup


def test_headings_of_a_comment_stand_below_its_own() -> None:
    assert as_markup("# En\n\n#### To") == "<h3>En</h3>\n<h3>To</h3>\n"


@pytest.mark.long
@pytest.mark.parametrize("format", [ReportFormat.TEXT, ReportFormat.JSON, ReportFormat.CSV, ReportFormat.HTML])
def test_a_comment_travels_with_the_report(made: ReportDocument, format: ReportFormat) -> None:
    assert "Kvartalet" not in rendered(made, format).decode()
    shown = rendered(replace(made, comment=COMMENT), format).decode()
    assert "The lead's comment" in shown or format is ReportFormat.JSON
    assert "Kvartalet" in shown


@pytest.mark.long
def test_a_page_has_the_comment_as_markdown_means_it(made: ReportDocument) -> None:
    page = rendered(replace(made, comment=COMMENT), ReportFormat.HTML).decode()
    assert "<h3>Kvartalet</h3>\n<p>Tinn <em>nådde</em> målet.</p>" in page
    assert "<li>byggesak</li>" in page
