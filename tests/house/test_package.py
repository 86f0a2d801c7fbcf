"""What is installed with ``pip install`` carries everything that the program reads beside its code."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ["src", "knowledge", "tools"]
FILES = ["pyproject.toml", "README.md", "LICENSE", ".gitignore"]

pytestmark = [pytest.mark.xdist_group("package"), pytest.mark.long]  # one worker makes it for all of them


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a copy of the project, as ``pip install .`` builds it."""
    return _names_in_wheel(_copy(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="module")
def wheel_of_sdist(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a source distribution, as an index would offer it."""
    folder = tmp_path_factory.mktemp("sdist")
    project = _copy(folder / "project")
    _build("sdist", project)
    with tarfile.open(next((project / "dist").glob("*.tar.gz"))) as archive:
        # An archive of our own, so nothing need be filtered; ``extractall`` has an argument for that only from 3.11.4
        # on.
        archive.extraction_filter = lambda member, _path: member
        archive.extractall(folder)
    return _names_in_wheel(next(folder.glob("kontakt-*")))


@pytest.mark.parametrize("built", ["wheel", "wheel_of_sdist"])
def test_the_installed_package_is_complete(built: str, request: pytest.FixtureRequest) -> None:
    names: set[str] = request.getfixturevalue(built)

    assert sorted(_expected() - names) == []


def test_only_the_package_is_installed(wheel: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"kontakt"}


def _expected() -> set[str]:
    package = ROOT / "src"
    code = _relative(package, (path for path in package.rglob("*.py")))
    styles = _relative(package, package.rglob("*.tcss"))
    catalogues = {f"kontakt/locale/{language}/LC_MESSAGES/kontakt.mo" for language in ("nb", "nn")}
    knowledge = ROOT / "knowledge"
    starter = {f"kontakt/starter/{name}" for name in _relative(knowledge, knowledge.rglob("*.*"))}
    assert styles
    assert "kontakt/starter/region.yaml" in starter
    return code | styles | catalogues | starter


def _relative(folder: Path, paths: Iterable[Path]) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in paths if path.is_file()}


def _copy(project: Path) -> Path:
    for name in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__", "*.mo")
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, project / name)
    return project


def _names_in_wheel(project: Path) -> set[str]:
    _build("wheel", project)
    with zipfile.ZipFile(next((project / "dist").glob("*.whl"))) as archive:
        return set(archive.namelist())


def _build(target: str, project: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    ended = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
