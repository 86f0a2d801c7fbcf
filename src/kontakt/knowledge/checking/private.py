"""Whether numbers of people stand in an article."""

from collections.abc import Iterator

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking.context import CheckContext
from kontakt.knowledge.private_numbers import private_numbers


def numbers(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    yield from private_numbers(article)
