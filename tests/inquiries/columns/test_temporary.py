"""Folders with rows of the shared log: nobody else's, and gone at the next start at the latest."""

import subprocess
import sys
from pathlib import Path

from kontakt.inquiries.columns.temporary import TemporaryFolder, delete_left

KILLED = """
import os, signal, sys
from pathlib import Path
from kontakt.inquiries.columns.temporary import TemporaryFolder
(TemporaryFolder(Path(sys.argv[1])).path / "changed.csv").write_text("rows")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_folder_is_its_owners_alone_and_leaves_nothing_when_it_is_closed(tmp_path: Path) -> None:
    folder = TemporaryFolder(tmp_path)
    (folder.path / "changed.csv").write_text("rows")
    assert folder.path.stat().st_mode & 0o077 == 0
    folder.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_deleted_at_the_next_start(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert list(tmp_path.glob("figures-*/changed.csv"))
    delete_left(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_somebody_works_in_stays(tmp_path: Path) -> None:
    folder = TemporaryFolder(tmp_path)
    program = "import sys; from pathlib import Path; from kontakt.inquiries.columns.temporary import delete_left; delete_left(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    assert folder.path.is_dir()
    folder.close()


def test_the_users_own_files_of_a_like_name_stay(tmp_path: Path) -> None:
    (tmp_path / "figures-2026").mkdir()
    (tmp_path / "figures-2026" / "board.xlsx").touch()
    (tmp_path / "figures.duckdb").touch()
    delete_left(tmp_path)
    assert (tmp_path / "figures-2026" / "board.xlsx").exists()
    assert (tmp_path / "figures.duckdb").exists()
