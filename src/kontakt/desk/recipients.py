"""Whom a caller can be put through to: those who answer for the article first, then all others of the municipality."""

from kontakt.knowledge.article import Article
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library

_MOST = 30


def has_recipients(library: Library, article: Article | None, municipality: str | None) -> bool:
    """Whether the municipality with this number has anybody of its own, or somebody answers there for the article."""
    own = any(each.municipality for each in library.contacts.units_in(municipality))
    return own or bool(_tried(library, article, municipality))


def recipients(
    library: Library, article: Article | None, municipality: str | None, words: str = ""
) -> tuple[FoundContact, ...]:
    """Without words: whom to try for the article, one after the other, then the other units of the municipality with
    this number and those that several share. With words: the units and contacts that they find there."""
    if words.strip():
        return library.contacts.find(words, municipality, _MOST)
    tried = _tried(library, article, municipality)
    return (*tried, *(each for each in library.contacts.units_in(municipality) if each not in tried))


def _tried(library: Library, article: Article | None, municipality: str | None) -> tuple[FoundContact, ...]:
    return library.contacts.tried_for(article, municipality) if article and municipality else ()
