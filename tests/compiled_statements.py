"""The statements that SQLAlchemy has compiled are kept for all engines of a test run, not for each engine anew: nearly
every test has an engine of its own, and half of what its first questions cost was making the same texts again.

A program has one engine, and asks of it as here: once compiled, a statement is only given other values.
"""

from collections.abc import Hashable, Iterator
from typing import Any

import pytest
from sqlalchemy import Dialect
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.util import LRUCache


class _OfADialect:
    """What is kept of all dialects that are alike; SQLAlchemy's own key begins with the dialect of one engine."""

    def __init__(self, kept: LRUCache[Hashable, Any], dialect: Dialect) -> None:
        self._kept = kept
        self._alike = (type(dialect), dialect.server_version_info)

    def get(self, key: tuple[Any, ...]) -> Any:
        return self._kept.get((self._alike, *key[1:]))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._kept[self._alike, *key[1:]] = compiled


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    kept: LRUCache[Hashable, Any] = LRUCache(5000)
    compile_or_find = ClauseElement._compile_w_cache

    def compile_once(self: ClauseElement, dialect: Dialect, *, compiled_cache: Any, **options: Any) -> Any:
        shared: Any = None if compiled_cache is None else _OfADialect(kept, dialect)
        return compile_or_find(self, dialect, compiled_cache=shared, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ClauseElement, "_compile_w_cache", compile_once)
        yield
