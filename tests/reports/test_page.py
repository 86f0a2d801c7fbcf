"""A report as a page: complete in itself, safe, and made to be heard as well as seen."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from kontakt.directory.region import Municipality, Region
from kontakt.firstline import periods
from kontakt.lead.figures import LeadFigures
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.library.names import KnownNames
from kontakt.locale import use_language
from kontakt.reports.document import ChartKind, ReportDocument
from kontakt.reports.document_report import document
from kontakt.reports.html_style import ACT, GROUND, QUIET, TEXT, WARN
from kontakt.reports.svg_charts import DARKEST
from kontakt.reports.writing import ReportFormat, rendered, report_of

from .conftest import NOW

pytestmark = pytest.mark.xdist_group("report")  # one worker makes it for all of them

VOID = {"meta", "br", "hr", "img"}


class Page(HTMLParser):
    """Every element with its attributes and its text, in order; elements are closed as they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        texts: list[str] = []
        self.elements.append((tag, dict(attrs), texts))
        if tag not in VOID:
            self._open.append((tag, texts))

    def handle_endtag(self, tag: str) -> None:
        name, _texts = self._open.pop()
        assert name == tag

    def handle_data(self, data: str) -> None:
        for _tag, texts in self._open:
            texts.append(data)

    def all(self, *tags: str) -> list[tuple[str, dict[str, str | None], str]]:
        return [(tag, attributes, "".join(texts)) for tag, attributes, texts in self.elements if tag in tags]


@pytest.fixture(scope="module")
def page(made: ReportDocument) -> Page:
    return Page(rendered(made, ReportFormat.HTML).decode())


def test_a_page_is_complete_in_itself(made: ReportDocument) -> None:
    text = rendered(made, ReportFormat.HTML).decode()
    assert text.startswith("<!doctype html>")
    assert not re.search(r"https?://|<script|<link|<iframe|@import|url\(|\son\w+=", text)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_page_says_its_language_and_its_name(awkward: LeadFigures, names: KnownNames, language: str) -> None:
    use_language(language)
    page = Page(rendered(document(awkward, names, lambda: NOW), ReportFormat.HTML).decode())
    ((_tag, attributes, _text),) = page.all("html")
    assert attributes["lang"] == language
    ((_tag, _attributes, title),) = page.all("title")[:1]
    assert "Prøveregionen" in title


def test_headings_come_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _attributes, _text in page.all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_of_it_a_scope(page: Page) -> None:
    tables = page.all("table")
    assert len(tables) == len(page.all("caption")) > 10
    assert all(text for _tag, _attributes, text in page.all("caption"))
    scopes = [attributes.get("scope") for _tag, attributes, _text in page.all("th")]
    assert set(scopes) == {"col", "row"}


def test_every_drawing_has_a_name_and_a_description(made: ReportDocument, page: Page) -> None:
    drawings = page.all("svg")
    assert len(drawings) == len(ChartKind)
    ids = [attributes["id"] for _tag, attributes, _texts in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _tag, attributes, _text in drawings:
        assert attributes["role"] == "img"
        assert set((attributes["aria-labelledby"] or "").split()) <= set(ids)
    assert all(text for _tag, _attributes, text in page.all("desc"))


def test_the_page_says_what_the_rate_is_and_of_what(made: ReportDocument, page: Page) -> None:
    text = "".join(text for _tag, _attributes, text in page.all("body"))
    assert made.definition in text
    assert made.heading in text
    assert "November 2026" in made.heading


def _light(colour: str) -> float:
    """Relative luminance (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _over(colour: str, ground: str, opacity: float) -> str:
    parts = zip(*([int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (colour, ground)), strict=True)
    return "#" + "".join(f"{round(above * opacity + below * (1 - opacity)):02x}" for above, below in parts)


@pytest.mark.parametrize("colour", [TEXT, QUIET, ACT, WARN])
def test_text_stands_out_from_its_ground(colour: str) -> None:
    assert _contrast(colour, GROUND) >= 7


def test_numbers_stand_out_on_the_darkest_cell() -> None:
    assert _contrast(TEXT, _over(ACT, GROUND, DARKEST)) >= 7


@pytest.mark.long
@pytest.mark.parametrize("times", [0, 1])
def test_a_report_of_nothing_and_one_of_a_single_inquiry_can_be_written_in_every_format(
    service: LeadService, log: Callable[..., Any], times: int
) -> None:
    log(times, article="gatelys")
    scope = Scope(period=periods.parse("2026-11"), against=periods.parse("2026-10"))
    made = report_of(service, scope)
    assert [each for each in ReportFormat if not rendered(made, each)] == []


# --- what people wrote ----------------------------------------------------------------------------------------

SCRIPT = '<script>alert("1")</script>&amp;'
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def hostile(awkward: LeadFigures, names: KnownNames) -> ReportDocument:
    """The same report in a region whose names are markup and formulas."""
    members = tuple(
        Municipality(number=each.number, name=FORMULA if each.number == "3303" else SCRIPT, target=each.target)
        for each in names.region.municipalities
    )
    themes = tuple(replace(each, name=SCRIPT, name_nn=FORMULA) for each in names.themes)
    articles = {id: replace(each, title=FORMULA) for id, each in names.articles.items()}
    written = KnownNames(articles, names.redirects, Region(SCRIPT, members), themes, names.contacts)
    return document(awkward, written, lambda: NOW)


def test_markup_in_a_name_is_text(hostile: ReportDocument) -> None:
    page = Page(rendered(hostile, ReportFormat.HTML).decode())
    assert page.all("script") == []
    assert any(text == SCRIPT for _tag, _attributes, text in page.all("th"))


@pytest.mark.parametrize("format", list(ReportFormat))
def test_every_format_takes_any_name(hostile: ReportDocument, format: ReportFormat) -> None:
    assert rendered(hostile, format)


def test_a_formula_in_csv_is_marked_as_text(hostile: ReportDocument) -> None:
    text = rendered(hostile, ReportFormat.CSV).decode("utf-8-sig")
    assert FORMULA in text
    assert not re.search(r'(?m)(^|;)"?[=+@-]', text.replace(";-", ";"))
    assert ";'=cmd" in text


@pytest.mark.parametrize("format", [ReportFormat.TEXT, ReportFormat.JSON, ReportFormat.CSV, ReportFormat.HTML])
def test_no_agent_is_named(made: ReportDocument, format: ReportFormat) -> None:
    text = rendered(made, format).decode()
    assert not re.search(r"\b(kari|ola|liv|per)\b", text.replace("per hundred", ""))
