"""Which municipality a query names."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kontakt.search.answer import Place
from kontakt.search.words import folded_words


class NamedPlace(NamedTuple):
    """The municipality a query names, if any, and which of its words did (by position).

    ``outright`` are the half-open stretches of words that name one outright, ``fitting`` the municipalities that they
    fit, where they fit several and so choose none.
    """

    municipality: str | None = None
    chosen: bool = False
    words: frozenset[int] = frozenset()
    outright: tuple[tuple[int, int], ...] = ()
    fitting: tuple[str, ...] = ()


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

    def read(self, words: Sequence[str], marked: frozenset[int]) -> NamedPlace:
        """Find the municipality in folded words; ``marked`` are the positions that ``@`` stands before.

        What stands after ``@`` chooses one as ``after_at`` says; where it says two different ones, or one of several
        marks chooses none, none is chosen. Without ``@``, a number as a word of its own chooses its municipality. Any
        other name of a place suggests it, and one that lies in several municipalities suggests none.
        """
        taken: set[int] = set()
        outright: dict[tuple[int, int], tuple[str, ...]] = {}
        number: dict[tuple[int, int], tuple[str, ...]] = {}
        suggested: str | None = None
        at = 0
        while at < len(words):
            size, fitting = self.after_at(words[at:]) if at in marked else self._whole(words, at)
            taken.update(range(at, at + size))
            if at in marked:
                outright[at, at + size] = fitting
            elif size and words[at].isdigit():
                number = number or {(at, at + size): fitting}
            elif len(fitting) == 1:
                suggested = suggested or fitting[0]
            at += size or 1
        outright = outright or number
        several = next((municipalities for municipalities in outright.values() if len(municipalities) != 1), None)
        fitting = (
            tuple(dict.fromkeys(municipalities[0] for municipalities in outright.values()))
            if several is None
            else several
        )
        chosen = fitting[0] if len(fitting) == 1 else None
        return NamedPlace(
            chosen or suggested,
            chosen is not None,
            frozenset(taken),
            tuple(outright),
            () if chosen else fitting,
        )

    def after_at(self, words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """How many of the folded words are read as a name, at least one, and the municipalities that it fits.

        Letters choose the municipality whose whole name they are; else the one whose name alone begins so; else the
        one in which alone a place has that whole name. Its number chooses it, too. A municipality is chosen where
        exactly one fits.
        """
        for size in range(min(max(self._longest, 1), len(words)), 0, -1):
            letters = tuple(words[:size])
            whole = [number for number, name in self._own.items() if name == letters]
            begun = [number for number, name in self._own.items() if _begins(letters, name)]
            places = sorted(self._names.get(letters, ()))
            for numbers in (whole, begun, places):
                if len(numbers) == 1:
                    return size, tuple(numbers)
            if begun or places:
                return size, tuple(begun or places)
        return 1, ()

    def _whole(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
        for size in range(min(self._longest, len(words) - at), 0, -1):
            numbers = self._names.get(tuple(words[at : at + size]))
            if numbers:
                return size, tuple(sorted(numbers))
        return 0, ()


def _begins(letters: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a name begins with these words, of which the last may be unfinished."""
    *whole, last = letters
    if not whole:
        return "".join(name).startswith(last)
    return len(letters) <= len(name) and list(name[: len(whole)]) == whole and name[len(whole)].startswith(last)
