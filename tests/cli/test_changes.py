"""``kontakt knowledge changes``."""

import json
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.long


def changed(run: Run, tmp_path: Path) -> str:
    """Change the title of an article through the files; its id."""
    run("knowledge", "export", str(tmp_path / "files"))
    file = next((tmp_path / "files").glob("articles/*/*.md"))
    text = file.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    file.write_text(text.replace(title, f"{title} x"), encoding="utf-8")
    assert run("knowledge", "import", str(tmp_path / "files")).code == 0
    return file.stem


def test_what_was_changed_is_printed_with_who_and_the_difference(run: Run, tmp_path: Path) -> None:
    id = changed(run, tmp_path)
    lines = run("knowledge", "changes", "--article", id).out.splitlines()
    assert "imported" in lines[0]
    assert lines[0].endswith(id)
    printed = run("knowledge", "changes", "--article", id, "--difference").out
    assert "  Title\n    - " in printed
    [*_older, newest] = reversed(json.loads(run("knowledge", "changes", "--article", id, "--format", "json").out))
    assert (newest["article"], newest["fields"], newest["what"]) == (id, ["title"], "imported")


def test_a_day_is_read_in_both_forms_and_one_that_is_none_is_a_sentence(run: Run, tmp_path: Path) -> None:
    changed(run, tmp_path)
    for since in ("01.11.2999", "2999-11-01"):
        assert run("knowledge", "changes", "--since", since).out == ""
    run("knowledge", "changes", "--since", "i går").refused("--since i går")
    assert run("knowledge", "changes", "--since", "1.1.2020", "--by", "nobody").out == ""
