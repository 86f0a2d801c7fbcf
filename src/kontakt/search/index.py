"""The index: entries in, answers out."""

from collections.abc import Iterable, Mapping
from typing import Any

from kontakt.search.answer import Place, SearchAnswer, SearchEntry
from kontakt.search.explaining import Explanation
from kontakt.search.inverted_index import InvertedIndex
from kontakt.search.places import Gazetteer
from kontakt.search.query import Query, read
from kontakt.search.ranking import Ranking

_REBUILD = 0.1
"""The share of entries from which on mending an index takes longer than building it."""


class Index:
    """A search over articles, kept in memory and pure: the same entries give the same answers, in
    whatever order they were added."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._inverted = InvertedIndex()
        self._gazetteer = Gazetteer(places)
        self._ranking = Ranking(self._inverted)

    @classmethod
    def build(cls, entries: Iterable[SearchEntry], places: Iterable[Place] = ()) -> "Index":
        """An index of the entries (of several with one id, the last) that knows the region's places."""
        index = cls(places)
        index._inverted.fill(entries)
        return index

    def folded(self) -> tuple[Any, Any, Any]:
        """The index as plain data (numbers, texts, bytes, and containers of them), without places and usage.
        Three parts, to be stored and not to be changed; ``unfolded`` of the same version understands them."""
        return self._inverted.folded()

    @classmethod
    def unfolded(
        cls, folded: tuple[Any, Any, Any], entries: Mapping[str, bytes], places: Iterable[Place] = ()
    ) -> "Index":
        """An index as ``build`` makes it of these entries, packed and by id, made of one that was folded: the quicker,
        the fewer entries differ from those that stood in it. It takes over what it is given. Raises ValueError,
        TypeError, LookupError or AttributeError where that is no folded index."""
        index = cls(places)
        index._inverted.unfold(folded)
        there = index._inverted.articles
        gone = [id for id in there if id not in entries]
        other = [
            SearchEntry.unpacked(entry)
            for id, entry in entries.items()
            if id not in there or there[id].packed_entry != entry
        ]
        if len(gone) + len(other) > max(1, _REBUILD * len(entries)):
            return cls.build(map(SearchEntry.unpacked, entries.values()), places)
        for id in gone:
            index.remove(id)
        for entry in other:
            index.add(entry)
        return index

    def changed(
        self, entries: Iterable[SearchEntry], removed: Iterable[str] = (), places: Iterable[Place] | None = None
    ) -> "Index":
        """An index with these entries put in or in the place of those with their ids, those with the ``removed`` ids
        taken out, and other places unless None; this one stays as it is, and usage is not taken along.

        Much quicker than building one anew (see ``bench/library.py``), and gives the same answers.
        """
        other = Index()
        other._gazetteer = self._gazetteer if places is None else Gazetteer(places)
        other._inverted = self._inverted.copy()
        other._ranking = Ranking(other._inverted)
        for id in removed:
            other.remove(id)
        for entry in entries:
            other.add(entry)
        return other

    def __len__(self) -> int:
        return len(self._inverted.articles)

    def add(self, entry: SearchEntry) -> None:
        """Add one entry, or put it in the place of the one with its id."""
        self.remove(entry.id)
        self._inverted.add(entry)

    def replace(self, entry: SearchEntry) -> None:
        """Put one entry in the place of the one with its id, or add it."""
        self.add(entry)

    def remove(self, article_id: str) -> None:
        """Take one entry out. One that is not there is no error."""
        self._ranking.forget()
        if article_id in self._inverted.articles:
            self._inverted.remove(article_id)

    def set_usage(self, usage: Mapping[str, float]) -> None:
        """How much each article is used (article id → weight ≥ 0, any unit): breaks ties, lifts a little."""
        self._ranking.set_usage(usage)

    def search(
        self, text: str, municipality: str | None = None, limit: int = 10, *, overruled: bool = False
    ) -> SearchAnswer:
        """The articles that answer a typed text, best first, at most ``limit``.

        ``municipality`` (a number, "4026") is the one on the desk; one that the text chooses goes before it, one that
        the text merely suggests does not; nor does a chosen one that was ``overruled``. Articles that exist for certain
        municipalities alone are left out where another is known. A text without a word to search for has no hits.
        """
        query = read(text, self._gazetteer)
        if not query.words:
            return SearchAnswer(
                text,
                municipality=query.municipality,
                chosen=query.chosen,
                outright=query.outright,
                fitting=query.fitting,
                blank=True,
            )
        known = municipality if overruled and municipality else _known(query, municipality)
        return self._ranking.answer(query, known, limit)

    def explain(self, text: str, municipality: str | None = None, limit: int = 10) -> tuple[Explanation, ...]:
        """Why each hit of ``search`` with the same arguments stands where it does, in the same order."""
        query = read(text, self._gazetteer)
        return self._ranking.explain(query, _known(query, municipality), limit) if query.words else ()


def _known(query: Query, municipality: str | None) -> str | None:
    return query.municipality if query.chosen else municipality or query.municipality
