"""The queue of gaps: which complaints still stand open, as items that an editor can end.

**When a complaint is closed.** A complaint of a missed search is closed by the first of these that comes after it:

- an editor ended its phrase: as a keyword, with an article, or by dismissing it;
- the search for its phrase succeeds now, and the article that it finds was changed after the complaint: the change is
  what mended it. A search *succeeds* when its first hit is sure, or is found by a label that is the phrase itself.

So an item closes itself when a search for it succeeds; nothing is stored of that, and when the search fails again, its
complaints stand open again. A complaint that is newer than both opens it again: what was done did not help that caller. This
holds also where the search succeeds: the agent saw the article, and it was not the answer. A complaint that an answer is
wrong or unclear is closed by any later change of the article ("checked, still right" is one), or by being dismissed.

An end is kept for each wording by itself, so it holds whatever group the wording stands in later.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kontakt.editor.overview.complaints import Phrase, SubjectOf, grouped, one_for_each_caller, phrases
from kontakt.editor.overview.overview import Gap, GapKind
from kontakt.inquiries.inquiry import FeedbackKind
from kontakt.inquiries.log.demand import Complaint
from kontakt.inquiries.log.gaps import EndedGap, subject_of
from kontakt.knowledge.similarity import plain
from kontakt.search import SearchAnswer

SUGGESTED = 5
"""How many articles are suggested at most for a phrase."""

WORTH_SUGGESTING = 0.5
"""The score from which a hit is suggested. Those that a missed search may well belong to score more ("kompostkurs" finds
home composting with 0.62, "lysstolpe knust" street lights with 0.54), mere likeness of letters less ("frisbeegolf" the
hairdresser's licence with 0.32, "flagging" digital mail with 0.35); a wrong one would be a wrong keyword at one key."""


@dataclass(frozen=True, slots=True)
class PhraseResult:
    """What a search for a phrase gives now: ``article`` is the first hit's id where the search succeeds, ``suggested``
    are those of the ``hits`` that it may belong to."""

    article: str | None
    hits: tuple[str, ...]
    suggested: tuple[str, ...]


def phrase_result(phrase: str, answer: SearchAnswer) -> PhraseResult:
    """What the search's ``answer`` says of a folded phrase."""
    hits = answer.hits
    succeeds = bool(hits) and (answer.sure or plain(hits[0].label) == phrase)
    return PhraseResult(
        article=hits[0].id if succeeds else None,
        hits=tuple(hit.id for hit in hits),
        suggested=tuple(hit.id for hit in hits if hit.score >= WORTH_SUGGESTING),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GapContext:
    """What decides which complaints stand open. ``ended`` is by subject, ``changed`` (UTC) by the id of each published
    article; ``redirects`` leads from merged ids to theirs, ``places`` are folded names that say nothing of the subject."""

    ended: Mapping[str, EndedGap]
    changed: Mapping[str, datetime]
    redirects: Mapping[str, str]
    places: frozenset[str]
    recent_since: datetime


def missed_phrases(complaints: Iterable[Complaint], context: GapContext) -> list[Phrase]:
    """The missed searches among the complaints, one complaint for each caller."""
    missed = (each for each in complaints if each.kind is FeedbackKind.MISSED)
    return phrases(one_for_each_caller(missed, SubjectOf(context.redirects)))


def open_gaps(
    missed: Sequence[Phrase], results: Mapping[str, PhraseResult], complaints: Iterable[Complaint], context: GapContext
) -> tuple[Gap, ...]:
    """Everything that stands open, by how many callers it concerned, most first; of equals the latest first.
    ``results`` has what the search gives for the ``missed`` phrases that are ``not_ended``; a phrase without a result is
    left out."""
    judged = [each for each in missed if each.folded in results or not not_ended(each, context)]
    gaps = [*_missed_gaps(judged, results, context), *_unclear_gaps(complaints, context)]
    return tuple(sorted(gaps, key=lambda gap: (-gap.times, -gap.last_at.timestamp(), gap.subject)))


def _missed_gaps(missed: Sequence[Phrase], results: Mapping[str, PhraseResult], context: GapContext) -> Iterator[Gap]:
    for group in grouped(missed, context.places):
        still_open = [part for phrase in group if (part := _still_open(phrase, results, context))]
        if not still_open:
            continue
        wordings = sorted(
            ((phrase.wording, len(phrase.complaints)) for phrase in still_open), key=lambda each: (-each[1], each[0])
        )
        closed = sum(len(phrase.complaints) for phrase in group) > sum(len(phrase.complaints) for phrase in still_open)
        yield _gap(
            GapKind.MISSED,
            group[0].folded,
            [complaint for phrase in still_open for complaint in phrase.complaints],
            context,
            phrase=wordings[0][0],
            wordings=tuple(wordings),
            suggestions=_suggestions([results[phrase.folded].suggested for phrase in still_open]),
            reopened=closed or any(phrase.folded in context.ended for phrase in group),
        )


def not_ended(phrase: Phrase, context: GapContext) -> Phrase | None:
    """The phrase with the complaints since it was last ended; None if there are none."""
    ended = context.ended.get(phrase.folded)
    left = _after(phrase.complaints, [ended.at if ended else None])
    return Phrase(phrase.folded, left) if left else None


def _still_open(phrase: Phrase, results: Mapping[str, PhraseResult], context: GapContext) -> Phrase | None:
    """The phrase with the complaints that nothing has closed; None if there are none."""
    if (left := not_ended(phrase, context)) is None:
        return None
    article = results[phrase.folded].article
    open_complaints = _after(left.complaints, [context.changed.get(article) if article else None])
    return Phrase(phrase.folded, open_complaints) if open_complaints else None


def _unclear_gaps(complaints: Iterable[Complaint], context: GapContext) -> Iterator[Gap]:
    """One item for each article that is read to callers now."""
    subject = SubjectOf(context.redirects)
    unclear = one_for_each_caller((each for each in complaints if each.kind is FeedbackKind.UNCLEAR), subject)
    for id in dict.fromkeys(map(subject, unclear)):
        ended = context.ended.get(subject_of(id))
        if id not in context.changed:
            continue
        own = tuple(each for each in unclear if subject(each) == id)
        left = _after(own, [ended.at if ended else None, context.changed[id]])
        if left:
            typed = Counter(" ".join(each.query.split()) for each in left if each.query.strip())
            wordings = tuple(sorted(typed.items(), key=lambda each: (-each[1], each[0])))
            yield _gap(
                GapKind.UNCLEAR,
                subject_of(id),
                left,
                context,
                phrase=wordings[0][0] if wordings else "",
                wordings=wordings,
                article=id,
                reopened=ended is not None or len(left) < len(own),
            )


def _after(complaints: Iterable[Complaint], closings: Iterable[datetime | None]) -> tuple[Complaint, ...]:
    closed_until = max((each for each in closings if each), default=None)
    return tuple(each for each in complaints if closed_until is None or each.at > closed_until)


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
    )


def _suggestions(suggested: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Those of all wordings, the ones at the front of the lists first."""
    ranked = [(place, id) for each in suggested for place, id in enumerate(each)]
    best = dict.fromkeys(id for _place, id in sorted(ranked, key=lambda each: each[0]))
    return tuple(best)[:SUGGESTED]


def subjects(gap: Gap) -> frozenset[str]:
    """Everything that ending this item ends: its own subject and each of its wordings."""
    if gap.kind is GapKind.UNCLEAR:
        return frozenset({gap.subject})
    return frozenset({gap.subject, *(plain(wording) for wording, _times in gap.wordings)})
