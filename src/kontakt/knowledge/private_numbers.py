"""Numbers of people that slipped into an article: what is saved here is read by every agent, and published by some.

Phone numbers and e-mail addresses are left alone: those of an office belong into an answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from kontakt.errors import KontaktError
from kontakt.files.validation import Place
from kontakt.knowledge.article import Article, Link, Source
from kontakt.knowledge.field_names import FIELD_NAMES
from kontakt.locale import _
from kontakt.privacy import holds_private_number


def private_numbers(article: Article) -> Iterator[tuple[Place, str]]:
    """Each place in an article's texts that holds an identity number, a bank account or a card, and what to do. The
    number is not repeated."""
    for field in fields(article):
        for place, text in _texts(getattr(article, field.name), (field.name,)):
            if holds_private_number(text):
                yield place, _("An identity number, a bank account or a card stands here: take it out.")


def refuse_private_numbers(articles: Iterable[Article]) -> None:
    """Raise KontaktError, naming the article and the field, for the first number that may not be stored."""
    for article in articles:
        for place, _sentence in private_numbers(article):
            text = _(
                "{article}, {field}: an identity number, a bank account or a card stands there: "
                "take it out. Nothing was saved."
            )
            raise KontaktError(text.format(article=article.id, field=_(FIELD_NAMES.get(str(place[0]), "id"))))


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    """Every text in the value of a field, with its place; addresses of pages are no text."""
    match value:
        case str():
            yield place, value
        case Link():
            yield place, value.text
        case Source():
            yield place, value.rule
            yield place, value.exception
        case tuple():
            for at, item in enumerate(value):
                yield from _texts(item, (*place, at))
        case Mapping():
            for key, item in value.items():
                yield from _texts(item, (*place, key))
