"""Article files and ``themes.yaml``, from text to checked data."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from kontakt.files.strict_yaml import YamlDocument, at_line, load_mapping
from kontakt.files.validation import Place, Problems
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.article_input import InvalidArticle, make_article, make_theme
from kontakt.knowledge.files.body import Body, read_body
from kontakt.locale import _

KEYS = (
    "title",
    "title_nn",
    "title_en",
    "keywords",
    "keywords_nn",
    "keywords_en",
    "audience",
    "first_line",
    "owner",
    "links",
    "sources",
    "reviewed",
    "review_by",
    "status",
    "redirects",
    "only",
    "as_shared",
    "national",
)


def read_article(text: str, path: PurePath, municipalities: Mapping[str, str] | None = None) -> Article:
    """The article in a file. ``path`` is relative to the knowledge folder (``articles/avfall/boss.md``): its
    last folder is the theme, its name the id. ``municipalities`` maps the numbers of the region to their
    names; without it, any number is taken.

    Raises Problems with everything that is wrong, or KontaktError where it could not be read at all.
    """
    return read_whole(text, path, municipalities).article


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """An article with what its file says beside it: the lines that things stand on, and the names that follow
    the municipality numbers in its headings."""

    article: Article
    document: YamlDocument
    names: Mapping[str, str]


def read_whole(text: str, path: PurePath, municipalities: Mapping[str, str] | None) -> WholeArticle:
    """As read_article."""
    file = path.as_posix()
    front, body = _parse(text.replace("\r\n", "\n"), file)
    problems = [(front.line((key,)), _unknown_key(key, KEYS)) for key in front.values if key not in KEYS]
    problems += body.problems
    # A key without a value is one that somebody has not filled in yet.
    values = {key: value for key, value in front.values.items() if key in KEYS and value is not None}
    values |= body.values | {"id": path.stem, "theme": path.parent.name}
    document = YamlDocument(file, values, {**front.lines, **body.lines, ("id",): 1, ("theme",): 1})
    article = None
    try:
        article = make_article(values)
        problems += [(document.line(place), sentence) for place, sentence in _misplaced(values, body, municipalities)]
    except InvalidArticle as invalid:
        problems += [
            (document.line(place), sentence) for place, sentence in zip(invalid.places, invalid.problems, strict=True)
        ]
    if problems or article is None:
        raise Problems(at_line(file, line, sentence) for line, sentence in sorted(problems))
    return WholeArticle(article, document, body.names)


def _parse(text: str, file: str) -> tuple[YamlDocument, Body]:
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if marks[:1] != [0]:
        raise Problems([at_line(file, 1, _("an article begins with a line --- and its keys: add it."))])
    if len(marks) < 2:
        raise Problems([at_line(file, len(lines), _("the keys must end with a line ---: add it above the answer."))])
    end = marks[1]
    document = load_mapping("\n".join(lines[1:end]), file, first_line=2)
    return document, read_body(lines[end + 1 :], first_line=end + 2)


def _unknown_key(key: str, known: tuple[str, ...]) -> str:
    return _("“{key}” is not a key that is known here: use {keys}.").format(key=key[:60], keys=", ".join(known))


def _misplaced(
    values: Mapping[str, Any], body: Body, municipalities: Mapping[str, str] | None
) -> list[tuple[Place, str]]:
    """Numbers that no municipality of the region has, and headings whose name is another municipality's."""
    if municipalities is None:
        return []
    places: list[tuple[Place, str]] = [(("only", at), number) for at, number in enumerate(values.get("only", ()))]
    places += [((key, number), number) for key in ("as_shared", "local") for number in values.get(key, ())]
    unknown = _("“{number}” is not a municipality of this region: use one of {numbers}.")
    problems = [
        (place, unknown.format(number=number, numbers=", ".join(municipalities)))
        for place, number in places
        if number not in municipalities
    ]
    other = _("{number} is {name}, not {written}: correct the number or the name.")
    problems += [
        (("local", number), other.format(number=number, name=municipalities[number], written=written[:60]))
        for number, written in body.names.items()
        if written and number in municipalities and written.casefold() != municipalities[number].casefold()
    ]
    return problems


def read_themes(text: str, file: str) -> tuple[tuple[Theme, ...], str]:
    """The themes in ``themes.yaml``, in their order, and the comment above them. Raises KontaktError."""
    document = load_mapping(text, file)
    problems: list[tuple[int, str]] = [
        (document.line((key,)), _unknown_key(key, ("themes",))) for key in document.values if key != "themes"
    ]
    items = document.values.get("themes")
    if not isinstance(items, list):
        raise Problems([at_line(file, 1, _("expected is a list under the key “themes”."))])
    themes: dict[str, Theme] = {}
    for at, values in enumerate(items):
        theme = _read_theme(document, at, values, problems)
        if theme and theme.id in themes:
            problems.append(
                (
                    document.line(("themes", at)),
                    _("the theme “{id}” stands twice: keep one.").format(id=theme.id),
                )
            )
        elif theme:
            themes[theme.id] = theme
    if problems:
        raise Problems(at_line(file, line, sentence) for line, sentence in sorted(problems))
    return tuple(themes.values()), document.comment


def _read_theme(document: YamlDocument, at: int, values: Any, problems: list[tuple[int, str]]) -> Theme | None:
    if not isinstance(values, dict):
        problems.append(
            (
                document.line(("themes", at)),
                _("a theme is written as {shape}.").format(shape="{id: …, name: …}"),
            )
        )
        return None
    filled_in = {key: value for key, value in values.items() if value is not None}
    try:
        return make_theme(filled_in)
    except InvalidArticle as invalid:
        places = (("themes", at, *place) for place in invalid.places)
        problems += [(document.line(place), text) for place, text in zip(places, invalid.problems, strict=True)]
        return None
