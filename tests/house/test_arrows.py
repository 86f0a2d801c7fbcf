"""The house's arrows go down only, and the pure rooms stay light."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_every_import_contract_is_kept() -> None:
    # In a process of its own: import-linter silences every logger of the one it runs in.
    program = (
        "import sys; from importlinter.cli import lint_imports; "
        f"sys.exit(lint_imports(config_filename={str(ROOT / 'pyproject.toml')!r}, no_cache=True, no_logo=True))"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)

    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("room", ["kontakt.firstline", "kontakt.search", "kontakt.privacy"])
@pytest.mark.parametrize("heavy", ["textual", "typer", "sqlalchemy", "pydantic", "sqlite3"])
def test_a_pure_room_loads_nothing_of_the_machinery(room: str, heavy: str) -> None:
    program = f"import sys, {room}; sys.exit({heavy!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.long
def test_the_desk_opens_without_loading_the_database_machinery() -> None:
    """What a fast start (docs/architecture.md, limits) rests on: SQLModel and Alembic come after the first screen."""
    program = (
        "import sys, kontakt.__main__, kontakt.cli.desk, kontakt.tui.app\n"
        "print(*({'sqlmodel', 'sqlalchemy', 'alembic', 'psycopg', 'typer'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert ended.stdout.split() == []
