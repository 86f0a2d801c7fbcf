"""Checking articles as they are, wherever they come from."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.by_id import LinkTargets
from kontakt.knowledge.checking.context import CheckContext, context_of_all, context_of_one
from kontakt.knowledge.checking.finding import Finding, Severity
from kontakt.knowledge.checking.redundant_keywords import redundant_in, redundant_keywords
from kontakt.knowledge.checking.rules import NEEDLESS, RULES
from kontakt.knowledge.checking.spelling import Spelling
from kontakt.knowledge.files import Track, untracked
from kontakt.search import Index


def check_article(
    article: Article,
    others: Iterable[Article],
    themes: Iterable[Theme],
    today: date,
    index: Index | None = None,
) -> tuple[Finding, ...]:
    """What is to be said of one article among ``others``, in the order of the rules. Without ``themes`` any theme will
    do. ``today`` is the day in Oslo.

    Quick enough for a pause in typing. Keywords that the search finds anyway are looked for only where an ``index``
    is given: one that holds ``entry_without_variants`` of the article, and the others.
    """
    redundant = {article.id: redundant_in(article, index)} if index is not None else {}
    return tuple(_found(article, context_of_one(article, others, themes, today, redundant)))


def check_articles(
    articles: Iterable[Article],
    themes: Iterable[Theme],
    today: date,
    *,
    track: Track = untracked,
    spelling: Spelling | None = None,
    asked: Collection[str] = (),
) -> tuple[Finding, ...]:
    """What is to be said of all of ``articles``, in their order. As check_article, needless keywords
    included: they are what takes long, and is tracked. ``asked`` are the ids of the rules that are looked for; if there
    are none, all but those that are looked for only when they are asked for."""
    articles = tuple(articles)
    redundant = redundant_keywords(articles, track) if not asked or NEEDLESS in asked else {}
    context = context_of_all(articles, themes, today, redundant, spelling)
    return tuple(finding for article in articles for finding in _found(article, context, asked))


def errors_in(article: Article, targets: LinkTargets, today: date) -> tuple[Finding, ...]:
    """The errors alone, which no other article's words have a part in. Quick enough for thousands."""
    context = CheckContext(today, frozenset(), targets.statuses, targets.redirects, {}, {}, {})
    return tuple(each for each in _found(article, context) if each.severity is Severity.ERROR)


def _found(article: Article, context: CheckContext, asked: Collection[str] = ()) -> Iterator[Finding]:
    """An archived article is held only to what it still does."""
    for rule in RULES:
        if rule.id not in asked if asked else rule.only_asked:
            continue
        if rule.look and (rule.of_archived or article.status is not Status.ARCHIVED):
            for place, sentence in rule.look(article, context):
                yield Finding(rule.id, rule.severity, article.id, place, sentence)
