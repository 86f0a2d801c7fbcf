"""The articles whose answers fall short: agents call them wrong or unclear, or do not find in them what was asked."""

from collections.abc import Iterable
from random import Random

from kontakt.demo.mix import theme_weight
from kontakt.demo.outcomes import nature_of
from kontakt.knowledge.article import Article, Status

_POOR = 6


def weak_articles_of(articles: Iterable[Article], seed: int) -> list[Article]:
    """A few of the articles that a first line could answer with, those of busy themes most likely. The same for the
    same articles and seed."""
    rng = Random(seed)
    published = (article for article in articles if article.status is Status.PUBLISHED)
    natures = ((article, nature_of(article)) for article in published)
    # A draw without putting back: the largest keys of a random number to the power of 1 / weight (Efraimidis and
    # Spirakis 2006, Information Processing Letters 97:181–185).
    keys = {
        article: rng.random() ** (1 / theme_weight(article))
        for article, nature in natures
        if not nature.not_ours and not nature.never
    }
    return sorted(keys, key=lambda article: -keys[article])[:_POOR]
