"""A database of this program, and one of an older program."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kontakt.database import migrate, open_engine
from kontakt.database.migrate import bring_up_to_date
from kontakt.database.migrations import HEAD

from ..databases import NewDatabase

NEXT = f"{int(HEAD) + 1:04}"
NEXT_STEP = f'''
"""A step that a later program could have."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"


def upgrade():
    op.add_column("feedback", sa.Column("answered", sa.Boolean(), nullable=True))
'''


@pytest.fixture
def engine(dialect: str, data_dir: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine of a file that is not there yet, or of an empty database on a server."""
    if dialect == "sqlite":
        address = f"sqlite:///{data_dir / 'kontakt.sqlite'}"
    else:
        new: NewDatabase = request.getfixturevalue("new_database")
        address = new("nothing", lambda _address: None)
    engine = open_engine(address)
    yield engine
    engine.dispose()


@pytest.fixture
def migrated(engine: Engine, data_dir: Path, clock: Callable[[], datetime]) -> Engine:
    """The engine of a database that has this program's schema."""
    bring_up_to_date(engine, data_dir, clock())
    return engine


@pytest.fixture
def later_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program has one step more than the databases made before."""
    steps = tmp_path / "migrations"
    shutil.copytree(migrate._steps(), steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / f"{NEXT}_next.py").write_text(NEXT_STEP, encoding="utf-8")
    monkeypatch.setattr(migrate, "_steps", lambda: steps)
    monkeypatch.setattr(migrate, "HEAD", NEXT)
