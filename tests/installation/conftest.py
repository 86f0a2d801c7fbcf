"""What an installation goes through while a desk is open on it."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from kontakt.database import open_engine
from kontakt.installation.region_people import let_in
from kontakt.installation.shared_region import initialise
from kontakt.settings import Settings

from ..conftest import STORED_AT
from ..databases import NewDatabase
from ..desk.conftest import log, service, stored  # noqa: F401


def region(address: str) -> None:
    initialise(Settings(database=address, data_dir=Path()), STORED_AT)


@pytest.fixture
def owner(new_database: NewDatabase, tmp_path: Path) -> Settings:
    folder = tmp_path / "owner"
    folder.mkdir()
    return Settings(data_dir=folder, database=new_database("region", region), agent="owner")


@pytest.fixture
def login(owner: Settings) -> Iterator[str]:
    """A login of an agent, gone afterwards."""
    name = f"kari_{uuid4().hex}"
    let_in(owner, name, "Kari", "4026")
    yield name
    engine = open_engine(owner.database)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}; DROP ROLE {name}")
    engine.dispose()
