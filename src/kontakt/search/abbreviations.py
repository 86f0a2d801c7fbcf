"""What agents type for long words: abbreviations of the offices, each with the words it may stand for.

The source is what agents type into search fields and notes; no register of it exists. A meaning from here comes
beside what the letters mean anyway, never in its stead. What merely cuts a word off (*regul, saksbeh*) is no matter
of this table: a beginning meets its word.
"""

import re

from kontakt.search.words import fold

# Barnehage, school, family; health and care; land and building; office; roads and water.
_TABLE = """
bhg barnehage | bhgplass barnehageplass | vgs videregående
spesped spesialpedagogisk | bv barnevern | bvt barneverntjeneste
hjspl hjemmesykepleie | hjsykepl hjemmesykepleie | hjtj hjemmetjeneste | hjhj hjemmehjelp | sykh sykehjem
regpl reguleringsplan | kdp kommunedelplan | kommdelplan kommunedelplan | delpl kommunedelplan
ig igangsettingstillatelse | mb brukstillatelse | gnr gårdsnummer | bnr bruksnummer
fnr fødselsnummer | orgnr organisasjonsnummer | saksnr saksnummer | mva merverdiavgift moms | eskatt eiendomsskatt
tlf telefon telefonnummer | tlfnr telefonnummer | sb saksbehandler | fk fylkeskommune | fkomm fylkeskommune
fv fylkesvei | rv riksvei | ev europavei riksvei | va vann avløp
"""
_NUMBERED_ROAD = re.compile("(e|ev|fv|rv)[0-9]{1,4}")
_ROADS_APART = frozenset(("ev", "fv", "rv"))


def _read(table: str) -> dict[str, tuple[str, ...]]:
    lines = [fold(line).split() for line in re.split(r"[|\n]", table) if line.strip()]
    return {short: tuple(long) for short, *long in lines}


ABBREVIATIONS = _read(_TABLE)


def long_forms(word: str) -> tuple[str, ...]:
    """The words that a folded abbreviation may stand for: ``bhg``, and ``fv40`` as its road. Others give none."""
    road = _NUMBERED_ROAD.fullmatch(word)
    if road:
        return ABBREVIATIONS["ev" if road[1] == "e" else road[1]]
    return ABBREVIATIONS.get(word, ())


def written_apart(first: str, between: str, last: str) -> bool:
    """Whether two folded words are one abbreviation: ``hj.spl``, ``fv. 40``."""
    if between == "." and first + last in ABBREVIATIONS:
        return True
    return first in _ROADS_APART and last.isdigit() and between in (" ", ".", ". ")
