"""What agents have chosen lately, as weights that teach the ranking."""

from collections.abc import Iterable
from datetime import date

from kontakt.inquiries.log.store import ArticleUse

HALF_LIFE = 14  # days
USAGE_DAYS = 42  # three half-lives: what is older counts next to nothing
_HERE = 3.0  # what a use for the municipality of the call counts, where one for another counts 1


def weigh(used: Iterable[ArticleUse], today: date, municipality: str | None) -> dict[str, float]:
    """How much each article is used: a use counts half for every two weeks that have gone, and those for the
    municipality of the call (None: not known yet) more than the others'."""
    weights: dict[str, float] = {}
    for each in used:
        decayed = each.times * 0.5 ** (max(0, (today - each.on).days) / HALF_LIFE)
        here = _HERE if each.municipality == municipality else 1.0
        weights[each.article] = weights.get(each.article, 0.0) + here * decayed
    return weights
