"""What people give for the table of dangers, checked before it becomes one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from kontakt.files.validation import (
    AS_IN_FILES,
    Day,
    PeoplesInput,
    Place,
    Slug,
    Unique,
    can_be_said,
    explained,
    one_line,
)
from kontakt.knowledge.article import Source
from kontakt.knowledge.article_input import InvalidArticle, SourceInput
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.locale import _
from kontakt.search.fillers import FILLERS
from kontakt.search.words import fold

Sentence = Annotated[str, AfterValidator(one_line(80))]
"""As long as two lines of the smallest window hold."""
Number = Annotated[str, AfterValidator(one_line(20))]
Phrase = Annotated[str, AfterValidator(one_line(600)), AfterValidator(can_be_said)]
Phrases = Annotated[tuple[Phrase, ...], Field(max_length=500), Unique]

_DIGITS = re.compile(r"[0-9]{2,8}( [0-9]{2,4})*")
_WORD = re.compile(r"-?[^\W_]+([^\w\s/-][^\W_]+)*-?")  # it's
_LEAST_LETTERS = 3


class UrgentKindInput(PeoplesInput):
    id: Slug
    numbers: Annotated[tuple[Number, ...], Field(min_length=1, max_length=4), Unique]
    says: Sentence
    says_nn: Sentence | None = None
    says_en: Sentence | None = None
    words: Phrases = ()
    words_nn: Phrases = ()
    words_en: Phrases = ()
    unless: Phrases = ()


class UrgentTableInput(PeoplesInput):
    kinds: Annotated[tuple[UrgentKindInput, ...], Field(max_length=50)] = ()
    sources: Annotated[tuple[SourceInput, ...], Field(max_length=50)] = ()
    reviewed: Day | None = None
    review_by: Day | None = None


def make_table(values: Mapping[str, Any], comment: str = "") -> UrgentTable:
    """The table that a person's values make, normalised. Raises InvalidArticle."""
    try:
        valid = UrgentTableInput.model_validate(values)
    except ValidationError as error:
        raise InvalidArticle(
            explained(error, [*UrgentTableInput.model_fields, *UrgentKindInput.model_fields])
        ) from error
    kinds = tuple(map(_kind, valid.kinds))
    problems = [(("kinds", at, *place), text) for at, kind in enumerate(kinds) for place, text in _wrong(kind)]
    problems += _twice(kinds)
    if problems:
        raise InvalidArticle(problems)
    return UrgentTable(
        kinds=kinds,
        sources=tuple(Source(source.rule, source.checked) for source in valid.sources),
        reviewed=valid.reviewed,
        review_by=valid.review_by,
        comment=comment,
    )


def make_kind(values: Mapping[str, Any], names: Mapping[str, str] = AS_IN_FILES) -> UrgentKind:
    """One kind of the table. ``names`` are what the person knows its fields as. Raises InvalidArticle."""
    try:
        kind = _kind(UrgentKindInput.model_validate(values))
    except ValidationError as error:
        raise InvalidArticle(explained(error, UrgentKindInput.model_fields, names)) from error
    if problems := list(_wrong(kind)):
        raise InvalidArticle(problems)
    return kind


def _kind(valid: UrgentKindInput) -> UrgentKind:
    return UrgentKind(
        id=valid.id,
        numbers=valid.numbers,
        says=valid.says,
        says_nn=valid.says_nn or "",
        says_en=valid.says_en or "",
        words=valid.words,
        words_nn=valid.words_nn,
        words_en=valid.words_en,
        unless=valid.unless,
    )


def _wrong(kind: UrgentKind) -> Iterator[tuple[Place, str]]:
    """What does not fit together, or would raise the alarm in nearly every call."""
    for at, number in enumerate(kind.numbers):
        if not _DIGITS.fullmatch(number):
            text = _("“{number}” is no phone number: write digits, in groups if you like, such as 113 or 116 117.")
            yield ("numbers", at), text.format(number=number)
        for key in ("says", "says_nn", "says_en"):
            if (line := getattr(kind, key)) and number not in line:
                text = _("The line “{said}” does not name {number}: write in it whom to ring.")
                yield (key,), text.format(said=line, number=number)
    if not kind.phrases:
        yield ("words",), _("Nothing raises this line: write the words that callers say, one phrase on each line.")
    for key in ("words", "words_nn", "words_en", "unless"):
        for at, phrase in enumerate(getattr(kind, key)):
            if problem := _wrong_phrase(phrase, raises=key != "unless"):
                yield (key, at), problem


def _wrong_phrase(phrase: str, *, raises: bool) -> str:
    words = [word.split("/") for word in phrase.split()]
    for written in (spelling for word in words for spelling in word):
        if not _WORD.fullmatch(written):
            text = _(
                "“{phrase}” cannot be read at “{word}”: write words, a / between two that mean the same, and a hyphen "
                "only where a word begins or ends."
            )
            return text.format(phrase=phrase, word=written or "/")
    if (
        raises
        and len(words) == 1
        and (idle := next((alternative for alternative in words[0] if not _carries(alternative)), None))
    ):
        text = _("“{word}” alone is said in many calls that are not urgent: add the words that mean danger.")
        return text.format(word=idle)
    return ""


def _carries(word: str) -> bool:
    """Whether a word says something by itself."""
    folded = fold(word).strip("-")
    return len(folded) >= _LEAST_LETTERS and folded not in FILLERS


def _twice(kinds: Iterable[UrgentKind]) -> Iterator[tuple[Place, str]]:
    seen: set[str] = set()
    for at, kind in enumerate(kinds):
        if kind.id in seen:
            yield ("kinds", at, "id"), _("the kind “{id}” stands twice: keep one.").format(id=kind.id)
        seen.add(kind.id)
