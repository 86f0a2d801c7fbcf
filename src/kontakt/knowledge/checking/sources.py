"""What an answer rests on, and whether somebody has looked at it: sources, reviews, local notes."""

import re
from collections.abc import Iterator

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking.context import CheckContext
from kontakt.knowledge.checking.word_presence import plain_words, stands_among
from kontakt.locale import _
from kontakt.locale.formats import short_date

# The short numbers that everybody knows: emergencies, the police, the text telephone, and the services of social
# value that begin with 116 in all of Europe.
_KNOWN_NUMBERS = re.compile(r"\b(?:11[0-3]|1412|02800|116[ \u00a0]?\d{3})\b")

_SHORTEST_SAID = 4
"""In letters: the shorter words of an exception are those of any sentence."""


def figure_without_source(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if article.sources:
        return
    for place, text in _rules(article):
        if figure := _figure(_KNOWN_NUMBERS.sub("", text)):
            sentence = _(
                "“{figure}” stands here, and the article has no source: name the rule it is from, or leave it out."
            )
            yield place, sentence.format(figure=figure)
            return


def undated_source(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for at, source in enumerate(article.sources):
        if source.checked is None:
            sentence = _("“{rule}” has no date: look it up, and add the day.")
            yield ("sources", at), sentence.format(rule=source.rule)


def unsaid_exception(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    body = plain_words(article.answer, *article.steps)
    for at, source in enumerate(article.sources):
        words = {word for word in plain_words(source.exception) if len(word) >= _SHORTEST_SAID}
        if not all(stands_among(word, body) for word in words):
            sentence = _(
                "A reader marked that {rule} excepts “{exception}”, and neither the answer nor a step says so: say it."
            )
            yield ("sources", at), sentence.format(rule=source.rule, exception=source.exception)


def never_reviewed(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if article.reviewed is None:
        yield ("reviewed",), _("Nobody has reviewed this article: read it through, and say that it is checked.")


def review_overdue(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if article.review_by and article.review_by < context.today:
        sentence = _("The review was due on {day}: read the article through, and set a new day.")
        yield ("review_by",), sentence.format(day=short_date(article.review_by))


def no_review_date(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if article.review_by is None:
        yield ("review_by",), _("Nobody will be reminded of this article: add the day to look again.")


def _figure(text: str) -> str:
    """The first figure or section in a text, with the word that follows it; "" where there is none."""
    parts = text.split()
    for at, word in enumerate(parts):
        if "§" in word or any(map(str.isdecimal, word)):
            return " ".join(parts[at : at + 2]).rstrip(".,;:")[:40]
    return ""


def _rules(article: Article) -> Iterator[tuple[Place, str]]:
    """The texts that may hold a rule: the answer and the steps."""
    yield ("answer",), article.answer
    yield ("answer_nn",), article.answer_nn
    yield ("answer_en",), article.answer_en
    for field, steps in (("steps", article.steps), ("steps_nn", article.steps_nn)):
        yield from (((field, at), step) for at, step in enumerate(steps))
