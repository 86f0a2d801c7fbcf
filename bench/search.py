"""How well and how fast the search finds, beside rapidfuzz's WRatio, tantivy and SQLite's FTS5 in one run.

    python bench/search.py [--rod FOLDER] [--articles N] [--calls FILE_OR_FOLDER …] [--knowledge FOLDER]

``--rod`` names a folder with ``kb.json``, ``kb_big.json`` and ``dev.jsonl`` (see its ``score.py``): then the rod's
tables are printed for both. Without it a knowledge base is made up here, N articles (10,000 unless said) of eleven
labels each, and four kinds of queries from its labels. tantivy is measured when it is installed
(``pip install tantivy``). ``--calls`` (else the paths in KONTAKT_CALLS, apart as in PATH) are files of calls, or
folders of such files (``*.jsonl``), one JSON object a line with ``typed``, ``said``, ``form`` and the accepted
``articles``: what the search finds for each in a knowledge folder, and when it is sure; files that are not there are
told and left out.

Each system answers with articles, its best label deciding; found first / among the first three
in per cent, the mean over the kinds of queries. Times are milliseconds of processor time; memory is megabytes.
A query is searched for as a whole, as if it were pasted; below the table kontakt is asked for it letter by letter, as
it is typed.
"""

import argparse
import gc
import importlib.util
import json
import math
import os
import random
import re
import sqlite3
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process, utils

from kontakt.directory.files import read_region_file
from kontakt.knowledge.article import Status
from kontakt.knowledge.files import read_folder
from kontakt.library.library import entry_of
from kontakt.search import Index, Place, SearchEntry

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
PLACES = [
    Place("Kongsberg", "3303"),
    Place("Notodden", "4005"),
    Place("Tinn", "4026"),
    Place("Sigdal", "3332"),
    Place("Flesberg", "3334"),
    Place("Rollag", "3336"),
    Place("Nore og Uvdal", "3338"),
    Place("Hjartdal", "4024"),
]
UNJUDGED = ("heldout_syn", "no_answer")  # kinds of queries that OVERALL leaves out
DEPTH = 60  # labels fetched from a system that ranks labels, to be sure of ten articles
SLOW = 60  # queries that a system gets at scale when it is too slow for all

EVERY = 3  # at scale, one query of so many is typed letter by letter

Search = Callable[[str], list[str]]


class Case(NamedTuple):
    kind: str
    query: str
    expected: frozenset[str]


def made_up(articles: int, chance: random.Random) -> list[SearchEntry]:
    compounds = [chance.choice(LINKS).join(chance.sample(PARTS, 2)) for _ in range(2 * articles)]

    def label() -> str:
        name = f" {chance.choice(NAMES)}" if chance.random() < 0.65 else ""
        return (chance.choice(compounds) + name).capitalize()

    return [
        SearchEntry(id=f"a{number}", titles=(label(),), keywords=tuple(label() for _ in range(10)))
        for number in range(articles)
    ]


def read(path: Path) -> list[SearchEntry]:
    return [
        SearchEntry(
            id=found["id"],
            titles=tuple(title for title in (found["title_nb"], found.get("title_nn")) if title),
            keywords=tuple(dict.fromkeys(found.get("keywords_nb", []) + found.get("keywords_nn", []))),
        )
        for found in json.loads(path.read_text(encoding="utf-8"))
    ]


def read_cases(path: Path) -> list[Case]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Case(row["set"], row["query"], frozenset(row["expected"])) for row in rows if row["kb"] == "kb"]


def made_up_cases(entries: list[SearchEntry], chance: random.Random) -> list[Case]:
    """What a person types, a quarter each: half words, words with a mistake, compounds apart, sentences."""
    kinds: dict[str, Callable[[str], str]] = {
        "prefix": lambda text: text[: chance.randint(3, 7)],
        "typo": lambda text: mistaken(text, chance),
        "apart": lambda text: f"{text[: len(text) // 2]} {text[len(text) // 2 :]}",
        "sentence": lambda text: f"hei jeg lurer på hvordan jeg kan søke om {text}",
    }
    cases = []
    for number, entry in enumerate(chance.choices(entries, k=ROUNDS)):
        kind = list(kinds)[number % len(kinds)]
        label = chance.choice(entry.titles + entry.keywords).lower()
        cases.append(Case(kind, kinds[kind](label), frozenset([entry.id])))
    return cases


def mistaken(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) - 1)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return chance.choice((swapped, text[:at] + text[at + 1 :]))


# --- the systems: each takes entries and gives a search from a text to article ids, best first ----------------


def kontakt(entries: list[SearchEntry]) -> Search:
    index = Index.build(entries, PLACES)
    return lambda text: [hit.id for hit in index.search(text).hits]


def wratio(entries: list[SearchEntry]) -> Search:
    owners, labels = _labels(entries)
    plain = [utils.default_process(label) for label in labels]

    def search(text: str) -> list[str]:
        found = process.extract(utils.default_process(text), plain, scorer=fuzz.WRatio, limit=DEPTH)
        return _each_once(owners[at] for _label, _score, at in found)

    return search


def fts5(entries: list[SearchEntry]) -> Search:
    owners, labels = _labels(entries)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE label USING fts5(text, tokenize='trigram')")
    connection.executemany("INSERT INTO label(rowid, text) VALUES (?, ?)", enumerate(labels))

    def search(text: str) -> list[str]:
        trigrams = [f'"{each}"' for each in _trigrams(text)]
        if not trigrams:
            return []
        rows = connection.execute(
            "SELECT rowid FROM label WHERE label MATCH ? ORDER BY bm25(label) LIMIT ?", (" OR ".join(trigrams), DEPTH)
        )
        return _each_once(owners[at] for (at,) in rows)

    return search


def tantivy(entries: list[SearchEntry]) -> Search:
    """Words with one edit allowed, the last perhaps unfinished, and trigrams."""
    import tantivy as engine  # noqa: PLC0415 (optional)

    owners, labels = _labels(entries)
    builder = engine.SchemaBuilder()
    builder.add_integer_field("owner", stored=True)
    builder.add_text_field("words")
    builder.add_text_field("trigrams", tokenizer_name="trigrams")
    schema = builder.build()
    index = engine.Index(schema)
    tokenizer = engine.TextAnalyzerBuilder(engine.Tokenizer.ngram(3, 3, False)).filter(engine.Filter.lowercase())
    index.register_tokenizer("trigrams", tokenizer.build())
    writer = index.writer(50_000_000)
    for number, label in enumerate(labels):
        writer.add_document(engine.Document(owner=number, words=label, trigrams=label))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    should, fuzzy = engine.Occur.Should, engine.Query.fuzzy_term_query

    def search(text: str) -> list[str]:
        words = re.findall(r"\w+", text.lower())
        parts = [(should, fuzzy(schema, "words", word, distance=1, prefix=word == words[-1])) for word in words]
        parts += [(should, engine.Query.term_query(schema, "trigrams", each)) for each in _trigrams(text)]
        hits = searcher.search(engine.Query.boolean_query(parts), DEPTH).hits if parts else []
        return _each_once(owners[searcher.doc(at)["owner"][0]] for _score, at in hits)

    return search


def _labels(entries: list[SearchEntry]) -> tuple[list[str], list[str]]:
    pairs = [(entry.id, label) for entry in entries for label in entry.titles + entry.keywords]
    return [owner for owner, _ in pairs], [label for _, label in pairs]


def _trigrams(text: str) -> list[str]:
    plain = re.sub(r"[^\w ]", " ", text.lower())
    return list(dict.fromkeys(plain[at : at + 3] for at in range(len(plain) - 2)))


def _each_once(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))[:10]


# --- calls: what an agent types while somebody speaks, and what is said ------------------------------------------


def calls(files: Iterable[Path], folder: Path) -> None:
    """The table of the calls in these files, on the articles in a knowledge folder."""
    judged = [row for each in files for file in _files(each) for row in _judged(file)]
    if not judged:
        return
    region = read_region_file(folder)
    municipalities = {each.number: each.name for each in region.municipalities} if region else {}
    articles = [each for each in read_folder(folder, municipalities).articles if each.status is Status.PUBLISHED]
    index = Index.build(map(entry_of, articles), PLACES)
    print(f"\ncalls: {len(judged)} with accepted articles, {len(articles)} articles; found first/among three, per cent")
    print(f"{'':<16}{'calls':>7}{'typed':>12}{'said':>12}{'sure typed':>12}{'wrong':>7}{'sure said':>12}{'wrong':>7}")
    for form in (*dict.fromkeys(row.get("form", "") for row in judged), None):
        rows = [row for row in judged if form is None or row.get("form", "") == form]
        found = {field: [_answered(index, row, field) for row in rows] for field in ("typed", "said")}
        shares = (f"{_share(each, 1):.0f}/{_share(each, 3):.0f}" for each in found.values())
        sure = ([rank for rank, is_sure in each if is_sure] for each in found.values())
        counts = "".join(f"{len(each):>12}{sum(rank != 1 for rank in each):>7}" for each in sure)
        name = "all" if form is None else form or "no form"
        print(f"{name:<16}{len(rows):>7}" + "".join(f"{each:>12}" for each in shares) + counts)


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


def _judged(file: Path) -> list[dict[str, Any]]:
    """The calls that say which articles answer them."""
    if not file.exists():
        print(f"calls: {file} is not there")
        return []
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row.get("articles")]


def _answered(index: Index, row: dict[str, Any], field: str) -> tuple[int, bool]:
    """Where the first accepted article stands (0: not among three), and whether the search was sure."""
    answer = index.search(row[field], limit=3)
    return next((at for at, hit in enumerate(answer.hits, 1) if hit.id in row["articles"]), 0), answer.sure


def _share(found: Sequence[tuple[int, bool]], places: int) -> float:
    return 100 * sum(0 < rank <= places for rank, _is_sure in found) / len(found)


# --- measuring --------------------------------------------------------------------------------------------------


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def percentile(times: Iterable[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Measured(NamedTuple):
    first: dict[str, float]  # kind of query -> found first, per cent
    three: dict[str, float]
    times: list[float]

    def overall(self) -> tuple[float, float]:
        judged = [kind for kind in self.first if kind not in UNJUDGED]
        return tuple(sum(each[kind] for kind in judged) / len(judged) for each in (self.first, self.three))  # type: ignore[return-value]


def measure(search: Search, cases: list[Case]) -> Measured:
    """What is found, and the processor time of each query: of the better of two rounds, so that what else the machine
    does says little. As at the desk, what is built is left out of collecting."""
    gc.collect()
    gc.freeze()
    times = [math.inf] * len(cases)
    found: list[list[str]] = []
    for _round in range(2):
        found = []
        for at, case in enumerate(cases):
            started = time.process_time()
            found.append(search(case.query))
            times[at] = min(times[at], (time.process_time() - started) * 1000)
    gc.unfreeze()
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for case, ids in zip(cases, found, strict=True):
        ranks[case.kind].append(next((at for at, id in enumerate(ids, 1) if id in case.expected), 0))
    first = {kind: 100 * sum(rank == 1 for rank in each) / len(each) for kind, each in ranks.items()}
    three = {kind: 100 * sum(0 < rank <= 3 for rank in each) / len(each) for kind, each in ranks.items()}
    return Measured(first, three, times)


def pressed(index: Index, queries: Iterable[str]) -> list[float]:
    """The processor time of every key press while these are typed, each into an empty search box."""
    gc.collect()
    gc.freeze()
    times = []
    for query in queries:
        index.search("")
        for typed in range(1, len(query) + 1):
            times.append(timed(partial(index.search, query[:typed])))
    gc.unfreeze()
    return times


def compare(name: str, entries: list[SearchEntry], cases: list[Case]) -> None:
    labels = sum(len(entry.titles + entry.keywords) for entry in entries)
    print(f"\n{name}: {len(entries):,} articles, {labels:,} labels, {len(cases):,} queries")
    systems: list[Callable[[list[SearchEntry]], Search]] = [kontakt, wratio, fts5]
    if importlib.util.find_spec("tantivy"):
        systems.insert(2, tantivy)
    fewer = cases[:: max(1, len(cases) // SLOW)] if labels > 20_000 else cases
    ours: Measured | None = None
    print(f"{'':<10}{'first':>8}{'three':>8}{'p50':>9}{'p99':>9}{'of its p50':>12}{'of its p99':>12}{'queries':>9}")
    for system in systems:
        measured = measure(system(entries), cases if system in (kontakt, tantivy) else fewer)
        ours = ours or measured
        p50, p99 = (percentile(measured.times, share) for share in (0.5, 0.99))
        ratios = [percentile(ours.times, 0.5) / p50, percentile(ours.times, 0.99) / p99]
        line = f"{system.__name__:<10}" + "".join(f"{each:>8.1f}" for each in measured.overall())
        line += f"{p50:>9.2f}{p99:>9.2f}" + "".join(f"{100 * each:>10.1f} %" for each in ratios)
        print(f"{line}{len(measured.times):>9}", flush=True)
    if ours:
        print("\nkontakt by kind of query\n" + "".join(f"{kind:>12}" for kind in ours.first))
        print("".join(f"{f'{ours.first[kind]:.1f}/{ours.three[kind]:.1f}':>12}" for kind in ours.first))
    times = pressed(Index.build(entries, PLACES), (case.query for case in cases[:: EVERY if labels > 20_000 else 1]))
    p50, p99 = (percentile(times, share) for share in (0.5, 0.99))
    print(f"kontakt, {len(times):,} key presses: p50 {p50:.2f}, p99 {p99:.2f}")
    hold(entries)


def hold(entries: list[SearchEntry]) -> None:
    """Building, replacing one article, and memory."""
    built = min(timed(partial(Index.build, entries, PLACES)) for _ in range(3))
    tracemalloc.start()
    index = Index.build(entries, PLACES)
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    replaced = [timed(partial(index.replace, entry)) for entry in entries[:50]]
    print(f"build {built:.0f} ms, replacing one article {percentile(replaced, 0.5):.2f} ms, memory {held:.0f} MB")


def _paths(listed: str) -> list[Path]:
    return [Path(each) for each in listed.split(os.pathsep) if each]


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--rod", type=Path)
    given.add_argument("--articles", type=int, default=10_000)
    given.add_argument("--calls", type=Path, nargs="+", default=_paths(os.environ.get("KONTAKT_CALLS", "")))
    given.add_argument("--knowledge", type=Path, default=Path(__file__).parents[1] / "knowledge")
    asked = given.parse_args()
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    calls(asked.calls, asked.knowledge)
    if asked.rod:
        cases = read_cases(asked.rod / "dev.jsonl")
        for name in ("kb", "kb_big"):
            compare(name, read(asked.rod / f"{name}.json"), cases)
        return
    chance = random.Random(20_26)
    entries = made_up(asked.articles, chance)
    compare("made up", entries, made_up_cases(entries, chance))


if __name__ == "__main__":
    main()
