"""A report as plain text, for a terminal, a mail or a screen reader."""

from collections.abc import Iterator

from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.reports.document import ReportDocument, ReportSummary
from kontakt.reports.for_people import ReadableTable, readable
from kontakt.visible import visible


def as_text(document: ReportDocument) -> str:
    return "\n".join(map(visible, _lines(document))) + "\n"


def _lines(document: ReportDocument) -> Iterator[str]:
    yield from _underlined(document.title, "=")
    yield document.heading
    yield _("Made {moment}.").format(moment=day_and_clock(document.made_at))
    yield ""
    yield from summary_lines(document.summary)
    if document.comment:
        yield ""
        yield from _underlined(_("The lead's comment"), "-")
        yield from document.comment.split("\n")
    yield ""
    yield document.definition
    for section in document.sections:
        yield ""
        yield ""
        yield from _underlined(section.title, "-")
        yield from section.sentences
        for table in section.tables:
            for read in readable(table):
                yield ""
                yield read.title
                yield from lines_of(read)


def summary_lines(summary: ReportSummary) -> Iterator[str]:
    """The box at the top as lines: a fact each, what to do first, and the sentences."""
    yield from (f"{label}: {said}" for label, said in summary.facts)
    if summary.first:
        yield _("Do this first:")
        yield from (f"{at}. {step}" for at, step in enumerate(summary.first, 1))
    yield from summary.sentences


def _underlined(text: str, line: str) -> tuple[str, str]:
    return text, line * len(text)


def lines_of(read: ReadableTable) -> Iterator[str]:
    """A table in aligned columns, with its notes below."""
    if not read.rows:
        yield "  " + _("Nothing to show.")
        return
    headed = (*([read.headings] if any(read.headings) else []), *read.rows)
    lines = [[visible(cell) for cell in line] for line in headed]
    widths = [max(len(line[at]) for line in lines) for at in range(len(read.headings))]
    for line in lines:
        cells = (
            cell.rjust(width) if numeric else cell.ljust(width)
            for cell, width, numeric in zip(line, widths, read.numeric, strict=True)
        )
        yield "  " + "  ".join(cells).rstrip()
    for note in read.notes:
        yield "  " + note
