"""What stands behind numbers and ids, and what it is called in a language form: the nynorsk name where there is one and
nynorsk is read, else bokmål's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kontakt.directory.contacts.contact_list import Responsibility
from kontakt.directory.region import Region
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.by_id import ArticlesById, redirects_of
from kontakt.library.contacts import Contacts

if TYPE_CHECKING:
    from kontakt.library.stored import Stored


@dataclass(frozen=True)
class KnownNames(ArticlesById):
    """The region, the articles whatever their status, the themes, and the lists of contacts."""

    region: Region
    themes: tuple[Theme, ...]
    contacts: Contacts

    @classmethod
    def of(cls, stored: "Stored") -> Self:
        """Those of one moment of the database."""
        return cls(
            stored.articles,
            redirects_of(stored.articles.values()),
            stored.region,
            stored.themes,
            Contacts(stored.contacts),
        )


def title_of(article: Article, language: str) -> str:
    """An article's title in ``language`` ("nn", or any other: bokmål)."""
    return (article.title_nn if language == "nn" else "") or article.title


def unit_name(key: str, contacts: Contacts, language: str) -> str:
    """The name of the unit that an inquiry names by this key; its id where it is gone."""
    found = contacts.unit(key)
    return found.name_in(language) if found else key.rpartition("/")[2]


def theme_name(theme: Theme, language: str) -> str:
    """A theme's name in ``language`` ("nn", or any other: bokmål)."""
    return (theme.name_nn if language == "nn" else "") or theme.name


def task_names(task: Responsibility, articles: ArticlesById, themes: Iterable[Theme], language: str) -> tuple[str, ...]:
    """What a responsibility is for: its words, the name of its theme or the title of its article, in ``language``; the
    id of a theme that there is not."""
    article = articles.article(task.article)
    theme = next((theme_name(each, language) for each in themes if each.id == task.theme), task.theme)
    return tuple(filter(None, (*task.words, theme, title_of(article, language) if article else "")))
