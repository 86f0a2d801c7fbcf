"""A report as one page: complete in itself, printable, and made to be heard as well as seen.

Every drawing has its figures in a table beside it. There are no scripts, and nothing is fetched from anywhere.
"""

from collections.abc import Iterator

from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.reports.document import ReportDocument, ReportSection, ReportSummary, ReportTable
from kontakt.reports.for_people import ReadableTable, readable
from kontakt.reports.html_style import STYLE
from kontakt.reports.markdown import as_markup
from kontakt.reports.markup import Markup, element
from kontakt.reports.svg_charts import drawn

_MANY = 8  # columns; more of them stand closer


def as_html(document: ReportDocument) -> str:
    head = (
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", f"{document.title} · {document.heading}"),
        Markup(f"<style>{STYLE}</style>"),
    )
    header = element(
        "header",
        element("h1", document.title),
        element("p", document.heading, class_="scope"),
        _summary(document.summary),
        _comment(document.comment),
        element("p", document.definition, class_="quiet"),
        element("p", _("Made {moment}.").format(moment=day_and_clock(document.made_at)), class_="quiet"),
    )
    body = element("main", header, (_section(section) for section in document.sections))
    page = element("html", element("head", head), element("body", body), lang=document.language)
    return f"<!doctype html>\n{page}\n"


def _summary(summary: ReportSummary) -> Markup:
    facts = (element("div", element("dt", label), element("dd", said), class_="fact") for label, said in summary.facts)
    steps = (element("li", step) for step in summary.first)
    return element(
        "div",
        element("dl", facts) if summary.facts else Markup(""),
        (element("p", _("Do this first:"), class_="first"), element("ol", steps)) if summary.first else (),
        (element("p", sentence) for sentence in summary.sentences),
        class_="summary",
    )


def _comment(text: str) -> Markup:
    if not text:
        return Markup("")
    heading = element("h2", _("The lead's comment"), id="comment")
    return element("section", heading, as_markup(text), class_="comment", aria_labelledby="comment")


def _section(section: ReportSection) -> Markup:
    return element(
        "section",
        element("h2", section.title, id=f"section-{section.id}"),
        (element("p", sentence, class_="quiet") for sentence in section.sentences),
        (part for table in section.tables for part in _table(table)),
        aria_labelledby=f"section-{section.id}",
    )


def _table(table: ReportTable) -> Iterator[Markup]:
    yield element("h3", table.title)
    if table.chart and (figure := drawn(table, table.chart)):
        yield element("figure", element("figcaption", table.chart.title, aria_hidden="true"), figure)
    for read in readable(table):
        if read.rows:
            yield element("div", _rows(read, named=read.title != table.title), class_="wide")
        else:
            yield element("p", _("Nothing to show."))
        yield from (element("p", note, class_="note") for note in read.notes)


def _rows(read: ReadableTable, *, named: bool) -> Markup:
    """The table; its caption is only heard where the heading above it says the same."""
    kinds = ["number" if numeric else None for numeric in read.numeric]
    head = (
        element("th", heading, scope="col", class_=kind) for heading, kind in zip(read.headings, kinds, strict=True)
    )
    body = (
        element(
            "tr",
            element("th", row[0], scope="row", class_=kinds[0]),
            (element("td", cell, class_=kind) for cell, kind in zip(row[1:], kinds[1:], strict=True)),
        )
        for row in read.rows
    )
    return element(
        "table",
        element("caption", read.title, class_=None if named else "heard"),
        element("thead", element("tr", head)) if any(read.headings) else Markup(""),
        element("tbody", body),
        class_="dense" if len(read.headings) > _MANY else None,
    )
