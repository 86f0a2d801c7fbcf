"""What one desk can find and show: the articles, the themes, the region, the index over them, what means danger to
life, who answers for what, and what happens now.

A library is made off the screen's thread and handed over; nobody changes one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from kontakt.directory.contacts.contact_list import ContactList
from kontakt.directory.region import Region
from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.by_id import ArticlesById, redirects_of
from kontakt.knowledge.urgent.kind import UrgentTable
from kontakt.library.contacts import Contacts
from kontakt.library.notices import NO_NOTICES, Notices
from kontakt.library.urgent import NOTHING_URGENT, Urgent
from kontakt.messages.message import NO_OUTBOX, Outbox
from kontakt.notices.notice import Notice
from kontakt.presence.presence import Presence
from kontakt.search import Hit, Index, Place, SearchEntry, Why

_REBUILD = 0.1
"""The share of articles from which on changing the index takes longer than building it."""


@dataclass(frozen=True)
class Library(ArticlesById):
    """``articles`` holds the published ones, and ``theme_of`` the theme of each by its id. ``change`` is the number of
    the newest change in it (see ``database.changes``). ``presence`` is None where it has not been read: it is kept in
    no copy on a desk. Of the ``outbox`` a copy has no more than whether the region sends messages. ``state`` names the
    database and the moment of it that it was made of; "" where that is not known."""

    theme_of: Mapping[str, str]
    themes: tuple[Theme, ...]
    region: Region
    index: Index
    change: int = 0
    urgent: Urgent = NOTHING_URGENT
    contacts: Contacts = field(default_factory=Contacts)
    presence: Presence | None = None
    notices: Notices = NO_NOTICES
    outbox: Outbox = NO_OUTBOX
    state: str = ""

    def in_theme(self, theme: str) -> Sequence[Article]:
        """Its articles, by their titles."""
        return sorted((self.articles[id] for id in self._by_theme.get(theme, ())), key=attrgetter("title"))

    def count_in_theme(self, theme: str) -> int:
        return len(self._by_theme.get(theme, ()))

    @cached_property
    def _by_theme(self) -> Mapping[str, Sequence[str]]:
        """Ids of articles by their themes: what the list of themes counts, without looking at an article."""
        by_theme: dict[str, list[str]] = {}
        for id, theme in self.theme_of.items():
            by_theme.setdefault(theme, []).append(id)
        return by_theme


def build_library(
    articles: Iterable[Article],
    themes: Iterable[Theme],
    region: Region,
    change: int = 0,
    urgent: UrgentTable | None = None,
    contacts: Sequence[ContactList] = (),
    presence: Presence | None = None,
    notices: Sequence[Notice] = (),
    outbox: Outbox = NO_OUTBOX,
) -> Library:
    """Make the index over everything published. Drafts and archived articles are left out."""
    published = _published(articles)
    return Library(
        articles=published,
        redirects=redirects_of(published.values()),
        theme_of={id: each.theme for id, each in published.items()},
        themes=tuple(themes),
        region=region,
        index=Index.build(map(entry_of, published.values()), places_of(region)),
        change=change,
        urgent=Urgent(urgent),
        contacts=Contacts(contacts, places_of(region)),
        presence=presence,
        notices=Notices(notices),
        outbox=outbox,
    )


def changed_library(
    library: Library,
    articles: Iterable[Article],
    themes: Iterable[Theme],
    region: Region,
    change: int,
    urgent: UrgentTable,
    contacts: Sequence[ContactList] = (),
    presence: Presence | None = None,
    notices: Sequence[Notice] = (),
    outbox: Outbox = NO_OUTBOX,
    *,
    ids: Collection[str],
) -> Library:
    """As ``build_library`` of the same, for a ``library`` from which only the articles with these ``ids`` differ: its
    index is changed for these alone, which is what takes long. ``library`` stays as it is."""
    if len(ids) > max(1, _REBUILD * len(library.articles)):
        return build_library(articles, themes, region, change, urgent, contacts, presence, notices, outbox)
    published = _published(articles)
    there = [published[id] for id in ids if id in published]
    index = library.index
    if ids or region != library.region:
        places = places_of(region) if region != library.region else None
        index = index.changed(map(entry_of, there), [id for id in ids if id not in published], places)
    return Library(
        articles=published,
        redirects=redirects_of(published.values()),
        theme_of={id: each.theme for id, each in published.items()},
        themes=tuple(themes),
        region=region,
        index=index,
        change=change,
        urgent=library.urgent if urgent == library.urgent.table else Urgent(urgent),
        contacts=_contacts(library, contacts, region),
        presence=presence,
        notices=library.notices if tuple(notices) == library.notices.every else Notices(notices),
        outbox=outbox,
    )


def _contacts(library: Library, contacts: Sequence[ContactList], region: Region) -> Contacts:
    """Those of the library where nothing of them has changed: the search over them is made once."""
    if tuple(contacts) == library.contacts.lists and region == library.region:
        return library.contacts
    return Contacts(contacts, places_of(region))


def _published(articles: Iterable[Article]) -> dict[str, Article]:
    return {each.id: each for each in articles if each.status is Status.PUBLISHED}


def entry_of(article: Article) -> SearchEntry:
    """The article as the search knows it."""
    return SearchEntry(
        id=article.id,
        titles=tuple(filter(None, (article.title, article.title_nn))),
        keywords=tuple(dict.fromkeys(article.keywords + article.keywords_nn)),
        titles_en=tuple(filter(None, (article.title_en,))),
        keywords_en=article.keywords_en,
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
