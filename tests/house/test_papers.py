"""The papers can't rot: what they name is there, and what is written from the code is up to date."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kontakt.settings import Settings

from ..long_tests import QUICK

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "kontakt"
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)`")
"""What may be a path: one with a place to fill in, such as `articles/<theme>/`, is none."""
CITED = re.compile(r"\b(?:docs|tools|bench|tests)/[\w/]+\.(?:md|py)\b")
"""A file that code points its reader to."""
LINK = re.compile(r"""(?:\]\(|(?:href|src)=")(?!\w+:)([^)#\s"]+)""")


def _name(paper: Path) -> str:
    return paper.relative_to(ROOT).as_posix()


def _paths(text: str) -> list[str]:
    """The paths that a paper names: from the root of the repository or of the package, or the bare name of a module."""
    roots = {each.name for folder in (ROOT, PACKAGE) for each in folder.iterdir()}
    return [
        name for name in NAMED.findall(text) if name.endswith(".py") or ("/" in name and name.split("/")[0] in roots)
    ]


def _is_there(path: str) -> bool:
    if "/" not in path:
        return any(PACKAGE.rglob(path))
    return (ROOT / path).exists() or (PACKAGE / path).exists()


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_every_path_that_a_paper_names_exists(paper: Path) -> None:
    named = _paths(paper.read_text(encoding="utf-8"))

    assert [path for path in named if not _is_there(path)] == []


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_every_link_from_a_paper_to_a_file_leads_there(paper: Path) -> None:
    links = LINK.findall(paper.read_text(encoding="utf-8"))

    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_code_cites_files_that_are_there() -> None:
    code = [file for folder in ("src", "tests", "tools", "bench") for file in (ROOT / folder).rglob("*.py")]
    cited = {(path, _name(file)) for file in code for path in CITED.findall(file.read_text(encoding="utf-8"))}

    assert {(path, file) for path, file in cited if not (ROOT / path).exists()} == set()


@pytest.mark.long
def test_the_pages_of_reference_are_up_to_date() -> None:
    # In a process of its own: the help of commands is in the language that was set when they were first imported.
    ended = subprocess.run(
        [sys.executable, ROOT / "tools" / "write_reference.py", "--check"], check=False, capture_output=True, text=True
    )

    assert (ended.stdout, ended.returncode) == ("", 0), f"run tools/write_reference.py\n{ended.stderr}"


def test_every_file_of_the_data_folder_is_explained() -> None:
    settings = Settings(data_dir=Path("folder"), agent="agent 1")
    files = {getattr(settings, name).name for name in dir(Settings) if name.endswith("_path")}
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")

    assert {file for file in files if f"`{file}" not in page} == set()


def test_every_room_has_a_line_in_the_architecture() -> None:
    rooms = {each.parent.name for each in PACKAGE.glob("*/__init__.py")}
    paper = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert {room for room in rooms if f"`{room}/`" not in paper} == set()


def test_run_leaves_out_what_the_summary_tells_of() -> None:
    assert f'-m "{QUICK}"' in (ROOT / "run").read_text(encoding="utf-8")
