"""The process that has the dictionaries."""

import json
import sys

import pytest

from kontakt.installation.dictionary_process import DictionaryProcess, answer_to


class OneWord:
    def knows(self, word: str) -> bool:
        return word == "vann"

    def suggestions(self, word: str) -> tuple[str, ...]:
        return ("vann", "bånn")


@pytest.mark.parametrize(("suggest", "answer"), [(False, False), (True, ["vann", "bånn"])])
def test_a_question_a_line_is_answered_with_a_line(suggest: bool, answer: object) -> None:
    line = answer_to(json.dumps(["nb", "våtn", suggest]), {"nb": OneWord()})
    assert "\n" not in line
    assert json.loads(line) == answer


def test_what_is_known_is_asked_once_and_answers_come_from_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(form: str, word: str, *, suggest: bool) -> object:
        asked.append(f"{form} {word}")
        return json.loads(answer_to(json.dumps([form, word, suggest]), {"nb": OneWord(), "nn": OneWord()}))

    process = DictionaryProcess()
    monkeypatch.setattr(process, "ask", ask)
    spelling = process.spelling(frozenset({"Tinn"}))
    process.close()
    assert [spelling.bokmaal.knows("vann"), spelling.bokmaal.knows("vann"), spelling.nynorsk.knows("vatn")] == [
        True,
        True,
        False,
    ]
    assert asked == ["nb vann", "nn vatn"]


def test_a_process_that_has_ended_is_an_os_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    process = DictionaryProcess()
    with pytest.raises(BrokenPipeError):
        process.ask("nb", "vann", suggest=False)
    process.close()
