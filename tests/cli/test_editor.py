"""``kontakt editor``."""

import subprocess
from collections.abc import Callable

import pytest

from .conftest import Run


@pytest.mark.long
def test_the_editors_room_without_a_terminal_is_one_sentence(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    ended = process("editor")
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode().count("\n") == 1


def test_the_command_says_what_it_opens(run: Run) -> None:
    ended = run("editor", "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "Usage: " in ended.out
