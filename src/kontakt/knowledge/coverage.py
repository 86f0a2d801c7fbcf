"""Articles × municipalities: where somebody has said what applies, and where nobody has looked. The one place that
tells the states apart: the answer card, the editor's views and the reports all ask here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kontakt.knowledge.article import Article, Status


class LocalState(StrEnum):
    """What is known of an article in a municipality, the first that applies."""

    NOT_HERE = "not_here"
    """The article exists for other municipalities alone."""
    NOTE = "note"
    """It has a local note."""
    NATIONAL = "national"
    """It cannot differ from one municipality to another, so there is nothing to look for."""
    AS_SHARED = "as_shared"
    """Somebody looked, and nothing differs."""
    NOT_LOOKED = "not_looked"


@dataclass(frozen=True, slots=True)
class MunicipalityCoverage:
    """One article, and what is known of it in each municipality, in the coverage's order of them."""

    article: Article
    looked: tuple[LocalState, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix. ``municipalities`` are numbers, ``rows`` in the order that the articles were given in."""

    municipalities: tuple[str, ...]
    rows: tuple[MunicipalityCoverage, ...]

    def counts(self, number: str, theme: str | None = None) -> Counter[LocalState]:
        """How many articles (of one theme, or of all) stand how in a municipality."""
        column = self.municipalities.index(number)
        return Counter(row.looked[column] for row in self.rows if theme is None or row.article.theme == theme)

    def not_looked(self, number: str) -> tuple[Article, ...]:
        """The articles that nobody has looked at in a municipality."""
        column = self.municipalities.index(number)
        return tuple(row.article for row in self.rows if row.looked[column] is LocalState.NOT_LOOKED)


def coverage(articles: Iterable[Article], municipalities: Sequence[str]) -> Coverage:
    """The matrix of all that are not archived: an archived article is read to nobody. ``municipalities`` are
    numbers."""
    rows = (
        MunicipalityCoverage(article, tuple(looked(article, number) for number in municipalities))
        for article in articles
        if article.status is not Status.ARCHIVED
    )
    return Coverage(tuple(municipalities), tuple(rows))


def looked(article: Article, number: str) -> LocalState:
    """What is known of an article in the municipality of that number."""
    if article.only and number not in article.only:
        return LocalState.NOT_HERE
    if number in article.local:
        return LocalState.NOTE  # before all that says there can be none: what somebody wrote down is never hidden
    if article.national:
        return LocalState.NATIONAL
    return LocalState.AS_SHARED if number in article.as_shared else LocalState.NOT_LOOKED
