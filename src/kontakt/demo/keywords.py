"""Keywords that articles lacked until an editor saw in the list of missed searches that callers say them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from kontakt.knowledge.article import Article, Status

_DAYS_AGO = (38, 11)  # when each was added
_MANY = 4  # an article with as many keywords may lack one
_LONG = 7  # letters


@dataclass(frozen=True, slots=True)
class Added:
    """``article`` got ``keyword``, which it has today, ``at`` (UTC)."""

    article: Article
    keyword: str
    at: datetime


def added_keywords(articles: Iterable[Article], now: datetime, seed: int) -> list[Added]:
    """A few keywords that one article alone has, the one added first at the front."""
    published = [article for article in articles if article.status is Status.PUBLISHED]
    owners = Counter(word for holder in published for word in {*holder.all_keywords, holder.title})
    lacking = [
        (article, word)
        for article in published
        if len(article.keywords) >= _MANY
        for word in article.keywords
        if owners[word] == 1 and word.isalpha() and word.islower() and len(word) >= _LONG
    ]
    chosen = Random(seed).sample(lacking, min(len(_DAYS_AGO), len(lacking)))
    return [
        Added(article, word, now - timedelta(days=days))
        for (article, word), days in zip(chosen, _DAYS_AGO, strict=False)
    ]
