"""Connecting takes the database as it is; upgrading is an act of its own."""

import pytest
from sqlalchemy import text

from kontakt.database import DatabaseUnavailable, open_engine, reading
from kontakt.database.migrate import DatabaseNewer, DatabaseOlder, bring_up_to_date
from kontakt.directory import store as directory
from kontakt.installation.connecting import connect
from kontakt.installation.opening import open_database
from kontakt.installation.upgrading import upgrade
from kontakt.settings import Settings

from ..conftest import Clock


@pytest.fixture
def older(settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of a database that an older program has made."""
    engine = open_engine(settings.database_url)
    with monkeypatch.context() as before:
        before.setattr("kontakt.database.migrate.HEAD", "0003")
        bring_up_to_date(engine, settings.data_dir, clock())
    engine.dispose()
    return settings


def step(settings: Settings) -> str:
    engine = open_engine(settings.database_url)
    with reading(engine) as session:
        found = session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    return found


def test_connecting_refuses_an_older_schema_in_one_sentence_and_leaves_it(older: Settings) -> None:
    with pytest.raises(DatabaseOlder, match="older kontakt") as raised:
        connect(older)
    assert "\n" not in str(raised.value)
    assert step(older) == "0003"


def test_connecting_refuses_a_newer_schema_in_one_sentence(filled: Settings) -> None:
    engine = open_engine(filled.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseNewer, match="newer kontakt") as raised:
        connect(filled)
    assert "\n" not in str(raised.value)


def test_connecting_makes_no_database(settings: Settings) -> None:
    with pytest.raises(DatabaseUnavailable):
        connect(settings)
    assert list(settings.data_dir.iterdir()) == []


@pytest.mark.usefixtures("little_is_shipped")
def test_what_was_upgraded_can_be_connected_to(older: Settings, clock: Clock) -> None:
    upgrade(older, clock())
    engine = connect(older)
    with reading(engine) as session:
        assert directory.load(session) is not None
    engine.dispose()


@pytest.mark.usefixtures("little_is_shipped")
def test_opening_an_embedded_region_upgrades_it_first(older: Settings, clock: Clock) -> None:
    open_database(older, clock()).dispose()
    connect(older).dispose()
