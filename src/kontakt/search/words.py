"""Letters and words: folding, splitting a text into words, and the stem of a Norwegian word."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_PLAIN_WORD = re.compile("[a-z0-9]+")
_DIGRAPH = re.compile("aa|ae|oe")
_DIGRAPHS = {"aa": "a", "ae": "e", "oe": "o"}
_LETTERS = str.maketrans({"æ": "e", "ä": "e", "ø": "o", "ö": "o", "å": "a", "đ": "d", "ł": "l"})

# The endings of nouns, adjectives and verbs in both language forms, by their last letter, longest first.
_ENDINGS = {
    "e": ("erne", "arne", "ene", "ane", "e"),
    "s": ("enes", "anes", "ens", "ets", "ers", "ars", "es", "as"),
    "n": ("en",),
    "t": ("et",),
    "r": ("er", "ar"),
    "a": ("a",),
}
_SHORTEST_TRUNK, _SHORTEST_ROOT = 3, 4
_SHORTEST_WITH_S = 6
_GENITIVE = re.compile("(?:[bdfgkmnpt]|ll)s$")
_ALIKE_AT_THE_END = re.compile(r"(?<=[a-z]{3})(?:els|ning|nad)$|([^aeiouy])\1?el$|([mtdkg])(?<!mm|tt|dd|kk|gg)r$")
_VERBAL_NOUN = re.compile("n?ing$|els$")
_VERB_IN_ERE = re.compile("(.{3,}er)(?:e|er|te|t|a|ar)$")
_DOUBLED = re.compile(r"([^\d])\1+")


class Token(NamedTuple):
    """A word of a text: its folded letters and where it stands in the text, half-open."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text with case, accents and the spelling of æ, ø and å taken away.

    ``Søke``, ``soeke`` and ``soke`` become one string, as do ``nær`` and ``naer``. The digraphs are read
    before å becomes a, so that ``blåaktig`` keeps both its letters.
    """
    text = text.casefold()
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "aa" in text or "ae" in text or "oe" in text:
        text = _DIGRAPH.sub(_single, text)
    if not text.isascii():
        text = text.translate(_LETTERS)
        if not text.isascii():
            spread = unicodedata.normalize("NFKD", text)
            text = "".join(char for char in spread if not unicodedata.combining(char)).casefold()
    return text


def _single(digraph: re.Match[str]) -> str:
    return _DIGRAPHS[digraph[0]]


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    folded = fold(text)
    return _PLAIN_WORD.findall(folded) if folded.isascii() else _WORD.findall(folded)


def folded_words_of(texts: Sequence[str]) -> list[list[str]]:
    """The folded words of each of many texts: one folding for all, where no line break stands in them."""
    lines = fold("\n".join(texts)).split("\n")
    if len(lines) != len(texts):
        return [folded_words(text) for text in texts]
    return [_PLAIN_WORD.findall(line) if line.isascii() else _WORD.findall(line) for line in lines]


def tokens(text: str) -> list[Token]:
    """The words of a text with their places in it."""
    all_tokens = [Token(fold(word[0]), word.start(), word.end()) for word in _WORD.finditer(text)]
    return [token for token in all_tokens if token.folded]


@lru_cache(maxsize=256)
def tokens_of_label(label: str) -> tuple[Token, ...]:
    """The words of a label with their places in it; the next letter finds most of the same labels."""
    return tuple(tokens(label))


def trunk(word: str) -> str:
    """A folded word without its endings: what its forms and its compounds share, letter for letter.

    Endings are taken off until none is left, so that ``veterinær`` (which only looks inflected) and
    ``veterinæren`` meet.
    """
    while True:
        size = len(word)
        for ending in _ENDINGS.get(word[-1:], ()):
            if word.endswith(ending) and size - len(ending) >= _SHORTEST_TRUNK:
                word = word[: -len(ending)]
                break
        else:
            if size < _SHORTEST_WITH_S or not _GENITIVE.search(word):
                return word
            word = word[:-1]


def stem(word: str) -> str:
    """The trunk of a folded word with what varies inside it evened out: not necessarily a word.

    ``-else``, ``-ning`` and ``-nad`` count as ``-ing`` (fornyelse, fornying), ``midler`` meets ``middel`` and
    ``numre`` ``nummer``, and doubled letters count once (tunnel, tunell).
    """
    return stem_of_trunk(trunk(word))


def root(base: str) -> str:
    """A trunk without the ending that makes a noun of a verb: ``brøyting`` and ``brøyte`` meet in ``brøyt``."""
    shorter = _VERBAL_NOUN.sub("", base)
    return shorter if len(shorter) >= _SHORTEST_ROOT else base


def verb_root(word: str) -> str:
    """The root of a verb in -ere, whose ending looks like that of a noun: ``evakuere`` and ``evakuering`` meet in
    ``evakuer``. Nothing for another word."""
    verb = _VERB_IN_ERE.match(word)
    return verb[1] if verb else ""


def stem_of_trunk(base: str) -> str:
    """The stem of a word whose trunk is known."""
    return _DOUBLED.sub(r"\1", even(base)) if len(base) > 4 else base


def even(base: str) -> str:
    """A trunk with its last syllable evened out: one letter at its end (strøm, strømmen), the others kept."""
    if len(base) > 4:
        base = _ALIKE_AT_THE_END.sub(_evened, base)
        if base[-1] == base[-2]:
            base = base[:-1]
    return base


def _evened(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]}l"
    return match[2] or "ing"
