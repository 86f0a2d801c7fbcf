"""The desk over SSH, set up as docs/ssh.md says, on a line that takes a fifth of a second each way."""

import contextlib
import json
import os
import pwd
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..delayed_line import DelayedLine
from ..free_port import free_port
from ..programs import needed
from .test_terminal import CTRL_Q, Terminal

SHIPPED = Path(__file__).parents[2] / "docs" / "serve" / "sshd_config"
DELAY_SECONDS = 0.2
KEYS = 130
LEFT, RIGHT, BACKSPACE = b"\x1b[D", b"\x1b[C", b"\x7f"
_LETTERS = "brøyting gatelys barnehage søppel"


@pytest.fixture
def door(environment: None, data_dir: Path, tmp_path: Path) -> Iterator[list[str]]:
    """The command that signs in to a server of SSH of this test's own, which forces the desk on whoever comes."""
    user = pwd.getpwuid(os.geteuid()).pw_name
    for name in ("host", "kari"):
        make = [needed("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(make, check=True)
    (tmp_path / "authorized").write_bytes((tmp_path / "kari.pub").read_bytes())
    (tmp_path / "desk").write_text(
        f"#!/bin/sh\nKONTAKT_DATA_DIR='{data_dir}' KONTAKT_AGENT=kari KONTAKT_LANGUAGE=nb exec '{sys.executable}' -m kontakt\n"
    )
    (tmp_path / "desk").chmod(0o700)
    shipped = SHIPPED.read_text(encoding="utf-8").replace("Group kontakt-users", f"User {user}")
    port = free_port()
    (tmp_path / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path}/host\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"AuthorizedKeysFile {tmp_path}/authorized\n{shipped.replace('/opt/kontakt/bin/kontakt', f'{tmp_path}/desk')}"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # of root's, where it puts what need not its rights
    command = [needed("sshd"), "-D", "-e", "-f", str(tmp_path / "sshd_config")]
    with _running(command), DelayedLine(port, DELAY_SECONDS) as line:
        _await_listening(port)
        options = [
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            f"UserKnownHostsFile={tmp_path}/known",
            "-o",
            "LogLevel=ERROR",
        ]
        key = ["-F", "none", "-i", str(tmp_path / "kari"), "-o", "IdentitiesOnly=yes"]
        yield [needed("ssh"), "-tt", "-p", str(line.port), *key, *options, f"{user}@127.0.0.1"]


@contextlib.contextmanager
def _running(command: list[str]) -> Iterator[None]:
    with subprocess.Popen(command) as process:
        try:
            yield
        finally:
            process.terminate()


def _await_listening(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        assert time.monotonic() < until, "sshd does not listen"
        time.sleep(0.05)


def _typed(chance: random.Random) -> tuple[list[bytes], str]:
    """Keys as somebody types who goes back and mends, and what then stands in the box."""
    keys: list[bytes] = []
    text, at = "", 0
    while len(keys) < KEYS:
        what = chance.choice([*_LETTERS, LEFT, RIGHT, BACKSPACE])
        if what == LEFT:
            at = max(0, at - 1)
        elif what == RIGHT:
            at = min(len(text), at + 1)
        elif what == BACKSPACE:
            text, at = text[: max(0, at - 1)] + text[at:], max(0, at - 1)
        else:
            text, at = text[:at] + str(what) + text[at:], at + 1
        keys.append(what if isinstance(what, bytes) else what.encode())
    return keys, text


@pytest.mark.long
def test_on_a_slow_line_no_key_is_lost_or_comes_before_another(door: list[str], data_dir: Path) -> None:
    terminal = Terminal(door, os.environ | {"TERM": "xterm-256color"})
    try:
        terminal.await_text("Temaer")
        keys, text = _typed(random.Random(20))
        for each in keys:
            terminal.press(each)
            time.sleep(0.002)  # each in a packet of its own
        _await_query(terminal, data_dir, text)
        terminal.press(CTRL_Q)
        terminal.press(CTRL_Q)
        assert terminal.ended() == 0
    finally:
        terminal.close()


@pytest.mark.long
def test_nothing_but_the_desk_is_had(door: list[str]) -> None:
    asked = [each for each in door if each != "-tt"]
    said = subprocess.run([*asked, "cat", "/etc/passwd"], capture_output=True, text=True, check=False, timeout=120)
    assert "root:" not in said.stdout
    assert "terminal" in said.stdout + said.stderr
    forwarded = subprocess.run([*asked, "-W", "127.0.0.1:22"], capture_output=True, check=False, timeout=120)
    assert forwarded.returncode != 0


def _await_query(terminal: Terminal, data_dir: Path, text: str) -> None:
    """Wait until the desk has kept this query."""
    until = time.monotonic() + 60
    while not any(text.strip() in each for each in _kept(data_dir / "calls")):
        assert time.monotonic() < until, (text, _kept(data_dir / "calls"))
        terminal.read()


def _kept(folder: Path) -> list[str]:
    """What is kept of the calls under way, with its letters as they are."""
    files = [each.read_text(encoding="utf-8") for each in folder.glob("*.json")]
    return [json.dumps(json.loads(each), ensure_ascii=False) for each in files if each]
