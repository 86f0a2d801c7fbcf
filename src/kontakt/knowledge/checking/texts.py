"""What may be wrong with the texts that are read aloud: too long, too hard, half in another language form."""

import re
from collections.abc import Iterator
from math import ceil

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking.context import CheckContext
from kontakt.knowledge.checking.readability import lix, seconds_aloud, sentences, words
from kontakt.knowledge.similarity import plain
from kontakt.locale import _
from kontakt.locale.formats import number, percent

LONG, TOO_LONG = 25, 40
"""Seconds. A caller who waits for the end of an answer asks again what its beginning was."""

LONG_SENTENCE = 30
"""Words: twelve seconds in one breath."""

HARD, TOO_HARD = 45.0, 60.0
"""LIX. Newspapers are at 40–50; an answer is heard once, so it should not be harder. The names of schemes are long
words, which short answers cannot do without: hence not lower. Above 60 Björnsson calls a text very hard."""

ENOUGH_FOR_LIX = 10
"""Words. In a shorter answer one long word would decide."""

ENOUGH_TO_DIFFER = 12
"""Words. A shorter answer may well be the same in both language forms."""

NAMED = 3
"""How many of the answers that are alike are told of: the most alike."""

_ADVICE = ("Spør ikke", "Ikkje spør", "Spør ikkje")
"""How a line among the questions begins that says what must not be asked."""

_FORMULA = re.compile(r"[=+\-@]")


def long_answer(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, text in _answers(article):
        if LONG < seconds_aloud(text) <= TOO_LONG:
            yield place, _long(text)


def too_long_answer(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, text in _answers(article):
        if seconds_aloud(text) > TOO_LONG:
            yield place, _long(text)


def _long(text: str) -> str:
    sentence = _(
        "The answer takes {seconds} seconds to read aloud: shorten it to {most}, and move the rest to the steps."
    )
    return sentence.format(seconds=number(ceil(seconds_aloud(text))), most=LONG)


def long_sentence(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, text in _answers(article):
        for written in sentences(text):
            if (count := len(words(written))) > LONG_SENTENCE:
                sentence = _("The sentence “{beginning} …” has {count} words: make it two.")
                yield place, sentence.format(beginning=" ".join(written.split()[:4]), count=number(count))


def hard(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, text in _answers(article):
        if HARD < _lix(text) <= TOO_HARD:
            yield place, _hard(text)


def too_hard(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, text in _answers(article):
        if _lix(text) > TOO_HARD:
            yield place, _hard(text)


def _lix(text: str) -> float:
    return lix(text) if len(words(text)) >= ENOUGH_FOR_LIX else 0.0


def _hard(text: str) -> str:
    sentence = _("The answer has a LIX of {lix}, hard to take in by ear: write shorter sentences and words.")
    return sentence.format(lix=number(ceil(lix(text))))


def nynorsk_missing(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if not article.title_nn:
        yield ("title_nn",), _("The title has no nynorsk form: write one.")
    if not article.answer_nn:
        yield ("answer_nn",), _("The answer has no nynorsk form: write one.")


def english_half(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if article.answer_en and not article.title_en:
        yield ("title_en",), _("There is an English answer and no English title: write one.")
    if article.title_en and not article.answer_en:
        yield ("answer_en",), _("There is an English title and no English answer: write one, or remove the title.")


def english_copied(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    norwegian = map(plain, (article.answer, article.answer_nn))
    if len(words(article.answer_en)) >= ENOUGH_TO_DIFFER and plain(article.answer_en) in norwegian:
        yield ("answer_en",), _("The English answer is a Norwegian one, word for word: translate it.")


def nynorsk_copied(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if len(words(article.answer)) >= ENOUGH_TO_DIFFER and plain(article.answer) == plain(article.answer_nn):
        yield ("answer_nn",), _("The nynorsk answer is the bokmål one, word for word: translate it.")


def nynorsk_uneven(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    lists = {"ask_nn": (article.ask, article.ask_nn), "steps_nn": (article.steps, article.steps_nn)}
    for field, (bokmaal, nynorsk) in lists.items():
        if nynorsk and len(nynorsk) != len(bokmaal):
            sentence = _("{count} in nynorsk, and {other} in bokmål: write as many, in the same order.")
            yield (field,), sentence.format(count=number(len(nynorsk)), other=number(len(bokmaal)))


def no_question(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for field, asked in (("ask", article.ask), ("ask_nn", article.ask_nn)):
        for at, text in enumerate(asked):
            if "?" not in text and not text.startswith(_ADVICE):
                yield (field, at), _("“{text}” cannot be asked aloud: write it as a question.").format(text=text[:60])


def formula(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    texts: list[tuple[Place, str]] = [
        (("title",), article.title),
        (("title_nn",), article.title_nn),
        (("title_en",), article.title_en),
    ]
    lists = {
        "keywords": article.keywords,
        "keywords_nn": article.keywords_nn,
        "keywords_en": article.keywords_en,
    }
    for field, keywords in lists.items():
        texts += [((field, at), keyword) for at, keyword in enumerate(keywords)]
    for place, text in texts:
        if _FORMULA.match(text):
            sentence = _("“{text}” begins like a formula in a spreadsheet: begin it with a letter or a digit.")
            yield place, sentence.format(text=text[:60])


def misspelt(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if context.spelling is not None:
        yield from context.spelling.sentences(article)


def like_answer(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for other, share in context.alike.get(article.id, ())[:NAMED]:
        sentence = _("{share} of the words of the answer stand in {other} too: merge the two, or say what differs.")
        yield ("answer",), sentence.format(share=percent(share, 0), other=context.name(other))


def unknown_theme(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if context.themes and article.theme not in context.themes:
        sentence = _("“{theme}” is not in the list of themes: add it there, or move the article to one that is.")
        yield ("theme",), sentence.format(theme=article.theme)


def _answers(article: Article) -> Iterator[tuple[Place, str]]:
    yield ("answer",), article.answer
    if article.answer_nn:
        yield ("answer_nn",), article.answer_nn
    if article.answer_en:
        yield ("answer_en",), article.answer_en
