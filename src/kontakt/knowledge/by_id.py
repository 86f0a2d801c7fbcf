"""Articles by their ids, the ids of those that were merged into another among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kontakt.knowledge.article import Article, Status


@dataclass(frozen=True)
class ArticlesById:
    """``articles`` are by id; ``redirects`` lead from ids of merged articles to theirs."""

    articles: Mapping[str, Article]
    redirects: Mapping[str, str]

    def article(self, id: str | None) -> Article | None:
        """The article with this id, or the one it was merged into."""
        return self.articles.get(self.redirects.get(id, id)) if id else None


def redirects_of(articles: Iterable[Article]) -> dict[str, str]:
    """Where the ids of merged articles lead."""
    return {old: each.id for each in articles for old in each.redirects}


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """What links between articles can lead to: the ``statuses`` of articles by their ids, and the new ids of those that
    were merged, by the old ones."""

    statuses: Mapping[str, Status]
    redirects: Mapping[str, str]
