"""Turning what was typed on a command line into the project's words, or one sentence about it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.knowledge.article import Article
from kontakt.library.contacts import Contacts, FoundContact
from kontakt.library.library import Library, places_of
from kontakt.locale import _, language
from kontakt.notices.notice import Notice
from kontakt.search import fold
from kontakt.search.places import Gazetteer
from kontakt.search.words import folded_words

_UNKNOWN = ("ukjent", "ukjend", "unknown")

Code = TypeVar("Code", bound=StrEnum)


def municipality_number(text: str | None, region: Region) -> str | None:
    """The number of the municipality with this number or name, as ``@`` reads it at the desk: the beginning of one name
    alone will do, and so will the whole name of a place in one alone. None for None. Raises KontaktError."""
    if text is None:
        return None
    words = folded_words(text.strip().casefold().removesuffix(" kommune"))
    size, fitting = Gazetteer(places_of(region)).after_at(words) if words else (0, ())
    if len(fitting) == 1 and size == len(words):
        return fitting[0]
    if len(fitting) > 1 and size == len(words):
        several = ", ".join(_named(region, number) for number in fitting)
        raise KontaktError(
            _("--municipality {name} fits several: {several}. Write more of the name, or the number.").format(
                name=text, several=several
            )
        )
    known = ", ".join(_named(region, municipality.number) for municipality in region.municipalities)
    raise KontaktError(_("--municipality {name} is not in the region. It has {known}.").format(name=text, known=known))


def is_unknown(text: str | None) -> bool:
    """Whether the word on the command line says that the municipality is unknown."""
    return text is not None and text.strip().casefold() in _UNKNOWN


def municipality_or_unknown(text: str | None, region: Region) -> str | None:
    """As ``municipality_number``; UNKNOWN where the text says so."""
    return UNKNOWN if is_unknown(text) else municipality_number(text, region)


def _named(region: Region, number: str) -> str:
    municipality = region.municipality(number)
    return f"{number} {municipality.name}" if municipality else number


def article_of(id: str | None, library: Library) -> Article | None:
    """The published article with this id; None for None. Raises KontaktError."""
    article = library.article(id)
    if id is not None and article is None:
        raise KontaktError(
            _("--article {id} is not a published article. Find its id with kontakt search TEXT.").format(id=id)
        )
    return article


def unit_of(text: str | None, contacts: Contacts, municipality: str | None) -> FoundContact | None:
    """The unit of this municipality, or of those that several share, with this id or name, or with this key; None for
    None. Raises KontaktError."""
    if text is None:
        return None
    units = contacts.units_in(municipality)
    wanted = fold(text)
    for each in units:
        if text in (each.unit.id, each.unit_key) or wanted in map(
            fold, filter(None, (each.unit.name, each.unit.name_nn))
        ):
            return each
    if not units:
        raise KontaktError(
            _("--unit {name}: the municipality has no units yet. Leave it out, or import a list of contacts.").format(
                name=text
            )
        )
    known = ", ".join(f"{each.unit.id} ({each.unit.name_in(language())})" for each in units)
    raise KontaktError(
        _("--unit {name} is no unit of the municipality. It has {known}.").format(name=text, known=known)
    )


def notice_called(text: str, notices: Iterable[Notice]) -> Notice:
    """The one whose title has these words or their beginnings, or whose id begins so. Raises KontaktError where there
    is none or several fit."""
    wanted = fold(text.strip()).split()
    fitting = [
        each for each in notices if wanted and (str(each.id).startswith(text.strip()) or _has_words(each, wanted))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise KontaktError(_("No notice is called “{text}”: kontakt notice list names them.").format(text=text))
    titles = "; ".join(f"{str(each.id)[:8]} {each.title}" for each in fitting)
    raise KontaktError(
        _("“{text}” fits several: {names}. Write more of the title, or the id.").format(text=text, names=titles)
    )


def _has_words(notice: Notice, wanted: Iterable[str]) -> bool:
    titles = [fold(title).split() for title in (notice.title, notice.title_nn)]
    return any(all(any(own.startswith(word) for own in title) for word in wanted) for title in titles)


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
