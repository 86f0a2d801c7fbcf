"""The forms of Norwegian nouns that share no beginning with each other, or lose it when *oe* is read as *ø*: *tann* and
*tenner*, *museum* and *museet*, *nabo* and *naboen*."""

import re

from kontakt.search.words import fold, folded_words

# Each with its forms in both languages. Left out are forms that are common verbs or other words as they are folded
# (*stenger, ender, klør*; *tå* is ta).
_IRREGULAR = """
tann tanna tannen tenner tennene tenna | hånd hånda hånden hand handa handen hender hendene
natt natta natten netter nettene | kne kneet knær knærne | tre treet trær trærne | ku kua kuen kyr kyrne kuer
øye øyet øyne øynene auge auga | strand stranda stranden strender strendene | kraft kraften krefter kreftene
mann mannen menn mennene | mor mødre mødrene | far fedre fedrene | bror brødre brødrene
datter dotter døtre døtrene | klede klær klærne kleda | museum museet museer museene | akvarium akvariet akvarier
stipend stipendet stipendiet stipendier | våpen våpenet våpnene våpna | øl ølet øllet | sko skoen skoene skoa
"""
_IN_O = re.compile("(?=.*[aeiouy].*o$).{4,}")
_ENDINGS = ("n", "ns", "ne", "r", "t")  # -en, -ens, -ene, -er, -et, as they are folded after -o
_OTHER_WORDS = frozenset({"kontor"})  # konto
_FORM_IN_O = re.compile(r"(\w+o)e(?:n|r|t|ne)s?", re.IGNORECASE)
_SHORTEST_IN_O = 3  # boet is no form of the verb bo


def _by_form() -> dict[str, tuple[str, ...]]:
    by_form: dict[str, tuple[str, ...]] = {}
    for noun in _IRREGULAR.replace("\n", " | ").split("|"):
        forms = tuple(dict.fromkeys(folded_words(noun)))
        by_form.update({form: tuple(other for other in forms if other != form) for form in forms})
    return by_form


_BY_FORM = _by_form()


def other_forms(word: str) -> tuple[str, ...]:
    """The other forms of a folded noun that is irregular so, whether or not a label holds them; of one in -o, those
    whose *oe* is read as *ø*."""
    if _IN_O.fullmatch(word):
        return tuple(word + ending for ending in _ENDINGS if word + ending not in _OTHER_WORDS)
    return _BY_FORM.get(word, ())


def noun_in_o(written: str) -> str:
    """The folded noun in -o that a typed word may be a form of: ``konto`` of *kontoer*, whose *oe* may be an *ø* as
    well. Nothing for any other word."""
    form = _FORM_IN_O.fullmatch(written)
    noun = fold(form[1]) if form else ""
    return noun if len(noun) >= _SHORTEST_IN_O else ""
