"""What contradicts that an article cannot differ from one municipality to another."""

from collections.abc import Iterator

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking.context import CheckContext
from kontakt.knowledge.local_note import refers_to_local_note
from kontakt.locale import _


def contradicted(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    """Where an article with ``national: true`` says that it can differ, or is looked at as if it could."""
    if not article.national:
        return
    for place, text in _texts(article):
        if refers_to_local_note(text):
            yield place, _("This points to the local note, and the article cannot differ: leave one of the two out.")
    for number in article.local:
        sentence = _("There is a note for {number}, and the article cannot differ: leave one of the two out.")
        yield ("local", number), sentence.format(number=number)
    for number in article.as_shared:
        sentence = _("{number} is looked at, and the article cannot differ: leave one of the two out.")
        yield ("as_shared", number), sentence.format(number=number)
    if article.only:
        yield (
            ("national",),
            _(
                "It exists for some municipalities alone, so it does differ: let it exist everywhere, or say that it can differ."
            ),
        )


def _texts(article: Article) -> Iterator[tuple[Place, str]]:
    yield ("answer",), article.answer
    yield ("answer_nn",), article.answer_nn
    yield ("answer_en",), article.answer_en
    lists = {
        "ask": article.ask,
        "steps": article.steps,
        "ask_nn": article.ask_nn,
        "steps_nn": article.steps_nn,
    }
    for field, items in lists.items():
        yield from (((field, at), item) for at, item in enumerate(items))
