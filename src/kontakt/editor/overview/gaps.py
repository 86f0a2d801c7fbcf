"""The queue of gaps: which complaints still stand open, as items that an editor can end, and which are closed.

What closes a complaint is said in ``closings``. Nothing is stored of a search that succeeds, so an item closes and
opens by itself as what is published changes. What editors say is kept for each wording, so it holds whatever group the
wording stands in later.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kontakt.editor.overview.closings import (
    GapClosing,
    GapContext,
    PhraseResult,
    closing_of_phrase,
    closing_of_report,
    needs_no_search,
)
from kontakt.editor.overview.complaints import Phrase, SubjectOf, grouped, one_for_each_caller, phrases
from kontakt.editor.overview.overview import ClosedGap, Gap, GapKind, ReportNote
from kontakt.inquiries.inquiry import FeedbackKind
from kontakt.inquiries.log.demand import Complaint
from kontakt.inquiries.log.gaps import subject_of
from kontakt.knowledge.similarity import plain

SUGGESTED = 5
"""How many articles are suggested at most for a phrase."""


def missed_phrases(complaints: Iterable[Complaint], context: GapContext) -> list[Phrase]:
    """The missed searches among the complaints, one complaint for each caller."""
    missed = (each for each in complaints if each.kind is FeedbackKind.MISSED)
    return phrases(one_for_each_caller(missed, SubjectOf(context.redirects)))


def open_gaps(
    missed: Sequence[Phrase], results: Mapping[str, PhraseResult], complaints: Iterable[Complaint], context: GapContext
) -> tuple[Gap, ...]:
    """Everything that stands open, by how many callers it concerned, most first; of equals the latest first.
    ``results`` has what the search gives for the ``missed`` phrases that are ``to_search``; a phrase without a result
    is left out."""
    gaps = [*_missed_gaps(_judged(missed, results, context), results, context), *_unclear_gaps(complaints, context)]
    return tuple(sorted(gaps, key=lambda gap: (-gap.times, -gap.last_at.timestamp(), gap.subject)))


def closed_gaps(
    missed: Sequence[Phrase], results: Mapping[str, PhraseResult], complaints: Iterable[Complaint], context: GapContext
) -> tuple[ClosedGap, ...]:
    """Everything that was complained of and is closed, what was closed last first; as ``open_gaps``."""
    closed = [*_closed_searches(_judged(missed, results, context), results, context)]
    closed += _closed_reports(complaints, context)
    return tuple(sorted(closed, key=lambda each: (-each.at.timestamp(), each.subject)))


def to_search(phrase: Phrase, context: GapContext) -> bool:
    """Whether it depends on a search if a complaint of the phrase stands open."""
    closing = needs_no_search(phrase.folded, context)
    return bool(_after(phrase.complaints, closing))


def _judged(missed: Iterable[Phrase], results: Mapping[str, PhraseResult], context: GapContext) -> list[Phrase]:
    return [each for each in missed if each.folded in results or not to_search(each, context)]


def _closed_searches(
    missed: Sequence[Phrase], results: Mapping[str, PhraseResult], context: GapContext
) -> Iterator[ClosedGap]:
    """The wordings of each group of which nothing stands open, as one item."""
    for group in grouped(missed, context.places):
        closed = [
            (phrase, closing)
            for phrase in group
            if (closing := closing_of_phrase(phrase.folded, results.get(phrase.folded), context))
            and not _after(phrase.complaints, closing)
        ]
        if closed:
            last = max((closing for _phrase, closing in closed), key=lambda each: each.at)
            wordings = _most_first({phrase.wording: len(phrase.complaints) for phrase, _closing in closed})
            yield _closed(GapKind.MISSED, group[0].folded, last, wordings)


def _closed_reports(complaints: Iterable[Complaint], context: GapContext) -> Iterator[ClosedGap]:
    for reports in _reports(complaints, context):
        closing = closing_of_report(reports.article, context)
        if closing and not _after(reports.callers, closing):
            yield _closed(
                GapKind.UNCLEAR, subject_of(reports.article), closing, _typed(reports.callers), reports=reports
            )


def _closed(
    kind: GapKind,
    subject: str,
    closing: GapClosing,
    wordings: tuple[tuple[str, int], ...],
    *,
    reports: "_Reports | None" = None,
) -> ClosedGap:
    return ClosedGap(
        subject=subject,
        kind=kind,
        phrase=wordings[0][0] if wordings else "",
        wordings=wordings,
        times=len(reports.callers) if reports else sum(each for _text, each in wordings),
        article=reports.article if reports else closing.article,
        how=closing.how,
        by=closing.by,
        at=closing.at,
        notes=_notes(reports.sent) if reports else (),
    )


def _most_first(times: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(times.items(), key=lambda each: (-each[1], each[0])))


def _typed(complaints: Iterable[Complaint]) -> tuple[tuple[str, int], ...]:
    """What was searched for before the complaints, and how often."""
    return _most_first(Counter(" ".join(each.query.split()) for each in complaints if each.query.strip()))


def _missed_gaps(missed: Sequence[Phrase], results: Mapping[str, PhraseResult], context: GapContext) -> Iterator[Gap]:
    for group in grouped(missed, context.places):
        still_open = [part for phrase in group if (part := _still_open(phrase, results, context))]
        if not still_open:
            continue
        wordings = _most_first({phrase.wording: len(phrase.complaints) for phrase in still_open})
        closed = sum(len(phrase.complaints) for phrase in group) > sum(len(phrase.complaints) for phrase in still_open)
        yield _gap(
            GapKind.MISSED,
            group[0].folded,
            [complaint for phrase in still_open for complaint in phrase.complaints],
            context,
            phrase=wordings[0][0],
            wordings=wordings,
            suggestions=_suggestions([results[phrase.folded].suggested for phrase in still_open]),
            reopened=closed or any(phrase.folded in context.ended for phrase in group),
        )


def _still_open(phrase: Phrase, results: Mapping[str, PhraseResult], context: GapContext) -> Phrase | None:
    """The phrase with the complaints that nothing has closed; None if there are none."""
    left = _after(phrase.complaints, closing_of_phrase(phrase.folded, results.get(phrase.folded), context))
    return Phrase(phrase.folded, left) if left else None


@dataclass(frozen=True, slots=True)
class _Reports:
    """What was said of an article's answer: everything that was ``sent``, and one complaint for each of the
    ``callers``."""

    article: str
    sent: tuple[Complaint, ...]
    callers: tuple[Complaint, ...]


def _reports(complaints: Iterable[Complaint], context: GapContext) -> Iterator[_Reports]:
    """What was said of the answer of each article that is read to callers now."""
    subject = SubjectOf(context.redirects)
    by_article: defaultdict[str, list[Complaint]] = defaultdict(list)
    for complaint in complaints:
        if complaint.kind is FeedbackKind.UNCLEAR and (id := subject(complaint)) in context.changed:
            by_article[id].append(complaint)
    for id, sent in by_article.items():
        yield _Reports(id, tuple(sent), tuple(one_for_each_caller(sent, subject)))


def _notes(sent: Iterable[Complaint]) -> tuple[ReportNote, ...]:
    """What agents wrote, the newest first; words that are written again stand once."""
    newest = sorted((each for each in sent if each.note), key=lambda each: each.at, reverse=True)
    by_text = {each.note: ReportNote(each.note, each.municipality, each.at) for each in reversed(newest)}
    return tuple(sorted(by_text.values(), key=lambda note: note.at, reverse=True))


def _unclear_gaps(complaints: Iterable[Complaint], context: GapContext) -> Iterator[Gap]:
    for reports in _reports(complaints, context):
        id, closing = reports.article, closing_of_report(reports.article, context)
        if left := _after(reports.callers, closing):
            wordings = _typed(left)
            yield _gap(
                GapKind.UNCLEAR,
                subject_of(id),
                left,
                context,
                phrase=wordings[0][0] if wordings else "",
                wordings=wordings,
                article=id,
                reopened=subject_of(id) in context.ended,
                notes=_notes(_after(reports.sent, closing)),
            )


def _after(complaints: Iterable[Complaint], closing: GapClosing | None) -> tuple[Complaint, ...]:
    return tuple(each for each in complaints if closing is None or each.at > closing.at)


def _gap(
    kind: GapKind,
    subject: str,
    complaints: Sequence[Complaint],
    context: GapContext,
    *,
    phrase: str,
    wordings: tuple[tuple[str, int], ...],
    reopened: bool,
    article: str | None = None,
    suggestions: tuple[str, ...] = (),
    notes: tuple[ReportNote, ...] = (),
) -> Gap:
    return Gap(
        subject=subject,
        kind=kind,
        phrase=phrase,
        wordings=wordings,
        times=len(complaints),
        recent=sum(each.at >= context.recent_since for each in complaints),
        municipalities=dict(Counter(each.municipality for each in complaints).most_common()),
        last_at=max(each.at for each in complaints),
        article=article,
        suggestions=suggestions,
        reopened=reopened,
        notes=notes,
    )


def _suggestions(suggested: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Those of all wordings, the ones at the front of the lists first."""
    ranked = [(place, id) for each in suggested for place, id in enumerate(each)]
    best = dict.fromkeys(id for _place, id in sorted(ranked, key=lambda each: each[0]))
    return tuple(best)[:SUGGESTED]


def subjects(gap: Gap | ClosedGap) -> frozenset[str]:
    """Everything that ending or reopening this item concerns: its own subject and each of its wordings."""
    if gap.kind is GapKind.UNCLEAR:
        return frozenset({gap.subject})
    return frozenset({gap.subject, *(plain(wording) for wording, _times in gap.wordings)})
