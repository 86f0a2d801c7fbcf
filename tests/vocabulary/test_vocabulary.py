"""Finding one's way in a vocabulary, and keeping it."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from kontakt.database import reading, writing
from kontakt.vocabulary import store
from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Kind, Label, Role
from kontakt.vocabulary.reading import read_vocabulary

from ..conftest import Clock


def word(path: str, *broader: str) -> Concept:
    return Concept(path=path, kind=Kind.WORD, name=path, broader=broader)


def keep(engine: Engine, vocabulary: ConceptVocabulary, at: datetime) -> None:
    with writing(engine) as session:
        store.replace(session, vocabulary, by="kari", at=at)


def kept(engine: Engine) -> ConceptVocabulary | None:
    with reading(engine) as session:
        return store.load(session)


def test_labels_come_names_first_and_bokmaal_before_nynorsk() -> None:
    concept = Concept(
        path="ord/x", kind=Kind.WORD, name="Lekeplass", name_nn="Leikeplass", hidden=("Huske",), alternatives=("Ball",)
    )
    assert list(concept.labels()) == [
        Label("Lekeplass", "nb", Role.PREFERRED),
        Label("Leikeplass", "nn", Role.PREFERRED),
        Label("Ball", "nb", Role.ALTERNATIVE),
        Label("Huske", "nb", Role.HIDDEN),
    ]


def test_everything_above_a_concept_is_found_and_its_top() -> None:
    vocabulary = ConceptVocabulary("Los", (word("a"), word("b", "a"), word("c", "b", "z")))
    assert vocabulary.above("c") == {"a", "b", "c", "z"}
    assert vocabulary.top("c") == "a"


def test_concepts_that_are_broader_than_each_other_end_no_walk() -> None:
    vocabulary = ConceptVocabulary("Los", (word("a", "b"), word("b", "a")))
    assert vocabulary.above("a") == {"a", "b"}
    assert vocabulary.top("a") == "a"


def test_what_is_kept_comes_back_as_it_was(engine: Engine, los: Path, clock: Clock) -> None:
    vocabulary = read_vocabulary(los).vocabulary
    keep(engine, vocabulary, clock())
    assert kept(engine) == vocabulary


def test_nothing_is_kept_before_an_import(engine: Engine) -> None:
    assert kept(engine) is None


def test_a_new_vocabulary_takes_the_place_of_the_old(engine: Engine, los: Path, clock: Clock) -> None:
    keep(engine, read_vocabulary(los).vocabulary, clock())
    newer = ConceptVocabulary("Fylkesord", (word("ord/buss"),))
    keep(engine, newer, clock())
    assert kept(engine) == newer


def test_an_import_that_fails_leaves_the_old_vocabulary(engine: Engine, los: Path, clock: Clock) -> None:
    vocabulary = read_vocabulary(los).vocabulary
    keep(engine, vocabulary, clock())
    same_path_twice = ConceptVocabulary("Fylkesord", (word("ord/buss"), word("ord/buss")))
    with pytest.raises(IntegrityError):
        keep(engine, same_path_twice, clock())
    assert kept(engine) == vocabulary


@pytest.mark.long
def test_the_vocabulary_room_does_not_load_rdflib() -> None:
    """It is slow to load, and only a SKOS file needs it."""
    program = "import sys, kontakt.cli.vocabulary; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
