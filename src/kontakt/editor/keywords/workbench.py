"""The keyword workbench: what past searches find while the keywords of one article are changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kontakt.directory.region import Region
from kontakt.editor.keywords.affected_searches import labels, to_repeat
from kontakt.knowledge.article import Article
from kontakt.library.library import entry_of, places_of
from kontakt.library.names import title_of
from kontakt.locale import language
from kontakt.search import Explanation, Hit, Index, SearchEntry

SHOWN = 10
"""How many hits a search is looked at for."""


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """A past search and how often it was made. ``place`` is the article's among the hits now (1 is first, None not
    among ten), ``first`` the id of the first hit, "" where nothing is found."""

    query: str
    times: int
    place: int | None
    first: str
    sure: bool


@dataclass(frozen=True, slots=True)
class DisplacedSearch:
    """A past search that found another article first before the edit: the ids of its first hit before and after."""

    query: str
    times: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a query finds now, each hit with the reasons why it stands there."""

    hits: tuple[Hit, ...]
    explained: tuple[Explanation, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Result:
    hits: tuple[str, ...]
    sure: bool

    @property
    def first(self) -> str:
        return self.hits[0] if self.hits else ""


class Workbench:
    """An index of its own, with one article as it is being edited: a draft, too, as if it were published.

    ``published`` are the articles that agents find now, with the edited one as it is stored if it is
    published; ``usage`` is what the desk ranks with. ``asked`` are past searches, ``wanted`` those among or beside
    them after which agents chose this article or that led nowhere and may belong to it; both with how often.
    Built away from the screen's thread, then used on it alone.
    """

    def __init__(
        self,
        article: Article | None,
        published: Iterable[Article],
        region: Region,
        *,
        asked: Mapping[str, int],
        wanted: Mapping[str, int],
        usage: Mapping[str, float],
    ) -> None:
        self.article = article
        self._id = article.id if article else ""
        self._times = {**wanted, **asked}
        self._wanted = wanted
        self._published = {each.id: each for each in published}
        self._index = Index.build(map(entry_of, self._published.values()), places_of(region))
        self._index.set_usage(usage)
        if self._id not in self._published:
            # A place is kept for it: how rare a word is depends on the number of articles.
            self._index.add(SearchEntry(id=self._id, titles=()))
        self._labels = labels(self._published.get(self._id))
        self._before = {query: self._search(query) for query in self._times}
        self._now = dict(self._before)
        if article:
            self.change(article)

    def change(self, article: Article) -> None:
        """Search in this version of the article from now on."""
        if article.id != self._id:
            self._index.remove(self._id)
        self._index.replace(entry_of(article))
        now = labels(article)
        hits = {query: found.hits for query, found in self._now.items()}
        changed = now ^ self._labels if article.id == self._id else now | self._labels
        again = to_repeat(hits, {self._id, article.id}, changed)
        self._now.update([(query, self._search(query)) for query in again])
        self.article, self._id, self._labels = article, article.id, now

    def finds(self) -> tuple[AskedQuery, ...]:
        """The past searches that find this article first now, the most frequent first."""
        return self._asked(query for query, now in self._now.items() if now.first == self._id)

    def should_find(self) -> tuple[AskedQuery, ...]:
        """The past searches that should: agents chose this article after them, or they led nowhere and may belong to
        it, and they do not find it first now. The most frequent first."""
        return self._asked(query for query in self._wanted if self._now[query].first != self._id)

    def rank(self, text: str) -> Trial:
        """What a text finds now."""
        answer = self._index.search(text, limit=SHOWN)
        return Trial(answer.hits, self._index.explain(text, limit=SHOWN), answer.sure)

    def title(self, id: str) -> str:
        """What an article is called in the language of the screen; the id itself where there is none."""
        article = self.article if id == self._id else self._published.get(id)
        return title_of(article, language()) if article else id

    def displaced(self) -> tuple[DisplacedSearch, ...]:
        """The past searches that found another article first before the edit, and find a different one now; those
        that agents chose this article after are no loss, and not among them. The most frequent first."""
        found = (
            DisplacedSearch(query, self._times[query], self._before[query].first, now.first)
            for query, now in self._now.items()
            if self._before[query].first not in {"", self._id, now.first} and query not in self._wanted
        )
        return tuple(sorted(found, key=lambda each: (-each.times, each.query)))

    def _search(self, query: str) -> _Result:
        answer = self._index.search(query, limit=SHOWN)
        return _Result(tuple(hit.id for hit in answer.hits), answer.sure)

    def _asked(self, queries: Iterable[str]) -> tuple[AskedQuery, ...]:
        found = (self._as_asked(query, self._now[query]) for query in queries)
        return tuple(sorted(found, key=lambda each: (-each.times, each.query)))

    def _as_asked(self, query: str, now: _Result) -> AskedQuery:
        place = now.hits.index(self._id) + 1 if self._id in now.hits else None
        return AskedQuery(query, self._times[query], place, now.first, now.sure)
