"""What the checker finds, and the rules it finds it by."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking.context import CheckContext
from kontakt.locale import _


class Severity(StrEnum):
    """An error has to be mended; a warning asks an editor to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``rule`` is the rule's id, ``article`` the article's, ``place`` the field it is in, such
    as ("keywords", 3); ``sentence`` says what is wrong and what to do, in the language of the screen."""

    rule: str
    severity: Severity
    article: str
    place: Place
    sentence: str


Look = Callable[[Article, CheckContext], Iterator[tuple[Place, str]]]
"""Finds in one article each place where something is wrong, and the sentence for it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for. ``means`` says why it matters, with ``figures`` in it, and ``mend`` how to put it right: both
    marked for translation, not translated yet. ``look`` is None for the rules that files break and articles cannot;
    ``of_archived`` says that an archived article is held to it too, ``only_asked`` that it is looked for only when it
    is asked for by its id."""

    id: str
    severity: Severity
    means: str
    mend: str
    look: Look | None
    of_archived: bool = False
    only_asked: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)

    def meaning(self) -> str:
        """Why it matters, in the language of the screen."""
        return _(self.means).format(**self.figures)
