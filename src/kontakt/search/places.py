"""Which municipality a query names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kontakt.search.answer import Place
from kontakt.search.words import folded_words


@dataclass(frozen=True, slots=True)
class Named:
    """The municipality a query names, if any, and which of its words did (by position)."""

    municipality: str | None = None
    chosen: bool = False
    words: frozenset[int] = frozenset()


class Gazetteer:
    """The region's names. The first name given for a municipality is the municipality's own."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._own: dict[str, tuple[str, ...]] = {}
        self._names: dict[tuple[str, ...], set[str]] = {}
        for place in places:
            name = tuple(folded_words(place.name))
            if not name:
                continue
            if not place.name.strip().isdigit():
                self._own.setdefault(place.municipality, name)
            self._names.setdefault(name, set()).add(place.municipality)
            self._names.setdefault((place.municipality,), set()).add(place.municipality)
        self._longest = max(map(len, self._names), default=0)

    def read(self, words: Sequence[str], marked: frozenset[int]) -> Named:
        """Find the municipality in folded words; ``marked`` are the positions that ``@`` stands before.

        ``@`` and the beginning of a municipality's name, or its number as a word of its own, choose it; if
        several names begin so, the first given. Any other name of a place suggests it, and one that lies
        in several municipalities suggests none.
        """
        taken: set[int] = set()
        chosen: str | None = None
        suggested: str | None = None
        at = 0
        while at < len(words):
            size, numbers = self._at(words, at)
            if at in marked and not size:
                size, numbers = 1, self._beginning(words[at])
            if size:
                taken.update(range(at, at + size))
                if at in marked or words[at].isdigit():
                    chosen = chosen or next(iter(numbers), None)
                elif len(numbers) == 1:
                    suggested = suggested or numbers[0]
            at += size or 1
        return Named(chosen or suggested, chosen is not None, frozenset(taken))

    def _at(self, words: Sequence[str], at: int) -> tuple[int, list[str]]:
        for size in range(min(self._longest, len(words) - at), 0, -1):
            numbers = self._names.get(tuple(words[at : at + size]))
            if numbers:
                return size, sorted(numbers)
        return 0, []

    def _beginning(self, letters: str) -> list[str]:
        own = [number for number, name in self._own.items() if "".join(name).startswith(letters)]
        return own or [
            number
            for name, numbers in self._names.items()
            if len(numbers) == 1 and "".join(name).startswith(letters)
            for number in numbers
        ]
