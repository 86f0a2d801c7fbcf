"""How fast the search is, and how much it holds, beside rapidfuzz's WRatio over the same labels in one run.

    python bench/search.py [--articles N] [--kb FILE]

Without ``--kb`` a knowledge base is made up here: N articles (10,000 unless said) of about eleven labels each,
compounds of Norwegian words, so that nothing beside the repository is needed. ``--kb`` names a JSON list of
objects with ``id``, ``title_nb``, ``title_nn``, ``keywords_nb`` and ``keywords_nn``. Times are milliseconds.
"""

import argparse
import json
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from kontakt.search import Entry, Index, Place

WORDS = """
adresse alarm anke arbeid areal avfall avgift avlastning barn barnehage bil billett bolig brann bruk buss bygg dyr
dødsfall eiendom eldre elev endring energi familie ferie festival fiske flytte forurensing fritid føre gate gebyr gift
grav grense havn helse hjem hjelp hund hytte idrett inntekt jakt jord kart kloakk kommune kontroll kultur kvalitet
kurs lege leie likning lån lønn marked mat melding miljø museum musikk mål natur navn næring omsorg opphold
oppmåling opplæring park parkering pass penger pensjon person plan plass pleie plikt post privat register regulering
reise renovasjon rett ruspleie rute samliv sanitær senter sjø skade skatt skilt skjenke skog skole skyss snø sport språk
støtte strøm støy sykehus søknad tak tann tilskudd tilsyn tjeneste toll tomt trafikk tre trygd ulykke ungdom utdanning
utleie utslipp valg vann varsel vedlikehold vei vern verge vilt våpen yrke
"""
PARTS = WORDS.split()
LINKS = ("", "", "", "s", "e")
NAMES = [
    first + last
    for first in ("berg", "elv", "nord", "sand", "skog", "sol", "stor", "vest", "vik", "øst")
    for last in ("bø", "dal", "eid", "fjord", "heim", "land", "mo", "nes", "rud", "stad", "sund", "ås")
]
TAILS = (
    "",
    "",
    " for barn",
    " og unge",
    " i kommunen",
    " ved sykdom",
    " på hytta",
    " til næring",
    " uten adresse",
)
ROUNDS = 400


def made_up(articles: int, chance: random.Random) -> list[Entry]:
    compounds = [chance.choice(LINKS).join(chance.sample(PARTS, 2)) for _ in range(2 * articles)]

    def label() -> str:
        name = f" {chance.choice(NAMES)}" if chance.random() < 0.65 else ""
        return (chance.choice(compounds) + name).capitalize()

    return [
        Entry(id=f"a{number}", titles=(label(),), keywords=tuple(label() for _ in range(10)))
        for number in range(articles)
    ]


def read(path: Path) -> list[Entry]:
    return [
        Entry(
            id=found["id"],
            titles=tuple(title for title in (found["title_nb"], found.get("title_nn")) if title),
            keywords=tuple(dict.fromkeys(found.get("keywords_nb", []) + found.get("keywords_nn", []))),
        )
        for found in json.loads(path.read_text(encoding="utf-8"))
    ]


def queries(entries: list[Entry], chance: random.Random) -> list[str]:
    """What a person types, a quarter each: half words, words with a mistake, compounds apart, sentences."""
    labels = [chance.choice(entry.titles + entry.keywords).lower() for entry in chance.choices(entries, k=ROUNDS)]
    kinds: list[Callable[[str], str]] = [
        lambda text: text[: chance.randint(2, 7)],
        lambda text: mistaken(text, chance),
        lambda text: f"{text[: len(text) // 2]} {text[len(text) // 2 :]}",
        lambda text: f"hei jeg lurer på hvordan jeg kan søke om {text}",
    ]
    return [kinds[number % 4](text) for number, text in enumerate(labels)]


def mistaken(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) - 1)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return chance.choice((swapped, text[:at] + text[at + 1 :]))


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def percentile(times: Iterable[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--articles", type=int, default=10_000)
    given.add_argument("--kb", type=Path)
    asked = given.parse_args()
    chance = random.Random(20_26)
    entries = read(asked.kb) if asked.kb else made_up(asked.articles, chance)
    labels = [utils.default_process(label) for entry in entries for label in entry.titles + entry.keywords]
    places = [Place("Tinn", "4026"), Place("Notodden", "4005")]

    built = min(timed(lambda: Index.build(entries, places)) for _ in range(3))
    tracemalloc.start()
    index = Index.build(entries, places)
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    replaced = [timed(partial(index.replace, entry)) for entry in chance.sample(entries, 50)]
    typed = queries(entries, chance)
    ours = [timed(partial(index.search, text)) for text in typed]
    plain = [utils.default_process(text) for text in typed[:: max(1, len(labels) // 25_000)]]
    theirs = [timed(partial(process.extract, text, labels, scorer=fuzz.WRatio, limit=10)) for text in plain]

    print(f"{len(entries):,} articles, {len(labels):,} labels, Python {sys.version.split()[0]}")
    print(f"{'':<22}{'p50':>9}{'p99':>9}")
    for name, times in (("kontakt", ours), ("rapidfuzz WRatio", theirs), ("replace one article", replaced)):
        print(f"{name:<22}{percentile(times, 0.5):>9.2f}{percentile(times, 0.99):>9.2f}")
    ratios = [100 * percentile(ours, share) / percentile(theirs, share) for share in (0.5, 0.99)]
    print(f"{'of WRatio, per cent':<22}{ratios[0]:>9.2f}{ratios[1]:>9.2f}")
    print(f"{'build':<22}{built:>9.0f}\n{'memory, MB':<22}{held:>9.0f}")


if __name__ == "__main__":
    main()
