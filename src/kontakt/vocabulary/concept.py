"""A vocabulary and its concepts: what every file form of it is read into. Plain frozen data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """Los sorts words under themes, and has a few events in life beside them. The codes are stored."""

    THEME = "theme"
    WORD = "word"
    EVENT = "event"


class Role(StrEnum):
    """The name of a concept, another name that may be shown, and one that is only searched for."""

    PREFERRED = "preferred"
    ALTERNATIVE = "alternative"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a concept; ``language`` is "nb" or "nn"."""

    text: str
    language: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept by its path ("ord/barnehageplass"), with its labels in bokmål and nynorsk.

    ``broader`` are the paths of the themes it stands under. ``municipal`` says of a word that municipalities are
    asked about it: it is in the vocabulary's own collection for them, or the vocabulary has none. Labels and paths
    are in alphabetical order, since not every file form has one.
    """

    path: str
    kind: Kind
    name: str
    name_nn: str = ""
    alternatives: tuple[str, ...] = ()
    alternatives_nn: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    hidden_nn: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    municipal: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Its name in bokmål and, where it differs, in nynorsk."""
        return tuple(dict.fromkeys(filter(None, (self.name, self.name_nn))))

    def labels(self) -> Iterator[Label]:
        """All its labels, the names first; bokmål before nynorsk."""
        for role, nb, nn in (
            (Role.PREFERRED, (self.name,), (self.name_nn,) if self.name_nn else ()),
            (Role.ALTERNATIVE, self.alternatives, self.alternatives_nn),
            (Role.HIDDEN, self.hidden, self.hidden_nn),
        ):
            yield from (Label(text, "nb", role) for text in nb)
            yield from (Label(text, "nn", role) for text in nn)


@dataclass(frozen=True)
class ConceptVocabulary:
    """``concepts`` are in the order of their paths."""

    name: str
    concepts: tuple[Concept, ...]

    @cached_property
    def by_path(self) -> Mapping[str, Concept]:
        return {concept.path: concept for concept in self.concepts}

    def above(self, path: str) -> frozenset[str]:
        """``path`` and the paths of everything broader, up to the top."""
        paths: set[str] = set()
        waiting = [path]
        while waiting:
            if (current := waiting.pop()) not in paths:
                paths.add(current)
                waiting += self.by_path[current].broader if current in self.by_path else ()
        return frozenset(paths)

    def top(self, path: str) -> str:
        """The path of the theme at the top of ``path``; of several, the first in alphabetical order."""
        tops = sorted(theme for theme in self.above(path) if theme in self.by_path and not self.by_path[theme].broader)
        return tops[0] if tops else path
