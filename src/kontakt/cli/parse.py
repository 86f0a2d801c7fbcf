"""Turning what was typed on a command line into the project's words, or one sentence about it."""

from enum import StrEnum
from typing import TypeVar

from kontakt.desk.library import Library
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article
from kontakt.locale import _

Code = TypeVar("Code", bound=StrEnum)


def municipality_number(text: str | None, region: Region) -> str | None:
    """The number of a municipality of the region; None for None. Raises KontaktError."""
    if text is not None and region.municipality(text) is None:
        known = ", ".join(f"{each.number} {each.name}" for each in region.municipalities)
        raise KontaktError(
            _("--municipality {number} is not in the region. It has {known}.").format(number=text, known=known)
        )
    return text


def article_of(id: str | None, library: Library) -> Article | None:
    """The published article with this id; None for None. Raises KontaktError."""
    article = library.article(id)
    if id is not None and article is None:
        raise KontaktError(
            _("--article {id} is not a published article. Find its id with kontakt search TEXT.").format(id=id)
        )
    return article


def code(option: str, text: str, codes: type[Code]) -> Code:
    """One of an enum's codes. Raises KontaktError that names the choices."""
    try:
        return codes(text)
    except ValueError:
        raise KontaktError(
            _("{option} {text} does not exist. Choose one of {choices}.").format(
                option=option, text=text, choices=", ".join(codes)
            )
        ) from None
