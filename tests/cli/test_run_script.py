"""``./run`` in a terminal, with a set-up and a program that do nothing but wait and read."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TYPED_AHEAD = Path("src", "kontakt", "tui", "keys", "typed_ahead.py")
SET_UP = """
import select, sys
from pathlib import Path
kontakt = Path(__file__).parents[1] / ".venv" / "bin" / "kontakt"
kontakt.parent.mkdir(parents=True)
kontakt.write_text("#!/bin/sh\\necho open\\nread -r typed\\necho \\"read $typed.\\"\\n")
kontakt.chmod(0o755)
print("setting up", flush=True)
select.select([sys.stdin], [], [])
"""


@pytest.mark.parametrize(("arguments", "read"), [((), "later"), (("demo",), "later"), (("search", "x"), "meanwhile")])
def test_what_is_typed_during_the_set_up_does_not_reach_the_desk_that_opens(
    tmp_path: Path, arguments: tuple[str, ...], read: str
) -> None:
    shutil.copy(ROOT / "run", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / TYPED_AHEAD).parent.mkdir(parents=True)
    shutil.copy(ROOT / TYPED_AHEAD, tmp_path / TYPED_AHEAD)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "set_up.py").write_text(SET_UP, encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    run = subprocess.Popen(
        [str(tmp_path / "run"), *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown = bytearray()

    def read_until(text: str) -> None:
        while text.encode() not in shown:
            shown.extend(os.read(ours, 4096))

    read_until("setting up")
    os.write(ours, b"meanwhile\n")
    read_until("open")
    os.write(ours, b"later\n")
    read_until(f"read {read}.")
    assert run.wait() == 0
    os.close(ours)
