"""What the files of a vocabulary hold, checked before it becomes one."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kontakt.errors import KontaktError
from kontakt.files.validation import Problems, explained, one_line
from kontakt.locale import _
from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Kind, Role

Labels = defaultdict[tuple[Role, str], list[str]]


@dataclass(slots=True)
class ReadConcept:
    """A concept as it stands in a file: its labels by role and language, as they are written."""

    path: str
    kind: Kind = Kind.WORD
    labels: Labels = field(default_factory=lambda: defaultdict(list))
    broader: set[str] = field(default_factory=set)

    def add_label(self, role: Role, language: str | None, text: str) -> None:
        """Take a label in, if it is a Norwegian one. "no", or no language at all, is bokmål; what holds no letter
        and no digit ("*") stands where a label is missing and is none."""
        written = (language or "no").lower().partition("-")[0]
        form = {"no": "nb"}.get(written, written)
        if form in ("nb", "nn") and re.search(r"[^\W_]", text):
            self.labels[role, form].append(text)


@dataclass(frozen=True, slots=True)
class ReadVocabulary:
    """A vocabulary that was read; ``nameless`` concepts were left out, as they have no name in Norwegian."""

    vocabulary: ConceptVocabulary
    nameless: int = 0


def _in_order(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


Line = Annotated[str, AfterValidator(one_line(200))]
Lines = Annotated[tuple[Line, ...], AfterValidator(_in_order)]


class _ConceptInput(BaseModel):
    """Named as in SKOS, which both file forms follow: these are the names that errors tell."""

    model_config = ConfigDict(frozen=True)

    path: Line
    broader: Lines
    preferred: Lines = Field(alias="prefLabel@nb")
    preferred_nn: Lines = Field(alias="prefLabel@nn")
    alternative: Lines = Field(alias="altLabel@nb")
    alternative_nn: Lines = Field(alias="altLabel@nn")
    hidden: Lines = Field(alias="hiddenLabel@nb")
    hidden_nn: Lines = Field(alias="hiddenLabel@nn")


_SKOS_NAMES = {Role.PREFERRED: "prefLabel", Role.ALTERNATIVE: "altLabel", Role.HIDDEN: "hiddenLabel"}


def make_vocabulary(
    name: str, read_concepts: Iterable[ReadConcept], municipal: Iterable[str] | None, file: str
) -> ReadVocabulary:
    """The vocabulary of what a file holds. ``municipal`` are the paths of the words that are the municipalities',
    None where the file does not say; ``file`` is what errors call it.

    Raises Problems with everything that is wrong, KontaktError where there is no concept.
    """
    concepts: dict[str, Concept] = {}  # two paths may become one when they are normalised
    problems: list[str] = []
    nameless = 0
    chosen = None if municipal is None else frozenset(municipal)
    for read_concept in read_concepts:
        try:
            checked = _ConceptInput.model_validate(_values(read_concept))
        except ValidationError as error:
            shown = read_concept.path.encode("ascii", "backslashreplace").decode()[:80] or _("a concept")
            problems += [
                _("{file}, {concept}: {sentence}").format(file=file, concept=shown, sentence=sentence)
                for _place, sentence in explained(error, _ConceptInput.model_fields)
            ]
            continue
        if names := checked.preferred or checked.preferred_nn:
            is_municipal = read_concept.kind is Kind.WORD and (chosen is None or read_concept.path in chosen)
            concepts[checked.path] = _concept(names[0], checked, read_concept.kind, is_municipal)
        else:
            nameless += 1
    if problems:
        raise Problems(problems)
    if not concepts:
        raise KontaktError(
            _("{file} holds no concept with a name in bokmål or nynorsk: choose another file.").format(file=file)
        )
    return ReadVocabulary(ConceptVocabulary(name, tuple(concepts[path] for path in sorted(concepts))), nameless)


def _values(read_concept: ReadConcept) -> dict[str, Any]:
    labels = {
        f"{name}@{language}": read_concept.labels[role, language]
        for role, name in _SKOS_NAMES.items()
        for language in ("nb", "nn")
    }
    return {"path": read_concept.path, "broader": read_concept.broader, **labels}


def _concept(name: str, checked: _ConceptInput, kind: Kind, municipal: bool) -> Concept:
    """A text that is a label in two roles has the stronger; of several preferred ones, the others are alternatives."""
    first_nn = checked.preferred_nn[:1]
    alternatives = {*checked.preferred, *checked.alternative} - {name}
    alternatives_nn = {*checked.preferred_nn, *checked.alternative_nn} - {*first_nn}
    return Concept(
        path=checked.path,
        kind=kind,
        name=name,
        name_nn="".join(first_nn),
        alternatives=tuple(sorted(alternatives)),
        alternatives_nn=tuple(sorted(alternatives_nn)),
        hidden=tuple(sorted({*checked.hidden} - alternatives - {name})),
        hidden_nn=tuple(sorted({*checked.hidden_nn} - alternatives_nn - {*first_nn})),
        broader=checked.broader,
        municipal=municipal,
    )
