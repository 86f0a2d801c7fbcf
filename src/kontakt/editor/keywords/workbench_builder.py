"""Brings together what a workbench needs: the article, the past searches, and how much each article is used."""

from collections import defaultdict
from datetime import datetime, timedelta

from kontakt.database import Session
from kontakt.editor.keywords.workbench import Workbench
from kontakt.editor.overview.overview import LONG_DAYS, GapKind, Overview
from kontakt.inquiries.log import demand
from kontakt.inquiries.log import store as inquiries
from kontakt.library.usage import USAGE_DAYS, weigh

MOST_QUERIES = 1_000
"""How many of the past searches lie on the workbench: beyond them come those that were made once."""


def build_workbench(session: Session, overview: Overview, id: str, now: datetime) -> Workbench:
    """The workbench of this article as it stands; for an id that no article has, an empty one to which ``change`` adds
    a new article. ``now`` is timezone-aware."""
    article, since = overview.article(id), now - timedelta(days=LONG_DAYS)
    ids = {article.id, *article.redirects} if article else set()
    missed = {
        wording: times
        for gap in overview.gaps
        if gap.kind is GapKind.MISSED and article and article.id in gap.suggestions
        for wording, times in gap.wordings
    }
    usage: defaultdict[str, float] = defaultdict(float)
    for used, weight in weigh(inquiries.usage(session, now - timedelta(days=USAGE_DAYS)), now.date(), None).items():
        usage[overview.library.redirects.get(used, used)] += weight
    return Workbench(
        article,
        overview.library.articles.values(),
        overview.library.region,
        asked=dict(demand.queries(session, since, MOST_QUERIES)),
        wanted={**missed, **dict(demand.chosen_queries(session, ids, since, MOST_QUERIES))},
        usage=dict(usage),
    )
