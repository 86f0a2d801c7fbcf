"""Help pages, and what is wrong with a command line, in the language of the screen."""

import errno
import io
import os
import sys
from typing import Any

import pytest

from kontakt.cli.app import NAMES, app_with
from kontakt.cli.help_pages import ARGUMENTS
from kontakt.cli.output import agreed
from kontakt.files.reasons import reason
from kontakt.locale import use_language

from .conftest import Run

WRONG = [
    (("finn",), "Kommandoen «finn» finnes ikke.", "kontakt"),
    (("serach",), "Kommandoen «serach» finnes ikke. Mente du search?", "kontakt"),
    (("knowledge", "impotr"), "Kommandoen «impotr» finnes ikke. Mente du import?", "kontakt knowledge"),
    (("knowledge", "--"), "Skriv hvilken kommando det gjelder.", "kontakt knowledge"),
    (("report", "--formatt", "x"), "Valget --formatt finnes ikke. Mente du --format?", "kontakt report"),
    (("report", "--format"), "--format må ha en verdi etter seg.", "kontakt report"),
    (("report", "--format", "pdf"), "--format må være en av text, json, csv, xlsx, html.", "kontakt report"),
    (("report", "a", "b"), "«a b» er mer enn denne kommandoen tar imot.", "kontakt report"),
    (("search", "a", "--batch=3"), "--batch skal ikke ha noen verdi.", "kontakt search"),
    (("search", "a", "--limit", "x"), "--limit må være et helt tall, fra 1 til 100.", "kontakt search"),
    (("search", "a", "--limit", "0"), "--limit må være et helt tall, fra 1 til 100.", "kontakt search"),
    (("log",), "--outcome mangler, og må oppgis.", "kontakt log"),
    (("costs", "--key", "40/60"), "BELØP mangler, og må oppgis.", "kontakt costs"),
]


@pytest.fixture
def in_norwegian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_LANGUAGE", "nb")


@pytest.mark.usefixtures("in_norwegian")
@pytest.mark.parametrize(("arguments", "sentence", "command"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_with_a_command_line_is_said_in_norwegian(
    run: Run, arguments: tuple[str, ...], sentence: str, command: str
) -> None:
    ended = run(*arguments)
    lines = ended.err.splitlines()
    assert (ended.code, ended.out, lines[0], lines[-1]) == (2, "", sentence, f"Hjelp: {command} -h")
    assert lines[1].startswith(f"Bruk: {command} [VALG]")


@pytest.mark.usefixtures("in_norwegian")
def test_a_group_without_a_command_shows_its_help(run: Run) -> None:
    ended = run("knowledge")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Bruk: kontakt knowledge [VALG] KOMMANDO …\n")


def _every_command() -> list[tuple[str, ...]]:
    def below(path: tuple[str, ...], group: Any) -> list[tuple[str, ...]]:
        inner = [each for name, command in group.items() for each in below((*path, name), _commands_of(command))]
        return [path, *inner]

    return below((), _commands_of(_whole()))


def _whole() -> Any:
    from typer.main import get_command

    return get_command(app_with(NAMES))


def _commands_of(command: Any) -> Any:
    return getattr(command, "commands", {})


@pytest.mark.usefixtures("in_norwegian")
@pytest.mark.parametrize("command", _every_command(), ids=" ".join)
def test_a_help_page_has_no_word_of_typers(run: Run, command: tuple[str, ...]) -> None:
    """The explanations themselves were translated when the module was loaded, in whatever language that was."""
    page = run(*command, "--help").out
    assert page.startswith(" ".join(("Bruk: kontakt", *command, "[VALG]")))
    assert "Vis denne hjelpen." in page
    for typers in ("Usage", "Options", "Arguments", "Commands", "[default", "[required", "<str>", "<path>", "range>"):
        assert typers not in page


def test_every_argument_has_a_name_that_is_translated() -> None:
    def arguments(command: Any) -> set[str]:
        own = {each.name for each in command.params if each.param_type_name == "argument"}
        return own.union(*(arguments(inner) for inner in _commands_of(command).values()))

    assert arguments(_whole()) == set(ARGUMENTS)


def test_what_the_operating_system_refuses_is_said_in_norwegian() -> None:
    use_language("nb")
    assert reason(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == "disken er full"
    assert reason(OSError(errno.ENOENT, os.strerror(errno.ENOENT))) == "finnes ikke"
    assert reason(OSError("a pipe that broke")) == "a pipe that broke"


@pytest.mark.parametrize(
    ("typed", "yes"),
    [("j", True), ("Ja", True), ("y", True), ("yes", True), ("n", False), ("nei", False), ("no", False), ("", False)],
)
def test_a_question_takes_yes_and_no_in_norwegian_and_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, yes: bool
) -> None:
    use_language("nb")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    assert agreed("Slette alt?") is yes
    assert capsys.readouterr().out.startswith("Slette alt? [j/N]")


def test_an_answer_that_is_neither_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use_language("nb")
    monkeypatch.setattr(sys, "stdin", io.StringIO("kanskje\nj\n"))
    assert agreed("Slette alt?")
    shown = capsys.readouterr()
    assert (shown.out.count("[j/N]"), shown.err) == (2, "Svar ja eller nei.\n")
