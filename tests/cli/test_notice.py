"""``kontakt notice``: what happens now, and what happened."""

import json

import pytest

from .conftest import AFTER_MIDNIGHT, BEFORE_MIDNIGHT, NOON, Run

pytestmark = [
    pytest.mark.long,
    pytest.mark.usefixtures("clock"),
    pytest.mark.parametrize(
        "clock",
        [NOON, BEFORE_MIDNIGHT, AFTER_MIDNIGHT],
        indirect=True,
        ids=["noon", "before midnight", "after midnight"],
    ),
]

WATER = (
    "notice",
    "add",
    "Vannet er borte",
    "--kind",
    "water",
    "--municipality",
    "tinn",
    "--place",
    "Rjukan",
    "--urgent",
)


def test_one_is_told_listed_and_ended_and_stands_in_the_log_of_the_morning_after(run: Run) -> None:
    assert "There is no notice." in run("notice", "list").out
    assert "Tinn (Rjukan): Vannet er borte, the rest of today" in run(*WATER).out
    run("notice", "add", "=cmd()", "--kind", "freeze")
    listed = run("notice", "list").out
    assert listed.index("Vannet er borte") != listed.index("=cmd()")
    assert "Change freeze" in listed
    assert "Ended: Tinn (Rjukan): Vannet er borte, ended" in run("notice", "end", "vann").out
    assert "Vannet" not in run("notice", "list").out
    written = run("notice", "list", "--since", "2026-11-20", "--format", "csv").out
    assert "Vannet er borte" in written
    assert "'=cmd()" in written
    assert '"state": "ended"' in run("notice", "list", "--since", "2026-11-20", "--format", "json").out


def test_an_answer_is_logged_to_one_and_counted(run: Run) -> None:
    run(*WATER)
    answered = ("log", "--outcome", "answered", "--municipality", "tinn", "--query", "vann", "--notice")
    assert "Logged Answered, about “Vannet er borte”: " in run(*answered, "borte").out
    (listed,) = json.loads(run("notice", "list", "--format", "json").out)
    logged = json.loads(run(*answered, listed["id"][:8], "--format", "json").out)
    assert logged["notice"] == listed["id"]
    (listed,) = json.loads(run("notice", "list", "--format", "json").out)
    assert listed["inquiries"] == 2
    run(*answered, "brann").refused("No notice is called “brann”")
    run("log", "--outcome", "void", "--notice", "vannet").refused("--notice", "void")
    run("notice", "end", "vannet")
    run(*answered, "vannet").refused("No notice is called")


def test_what_is_wrong_is_said_in_one_sentence(run: Run) -> None:
    run(*WATER)
    run("notice", "add", "Vannet er grumsete")
    for arguments, said in (
        (("notice", "add", "Veien er stengt", "--until", "i går"), "no time that is to come"),
        (("notice", "add", "Veien er stengt", "--until", "2099-01-01"), "at most 366 days"),
        (("notice", "add", "Veien er stengt", "--from", "2099-01-01", "--until", "22.11.2026"), "end before it begins"),
        (("notice", "add", "Veien er stengt", "--municipality", "oslo"), "is not in the region"),
        (("notice", "add", "Veien er stengt", "--article", "ingen"), "title of no article"),
        (("notice", "add", "Ring 010101 00050"), "identity number"),
        (("notice", "end", "brannen"), "No notice is called"),
        (("notice", "end", "vannet"), "fits several"),
        (("notice", "end", ""), "No notice is called"),
        (("notice", "list", "--since", "aldri"), "is not a date"),
    ):
        ended = run(*arguments)
        assert (ended.code, said in ended.err) == (1, True), ended.err
