"""The articles as the search keeps them: labels taken apart into terms, and where each term stands."""

import marshal
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kontakt.search.answer import SearchEntry
from kontakt.search.fillers import FILLERS
from kontakt.search.lexicon import Lexicon
from kontakt.search.titles import title_labels
from kontakt.search.words import folded_words_of

Terms = tuple[str, ...]

_TITLE = 0.05  # added to the share of a term in a title


class IndexedArticle:
    """An entry and its labels taken apart, each spelling of a label once: for each text its terms in order,
    the first ``titles`` of them titles or parts of titles. ``english`` are the numbers of those in English alone.

    One that was unfolded takes its entry and its labels apart when they are first asked for: most articles never
    are."""

    __slots__ = ("_labels", "_term", "english", "entry", "packed_entry", "terms", "texts", "titles")

    entry: SearchEntry
    packed_entry: bytes
    texts: tuple[str, ...]
    terms: tuple[Terms, ...]
    titles: int
    english: frozenset[int]
    _labels: bytes
    _term: Sequence[str]

    @classmethod
    def of(
        cls,
        entry: SearchEntry,
        texts: tuple[str, ...],
        terms: tuple[Terms, ...],
        titles: int,
        english: frozenset[int],
    ) -> "IndexedArticle":
        article = cls()
        article.entry = entry
        article.texts, article.terms, article.titles, article.english = texts, terms, titles, english
        return article

    @classmethod
    def unfolded(cls, packed_entry: bytes, labels: bytes, term: Sequence[str]) -> "IndexedArticle":
        """The one with this entry, packed, and these ``labels``, as ``folded`` made them; ``term`` are the terms by
        their numbers."""
        article = cls()
        article.packed_entry, article._labels, article._term = packed_entry, labels, term
        return article

    def folded(self, number_of: Mapping[str, int]) -> bytes:
        """The labels: each text, by its number in the entry where it stands there; its terms by their numbers."""
        place = {text: at for at, text in enumerate(_texts_of(self.entry))}
        texts = [place.get(text, text) for text in self.texts]
        terms = [[number_of[term] for term in label] for label in self.terms]
        return marshal.dumps((texts, terms, self.titles, sorted(self.english)))

    def __getattr__(self, name: str) -> Any:
        """For what is not there yet. Two threads that ask at once make the same."""
        if name == "packed_entry":
            return self.entry.packed()
        if name == "entry":
            self.entry = SearchEntry.unpacked(self.packed_entry)
        elif name in ("texts", "terms", "titles", "english"):
            self._take_labels_apart()
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def _take_labels_apart(self) -> None:
        texts, terms, self.titles, english = marshal.loads(self._labels)
        written, term = _texts_of(self.entry), self._term
        self.english = frozenset(english)
        self.texts = tuple([text if isinstance(text, str) else written[text] for text in texts])
        self.terms = tuple([tuple([term[number] for number in label]) for label in terms])

    def is_whole_title(self, label: int) -> bool:
        """Whether a label is a title as it stands, and not one of the things that a title lists."""
        return self.texts[label] in self.entry.titles + self.entry.titles_en


class _Label(NamedTuple):
    text: str
    words: list[str]
    title: bool
    english: bool


class InvertedIndex:
    """All entries, the lexicon of their labels, and for each term and whole label the articles that hold it."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.articles: dict[str, IndexedArticle] = {}
        self.holders: dict[str, dict[str, float]] = {}  # term -> article -> its largest share of a label
        self.whole: dict[str, set[str] | str] = {}  # folded label without spaces -> article or articles
        self.part: dict[str, float] = {}  # article -> the part of its labels that one of them is
        self.weight: dict[str, int] = {}  # term -> its weight in a label, in letters
        self.only: dict[str, tuple[str, ...]] = {}  # article that not all municipalities have -> those that do
        self._shares: dict[float, float] = {}  # each share once: equal ones are one object, and lie near each other

    def fill(self, entries: Iterable[SearchEntry]) -> None:
        """Put many entries into an empty index."""
        parts = {entry.id: (entry, _parts(entry)) for entry in entries}
        self.lexicon.fill(word for _, labels in parts.values() for label in labels for word in label.words)
        for entry, labels in parts.values():
            self._place(entry, labels)

    def folded(self) -> tuple[Any, Any, Any]:
        """What it holds, as plain data in three parts. They are no copies: not to be changed."""
        number = {term: number for number, term in enumerate(self.lexicon.stem_of)}
        # Bytes, to be taken apart one by one: all at once they would leave the process larger for good.
        shelved = [(id, each.packed_entry, each.folded(number)) for id, each in self.articles.items()]
        held = [(number[term], self.weight[term], articles) for term, articles in self.holders.items()]
        return self.lexicon.folded(), shelved, (held, self.whole, self.part, self.only)

    def unfold(self, folded: tuple[Any, Any, Any]) -> None:
        """Put into an empty index what was folded so, which it takes over."""
        words, shelved, (held, self.whole, self.part, self.only) = folded
        self.lexicon = Lexicon.unfolded(words)
        terms = list(self.lexicon.stem_of)
        self.articles = {id: IndexedArticle.unfolded(entry, labels, terms) for id, entry, labels in shelved}
        self.holders = {terms[number]: articles for number, _, articles in held}
        self.weight = {terms[number]: weight for number, weight, _ in held}

    def copy(self) -> "InvertedIndex":
        """One with the same entries; what is added to or removed from either leaves the other as it is."""
        other = InvertedIndex()
        other.lexicon = self.lexicon.copy()
        other.articles = self.articles.copy()
        other.holders = {term: held.copy() for term, held in self.holders.items()}
        other.whole = {
            joined: there if isinstance(there, str) else there.copy() for joined, there in self.whole.items()
        }
        other.part = self.part.copy()
        other.weight = self.weight.copy()
        other.only = self.only.copy()
        return other

    def add(self, entry: SearchEntry) -> None:
        """Add an entry; one with its id must not be in the index yet."""
        labels = _parts(entry)
        for label in labels:
            for word in label.words:
                self.lexicon.add(word)
        self._place(entry, labels)

    def remove(self, article: str) -> None:
        """Remove the entry with this id, which must be in the index."""
        shelved = self.articles.pop(article)
        self.only.pop(article, None)
        del self.part[article]
        for terms in shelved.terms:
            for term in terms:
                holders = self.holders.get(term)
                if holders and holders.pop(article, None) and not holders:
                    del self.holders[term]
                    del self.weight[term]
        for label in _parts(shelved.entry):
            self._forget_whole("".join(label.words), article)
            for word in label.words:
                self.lexicon.remove(word)
            if label.english:
                self.lexicon.english.subtract(label.words)

    def holding_whole(self, joined: str) -> tuple[str, ...]:
        """The articles with a label of just these letters, spaces aside."""
        articles = self.whole.get(joined, ())
        return (articles,) if isinstance(articles, str) else tuple(articles)

    def _place(self, entry: SearchEntry, parts: list[_Label]) -> None:
        term_of, weight, whole, all_holders = self.lexicon.term_of, self.weight, self.whole, self.holders
        article = entry.id
        labels: list[Terms] = []
        for _, words, title, _ in parts:
            joined = "".join(words)
            there = whole.setdefault(joined, article)
            if there != article:
                if isinstance(there, str):
                    whole[joined] = {there, article}
                else:
                    there.add(article)
            terms = tuple([term_of[word] for word in words])
            labels.append(terms)
            for term in terms:
                if term not in weight:
                    weight[term] = 1 if term in FILLERS else len(term)
            total = sum([weight[term] for term in terms])
            more = _TITLE if title else 0.0
            for term in terms:
                share = weight[term] / total + more
                share = self._shares.setdefault(share, share)
                holders = all_holders.get(term)
                if holders is None:
                    all_holders[term] = {article: share}
                elif holders.get(article, 0.0) < share:
                    holders[article] = share
        if entry.only:
            self.only[article] = entry.only
        in_english = frozenset([number for number, label in enumerate(parts) if label.english])
        self.lexicon.english.update([word for number in in_english for word in parts[number].words])
        self.part[article] = 1 / max(1, len(labels) - len(in_english))
        texts = tuple([label.text for label in parts])
        titles = sum([label.title for label in parts])
        self.articles[article] = IndexedArticle.of(entry, texts, tuple(labels), titles, in_english)

    def _forget_whole(self, joined: str, article: str) -> None:
        there = self.whole.get(joined)
        if there == article:
            del self.whole[joined]
        elif isinstance(there, set):
            there.discard(article)
            if len(there) == 1:
                self.whole[joined] = there.pop()


def _texts_of(entry: SearchEntry) -> tuple[str, ...]:
    return entry.titles + entry.keywords + entry.titles_en + entry.keywords_en


def _parts(entry: SearchEntry) -> list[_Label]:
    """The titles, what those that are lists name, and the keywords, with their words; each once however often and in
    whatever case."""
    parts: dict[str, _Label] = {}
    for texts, title, english in (
        (title_labels(entry.titles), True, False),
        (title_labels(entry.titles_en), True, True),
        (entry.keywords, False, False),
        (entry.keywords_en, False, True),
    ):
        for text, words in zip(texts, folded_words_of(texts), strict=True):
            if words:
                parts.setdefault(" ".join(words), _Label(text, words, title, english))
    return list(parts.values())
