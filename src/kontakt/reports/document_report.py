"""A report of figures as a document."""

from collections.abc import Callable
from datetime import datetime

from kontakt.firstline import Period
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.figures import LeadFigures
from kontakt.lead.labels import definition, heading, municipality_name
from kontakt.lead.scope import Scope
from kontakt.library.names import KnownNames
from kontakt.locale import _, language
from kontakt.reports.document import ReportDocument
from kontakt.reports.document_reasons import closing_section, why_not_section
from kontakt.reports.document_standings import standings_section
from kontakt.reports.document_summary import summary
from kontakt.reports.document_workload import helping_section, when_section, work_section


def document(
    figures: LeadFigures, names: KnownNames, clock: Callable[[], datetime], comment: str = ""
) -> ReportDocument:
    """The report in the language of the screen; ``clock`` gives the aware time at which it was made, ``comment`` is as
    ``guarded_comment`` lets it through."""
    return ReportDocument(
        title=_title(figures.scope, names),
        heading=heading(figures.scope, names),
        definition=definition(),
        summary=summary(figures, names),
        comment=comment,
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


def _title(scope: Scope, names: KnownNames) -> str:
    if scope.municipality == UNKNOWN:
        return _("The first line: inquiries of no known municipality")
    return _("The first line in {place}").format(place=municipality_name(scope.municipality, names))


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
