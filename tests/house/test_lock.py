"""requirements.lock, what `./run` installs, and requirements-dev.lock, what `./run test` adds to it: on any machine and
from whatever index that machine uses."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED: dict[str, list[str]] = {
    "requirements.lock": [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["postgresql"],
        *PROJECT["project"]["optional-dependencies"]["web"],
        *PROJECT["build-system"]["requires"],
        *PROJECT["dependency-groups"]["run"],
    ],
    "requirements-dev.lock": PROJECT["dependency-groups"]["dev"],
}


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _locked(name: str) -> dict[str, Version]:
    pins = re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;]+)", _text(name))
    return {canonicalize_name(package): Version(version) for package, version in pins}


@pytest.mark.parametrize("name", WANTED)
def test_a_lock_names_no_index_host_or_folder(name: str) -> None:
    assert re.findall(r"://|--(?:extra-)?index|--find-links|--trusted-host|-e |/(?:home|tmp|root)/", _text(name)) == []


@pytest.mark.parametrize("name", WANTED)
def test_every_locked_package_is_pinned_and_hashed(name: str) -> None:
    entries = re.sub(r"(?m)#.*$", "", _text(name)).replace("\\\n", " ").strip().splitlines()
    loose = [
        entry
        for entry in entries
        if entry.strip() and not re.match(r"\S+==\S+\s.*--hash=sha256:[0-9a-f]{64}", entry.strip())
    ]

    assert loose == []


@pytest.mark.parametrize(("name", "wanted"), [(name, wanted) for name in WANTED for wanted in WANTED[name]])
def test_a_lock_satisfies_the_project(name: str, wanted: str) -> None:
    requirement = Requirement(wanted)

    assert _locked(name)[canonicalize_name(requirement.name)] in requirement.specifier


def test_what_the_tests_add_changes_no_package_of_the_program() -> None:
    program, tests = _locked("requirements.lock"), _locked("requirements-dev.lock")
    both = program.keys() & tests.keys()

    assert both
    assert {name: tests[name] for name in both} == {name: program[name] for name in both}


def test_the_version_stands_the_same_everywhere() -> None:
    import kontakt

    assert PROJECT["project"]["version"] == kontakt.__version__
    assert f"## [{kontakt.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
