"""What the agents sent to the editor: searches that led nowhere, and answers that were wrong or unclear."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from random import Random

from kontakt.demo.agents import agents_of
from kontakt.demo.callers import callers_of
from kontakt.demo.draws import DAYS, draw_id
from kontakt.demo.hours import start_times
from kontakt.demo.texts import missed_queries
from kontakt.directory.region import Region
from kontakt.inquiries.inquiry import Feedback, FeedbackKind
from kontakt.knowledge.article import Article

_SENT = 90
_UNCLEAR = 0.2


def made_up_feedback(region: Region, articles: Iterable[Article], now: datetime, seed: int) -> Iterator[Feedback]:
    """Twelve weeks of feedback up to ``now`` (timezone-aware), the earliest first. The same arguments give the
    same feedback; none comes of a region without municipalities."""
    rng = Random(seed)
    known = list(articles)
    callers = callers_of(region, rng)
    if not callers:
        return
    agents = agents_of(callers)
    queries = missed_queries(known)
    often = [1 / rank for rank in range(1, len(queries) + 1)]  # some are missed again and again
    for moment in start_times(rng, DAYS, now, _SENT):
        [where] = rng.choices(callers, [each.people for each in callers])
        unclear = bool(known) and rng.random() < _UNCLEAR
        yield Feedback(
            id=draw_id(rng),
            kind=FeedbackKind.UNCLEAR if unclear else FeedbackKind.MISSED,
            made_at=moment,
            agent=rng.choice(agents).name,
            municipality=where.municipality.number,
            query="" if unclear else rng.choices(queries, often)[0],
            article=rng.choice(known).id if unclear else None,
        )
