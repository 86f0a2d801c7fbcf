"""What the agents sent to the editor: searches that led nowhere, and answers that were wrong or unclear."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from random import Random

from kontakt.demo.agents import agents_of
from kontakt.demo.callers import callers_of
from kontakt.demo.draws import DAYS, draw_id
from kontakt.demo.hours import start_times
from kontakt.demo.keywords import added_keywords
from kontakt.demo.texts import missed_queries, missed_query, unclear_note
from kontakt.demo.weak_articles import weak_articles_of
from kontakt.directory.region import Region
from kontakt.inquiries.inquiry import Feedback, FeedbackKind
from kontakt.knowledge.article import Article

_SENT = 110
_UNCLEAR = 0.25
_UNTIL_ADDED, _SINCE = 0.12, 0.05


def made_up_feedback(region: Region, articles: Iterable[Article], now: datetime, seed: int) -> Iterator[Feedback]:
    """Half a year of feedback up to ``now`` (timezone-aware), the earliest first. The same arguments give the
    same feedback; none comes of a region without municipalities."""
    rng = Random(seed)
    known = list(articles)
    callers = callers_of(region, rng)
    if not callers:
        return
    agents = agents_of(callers)
    questions, added, poor = missed_queries(known), added_keywords(known, now, seed), weak_articles_of(known, seed)
    often = [1 / rank for rank in range(1, len(poor) + 1)]
    for moment in start_times(rng, DAYS, now, _SENT):
        [where] = rng.choices(callers, [caller.people for caller in callers])
        unclear = bool(poor) and rng.random() < _UNCLEAR
        # What an article lacks is missed until somebody adds it, and hardly ever again.
        lacked = [
            addition.keyword for addition in added if rng.random() < (_UNTIL_ADDED if moment < addition.at else _SINCE)
        ]
        yield Feedback(
            id=draw_id(rng),
            kind=FeedbackKind.UNCLEAR if unclear else FeedbackKind.MISSED,
            made_at=moment,
            agent=rng.choice(agents).name,
            municipality=where.municipality.number,
            query="" if unclear else lacked[0] if lacked else missed_query(rng, questions),
            article=rng.choices(poor, often)[0].id if unclear else None,
            note=unclear_note(rng) if unclear else "",
        )
