"""What a text from people may hold, and one sentence for each thing that is wrong with it.

The plain pydantic models that stand before knowledge and region are built from these types. They normalise
first (NFC, line ends, spaces that cannot be seen), so that equal texts are equal, and then refuse.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from kontakt.errors import KontaktError
from kontakt.files.days import read_day
from kontakt.locale import N_, _, ngettext
from kontakt.visible import CONTROLS, visible

T = TypeVar("T")

Place: TypeAlias = tuple[str | int, ...]
"""Where in a person's values something stands: names and positions, outermost first."""

AS_IN_FILES: Mapping[str, str] = MappingProxyType({})
"""Names of keys for whoever writes the keys."""

REPORTED = 10
"""How many problems are told at once; of the others only the number."""

_LONGEST_SLUG = 80
_REFUSED = re.compile(f"[{CONTROLS}]")
_SPACES = re.compile("[ \t\r\n\u2028\u2029]+")


class PeoplesInput(BaseModel):
    """What people give, as plain values of checked types: a name that is not one of them is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problems(KontaktError):
    """Everything found wrong with what a person gave, one sentence each in ``problems``.

    As text: the first ten, a line each, and how many more there are.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        first = self.problems[:REPORTED]
        more = len(self.problems) - len(first)
        if not more:
            return first
        return (*first, ngettext("And {count} more problem.", "And {count} more problems.", more).format(count=more))


class PlacedProblems(Problems):
    """``places`` has, for each of the ``problems``, the field it is in."""

    def __init__(self, problems: Iterable[tuple[Place, str]]) -> None:
        problems = tuple(problems)
        self.places = tuple(place for place, _sentence in problems)
        super().__init__(sentence for _place, sentence in problems)

    def first_by(self, name: Callable[[Place], str]) -> dict[str, str]:
        """The first sentence on each field, by the ``name`` that is made of its place."""
        first: dict[str, str] = {}
        for place, sentence in zip(self.places, self.problems, strict=True):
            first.setdefault(name(place), sentence)
        return first


def refused_character(text: str) -> re.Match[str] | None:
    """The first character that no text may hold: controls (not tab, line feed), bidi marks, surrogates."""
    return _REFUSED.search(text)


def one_line(longest: int) -> Callable[[str], str]:
    """A validator: one line of 1 to ``longest`` characters."""

    def check(text: str) -> str:
        return _checked(_SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(), longest)

    return check


def paragraphs(longest: int) -> Callable[[str], str]:
    """A validator: lines and paragraphs of 1 to ``longest`` characters in all, one blank line between
    paragraphs, none around them, no space at a line's end."""

    def check(text: str) -> str:
        plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", "    ")
        lines = (line.rstrip() for line in re.split("[\n\u2028\u2029]", plain))
        return _checked(re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip(), longest)

    return check


def can_be_said(text: str) -> str:
    """A validator: at least one letter or digit, without which nobody could search for it."""
    if not any(character.isalnum() for character in text):
        raise PydanticCustomError("unsayable", "no letter or digit")
    return text


def without_bar(text: str) -> str:
    """A validator: no ``|``, which parts what stands on one line of a field or in one cell."""
    if "|" in text:
        raise PydanticCustomError("bar", "a bar")
    return text


def _checked(text: str, longest: int) -> str:
    if not text:
        raise PydanticCustomError("empty", "empty")
    if len(text) > longest:
        raise PydanticCustomError("too_long_text", "longer than {longest}", {"longest": longest})
    if match := refused_character(text):
        raise PydanticCustomError("character", "{character}", {"character": f"U+{ord(match[0]):04X}"})
    return text


def _is_slug(text: str) -> bool:
    return re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text) is not None and len(text) <= _LONGEST_SLUG


def _slug(text: str) -> str:
    if not _is_slug(text):
        raise PydanticCustomError("slug", "at most {longest}", {"longest": _LONGEST_SLUG})
    return text


def _municipality_number(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}", value):
        raise PydanticCustomError("municipality_number", "municipality number")
    return value


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and (day := read_day(value)):
        return day
    raise PydanticCustomError("day", "day")


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"\\]+", text) or len(text) > 2000 or refused_character(text):
        raise PydanticCustomError("web_address", "web address")
    return text


def web_address_or_id(prefix: str) -> Callable[[str], str]:
    """A validator: a web address, or an article's id after ``prefix``."""

    def check(text: str) -> str:
        if not text.startswith(prefix):
            return _web_address(text)
        if not _is_slug(text.removeprefix(prefix)):
            raise PydanticCustomError("article_link", "article link", {"prefix": prefix})
        return text

    return check


def _unique(values: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


Slug = Annotated[str, AfterValidator(_slug)]
MunicipalityNumber = Annotated[str, BeforeValidator(_municipality_number)]
Day = Annotated[date, BeforeValidator(_day)]
Unique = AfterValidator(_unique)


def explained(
    error: ValidationError, keys: Iterable[str], names: Mapping[str, str] = AS_IN_FILES
) -> list[tuple[Place, str]]:
    """Each error of a model as its place and one sentence.

    ``keys`` are those a person may write, told where an unknown one was found. ``names`` are what the person knows some
    of them as: the outermost ones, or those within, as ``contacts.phone``.
    """
    problems = []
    for detail in error.errors(include_url=False):
        place = tuple(part for part in detail["loc"] if part != "[key]")
        dotted = ".".join(part for part in place if isinstance(part, str))
        name = names.get(dotted) or names.get(str(place[0])) or dotted
        problems.append((place, _sentence(detail["type"], name, detail["input"], detail.get("ctx", {}), keys)))
    return problems


_EMPTY = N_("“{name}” is missing or empty: give it a text.")
_NOT_A_LIST = N_("“{name}” must be a list: write it in brackets, such as [one, two].")
_NO_KEYS = N_("“{name}” must have keys with values, such as {{key: value}}.")
_NOT_A_CHOICE = N_("“{value}” does not fit “{name}”: choose {expected}.")
_NOT_TRUE = N_("“{value}” does not fit “{name}”: write true or false.")
_NOT_A_NUMBER = N_("“{value}” does not fit “{name}”: write a whole number.")
_TOO_SMALL = N_("“{value}” does not fit “{name}”: the least is {ge}.")
_TOO_LARGE = N_("“{value}” does not fit “{name}”: the most is {le}.")
_OTHER = N_("“{value}” does not fit “{name}”: correct it.")

_SENTENCES = {
    "missing": _EMPTY,
    "empty": _EMPTY,
    "extra_forbidden": N_("“{name}” is not a key that is known here: use {keys}."),
    "too_long_text": N_("“{name}” is longer than {longest} characters: shorten it."),
    "too_long": N_("“{name}” has more than {max_length} items: remove some."),
    "unsayable": N_("“{value}” in “{name}” has no letter or digit: nobody can search for it, so remove it."),
    "bar": N_("“{name}” holds a “|”, which parts one thing from the next on a line: write a comma."),
    "character": N_("“{name}” holds the control character {character}: remove it."),
    "string_type": N_("“{name}” must be text: put quotes around {value}."),
    "slug": N_("“{value}” is not an id: use only a–z, 0–9 and single hyphens, at most {longest} characters."),
    "municipality_number": N_(
        "“{value}” in “{name}” is no municipality number: write four digits in quotes, such as “0301”."
    ),
    "day": N_("“{value}” in “{name}” is not a date: write it as 01.09.2026 or 2026-09-01."),
    "web_address": N_("“{value}” in “{name}” is not a web address: begin it with https://."),
    "article_link": N_("“{value}” in “{name}” names no article: write {prefix} and its id, such as {prefix}bryllup."),
    "phone": N_(
        "“{value}” in “{name}” is no phone number: write digits and spaces, with + and the country first if need be."
    ),
    "email": N_("“{value}” in “{name}” is no e-mail address: write it as post@example.invalid."),
    "hours": N_("“{value}” in “{name}” are no hours: write them as “09:00-15:00”, or several, separated by commas."),
    "enum": _NOT_A_CHOICE,
    "literal_error": _NOT_A_CHOICE,
    "tuple_type": _NOT_A_LIST,
    "dict_type": _NO_KEYS,
    "model_type": _NO_KEYS,
    "bool_type": _NOT_TRUE,
    "int_type": _NOT_A_NUMBER,
    "int_parsing": _NOT_A_NUMBER,
    "int_from_float": _NOT_A_NUMBER,
    "greater_than_equal": _TOO_SMALL,
    "less_than_equal": _TOO_LARGE,
}


def _sentence(kind: str, name: str, value: object, context: Mapping[str, Any], keys: Iterable[str]) -> str:
    values = {**context, "name": _short(name), "value": _short(value), "keys": ", ".join(keys)}
    return _(_SENTENCES.get(kind, _OTHER)).format(**values)


def _short(value: object) -> str:
    """A value as it can stand in a sentence, whatever it holds."""
    text = visible(" ".join(str(value).split()))
    return text if len(text) <= 60 else text[:59] + "…"
