"""The README can't rot: what can be set or called is named in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from kontakt.cli.app import app
from kontakt.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The command and those below it, by what a person types."""
    yield name, command
    for part, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, f"{name} {part}")


COMMANDS = dict(_commands(typer.main.get_command(app), "kontakt"))
OPTIONS = sorted(
    {
        option
        for command in COMMANDS.values()
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in parameter.opts
        if option.startswith("--")
    }
)


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_a_setting_is_in_the_readme(setting: str) -> None:
    assert f"`{setting}`" in README or f"KONTAKT_{setting.upper()}" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_in_the_readme(command: str) -> None:
    assert command in README


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_is_in_the_readme(option: str) -> None:
    assert option in README
