"""The forms of Norwegian nouns that share no beginning with each other, or lose it when *oe* is read as *ø*: *tann* and
*tenner*, *museum* and *museet*, *nabo* and *naboen*."""

from kontakt.search.words import folded_words

# Each with its forms in both languages. Left out are forms that are common verbs or other words as they are folded
# (*stenger, ender, klør*; *kontoer* is kontor then, *boet* bot, *tå* ta).
_IRREGULAR = """
tann tanna tannen tenner tennene tenna | hånd hånda hånden hand handa handen hender hendene
natt natta natten netter nettene | kne kneet knær knærne | tre treet trær trærne | ku kua kuen kyr kyrne kuer
øye øyet øyne øynene auge auga | strand stranda stranden strender strendene | kraft kraften krefter kreftene
mann mannen menn mennene | mor mødre mødrene | far fedre fedrene | bror brødre brødrene
datter dotter døtre døtrene | klede klær klærne kleda | museum museet museer museene | akvarium akvariet akvarier
stipend stipendet stipendiet stipendier | våpen våpenet våpnene våpna | øl ølet øllet | sko skoen skoene skoa
nabo naboen naboer naboene naboens | konto kontoen kontoene | kino kinoen kinoer | radio radioen radioer
video videoen videoer videoene | foto fotoet fotoer fotoene
"""


def _by_form() -> dict[str, tuple[str, ...]]:
    by_form: dict[str, tuple[str, ...]] = {}
    for noun in _IRREGULAR.replace("\n", " | ").split("|"):
        forms = tuple(dict.fromkeys(folded_words(noun)))
        by_form.update({form: tuple(other for other in forms if other != form) for form in forms})
    return by_form


_BY_FORM = _by_form()


def other_forms(word: str) -> tuple[str, ...]:
    """The other forms of a folded noun that is irregular so, whether or not a label holds them."""
    return _BY_FORM.get(word, ())
