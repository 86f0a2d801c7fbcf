"""Words that no dictionary has, nor any other article: slips of the pen, in the texts that are read to callers.

What the knowledge base itself says is known: the words of other articles, of every keyword, and the names of the
region. So is a word that is put together of two known ones, as Norwegian puts together new ones every day, and a name
within a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.locale import _

_SHORTEST = 3
"""In letters: what is shorter is seldom a word of its own."""
_SHORTEST_LAST = 4
"""In letters: the last part of a word that is put together. Endings are shorter."""
_LONGEST_TO_SUGGEST = 12
"""In letters: of a longer word the dictionary thinks for seconds."""
_SUGGESTED = 2

_AROUND = "«»“”\"'’.,:;!?()[]–—…"
_IN_NO_WORD = frozenset("./@_&=+0123456789")
_ENDS_A_SENTENCE = (".", "!", "?", ":")


class Dictionary(Protocol):
    """The words of one language form."""

    def knows(self, word: str) -> bool: ...

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may be meant, the likeliest first. Takes up to a second."""
        ...


@dataclass(frozen=True, slots=True)
class Spelling:
    """The dictionaries, and the names that no dictionary has."""

    bokmaal: Dictionary
    nynorsk: Dictionary
    names: frozenset[str] = frozenset()

    def among(self, articles: Iterable[Article]) -> "SpellingCheck":
        """The check of articles that stand among these."""
        return SpellingCheck(self, _holders(articles), frozenset(each.casefold() for each in self.names))


@dataclass(frozen=True, slots=True)
class SpellingCheck:
    """``holders`` maps each word of the articles to the one that has it, "" where several do or where it is a
    keyword."""

    spelling: Spelling
    holders: Mapping[str, str]
    names: frozenset[str]

    def sentences(self, article: Article) -> Iterator[tuple[Place, str]]:
        """A sentence on each word that is not known, once, with the place where it stands first."""
        told: set[str] = set()
        for place, text, dictionary in self._texts(article):
            for word in _words(text):
                if word not in told and not self._known(word, article.id, dictionary):
                    told.add(word)
                    yield place, _sentence(word, dictionary)

    def _texts(self, article: Article) -> Iterator[tuple[Place, str, Dictionary]]:
        forms = (("", self.spelling.bokmaal), ("_nn", self.spelling.nynorsk))
        for form, dictionary in forms:
            for field in (f"title{form}", f"answer{form}"):
                yield (field,), getattr(article, field), dictionary
            for field in (f"ask{form}", f"steps{form}"):
                yield from (((field, at), item, dictionary) for at, item in enumerate(getattr(article, field)))

    def _known(self, word: str, article: str, dictionary: Dictionary) -> bool:
        plain = word.casefold()
        if self.holders.get(plain, article) != article or plain in self.names:
            return True
        return _has(dictionary, word) or _put_together(plain, dictionary)


def _has(dictionary: Dictionary, word: str) -> bool:
    return dictionary.knows(word) or dictionary.knows(word.casefold()) or dictionary.knows(word.capitalize())


def _put_together(word: str, dictionary: Dictionary) -> bool:
    """Whether a word is two known ones, with an s between them or without."""
    for at in range(_SHORTEST, len(word) - _SHORTEST_LAST + 1):
        first, last = word[:at], word[at:]
        if _has(dictionary, last) and (
            _has(dictionary, first) or (first.endswith("s") and at > _SHORTEST and _has(dictionary, first[:-1]))
        ):
            return True
    return False


def _words(text: str) -> Iterator[str]:
    """The words of a text that can be looked up: no addresses, numbers and abbreviations, and no names within a
    sentence."""
    begins = True
    for chunk in text.split():
        word = chunk.strip(_AROUND)
        for part in word.split("-") if not _IN_NO_WORD & set(word) else ():
            if len(part) >= _SHORTEST and (part.islower() or (begins and part[1:].islower())):
                yield part
        begins = chunk.endswith(_ENDS_A_SENTENCE)


def _holders(articles: Iterable[Article]) -> dict[str, str]:
    holders: dict[str, str] = {}
    for article in articles:
        texts = (article.title, article.answer, *article.ask, *article.steps)
        texts_nn = (article.title_nn, article.answer_nn, *article.ask_nn, *article.steps_nn)
        for word in {each.casefold() for text in (*texts, *texts_nn) for each in _words(text)}:
            holders[word] = article.id if holders.get(word, article.id) == article.id else ""
        holders |= {part.casefold(): "" for keyword in article.all_keywords for part in keyword.split()}
    return holders


def _sentence(word: str, dictionary: Dictionary) -> str:
    meant = dictionary.suggestions(word)[:_SUGGESTED] if len(word) <= _LONGEST_TO_SUGGEST else ()
    if not meant:
        return _("“{word}” is in no dictionary, and in no other article: is it spelt right?").format(word=word)
    text = _("“{word}” is in no dictionary, and in no other article: is {meant} meant?")
    return text.format(word=word, meant=_(" or ").join(_("“{text}”").format(text=each) for each in meant))
