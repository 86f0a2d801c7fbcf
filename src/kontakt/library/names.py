"""What stands behind numbers and ids, and what it is called in a language form: the nynorsk name where there is one and
nynorsk is read, else bokmål's."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kontakt.directory.region import Region
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.by_id import ArticlesById, redirects_of

if TYPE_CHECKING:
    from kontakt.library.stored import Stored


@dataclass(frozen=True)
class KnownNames(ArticlesById):
    """The region, the articles whatever their status, and the themes."""

    region: Region
    themes: tuple[Theme, ...]

    @classmethod
    def of(cls, stored: "Stored") -> Self:
        """Those of one moment of the database."""
        return cls(stored.articles, redirects_of(stored.articles.values()), stored.region, stored.themes)


def title_of(article: Article, language: str) -> str:
    """An article's title in ``language`` ("nn", or any other: bokmål)."""
    return (article.title_nn if language == "nn" else "") or article.title


def theme_name(theme: Theme, language: str) -> str:
    """A theme's name in ``language`` ("nn", or any other: bokmål)."""
    return (theme.name_nn if language == "nn" else "") or theme.name
