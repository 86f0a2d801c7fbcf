"""What one desk can find and show: the articles, the themes, the region, the index on duty over them, and what means
danger to life.

A library is built whole, off the screen's thread if need be, and handed over; nobody changes one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kontakt.directory.region import Region
from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.urgent.kind import UrgentTable
from kontakt.library.urgent import NOTHING_URGENT, Urgent
from kontakt.search import Hit, Index, Place, SearchEntry, Why


@dataclass(frozen=True, slots=True)
class Library:
    """``articles`` holds the published ones by id; ``redirects`` maps ids of merged articles to theirs.
    ``change`` is the number of the newest change in it (see ``database.changes``)."""

    articles: Mapping[str, Article]
    redirects: Mapping[str, str]
    themes: tuple[Theme, ...]
    region: Region
    index: Index
    change: int = 0
    urgent: Urgent = NOTHING_URGENT

    def article(self, id: str | None) -> Article | None:
        """The article with this id, or the one it was merged into."""
        return self.articles.get(self.redirects.get(id, id)) if id else None

    def in_theme(self, theme: str) -> list[Article]:
        return sorted((each for each in self.articles.values() if each.theme == theme), key=lambda each: each.title)


def build_library(
    articles: Iterable[Article],
    themes: Iterable[Theme],
    region: Region,
    change: int = 0,
    urgent: UrgentTable | None = None,
) -> Library:
    """Build the index over everything published. Drafts and archived articles are left out."""
    published = {each.id: each for each in articles if each.status is Status.PUBLISHED}
    return Library(
        articles=published,
        redirects={old: each.id for each in published.values() for old in each.redirects},
        themes=tuple(themes),
        region=region,
        index=Index.build(map(entry_of, published.values()), places_of(region)),
        change=change,
        urgent=Urgent(urgent),
    )


def entry_of(article: Article) -> SearchEntry:
    """The article as the search knows it."""
    return SearchEntry(
        id=article.id,
        titles=tuple(filter(None, (article.title, article.title_nn))),
        keywords=tuple(dict.fromkeys(article.keywords + article.keywords_nn)),
        only=article.only,
    )


def unsearched(article: Article) -> Hit:
    """An article that is listed without having been searched for."""
    return Hit(article.id, 0.0, Why.TITLE, article.title)


def places_of(region: Region) -> Iterable[Place]:
    """The names by which a search chooses or suggests a municipality."""
    for each in region.municipalities:
        for name in (each.name, each.number, *each.places):
            yield Place(name, each.number)
