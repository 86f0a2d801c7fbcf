"""English beside Norwegian: the words that carry an English sentence, and the forms of an English word.

A caller who does not speak Norwegian may still use some of it, so that both stand in one sentence. What is English
alone carries no subject in either; what is a Norwegian word too (*is, by, for*) does so only where English stands
around it.
"""

from collections.abc import Iterator, Sequence

from kontakt.search.words import folded_words

_GRAMMAR = """
about after again all also already always another any anybody anyone anything are aren around ask asked asking away
because been before being between both but call called came can cannot come comes coming could couldn day days did
didn do does doesn doing done each else even ever every everyone everything find first found from gave get gets
getting give given go goes going gone got guess had has hasn have haven having heard hello her here him himself how if
into it its just keep know last later let like look looking made make makes making many maybe me might more most much
must
my myself need needed needs never next nobody nothing now often on once one only or other our out over own people
please put really right said same saw say says see seems seen send sent she should shouldn since so some somebody
someone something somewhere soon still such take taken takes tell than thank thanks that the their them then there
these they thing things think this those though thought today told tomorrow too took tried try trying until us use
used using very want wanted wants was wasn way we week weeks well went were what when where which while who whom whose
why will with without won wonder wondering would yes yesterday yet you your yours
"""

# Norwegian words as well: is (ice), by (town), gave (gift), make (to shovel), bad (bath), never (birch bark), ask
# (ash).
_IN_BOTH = """
a all am an and as ask at bad be by d do don down far for full gave go he her hi his i im in is isn it last let like
live
ll long m make may me never new no not of off old on or over put re s same sent side so t to try up ve we fine kind
"""

_EVERYDAY = """
afternoon area best better big child children city close country daughter dont evening family father feel few friend
good great hard home hour hours house husband kids late leave left letter life little lived lives living
lot lots man mean money month months morning mother moved name nice night office old paper papers parents person place
problem ready room sister small son sure thing town understand wife woman work working works wrong year years
young two three four five six seven eight nine ten second third fourth fifth sixth
"""

_OFFICE = """
allowed application apply applied applying contact cost costs deadline email form forms help information law
municipal municipality norway norwegian online order pay price register rule rules website
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(folded_words(text))


FILLERS_AMONG_ENGLISH = _words(_IN_BOTH)
"""Words of English grammar that are Norwegian words too: fillers where one of those beside stands with them."""

ENGLISH_FILLERS = _words(_GRAMMAR) - FILLERS_AMONG_ENGLISH
"""Words of English grammar and talk that are no Norwegian ones."""

_NO_NORWEGIAN_WORDS = _words("in of up old")  # but beginnings of some


def is_english(words: Sequence[str]) -> bool:
    """Whether English is spoken in these folded words, if perhaps not in all of them."""
    return not ENGLISH_FILLERS.isdisjoint(words) or not _NO_NORWEGIAN_WORDS.isdisjoint(words[:-1])


ENGLISH_OFFICE = _words(_OFFICE) - ENGLISH_FILLERS - FILLERS_AMONG_ENGLISH
ENGLISH_EVERYDAY = _words(_EVERYDAY) - ENGLISH_OFFICE - ENGLISH_FILLERS - FILLERS_AMONG_ENGLISH


def forms(word: str) -> Iterator[str]:
    """What a folded English word may be in its other numbers and tenses, whether or not there is such a word."""
    for base in dict.fromkeys(_bases(word)):
        if len(base) < 3:
            continue
        yield base
        yield f"{base}s"
        yield f"{base}es"
        if base[-1] == "y":
            yield f"{base[:-1]}ies"
            yield f"{base[:-1]}ied"
        stems = (base[:-1],) if base[-1] == "e" else (base, base + base[-1])
        for stem in stems:
            yield f"{stem}ing"
            yield f"{stem}ed"


def _bases(word: str) -> Iterator[str]:
    yield word
    if word.endswith(("ies", "ied")):
        yield f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    for ending in ("ing", "ed"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield stem
            yield f"{stem}e"
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
