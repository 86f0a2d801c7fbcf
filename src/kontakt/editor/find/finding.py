"""Where a text stands in the articles, and what they are when another is put in its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from kontakt.editor.article.form import article_of, form_of
from kontakt.editor.find.query import TextQuery
from kontakt.editor.find.texts import article_texts, with_texts
from kontakt.knowledge.article import Article


@dataclass(frozen=True, slots=True)
class FoundText:
    """``field`` is named as in Article, a local note "local.4026"; ``spans`` say where in ``text`` it stands."""

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article in which the text stands, with the texts that have it."""

    article: Article
    texts: tuple[FoundText, ...]

    @property
    def places(self) -> int:
        """How often it stands there."""
        return sum(len(each.spans) for each in self.texts)


def find(articles: Iterable[Article], query: TextQuery) -> tuple[FoundArticle, ...]:
    """The articles that have the text, those that have it most often first."""
    found = (FoundArticle(article, tuple(_texts(article, query))) for article in articles)
    return tuple(sorted((each for each in found if each.texts), key=lambda each: (-each.places, each.article.id)))


def _texts(article: Article, query: TextQuery) -> Iterable[FoundText]:
    for field, text in article_texts(article):
        if spans := query.spans(text):
            yield FoundText(field, text, spans)


@dataclass(frozen=True, slots=True)
class Replacement:
    """``by`` is put in the place of what the ``query`` finds; "" takes it out."""

    query: TextQuery
    by: str

    def article(self, before: Article) -> Article:
        """The article after it. Raises InvalidArticle where it would not be one any more."""
        after = with_texts(before, lambda text: self.query.replaced(text, self.by))
        return before if after == before else article_of(form_of(after), after)
