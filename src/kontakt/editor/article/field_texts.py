"""An article field by field, in the words of the screen; and what differs between two versions of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from kontakt.directory.region import Region
from kontakt.files.text_diff import FieldDifference, differences
from kontakt.inquiries.inquiry import CallerType
from kontakt.knowledge.article import Article, Source, Theme
from kontakt.knowledge.field_names import FIELD_NAMES
from kontakt.library.labels import CALLER_TYPES, FIRST_LINES, STATUSES
from kontakt.library.library import Library
from kontakt.library.names import theme_name
from kontakt.locale import _, language
from kontakt.locale.formats import short_date

_BY_MUNICIPALITY = ("local", "as_shared")


@dataclass(frozen=True, slots=True)
class FieldNaming:
    """What turns numbers and ids in a field into names."""

    region: Region
    themes: tuple[Theme, ...]

    @classmethod
    def of(cls, library: Library) -> Self:
        """That of a library's region and themes."""
        return cls(library.region, tuple(library.themes))

    def label(self, field: str) -> str:
        """The field's name in the screen's language; of "local.4026" with the municipality."""
        name, _dot, number = field.partition(".")
        label = _(FIELD_NAMES[name])
        return f"{label}: {self.region.name_of(number)}" if number else label

    def labels(self, fields: Iterable[str]) -> list[str]:
        """The names of those of the fields that the screen shows, in its order."""
        known = (each for each in fields if each.partition(".")[0] in FIELD_NAMES)
        return [self.label(each) for each in sorted(known, key=_place)]


def field_texts(article: Article, naming: FieldNaming) -> dict[str, str]:
    """What stands in each field, in the order of the screen; a field that is empty is left out. Notes, and the days on
    which somebody looked, are a field for each municipality."""
    return {name: text for name, text in _field_texts(article, naming) if text}


def field_differences(
    before: Article | None, after: Article | None, naming: FieldNaming
) -> tuple[FieldDifference, ...]:
    """The fields that differ between two versions; None is one that does not exist."""
    old, new = (field_texts(each, naming) if each else {} for each in (before, after))
    fields = sorted(old.keys() | new.keys(), key=_place)
    return tuple(
        FieldDifference(field, naming.label(field), differences(old.get(field, ""), new.get(field, "")))
        for field in fields
        if old.get(field, "") != new.get(field, "")
    )


def _place(field: str) -> tuple[int, str]:
    name, _dot, number = field.partition(".")
    return list(FIELD_NAMES).index(name), number


def _field_texts(article: Article, naming: FieldNaming) -> Iterator[tuple[str, str]]:
    for name in FIELD_NAMES:
        if name in _BY_MUNICIPALITY:
            for number, value in sorted(getattr(article, name).items()):
                yield f"{name}.{number}", short_date(value) if isinstance(value, date) else value
        else:
            yield name, _text(name, article, naming)


def _text(name: str, article: Article, naming: FieldNaming) -> str:
    value = getattr(article, name)
    if make := _TEXTS.get(name):
        return make(value, naming)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _theme(id: str, naming: FieldNaming) -> str:
    theme = next((each for each in naming.themes if each.id == id), None)
    return theme_name(theme, language()) if theme else id


def _day(day: date | None, _naming: FieldNaming) -> str:
    return short_date(day) if day else ""


def _source(source: Source) -> str:
    day = short_date(source.checked) if source.checked else ""
    return " | ".join(filter(None, (source.rule, day, source.exception)))


_TEXTS: dict[str, Callable[[Any, FieldNaming], str]] = {
    "theme": _theme,
    "audience": lambda value, _naming: ", ".join(_(CALLER_TYPES[CallerType(each)]) for each in value),
    "first_line": lambda value, _naming: _(FIRST_LINES[value]),
    "status": lambda value, _naming: _(STATUSES[value]),
    "national": lambda value, _naming: _("no") if value else _("yes"),
    "only": lambda value, naming: ", ".join(map(naming.region.name_of, value)),
    "review_by": _day,
    "reviewed": _day,
    "sources": lambda value, _naming: "\n".join(map(_source, value)),
    "links": lambda value, _naming: "\n".join(f"{each.text} | {each.url}" for each in value),
}
"""How the fields read that are neither texts nor lists of texts."""
