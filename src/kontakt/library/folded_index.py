"""The search index as the cache keeps it, so that a start need not build it.

It is understood by the same program under the same Python alone. Any other, and a damaged one, is as good as none: the
index is built, and the next copy takes its place.
"""

import hashlib
import marshal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

import kontakt
from kontakt import search
from kontakt.knowledge.article import Article
from kontakt.library.cache import Cache, Folded
from kontakt.library.library import entry_of
from kontakt.search import Index, Place, SearchEntry

_FIELDS = attrgetter(*SearchEntry.__slots__)
_PARTS = 3
_WITHOUT_REFERENCES = 2
"""The newest version of marshal whose bytes depend on nothing but the values."""


def load_index(cache: Cache, entries: Iterable[SearchEntry], places: Iterable[Place]) -> Index:
    """The index of these entries, from the cache where it has one of most of them."""
    entries, places = tuple(entries), tuple(places)
    with suppress(ValueError, TypeError, LookupError, AttributeError, EOFError):  # there is none, or one of no use
        words, articles, holders = (marshal.loads(part.value) for part in _sound(cache))
        return Index.unfolded((words, articles, holders), entries, places)
    cache.forget_folded()
    return Index.build(entries, places)


def keep_index(cache: Cache, index: Index, articles: Iterable[Article]) -> None:
    """Keep the index over these articles, unless the cache has it."""
    of = _digest_of(articles)
    if cache.folded_of() == [(_PROGRAM, of)] * _PARTS:
        return  # unread: that would leave the process larger for good
    # One part after the other: nobody else gets to run while a part is dumped, and a key may be waiting.
    values = (marshal.dumps(part) for part in index.folded())
    cache.keep_folded(Folded(_PROGRAM, of, _digest(value), value) for value in values)


def _sound(cache: Cache) -> Iterator[Folded]:
    """What the cache has. Raises ValueError where another program made it, or something has happened to it."""
    for part in cache.folded():
        if part.program != _PROGRAM or not isinstance(part.value, bytes) or part.seal != _digest(part.value):
            raise ValueError("of no use here")
        yield part


def _digest_of(articles: Iterable[Article]) -> bytes:
    digest = hashlib.sha256()
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
