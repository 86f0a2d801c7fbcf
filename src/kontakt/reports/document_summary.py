"""What stands in the box at the top of a report."""

from collections.abc import Iterator

from kontakt.firstline import Rate, Verdict
from kontakt.lead.closing import Closing
from kontakt.lead.figures import LeadFigures
from kontakt.lead.first_steps import FirstStep, first_steps
from kontakt.lead.freshness import freshness_sentence
from kontakt.lead.labels import cause_name, change_name, municipality_name, verdict_name
from kontakt.lead.sentences import gap
from kontakt.lead.standing import Standing
from kontakt.library.labels import VERDICT_SIGNS, target_percent
from kontakt.library.names import KnownNames
from kontakt.locale import _, ngettext
from kontakt.locale.formats import listed, number, percent
from kontakt.reports import in_words
from kontakt.reports.document import ReportSummary


def summary(figures: LeadFigures, names: KnownNames) -> ReportSummary:
    """The rate with its target, verdict, net and change; what to do first; and the rest in sentences."""
    how_new = (freshness_sentence(figures.freshness),) if figures.freshness else ()
    if figures.standings.region.rate.gross is None:
        return ReportSummary(sentences=(_("Nothing was logged that can be measured."), *how_new))
    return ReportSummary(
        facts=tuple(_facts(figures)),
        first=tuple(_step(step, names) for step in first_steps(figures.closing)),
        sentences=(*_sentences(figures, names), *how_new),
    )


def _facts(figures: LeadFigures) -> Iterator[tuple[str, str]]:
    standing = figures.standings.region
    yield _("The first-line rate"), in_words.gross_in_full(standing.rate)
    target = standing.rate.target
    yield _("Target"), _("none") if target is None else target_percent(target)
    yield _("Verdict"), _verdict(standing.rate)
    yield _("Net"), in_words.net_in_full(standing.rate)
    if figures.scope.against is not None:
        yield change_name(figures.scope.against), in_words.change(standing.change)


def _verdict(rate: Rate) -> str:
    parts = [f"{VERDICT_SIGNS.get(rate.verdict, '')} {verdict_name(rate)}".strip()]
    if rate.is_judged_in_part:
        parts.append(in_words.judged_in_full(rate))
    if rate.missing and rate.verdict is not Verdict.REACHED:
        more = ngettext(
            "{count} more resolved inquiry would have given {target}",
            "{count} more resolved inquiries would have given {target}",
            rate.missing,
        )
        parts.append(more.format(count=number(rate.missing), target=target_percent(rate.target or 0)))
    return "; ".join(parts)


def _step(step: FirstStep, names: KnownNames) -> str:
    text = ngettext(
        "{what}. That is about {count} inquiry in {municipalities}.",
        "{what}. That is about {count} inquiries in {municipalities}.",
        round(step.contribution.inquiries),
    )
    return text.format(
        what=in_words.contribution(step.contribution, names),
        count=number(round(step.contribution.inquiries)),
        municipalities=listed([municipality_name(each, names) for each in step.municipalities]),
    )


def _sentences(figures: LeadFigures, names: KnownNames) -> Iterator[str]:
    yield from _verdicts(figures, names)
    yield from _gaps(figures.closing, names)
    if figures.why_not.by_cause:
        cause, n = max(figures.why_not.by_cause.items(), key=lambda counted: counted[1])
        yield _("The commonest cause of forwarding is “{cause}”, with {share} of what was forwarded.").format(
            cause=cause_name(cause), share=percent(n / figures.why_not.forwarded)
        )
    hours, minutes = round(figures.freed.hours), figures.freed.minutes
    yield ngettext(
        "The first line freed about {hours} hours for case workers, at {minutes} minute each.",
        "The first line freed about {hours} hours for case workers, at {minutes} minutes each.",
        minutes,
    ).format(hours=number(hours), minutes=minutes)


def _verdicts(figures: LeadFigures, names: KnownNames) -> Iterator[str]:
    """Who reaches the target, who does not, and of whom it cannot be told; nothing where one municipality is shown."""
    if figures.scope.municipality is not None:
        return
    for verdict, text in (
        (Verdict.REACHED, _("The target is reached in {municipalities}.")),
        (Verdict.NOT_REACHED, _("The target is not reached in {municipalities}.")),
        (
            Verdict.UNCERTAIN,
            _("Whether the target is reached is uncertain in {municipalities}: more inquiries are needed to tell."),
        ),
    ):
        where = [_named(each, names) for each in figures.standings.municipalities if each.rate.verdict is verdict]
        if where:
            yield text.format(municipalities=listed(where))


def _named(standing: Standing, names: KnownNames) -> str:
    name = municipality_name(standing.municipality, names)
    return _("{name} (of few inquiries)").format(name=name) if standing.rate.is_of_few else name


def _gaps(closing: tuple[Closing, ...], names: KnownNames) -> Iterator[str]:
    for each in closing:
        if each.rate.verdict is Verdict.NOT_REACHED and each.rate.missing:
            yield gap(each, names)
