"""The paragraphs of laws and regulations that articles rest on, and which articles rest on the same one: what is read
together, so that two articles do not say two things about one rule."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kontakt.knowledge.article import Article, Status

_LAW = re.compile(r"\((?P<id>(?:lov|forskrift) [0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]+)?)\)")
_NUMBER = r"[0-9]+(?:-[0-9]+)*(?:\s?[a-z]\b)?"
_NAMED = re.compile(rf"§§?\s*(?P<numbers>{_NUMBER}(?:(?:,| og| til|,? og §§?)\s*{_NUMBER})*)")
_PART = re.compile(rf"(?P<til>til\s+)?(?P<number>{_NUMBER})")
_FIGURE = re.compile(r"\b[0-9][0-9  .,]*\s?(?:[^\W\d_]+|%)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``law`` is the official id of the law or regulation ("lov 2008-06-27-71"), ``name`` what it is called, ``number``
    that of its paragraph ("20-5", "27 a")."""

    law: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class SharedParagraph:
    """A paragraph, and the published articles, at least two, that rest on it, in the order of their titles."""

    paragraph: Paragraph
    articles: tuple[Article, ...]


def paragraphs_of(rule: str) -> Iterator[Paragraph]:
    """The paragraphs in the name of a rule: ``plan- og bygningsloven (lov 2008-06-27-71) §§ 20-5, 29-1 til 29-4``. None
    of a rule without the official id of its law."""
    laws = list(_LAW.finditer(rule))
    for at, law in enumerate(laws):
        end = laws[at + 1].start() if at + 1 < len(laws) else len(rule)
        name = re.split(r"[,;] | og (?=§)", rule[: law.start()])[-1].strip() if at else rule[: law.start()].strip()
        numbers = (number for named in _NAMED.finditer(rule, law.end(), end) for number in _numbers(named["numbers"]))
        yield from (Paragraph(law["id"], name, number) for number in dict.fromkeys(numbers))


def _numbers(text: str) -> Iterator[str]:
    before = ""
    for part in _PART.finditer(text):
        number = " ".join(part["number"].split())
        yield from _between(before, number) if part["til"] else ()
        yield number
        before = number


def _between(first: str, last: str) -> Iterator[str]:
    """The paragraphs between two of a chapter; none where they are not of one."""
    chapter, dash, begin = first.rpartition("-")
    other, _dash, end = last.rpartition("-")
    if chapter == other and begin.isdecimal() and end.isdecimal():
        yield from (f"{chapter}{dash}{number}" for number in range(int(begin) + 1, int(end)))


def shared_paragraphs(articles: Iterable[Article], text: str = "") -> tuple[SharedParagraph, ...]:
    """The paragraphs that at least two published articles rest on, those with the most articles first. With a ``text``,
    of laws whose name or id holds it alone."""
    found: dict[tuple[str, str], dict[str, Article]] = {}
    named: dict[tuple[str, str], Paragraph] = {}
    for article in articles:
        if article.status is Status.PUBLISHED:
            for paragraph in (each for source in article.sources for each in paragraphs_of(source.rule)):
                key = (paragraph.law, paragraph.number)
                named.setdefault(key, paragraph)
                found.setdefault(key, {})[article.id] = article
    shared = (
        SharedParagraph(named[key], tuple(sorted(those.values(), key=lambda each: each.title)))
        for key, those in found.items()
        if len(those) > 1 and text.casefold() in f"{named[key].name} {key[0]}".casefold()
    )
    return tuple(sorted(shared, key=lambda each: (-len(each.articles), each.paragraph.name, _order(each.paragraph))))


def _order(paragraph: Paragraph) -> list[int]:
    return [int(number) for number in re.findall("[0-9]+", paragraph.number)]


def figures_in(article: Article) -> tuple[str, ...]:
    """The numbers in digits of its answer and steps, each once, with the word that follows it: ``50 kvadratmeter``."""
    texts = " \n".join((article.answer, *article.steps))
    return tuple(dict.fromkeys(" ".join(match[0].split()) for match in _FIGURE.finditer(texts)))
