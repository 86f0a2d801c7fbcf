"""Two articles made into one, so that nothing that leads to either of them is lost."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from kontakt.editor.article.form import article_of, form_of
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.similarity import plain
from kontakt.locale import _

T = TypeVar("T")

_LONGEST_KEYWORD = 100


def merged(into: Article, other: Article) -> Article:
    """``into`` with what ``other`` has beside it: its titles and keywords as keywords, its local notes (after
    ``into``'s own, where both have one), the municipalities that were looked at, questions, sources and links, and
    its id and redirects as redirects. No municipality can differ only where that holds of both. The answer, and
    whatever both say otherwise, is ``into``'s; the other's words stay in its history.

    Raises KontaktError for an article and itself, for two of which one was merged into the other before, and for one
    that is read being put into one that is not; InvalidArticle where the two together are too long.
    """
    _refuse(into, other)
    keywords = (*into.keywords, other.title, *other.keywords)
    keywords_nn = (*into.keywords_nn, other.title_nn, *other.keywords_nn)
    keywords_en = (*into.keywords_en, other.title_en, *other.keywords_en)
    local = _joined_notes(into, other)
    both = replace(
        into,
        keywords=_new_labels(keywords, into.keywords, into.title),
        keywords_nn=_new_labels(keywords_nn, into.keywords_nn, into.title_nn),
        keywords_en=_new_labels(keywords_en, into.keywords_en, into.title_en),
        audience=_unless_all(into.audience, other.audience),
        owner=into.owner or other.owner,
        links=tuple(
            each
            for each in _once((*into.links, *other.links), lambda link: link.url)
            if each.article not in {into.id, other.id}
        ),
        sources=_once((*into.sources, *other.sources), lambda source: source.rule.casefold()),
        review_by=min(filter(None, (into.review_by, other.review_by)), default=None),
        redirects=(*into.redirects, other.id, *other.redirects),
        only=tuple(sorted(_unless_all(into.only, other.only))),
        as_shared={
            number: day for number, day in sorted((other.as_shared | into.as_shared).items()) if number not in local
        },
        national=into.national and other.national,
        ask=_once((*into.ask, *other.ask), plain),
        steps=into.steps or other.steps,
        ask_nn=_asked_in_nynorsk(into, other),
        steps_nn=into.steps_nn if into.steps else other.steps_nn,
        local=local,
    )
    return article_of(form_of(both), both)  # what is too long together is refused here, field by field


def _refuse(into: Article, other: Article) -> None:
    if into.id == other.id:
        raise KontaktError(_("An article cannot be merged into itself: choose another one."))
    if other.id in into.redirects or into.id in other.redirects:
        text = _("{one} and {other} have been merged into one another already: nothing was changed.")
        raise KontaktError(text.format(one=into.id, other=other.id))
    if other.status is Status.PUBLISHED and into.status is not Status.PUBLISHED:
        text = _(
            "“{title}” is not published, so agents would lose the other one: publish it first, or merge the other way."
        )
        raise KontaktError(text.format(title=into.title))


def _asked_in_nynorsk(into: Article, other: Article) -> tuple[str, ...]:
    """The questions of both in nynorsk, where either has any; those that are in bokmål alone stay so, as no question
    may be lost."""
    if not (into.ask_nn or other.ask_nn):
        return ()
    return _once((*(into.ask_nn or into.ask), *(other.ask_nn or other.ask)), plain)


def _joined_notes(into: Article, other: Article) -> dict[str, str]:
    joined = dict(other.local)
    for number, note in into.local.items():
        theirs = other.local.get(number, "")
        joined[number] = note if theirs in note else theirs if note in theirs else f"{note}\n\n{theirs}"
    return dict(sorted(joined.items()))


def _new_labels(labels: Iterable[str], own: tuple[str, ...], title: str) -> tuple[str, ...]:
    """The article's own keywords as they are, and of the others those that the search would not know already."""
    known = {plain(title), plain("")} | {plain(each) for each in own}
    new = (each for each in labels if plain(each) not in known and len(each) <= _LONGEST_KEYWORD)
    return own + _once(new, plain)


def _unless_all(own: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Both, where "none" stands for everybody."""
    return _once((*own, *others), str) if own and others else ()


def _once(items: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """The first of the items that are alike by ``key``."""
    first: dict[object, T] = {}
    for item in items:
        first.setdefault(key(item), item)
    return tuple(first.values())
