"""The files of a new database are its owner's alone for as long as somebody works with it, and after."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from kontakt.database import DatabaseUnavailable, keep_to_file, open_engine, writing


def test_the_write_ahead_log_is_as_private_as_the_database(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        engine = open_engine(f"sqlite:///{tmp_path / 'region.sqlite'}")
        with writing(engine) as session:
            session.connection().execute(text("CREATE TABLE note (text TEXT)"))
            session.flush()
            modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        assert modes == dict.fromkeys(("region.sqlite", "region.sqlite-wal", "region.sqlite-shm"), 0o600)
        engine.dispose()
    finally:
        os.umask(before)


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'region.sqlite'}")
    keep_to_file(engine)
    with pytest.raises(DatabaseUnavailable, match="unable to open"), writing(engine) as session:
        session.connection()
    assert list(tmp_path.iterdir()) == []
    engine.dispose()
