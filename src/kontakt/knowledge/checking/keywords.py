"""What may be wrong with keywords: too few, no use, or another article's."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking.context import CheckContext
from kontakt.knowledge.similarity import plain
from kontakt.locale import _, ngettext

FEWEST = 5
"""Bokmål keywords under which an article is hard to find. What callers say of one thing is ten to twenty words."""

LONGEST_LETTERS = 60
LONGEST_WORDS = 8

_NAMED = 3


def missing(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if not article.keywords and not article.keywords_nn:
        yield ("keywords",), _("There is no keyword, so only the title leads here: add ten to twenty that callers say.")


def few(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    count = len(article.keywords)
    if count < FEWEST and (count or article.keywords_nn):
        text = ngettext(
            "Only {count} keyword in bokmål: add what else callers say, at least {fewest} in all.",
            "Only {count} keywords in bokmål: add what else callers say, at least {fewest} in all.",
            count,
        )
        yield ("keywords",), text.format(count=count, fewest=FEWEST)


def too_long(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, keyword in _placed(article):
        if len(keyword) > LONGEST_LETTERS or len(keyword.split()) > LONGEST_WORDS:
            text = _("“{keyword}” is longer than anybody types: keep the words that matter.")
            yield place, text.format(keyword=keyword[:LONGEST_LETTERS])


def others_title(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, keyword in _placed(article):
        if _others(article, context.titles.get(plain(keyword), ()), context):
            text = _("“{keyword}” is the title of another article, which the search puts first: remove it here.")
            yield place, text.format(keyword=keyword)


def shared(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, keyword in _placed(article):
        if others := _others(article, context.keywords.get(plain(keyword), ()), context):
            text = _("“{keyword}” is a keyword of {others} too: keep it where callers mean it, or make each say more.")
            yield place, text.format(keyword=keyword, others=others)


def redundant(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    redundant = context.redundant.get(article.id, ())
    for field, placed in groupby(_placed(article), key=lambda each: each[0][0]):
        if stated := [keyword for _place, keyword in placed if keyword in redundant]:
            text = ngettext(
                "The search finds {keywords} without that keyword: remove it, or write another word for the thing.",
                "The search finds {keywords} without those keywords: remove them, or write other words for the thing.",
                len(stated),
            )
            yield (field,), text.format(keywords=", ".join(f"“{keyword}”" for keyword in stated))


def _placed(article: Article) -> Iterator[tuple[Place, str]]:
    """Each keyword, by where it stands first: one that several lists hold is told of once."""
    lists = {
        "keywords": article.keywords,
        "keywords_nn": article.keywords_nn,
        "keywords_en": article.keywords_en,
    }
    seen: set[str] = set()
    for field, keywords in lists.items():
        yield from (((field, at), keyword) for at, keyword in enumerate(keywords) if keyword not in seen)
        seen.update(keywords)


def _others(article: Article, ids: Iterable[str], context: CheckContext) -> str:
    """The other articles of these, some by name; "" where there is none."""
    others = [context.name(id) for id in ids if id != article.id]
    return ", ".join(others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
