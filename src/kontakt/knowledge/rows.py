"""Between Article and its rows: nothing but the translation."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row

from kontakt.knowledge.article import Article, FirstLine, Link, Source, Status

BOKMAAL = "nb"
NYNORSK = "nn"
ENGLISH = "en"


def article_values(article: Article, revision: int, digest: str) -> dict[str, Any]:
    """The values of an ArticleRow."""
    return {
        "id": article.id,
        "revision": revision,
        "digest": digest,
        "theme": article.theme,
        "title": article.title,
        "title_nn": article.title_nn,
        "title_en": article.title_en,
        "answer": article.answer,
        "answer_nn": article.answer_nn,
        "answer_en": article.answer_en,
        "audience": list(article.audience),
        "first_line": str(article.first_line),
        "owner": article.owner,
        "links": [[link.text, link.url] for link in article.links],
        "sources": [
            [each.rule, each.checked.isoformat() if each.checked else None, *filter(None, (each.exception,))]
            for each in article.sources
        ],
        "reviewed": article.reviewed,
        "review_by": article.review_by,
        "status": str(article.status),
        "redirects": list(article.redirects),
        "only": list(article.only),
        "national": article.national,
        "ask": list(article.ask),
        "steps": list(article.steps),
        "ask_nn": list(article.ask_nn),
        "steps_nn": list(article.steps_nn),
    }


def keyword_values(article: Article) -> Iterable[dict[str, Any]]:
    """The values of its KeywordRows."""
    for language, keywords in (
        (BOKMAAL, article.keywords),
        (NYNORSK, article.keywords_nn),
        (ENGLISH, article.keywords_en),
    ):
        for position, keyword in enumerate(keywords):
            yield {"article": article.id, "language": language, "position": position, "keyword": keyword}


def as_shared_values(article: Article) -> Iterable[dict[str, Any]]:
    """The values of its AsSharedRows."""
    for municipality, day in article.as_shared.items():
        yield {"article": article.id, "municipality": municipality, "day": day}


def article_from(
    row: Row[Any],
    keywords: Mapping[tuple[str, str], tuple[str, ...]],
    local: dict[str, str],
    as_shared: dict[str, date],
) -> Article:
    """The article of a row; ``keywords`` is keyed by article and language."""
    return Article(
        id=row.id,
        theme=row.theme,
        title=row.title,
        answer=row.answer,
        title_nn=row.title_nn,
        answer_nn=row.answer_nn,
        title_en=row.title_en,
        answer_en=row.answer_en,
        keywords=keywords.get((row.id, BOKMAAL), ()),
        keywords_nn=keywords.get((row.id, NYNORSK), ()),
        keywords_en=keywords.get((row.id, ENGLISH), ()),
        audience=tuple(row.audience),
        first_line=FirstLine(row.first_line),
        owner=row.owner,
        links=tuple(Link(text, url) for text, url in row.links),
        sources=tuple(
            Source(rule, date.fromisoformat(day) if day else None, *exception) for rule, day, *exception in row.sources
        ),
        reviewed=row.reviewed,
        review_by=row.review_by,
        status=Status(row.status),
        redirects=tuple(row.redirects),
        only=tuple(row.only),
        as_shared=as_shared,
        national=row.national,
        ask=tuple(row.ask),
        steps=tuple(row.steps),
        ask_nn=tuple(row.ask_nn),
        steps_nn=tuple(row.steps_nn),
        local=local,
    )
