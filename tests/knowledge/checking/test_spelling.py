"""Words that are looked up, and those that need not be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kontakt.knowledge.article import Article
from kontakt.knowledge.checking import Spelling, check_articles
from kontakt.knowledge.checking.spelling import Dictionary

WORDS = "kommunen brøyter veien når det snør snø måking tid skuff brøyting av vei hus"


class FewWords:
    """A dictionary of a few words; it knows what is meant by one slip."""

    def __init__(self, words: str) -> None:
        self._words = frozenset(words.split())

    def knows(self, word: str) -> bool:
        return word in self._words

    def suggestions(self, word: str) -> tuple[str, ...]:
        return ("brøyter", "brøyte", "brød") if word == "brøyyter" else ()


@pytest.fixture
def written() -> Callable[..., Article]:
    def written(answer: str, id: str = "a", **values: object) -> Article:
        article = Article(id=id, theme="t", title="Brøyting av vei", answer=answer, keywords=("plogbil",))
        return replace(article, **values)  # type: ignore[arg-type]

    return written


def said(*articles: Article, nynorsk: Dictionary | None = None) -> list[tuple[str, str]]:
    """The article and the sentence of each word that is not known."""
    spelling = Spelling(FewWords(WORDS), nynorsk or FewWords(""), frozenset({"Rjukan"}))
    found = check_articles(articles, (), date(2026, 11, 20), spelling=spelling)
    return [(each.article, each.sentence) for each in found if each.rule == "spelling"]


def test_a_slip_is_told_once_with_what_may_be_meant(written: Callable[..., Article]) -> None:
    assert said(written("Kommunen brøyyter veien. Kommunen brøyyter.")) == [
        ("a", "“brøyyter” is in no dictionary, and in no other article: is “brøyter” or “brøyte” meant?")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen brøyter veien når det snør.",
        "Brøytingsveien og snøskuff.",
        "Kommunen brøyter Wonderland. Rjukan!",
        "Det snør: vegvesen.no, 110, NVE, post@xyz.no.",
        "Plogbil",
    ],
    ids=["known", "put together", "names", "addresses and abbreviations", "keyword"],
)
def test_what_is_right_is_not_told(written: Callable[..., Article], text: str) -> None:
    assert said(written(text, title="Vei")) == []


def test_a_word_of_another_article_is_known_but_not_one_of_its_own(written: Callable[..., Article]) -> None:
    one, other = written("Uframkommelig.", "a"), written("Kommunen brøyter.", "b")
    assert [id for id, _sentence in said(one, other)] == ["a"]
    assert said(one, replace(other, answer="Uframkommelig.")) == []


def test_each_language_form_has_its_own_words(written: Callable[..., Article]) -> None:
    article = written("Kommunen brøyter.", answer_nn="Kommunen moker.")
    assert [sentence.split("”")[0] for _id, sentence in said(article, nynorsk=FewWords("kommunen"))] == ["“moker"]


def test_without_dictionaries_no_word_is_looked_up(written: Callable[..., Article]) -> None:
    found = check_articles([written("Brøyyter.")], (), date(2026, 11, 20))
    assert "spelling" not in {each.rule for each in found}
