"""What goes into the search and what comes out: plain frozen data."""

import json
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """One article as the search knows it. ``titles`` and ``keywords`` hold both Norwegian forms, the others are in
    English; ``only`` (municipality numbers) is empty when the article exists everywhere."""

    id: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    titles_en: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def packed(self) -> bytes:
        """All of it as one text to be stored; the same for two that are equal."""
        plain = (self.id, self.titles, self.keywords, self.titles_en, self.keywords_en, self.only)
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def unpacked(cls, text: bytes) -> "SearchEntry":
        """The one that was packed so."""
        id, *texts = json.loads(text)
        titles, keywords, titles_en, keywords_en, only = map(tuple, texts)
        return cls(id=id, titles=titles, keywords=keywords, titles_en=titles_en, keywords_en=keywords_en, only=only)


@dataclass(frozen=True, slots=True)
class Place:
    """A name that chooses or suggests a municipality: its own name, its number, or a place in it."""

    name: str
    municipality: str


class Why(StrEnum):
    """Why a hit matched, from the strongest reason to the weakest."""

    TITLE = "title"
    KEYWORD = "keyword"
    PREFIX = "prefix"
    FORM = "form"
    SYNONYM = "synonym"
    COMPOUND = "compound"
    SPELLING = "spelling"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. ``label`` is the title or keyword that matched best, as it is written, and
    ``spans`` the half-open letter ranges in it to highlight. ``score`` is in 0–1, comparable between queries.
    ``english`` says that the article answers in English: no Norwegian label of it comes near."""

    id: str
    score: float
    why: Why
    label: str
    spans: tuple[tuple[int, int], ...] = ()
    english: bool = False


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The ranked hits of one query, best first.

    ``sure`` says whether the first hit may be trusted without a look. ``did_you_mean`` is a surer spelling of the
    query, if a correction was needed to find anything. ``municipality`` is the number that a place in the query names,
    and ``chosen`` whether it was chosen outright (``@tinn``, ``3303``) or is suggested. ``outright`` are the texts that
    name one outright, as typed (those after ``@``): where there are some and none is chosen, they choose none, and
    ``fitting`` are the municipalities that they might mean. ``blank`` says that there is no word to search for, as in
    ``@tinn`` alone.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    sure: bool = False
    did_you_mean: str | None = None
    municipality: str | None = None
    chosen: bool = False
    outright: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    blank: bool = False
