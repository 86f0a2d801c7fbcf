"""The knowledge base as a whole: its articles, and its list of themes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kontakt.knowledge.article import Article, Theme


@dataclass(frozen=True)
class Knowledge:
    """``articles`` are in the order of their ids, ``themes`` in the region's order. ``themes_comment`` is
    what people wrote above the list of themes, for people. ``unreadable`` are the ids of articles that are damaged in
    the database, and missing here."""

    articles: tuple[Article, ...] = ()
    themes: tuple[Theme, ...] = ()
    themes_comment: str = ""
    unreadable: tuple[str, ...] = ()

    @cached_property
    def every_theme(self) -> tuple[Theme, ...]:
        """The listed themes, then those that articles stand in without being listed."""
        return with_unlisted(self.themes, self.articles)


@dataclass(frozen=True, slots=True)
class ThemesRevision:
    """What the list of themes was from ``at`` (UTC) on, ``by`` whom ("": from before there was a history)."""

    by: str
    at: datetime
    themes: tuple[Theme, ...]


def with_unlisted(themes: tuple[Theme, ...], articles: Iterable[Article]) -> tuple[Theme, ...]:
    """The listed ``themes``, then those that articles stand in without being listed, named by their id."""
    listed = {theme.id for theme in themes}
    unlisted = sorted({article.theme for article in articles} - listed)
    return themes + tuple(Theme(id, id) for id in unlisted)
