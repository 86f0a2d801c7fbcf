"""The dictionaries in a process of their own: hunspell holds up every thread of the process that it works in, for up to
seconds.

The process reads a question a line and answers with one, both JSON, until its input ends.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TextIO

from kontakt.installation.dictionaries import load_spelling
from kontakt.knowledge.checking.spelling import Dictionary, Spelling

_BOKMAAL, _NYNORSK = "nb", "nn"


class DictionaryProcess:
    """Starts the process, which takes seconds to answer first. For one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def spelling(self, names: frozenset[str]) -> Spelling:
        """Its dictionaries; ``names`` are known as well."""
        return Spelling(_FarDictionary(self, _BOKMAAL), _FarDictionary(self, _NYNORSK), names)

    def ask(self, form: str, word: str, *, suggest: bool) -> Any:
        """Whether the dictionary of a language form has the word, or which ones it suggests. Raises OSError when the
        process has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps([form, word, suggest]) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except ValueError as closed:  # in another thread
            raise BrokenPipeError from closed
        if not answer:
            raise BrokenPipeError
        return json.loads(answer)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # closes the pipes, and waits
            pass


class _FarDictionary:
    def __init__(self, process: DictionaryProcess, form: str) -> None:
        self._process = process
        self._form = form
        self._known: dict[str, bool] = {}
        self._suggested: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = bool(self._process.ask(self._form, word, suggest=False))
        return self._known[word]

    def suggestions(self, word: str) -> tuple[str, ...]:
        if word not in self._suggested:
            self._suggested[word] = tuple(self._process.ask(self._form, word, suggest=True))
        return self._suggested[word]


def answer_to(question: str, dictionaries: Mapping[str, Dictionary]) -> str:
    """The line that answers a line."""
    form, word, suggest = json.loads(question)
    dictionary = dictionaries[form]
    return json.dumps(dictionary.suggestions(word) if suggest else dictionary.knows(word))


def answer_all(questions: TextIO, answers: TextIO) -> None:
    """Answer until nobody asks any more."""
    spelling = load_spelling(frozenset())
    dictionaries = {_BOKMAAL: spelling.bokmaal, _NYNORSK: spelling.nynorsk}
    for question in questions:
        answers.write(answer_to(question, dictionaries) + "\n")
        answers.flush()


if __name__ == "__main__":
    answer_all(sys.stdin, sys.stdout)
