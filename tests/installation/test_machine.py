"""What is said of the machine that kontakt runs on."""

import os
import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kontakt.installation import machine
from kontakt.settings import Settings

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("kind", "columns", "lines", "told"),
    [
        ("xterm-256color", 80, 24, None),
        ("xterm-256color", 79, 24, "at least 80 × 24"),
        ("xterm-256color", 160, 20, "at least 80 × 24"),
        ("dumb", 120, 36, "TERM is “dumb”"),
        ("", 120, 36, "xterm-256color"),
    ],
)
def test_a_terminal_is_known_and_large_enough(kind: str, columns: int, lines: int, told: str | None) -> None:
    found = machine.terminal_finding(kind, columns, lines)
    assert found.sound is (told is None)
    assert (told or f"{kind}, {columns} × {lines}") in found.sentence


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"VTE_VERSION": "7600"}, "F1, F10, F11"),
        ({"TERM_PROGRAM": "vscode"}, "F5"),
        ({"WT_SESSION": "a"}, "Ctrl+O"),
        ({"TERM": "xterm"}, "none is known"),
    ],
)
def test_keys_that_a_terminal_keeps_are_named_with_the_second_way(environment: dict[str, str], told: str) -> None:
    found = machine.keys_finding(environment)
    assert found.sound
    assert told in found.sentence


@pytest.mark.parametrize(
    ("named", "encoding", "known", "on_terminal", "told"),
    [
        ("nb_NO.UTF-8", "utf-8", True, True, None),
        ("", "UTF8", True, False, None),
        ("C", "utf-8", True, True, "tmux"),
        ("nb_NO.ISO-8859-1", "iso8859-1", True, True, "æ, ø and å are lost"),
        ("nb_NO.UTF-8", "utf-8", False, True, "no such locale"),
    ],
)
def test_a_locale_lets_the_letters_through(
    named: str, encoding: str, known: bool, on_terminal: bool, told: str | None
) -> None:
    found = machine.locale_finding(named, encoding, known=known, on_terminal=on_terminal)
    assert found.sound is (told is None)
    assert (told or encoding) in found.sentence


def test_a_clock_that_went_back_is_told(settings: Settings) -> None:
    settings.journal_path.touch()
    for ahead, sound in ((timedelta(minutes=1), True), (timedelta(hours=1), False)):
        written = (NOW + ahead).timestamp()
        os.utime(settings.journal_path, (written, written))
        assert machine.clock(settings, NOW).sound is sound


def test_a_disk_without_room_for_the_copy_before_an_upgrade_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = machine.LEAST_ROOM + 500
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9 - free, free))
    Path(settings.data_dir / "kontakt.sqlite").write_bytes(b"a" * 500)
    assert [each.sound for each in machine.room(settings)] == [True]
    Path(settings.data_dir / "kontakt.sqlite").write_bytes(b"a" * 501)
    assert ["make room" in each.sentence for each in machine.room(settings)] == [True]
