"""Keywords that promise what the article does not speak of: none of their words stands in it, in whatever form.

Many of them are right: what callers call a thing need not be what the answer calls it. So this is a list to read, for
whoever asks.
"""

from collections.abc import Iterator

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking.context import CheckContext
from kontakt.knowledge.checking.word_presence import plain_words, stands_among
from kontakt.locale import _

_SHORTEST_WORD = 3


def unanswered(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    norwegian = plain_words(
        *(article.titles[:2]),
        article.answer,
        article.answer_nn,
        *article.ask,
        *article.ask_nn,
        *article.steps,
        *article.steps_nn,
        *(link.text for link in article.links),
        *article.local.values(),
    )
    lists = {"keywords": (article.keywords, norwegian), "keywords_nn": (article.keywords_nn, norwegian)}
    if article.answer_en:
        lists["keywords_en"] = (article.keywords_en, norwegian | plain_words(article.title_en, article.answer_en))
    for field, (keywords, body) in lists.items():
        for at, keyword in enumerate(keywords):
            words = {word for word in plain_words(keyword) if len(word) >= _SHORTEST_WORD}
            if words and not any(stands_among(word, body) for word in words):
                text = _("No word of “{keyword}” stands in the article: does it answer who says that?")
                yield (field, at), text.format(keyword=keyword)
