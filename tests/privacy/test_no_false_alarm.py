"""Texts with numbers in them that are nobody's: the guard leaves every one of them as it is."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kontakt.privacy import guard

NOTES = Path(__file__).with_name("notes.txt").read_text(encoding="utf-8").splitlines()
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
BESIDE_THE_CHECKOUT = Path(__file__).parents[3]


def _said_and_typed() -> Iterator[str]:
    """What callers said and agents typed in collections that lie beside the checkout; nothing where there are none."""
    for kind in ("shift/calls*.jsonl", "search-eval/*.jsonl"):
        for file in sorted(BESIDE_THE_CHECKOUT.glob(f"*/{kind}")):
            for line in file.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                yield from (entry[key] for key in ("said", "typed", "query") if entry.get(key))


@pytest.mark.parametrize("note", NOTES)
def test_a_note_with_amounts_dates_plots_and_cases_is_left_alone(note: str) -> None:
    assert guard(note) == note


def test_there_are_two_hundred_notes() -> None:
    assert len(set(NOTES)) >= 200


def test_what_callers_say_and_agents_type_is_left_alone() -> None:
    for text in [*NOTES, *_said_and_typed()]:
        assert guard(text) == text


def test_the_keywords_and_titles_that_came_with_it_are_left_alone() -> None:
    for file in sorted(KNOWLEDGE.rglob("*.md")):
        front = file.read_text(encoding="utf-8").split("\n---")[0]
        for line in front.splitlines():
            if line.startswith(("title", "keywords")):
                assert guard(line) == line
