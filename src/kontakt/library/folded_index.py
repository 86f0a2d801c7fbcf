"""The search index, and the phrases that mean danger, as the cache keeps them, so that a start need not make them.

It is understood by the same program under the same Python alone. Any other, and a damaged one, is as good as none: the
index is built, and the next copy takes its place.
"""

import hashlib
import marshal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from operator import attrgetter
from pathlib import Path

import kontakt
from kontakt import search
from kontakt.knowledge.article import Article
from kontakt.knowledge.urgent.kind import packed
from kontakt.library.cache import Cache, Folded
from kontakt.library.library import entry_of
from kontakt.library.urgent import Urgent
from kontakt.search import Index, Place, SearchEntry

_FIELDS = attrgetter(*SearchEntry.__slots__)
_OF_THE_INDEX = 3
_OF_THE_PHRASES = 1
_WITHOUT_REFERENCES = 2
"""The newest version of marshal whose bytes depend on nothing but the values."""


def load_index(cache: Cache, entries: Mapping[str, bytes], places: Iterable[Place]) -> Index:
    """The index of these entries, packed and by id, from the cache where it has one of most of them."""
    places = tuple(places)
    with suppress(*_NO_USE):
        words, articles, holders = (marshal.loads(part.value) for part in _sound(cache, 0, _OF_THE_INDEX))
        return Index.unfolded((words, articles, holders), entries, places)
    cache.forget_folded()
    return Index.build(map(SearchEntry.unpacked, entries.values()), places)


def load_phrases(cache: Cache, urgent: Urgent) -> None:
    """Have the phrases ready, where the cache has them of this table."""
    with suppress(*_NO_USE):
        for part in _sound(cache, _OF_THE_INDEX, _OF_THE_PHRASES):
            urgent.unfold(marshal.loads(part.value))


def keep_folded(cache: Cache, index: Index, articles: Iterable[Article], urgent: Urgent) -> None:
    """Keep the index over these articles and the phrases, unless the cache has them."""
    of = _digest_of(articles, urgent)
    if cache.folded_of() == [(_PROGRAM, of)] * (_OF_THE_INDEX + _OF_THE_PHRASES):
        return  # unread: that would leave the process larger for good
    # One part after the other: nobody else gets to run while a part is dumped, and a key may be waiting.
    values = (marshal.dumps(part) for part in chain(index.folded(), [urgent.folded()]))
    cache.keep_folded(Folded(_PROGRAM, of, _digest(value), value) for value in values)


_NO_USE = (ValueError, TypeError, LookupError, AttributeError, EOFError)
"""There is none, or one of no use."""


def _sound(cache: Cache, first: int, count: int) -> Iterator[Folded]:
    """What the cache has. Raises ValueError where another program made it, or something has happened to it."""
    for part in cache.folded(first, count):
        if part.program != _PROGRAM or not isinstance(part.value, bytes) or part.seal != _digest(part.value):
            raise ValueError("of no use here")
        yield part


def _digest_of(articles: Iterable[Article], urgent: Urgent) -> bytes:
    digest = hashlib.sha256(marshal.dumps(packed(urgent.table), _WITHOUT_REFERENCES))
    for each in articles:
        digest.update(marshal.dumps(_FIELDS(entry_of(each)), _WITHOUT_REFERENCES))
    return digest.digest()


def _digest(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()


def _this_program() -> str:
    """What must be the same: the program, down to the search as it stands on the disk, and Python."""
    files = sorted(Path(search.__file__).parent.glob("*.py"))
    stamps = [(file.name, (state := file.stat()).st_size, state.st_mtime_ns) for file in files]
    return f"{kontakt.__version__} {sys.version} {marshal.version} {_digest(repr(stamps).encode()).hex()}"


_PROGRAM = _this_program()
"""Asked when the program is loaded: later, the files may be of the version that is being installed over it."""
