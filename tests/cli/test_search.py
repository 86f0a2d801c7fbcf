"""``kontakt search``, for scripts and screen readers."""

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from .conftest import EndedCommand, Run


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n")[:-1]]


def test_a_search_prints_a_line_for_each_hit(run: Run) -> None:
    ended = run("search", "brøyting", "--limit", "2")
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert sum(line.split()[1:2] == ["broeyting"] for line in lines) == 1
    assert len([line for line in lines if re.match(r"[01]\.\d\d  ", line)]) == 2


def test_json_is_one_object_with_query_sure_and_hits(run: Run) -> None:
    (answer,) = objects(run("search", "brøyting", "--format", "json").out)
    assert answer["query"] == "brøyting"
    assert isinstance(answer["sure"], bool)
    assert "broeyting" in [each["id"] for each in answer["hits"]]
    assert {"id", "title", "score", "why", "label"} <= answer["hits"][0].keys()


def test_hits_come_best_first(run: Run) -> None:
    (answer,) = objects(run("search", "avfall", "--format", "json").out)
    scores = [each["score"] for each in answer["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_the_limit_is_the_most_hits(run: Run) -> None:
    (answer,) = objects(run("search", "a", "--format", "json", "--limit", "3").out)
    assert len(answer["hits"]) == 3


def test_the_answer_of_the_first_hit_is_printed_in_full_with_what_is_known_of_the_municipality(
    run: Run,
) -> None:
    ended = run("search", "brøyting av kommunal vei", "--municipality", "Tinn", "--limit", "2")
    lines = ended.out.splitlines()
    first = lines.index("Brøyting av kommunal vei")
    assert lines[first + 2] == "Nobody has looked at this for Tinn yet: say that local rules may differ."
    assert lines[first + 4].startswith("Kommunen brøyter de kommunale veiene")
    assert any(
        line.startswith("2. Se lokal merknad") and line.endswith("(no local note for Tinn yet)") for line in lines
    )
    assert any(line.startswith("Checked: ") for line in lines)


def test_the_municipality_in_the_text_goes_before_the_option(run: Run) -> None:
    ended = run("search", "@tinn pass", "--municipality", "Rollag", "--limit", "1", "--answer")
    assert "In Tinn:" in ended.out
    assert "In Rollag:" not in ended.out


def test_the_answer_of_what_cannot_differ_says_nothing_of_the_municipality(run: Run) -> None:
    found = objects(run("search", "@tinn bostedsattest", "--answer", "--format", "json").out)[0]["answer"]
    assert (found["looked"], found["local"]) == ("national", "")
    assert found["answer"].startswith("Bostedsattest")


@pytest.mark.long
def test_every_answer_is_printed_when_asked_for(run: Run) -> None:
    one, all = (run("search", "@tinn avfall", "--limit", "3", *more).out for more in ((), ("--answer",)))
    (found,) = objects(run("search", "@tinn avfall", "--limit", "3", "--answer", "--format", "json").out)
    assert [text.count("\nChecked: ") for text in (one, all)] == [1, 3]
    assert [each["title"] for each in found["answers"]] == [each["title"] for each in found["hits"]]
    assert found["answer"] == found["answers"][0]
    assert all.startswith(one)


def test_json_holds_the_first_answer(run: Run) -> None:
    (found,) = objects(run("search", "@tinn brøyting", "--format", "json").out)
    assert (found["answer"]["title"], found["answer"]["looked"]) == (found["hits"][0]["title"], "not_looked")
    assert "answers" not in found


@pytest.mark.long
def test_an_explanation_stands_alone_unless_answers_are_asked_for(run: Run) -> None:
    assert "Checked: " not in run("search", "brøyting", "--explain").out
    assert "Checked: " in run("search", "brøyting", "--explain", "--answer").out


def test_a_batch_without_answers_is_as_it_was(run: Run) -> None:
    (found,) = objects(run("search", "--batch", stdin=b"pass\n").out)
    assert not {"answer", "answers"} & found.keys()


def test_many_searches_have_their_answers_or_none(run: Run) -> None:
    answers = objects(run("search", "--batch", "--answer", stdin="@tinn brøyting\nzzzzqqqq\n".encode()).out)
    assert [each["answer"] and each["answer"]["looked"] for each in answers] == ["not_looked", None]


def test_a_search_that_finds_nothing_says_so(run: Run) -> None:
    ended = run("search", "zzzzqqqq")
    assert (ended.code, ended.out) == (0, "Nothing found.\n")


def test_titles_are_in_the_language_of_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_LANGUAGE", "nn")
    (answer,) = objects(run("search", "brøyting", "--format", "json").out)
    assert {each["id"]: each["title"] for each in answer["hits"]}["broeyting"] == "Brøyting av kommunal veg"


def test_a_municipality_in_the_text_is_told(run: Run) -> None:
    (answer,) = objects(run("search", "@tinn brøyting", "--format", "json").out)
    assert answer["municipality"] == "4026"


def test_a_municipality_that_is_not_in_the_region_is_refused(run: Run) -> None:
    run("search", "brøyting", "--municipality", "0301").refused("--municipality 0301", "4026 Tinn")


def test_a_search_for_nothing_says_what_to_do(run: Run) -> None:
    run("search").refused("kontakt search TEXT")
    run("search", "   ").refused("kontakt search TEXT")


def test_text_that_looks_like_markup_is_searched_for(run: Run) -> None:
    (answer,) = objects(run("search", "[/ ny", "--format", "json").out)
    assert answer["query"] == "[/ ny"


def test_an_identity_number_is_searched_for_and_stored_nowhere(run: Run, identity_number: str, data_dir: Path) -> None:
    run("search", identity_number)
    for file in data_dir.rglob("*"):
        assert file.is_dir() or identity_number.encode() not in file.read_bytes()


def test_explain_says_of_each_hit_word_by_word_why_it_is_there(run: Run) -> None:
    ended = run("search", "brøyt kommunal", "--explain", "--limit", "2")
    lines = [line.split() for line in ended.out.splitlines()]
    assert ended.code == 0
    assert sum(line[:1] == ["broyt"] for line in lines) == 2
    assert "the beginning of the word" in ended.out
    assert "of the query is in the label" in ended.out


def test_explain_tells_an_exact_title(run: Run) -> None:
    assert "just this title: Gatelys" in run("search", "gatelys", "--explain", "--limit", "1").out


def test_json_holds_the_explanations_when_asked_for(run: Run) -> None:
    (answer,) = objects(run("search", "brøyt", "--explain", "--format", "json").out)
    assert [each["id"] for each in answer["explained"]] == [each["id"] for each in answer["hits"]]
    assert answer["explained"][1]["words"][0]["why"] == "prefix"


def test_explain_and_batch_do_not_go_together(run: Run) -> None:
    run("search", "--batch", "--explain", stdin=b"a\n").refused("--explain", "--batch")


def test_a_batch_prints_one_object_for_each_line(run: Run) -> None:
    answers = objects(run("search", "--batch", stdin="brøyting\nbarnehage\n".encode()).out)
    assert [each["query"] for each in answers] == ["brøyting", "barnehage"]
    assert "broeyting" in [each["id"] for each in answers[0]["hits"]]


def test_an_empty_line_in_a_batch_has_its_own_object(run: Run) -> None:
    answers = objects(run("search", "--batch", stdin=b"a\n\n   \nb\n").out)
    assert [each["query"] for each in answers] == ["a", "", "   ", "b"]
    assert answers[1]["hits"] == []


@pytest.mark.long
def test_the_last_line_of_a_batch_needs_no_line_end(run: Run) -> None:
    assert len(objects(run("search", "--batch", stdin=b"a\nb").out)) == 2


def test_windows_line_ends_are_no_part_of_the_query(run: Run) -> None:
    assert [each["query"] for each in objects(run("search", "--batch", stdin=b"a\r\nb\r\n").out)] == ["a", "b"]


def test_an_empty_batch_prints_nothing(run: Run) -> None:
    ended = run("search", "--batch")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_very_long_line_is_one_query_like_any_other(run: Run) -> None:
    answers = objects(run("search", "--batch", stdin=b"snow " * 20_000 + b"\nb\n").out)
    assert len(answers) == 2
    assert len(answers[0]["query"]) >= 100_000 - 1


def test_bytes_that_are_no_text_do_not_end_a_batch(run: Run) -> None:
    answers = objects(run("search", "--batch", stdin=b"\xff\xfe\nbarnehage\n").out)
    assert len(answers) == 2
    assert answers[1]["hits"]


def test_a_batch_keeps_to_the_municipality(run: Run) -> None:
    ended = run("search", "--batch", "--municipality", "4026", stdin=b"a\n")
    assert ended.code == 0


@pytest.fixture
def run_with_encoding(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[EndedCommand, bytes]]:
    """``run_with_encoding("ascii", "search", "brøyting")``: how it ended, and the bytes that it printed where standard
    output has this encoding, as PYTHONIOENCODING sets it."""

    def with_encoding(encoding: str, *arguments: str) -> tuple[EndedCommand, bytes]:
        printed = io.BytesIO()
        output = io.TextIOWrapper(printed, encoding=encoding)
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", output)
            ended = run(*arguments)
        output.flush()
        return ended, printed.getvalue()

    return with_encoding


@pytest.mark.long
def test_json_is_utf8_whatever_the_terminals_encoding(
    run_with_encoding: Callable[..., tuple[EndedCommand, bytes]],
) -> None:
    for encoding in ("latin-1", "ascii", "cp1252"):
        _, printed = run_with_encoding(encoding, "search", "brøyting", "--format", "json")
        assert json.loads(printed.decode("utf-8"))["query"] == "brøyting", encoding


def test_a_table_prints_in_a_terminal_that_has_few_letters(
    run_with_encoding: Callable[..., tuple[EndedCommand, bytes]],
) -> None:
    for encoding, title in (("ascii", "Brøyting".encode()), ("iso8859-5", b"Br?yting")):  # Typer takes ASCII for UTF-8
        ended, printed = run_with_encoding(encoding, "search", "brøyting")
        assert (ended.code, ended.err) == (0, ""), encoding
        assert title in printed, encoding


def test_an_argument_that_is_no_text_is_refused_in_one_sentence(run: Run) -> None:
    run("search", os.fsdecode(b"\xff\xfe br"), "--format", "json").refused("is not in UTF-8")


@pytest.mark.long
def test_norwegian_letters_go_through_pipes_and_a_reader_that_leaves_early_gets_no_traceback(
    desk_stood_before: None,
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kontakt", "search", "--batch"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
    )
    queries = ["brøyting", "sjåfør på ærfugl"]
    process.stdin.write("".join(f"{query}\n" for query in queries).encode())
    process.stdin.flush()
    read = [json.loads(process.stdout.readline().decode("utf-8"))["query"] for _ in queries]
    process.stdout.close()
    with suppress(BrokenPipeError):
        process.stdin.write(b"a\n" * 1000)
        process.stdin.close()
    err = process.stderr.read()
    process.stderr.close()
    process.wait(30)
    assert (read, err) == (queries, b"")


def test_a_search_works_from_the_local_copy_while_the_database_is_away(run: Run, data_dir: Path) -> None:
    run("search", "brøyting")  # leaves the copy
    for file in data_dir.glob("kontakt.sqlite*"):
        file.unlink()
    (data_dir / "kontakt.sqlite").mkdir()
    (answer,) = objects(run("search", "brøyting", "--format", "json").out)
    assert answer["hits"]


def test_a_database_that_is_newer_than_the_program_is_one_sentence_without_a_copy(run: Run, data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    run("search", "brøyting").refused("newer kontakt (step 9999)")


def test_whom_to_ring_is_printed_first_when_life_is_at_stake(run: Run) -> None:
    lines = run("search", "han puster ikke").out.splitlines()
    assert lines[0] == "! Danger to life: call 113 (ambulance)"
    assert len(lines) > 1


def test_json_says_whom_to_ring_and_nothing_otherwise(run: Run) -> None:
    (answer,) = objects(run("search", "brann", "--format", "json").out)
    assert [(each["id"], each["numbers"]) for each in answer["urgent"]] == [("fire", ["110"])]
    assert "110" in answer["urgent"][0]["says"]
    (answer,) = objects(run("search", "brannsyn", "--format", "json").out)
    assert answer["urgent"] == []
