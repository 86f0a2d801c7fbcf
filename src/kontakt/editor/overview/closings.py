"""What closes a complaint: an editor's word, or a search that succeeds now on what is published.

- **A report that an answer is wrong or unclear** is closed by an editor who says so: the answer is corrected, or the
  report is dismissed. A change of the article closes nothing by itself: a keyword more makes no answer clearer.
- **A missed search** is closed by being dismissed, or by succeeding: its first hit is sure, or is found by a label that
  is the phrase itself, and that article was changed after the complaint, or an editor led the phrase somewhere after
  it. An article that an editor led it to counts as soon as it is the first hit. As drafts are not found, none closes
  anything; and when what was done is undone, the search fails, and the complaint stands open again.
- **What was reopened** stands open until something is done after that.

A complaint that is newer than what closed the others stands open: what was done did not help that caller. That holds
also where the search succeeds: the agent saw the article, and it was not the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kontakt.inquiries.log.gaps import EndedGap, GapEnd, subject_of
from kontakt.knowledge.revisions import Revision
from kontakt.knowledge.similarity import plain
from kontakt.search import SearchAnswer

WORTH_SUGGESTING = 0.5
"""The score from which a hit is suggested. Those that a missed search may well belong to score more ("kompostkurs"
finds home composting with 0.62, "lysstolpe knust" street lights with 0.54), mere likeness of letters less
("frisbeegolf" the hairdresser's licence with 0.32, "flagging" digital mail with 0.35); a wrong one would be a wrong
keyword at one key."""

_LED_SOMEWHERE = (GapEnd.KEYWORD, GapEnd.ARTICLE)


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
    """What decides which complaints stand open. ``ended`` is by subject, ``changed`` the newest revision by the id of
    each published article; ``redirects`` leads from merged ids to theirs, ``places`` are folded names that say nothing
    of the subject."""

    ended: Mapping[str, EndedGap]
    changed: Mapping[str, Revision]
    redirects: Mapping[str, str]
    places: frozenset[str]
    recent_since: datetime


@dataclass(frozen=True, slots=True)
class GapClosing:
    """What closed the complaints up to ``at`` (UTC), and who did it. ``how`` is None where the search succeeds by
    itself; ``article`` is the id of the one that it leads to, if any."""

    at: datetime
    by: str
    how: GapEnd | None
    article: str | None


def needs_no_search(folded: str, context: GapContext) -> GapClosing | None:
    """The closing of a phrase that was dismissed, whatever a search for it gives."""
    ended = context.ended.get(folded)
    return _closing(ended) if ended and ended.how is GapEnd.DISMISSED else None


def closing_of_phrase(folded: str, result: PhraseResult | None, context: GapContext) -> GapClosing | None:
    """The latest thing that closed complaints of a folded phrase; None where nothing has."""
    if result is None:
        return needs_no_search(folded, context)
    ended = context.ended.get(folded)
    found = [each for each in (needs_no_search(folded, context), _led(ended, result, context)) if each]
    revision = context.changed.get(result.article or "")
    reopened_at = ended.at if ended and ended.how is GapEnd.REOPENED else None
    if revision and (reopened_at is None or revision.at > reopened_at):
        found.append(GapClosing(revision.at, revision.by, None, result.article))
    return max(found, key=lambda each: each.at, default=None)


def closing_of_report(article: str, context: GapContext) -> GapClosing | None:
    """What closed the reports about an article's answer; None where nobody has said so."""
    ended = context.ended.get(subject_of(article))
    return _closing(ended) if ended and ended.how is not GapEnd.REOPENED else None


def _led(ended: EndedGap | None, result: PhraseResult, context: GapContext) -> GapClosing | None:
    """What an editor did with the phrase, if a search for it comes to that now."""
    if ended is None or ended.how not in _LED_SOMEWHERE:
        return None
    article = context.redirects.get(ended.article or "", ended.article)
    arrives = result.article is not None or (article is not None and result.hits[:1] == (article,))
    return _closing(ended) if arrives else None


def _closing(ended: EndedGap) -> GapClosing:
    return GapClosing(ended.at, ended.by, ended.how, ended.article)
