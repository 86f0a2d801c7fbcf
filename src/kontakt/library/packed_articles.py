"""Articles as the cache keeps them: each a text of its own, taken apart when it is asked for. A start draws one or two
of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache

from kontakt.knowledge.article import Article, FirstLine, Link, Source, Status

FIELDS = tuple(each.name for each in fields(Article))
_TUPLES = {
    "keywords",
    "keywords_nn",
    "keywords_en",
    "audience",
    "redirects",
    "only",
    "ask",
    "steps",
    "ask_nn",
    "steps_nn",
}
_DAYS = {"reviewed", "review_by"}
_LAST = 100  # the hits and cards of some key presses, or the articles of a theme


class PackedArticles(Mapping[str, Article]):
    """Articles by their ids, of what ``packed`` made of each. May be used from any thread. Those that were asked for
    last stay as they are: whoever goes through all of them leaves no second knowledge base in memory."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        self._kept = kept
        self._unpacked = lru_cache(maxsize=_LAST)(lambda id: unpacked(kept[id]))

    def __getitem__(self, id: str) -> Article:
        return self._unpacked(id)

    def __contains__(self, id: object) -> bool:
        return id in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def packed(article: Article) -> bytes:
    """An article by its fields, without those that are empty: that makes it quicker to read."""
    plain = {name: value for name in FIELDS if (value := getattr(article, name))}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def unpacked(text: bytes) -> Article:
    """The article that was packed so. Raises ValueError, TypeError or LookupError where it was none."""
    packed = json.loads(text)
    for name in _TUPLES & packed.keys():
        packed[name] = tuple(packed[name])
    for name in _DAYS & packed.keys():
        packed[name] = date.fromisoformat(packed[name])
    if "links" in packed:
        packed["links"] = tuple(Link(text, url) for text, url in packed["links"])
    if "sources" in packed:
        packed["sources"] = tuple(
            Source(rule, date.fromisoformat(checked) if checked else None, exception)
            for rule, checked, exception in packed["sources"]
        )
    if "as_shared" in packed:
        packed["as_shared"] = {number: date.fromisoformat(day) for number, day in packed["as_shared"].items()}
    packed["first_line"] = FirstLine(packed["first_line"])
    packed["status"] = Status(packed["status"])
    return Article(**packed)


def _plain(value: object) -> object:
    """What JSON does not know."""
    match value:
        case date():
            return value.isoformat()
        case Link():
            return [value.text, value.url]
        case Source():
            return [value.rule, value.checked, value.exception]
    raise TypeError(f"{type(value)} cannot be packed")
