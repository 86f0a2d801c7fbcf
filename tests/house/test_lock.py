"""requirements.lock: what `./run` installs, on any machine and from whatever index that machine uses."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENTRIES = re.sub(r"(?m)#.*$", "", LOCK).replace("\\\n", " ").strip().splitlines()
WANTED: list[str] = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["postgresql"],
    *PROJECT["build-system"]["requires"],
    *PROJECT["dependency-groups"]["dev"],
]


def test_the_lock_names_no_index_host_or_folder() -> None:
    assert re.findall(r"://|--(?:extra-)?index|--find-links|--trusted-host|-e |/(?:home|tmp|root)/", LOCK) == []


def test_every_locked_package_is_pinned_and_hashed() -> None:
    loose = [
        entry
        for entry in ENTRIES
        if entry.strip() and not re.match(r"\S+==\S+\s.*--hash=sha256:[0-9a-f]{64}", entry.strip())
    ]

    assert loose == []


@pytest.mark.parametrize("wanted", WANTED)
def test_the_lock_satisfies_the_project(wanted: str) -> None:
    locked = {
        canonicalize_name(name): Version(version)
        for name, version in re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK)
    }
    requirement = Requirement(wanted)

    assert locked[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_version_stands_the_same_everywhere() -> None:
    import kontakt

    assert PROJECT["project"]["version"] == kontakt.__version__
    assert f"## [{kontakt.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
