"""A report of figures as a document."""

from collections.abc import Callable, Iterator
from datetime import datetime

from kontakt.firstline import Period, Verdict
from kontakt.firstline.periods import OSLO
from kontakt.lead.figures import LeadFigures
from kontakt.lead.labels import cause_name, definition, heading, municipality_name
from kontakt.lead.scope import Scope
from kontakt.lead.sentences import gap
from kontakt.library.names import KnownNames
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import number, percent
from kontakt.reports.document import ReportDocument
from kontakt.reports.document_reasons import closing_section, why_not_section
from kontakt.reports.document_standings import standings_section
from kontakt.reports.document_workload import helping_section, when_section, work_section


def document(figures: LeadFigures, names: KnownNames, clock: Callable[[], datetime]) -> ReportDocument:
    """The report in the language of the screen; ``clock`` gives the aware time at which it was made."""
    return ReportDocument(
        title=_("The first line in {place}").format(place=municipality_name(figures.scope.municipality, names)),
        heading=heading(figures.scope, names),
        definition=definition(),
        summary=tuple(_summary(figures, names)),
        made_at=clock().astimezone(OSLO),
        language=language(),
        scope=_codes(figures.scope),
        sections=(
            standings_section(figures, names),
            why_not_section(figures, names),
            closing_section(figures, names),
            when_section(figures),
            helping_section(figures, names),
            work_section(figures),
        ),
    )


def _codes(scope: Scope) -> dict[str, str | None]:
    """The scope for scripts; periods by their first day and the day after their last, in Oslo."""
    return {
        **_days("", scope.period),
        **_days("against_", scope.against),
        "municipality": scope.municipality,
        "theme": scope.theme,
        "channel": scope.channel.value if scope.channel else None,
        "caller_type": scope.caller_type.value if scope.caller_type else None,
    }


def _days(which: str, period: Period | None) -> dict[str, str | None]:
    start, end = (
        (moment.astimezone(OSLO).date().isoformat() for moment in (period.start, period.end))
        if period
        else (None, None)
    )
    return {f"{which}from": start, f"{which}until": end}


def _summary(figures: LeadFigures, names: KnownNames) -> Iterator[str]:
    rate = figures.standings.region.rate
    if rate.gross is None:
        yield _("Nothing was logged that can be measured.")
        return
    low, high = (percent(bound) for bound in (rate.gross.interval.low, rate.gross.interval.high))
    yield _("{share} of {total} inquiries were resolved at the first line (95 % interval {low} to {high}).").format(
        share=percent(rate.gross.share), total=number(rate.gross.total), low=low, high=high
    )
    for verdict, text in (
        (Verdict.REACHED, _("The target is reached in {municipalities}.")),
        (Verdict.NOT_REACHED, _("It is not reached in {municipalities}.")),
        (Verdict.UNCERTAIN, _("It is uncertain in {municipalities}: more inquiries are needed to tell.")),
    ):
        where = [
            standing.municipality for standing in figures.standings.municipalities if standing.rate.verdict is verdict
        ]
        if where:
            yield text.format(
                municipalities=", ".join(municipality_name(municipality, names) for municipality in where)
            )
    for closing in figures.closing:
        if closing.rate.verdict is Verdict.NOT_REACHED and closing.rate.missing:
            yield gap(closing, names)
    if figures.why_not.by_cause:
        cause, n = max(figures.why_not.by_cause.items(), key=lambda counted: counted[1])
        yield _("The commonest cause of forwarding is “{cause}”: {share}.").format(
            cause=cause_name(cause), share=percent(n / figures.why_not.forwarded)
        )
    hours, minutes = round(figures.freed.hours), figures.freed.minutes
    yield ngettext(
        "The first line freed about {hours} hours for case workers, at {minutes} minute each.",
        "The first line freed about {hours} hours for case workers, at {minutes} minutes each.",
        minutes,
    ).format(hours=number(hours), minutes=minutes)
