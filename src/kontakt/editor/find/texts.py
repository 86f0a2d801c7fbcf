"""The texts of an article that can be searched, and replaced, letter by letter: all that is written by hand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kontakt.knowledge.article import Article

_LINES = ("title", "title_nn", "title_en", "answer", "answer_nn", "answer_en", "owner")
_LISTS = ("ask", "ask_nn", "steps", "steps_nn", "keywords", "keywords_nn", "keywords_en")


def article_texts(article: Article) -> Iterator[tuple[str, str]]:
    """Each text with the name of its field as in Article, of a local note "local.4026". A list, a source or a link is a
    text for each item, or part of it."""
    for name in _LINES:
        yield name, getattr(article, name)
    for name in _LISTS:
        yield from ((name, item) for item in getattr(article, name))
    for source in article.sources:
        yield "sources", source.rule
        yield "sources", source.exception
    for link in article.links:
        yield "links", link.text
        yield "links", link.url
    yield from ((f"local.{number}", note) for number, note in article.local.items())


def with_texts(article: Article, change: Callable[[str], str]) -> Article:
    """The article with each of its texts changed. A keyword that two have become stands there once."""
    values: dict[str, Any] = {name: change(getattr(article, name)) for name in _LINES}
    values |= {name: tuple(dict.fromkeys(filter(None, map(change, getattr(article, name))))) for name in _LISTS}
    return replace(
        article,
        **values,
        sources=tuple(
            replace(source, rule=change(source.rule), exception=change(source.exception)) for source in article.sources
        ),
        links=tuple(replace(link, text=change(link.text), url=change(link.url)) for link in article.links),
        local={number: changed for number, note in article.local.items() if (changed := change(note))},
    )
