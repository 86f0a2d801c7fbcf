"""What a killed program leaves behind with notes or rows of the log is deleted by the next one that starts."""

import subprocess
import sys

import pytest

from kontakt.installation.opening import opened_database
from kontakt.settings import Settings

from ..conftest import Clock

pytestmark = [pytest.mark.embedded, pytest.mark.long]


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from kontakt.database import migrate, open_engine
from kontakt.inquiries.columns.temporary import TemporaryFolder

folder = Path(sys.argv[1])
(TemporaryFolder(folder).path / "changed.csv").write_text("rows of the log")
migrate.HEAD = "9999"  # as a later program has it
migrate._refuse_newer = lambda engine, revision: None
migrate._without_what_is_deleted_in_time = lambda copy: os.kill(os.getpid(), signal.SIGKILL)
migrate.bring_up_to_date(open_engine(f"sqlite:///{folder / 'kontakt.sqlite'}"), folder, datetime.now(UTC))
"""


def test_copies_with_notes_and_rows_of_the_log_do_not_outlive_the_next_start(filled: Settings, clock: Clock) -> None:
    with opened_database(filled, clock()):
        pass
    before = {file.name for file in filled.data_dir.iterdir()}
    ended = subprocess.run([sys.executable, "-c", KILLED, str(filled.data_dir)], check=False, capture_output=True)
    assert ended.returncode == -9, ended.stderr
    left = {file.name for file in filled.data_dir.iterdir()} - before
    assert [name for name in left if name.endswith(".making")]
    assert [name for name in left if name.startswith("figures-")]
    with opened_database(filled, clock()):
        pass
    left = {file.name for file in filled.data_dir.iterdir()} - before
    assert not [name for name in left if "copy" in name or "figures" in name]
