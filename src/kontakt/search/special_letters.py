"""Whether a label is written with the letters that were typed.

Folding makes ``røtter`` and ``rotter`` one, so that whoever types without æ, ø and å finds both. One who does type
such a letter means it, and so does one who writes it with two: labels that write another in its place stand behind.
*Boet* is no *bot*, whether its *oe* is an *ø* or not.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from kontakt.search.query import Query
from kontakt.search.scoring import Evidence, Scored
from kontakt.search.words import Token, tokens_of_label, trunk

_SPELLED = str.maketrans("äöê", "æøæ")  # vêr is nynorsk for vær
_SPECIAL = frozenset("æøå")
_ONE = {"ae": "æ", "oe": "ø", "aa": "å"}
_TWO_FOR_ONE = re.compile("|".join(_ONE))


def meant(query: Query, words: Sequence[str]) -> dict[int, str]:
    """Those of the words that were typed with æ, ø or å, or with the two letters that stand for one, by position, as
    they were written with one. What was taken apart is left out."""
    typed = {word.folded: _written(query.text, word) for word in query.words}
    as_written = {at: typed[word] for at, word in enumerate(words) if word in typed}
    return {
        at: word for at, word in as_written.items() if len(word) == len(words[at]) and not _SPECIAL.isdisjoint(word)
    }


def weight_in_other_letters(
    scored: Scored, label: int, words: Sequence[str], meant: Mapping[int, str], evidence: Evidence
) -> float:
    """The part of the query's weight (0–1) whose words one of the article's labels holds with other letters only."""
    text = scored.article.texts[label]
    plain = text.casefold()
    doubtful = {at for at, word in meant.items() if word[: len(trunk(words[at]))] not in plain}
    if not doubtful:
        return 0.0
    agreeing, others = set[int](), set[int]()
    for token, term in zip(tokens_of_label(text), scored.article.terms[label], strict=False):
        for at, _ in evidence.by_term.get(term, ()):
            if at in doubtful:
                same = _agree(meant[at], words[at], _written(text, token), token.folded)
                (agreeing if same else others).add(at)
    return sum([evidence.weights[at] for at in others - agreeing]) / evidence.total


def _written(text: str, token: Token) -> str:
    word = unicodedata.normalize("NFC", text[token.start : token.end]).casefold().translate(_SPELLED)
    word = _TWO_FOR_ONE.sub(lambda pair: _ONE[pair[0]], word)
    return word.replace("frå", "fra")  # one word in the two languages, and in their compounds


def _agree(typed: str, typed_folded: str, written: str, folded: str) -> bool:
    """Whether a label's word has the special letters of a typed one, or is another word altogether: the two do not
    run alike as far as the typed one's trunk."""
    base = trunk(typed_folded)
    at = max(0, folded.find(base))
    if len(written) != len(folded) or not folded.startswith(base, at):
        return True
    return all(mine == its for mine, its in zip(typed, written[at : at + len(base)], strict=False) if mine in _SPECIAL)
