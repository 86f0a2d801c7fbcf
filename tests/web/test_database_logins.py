"""Everybody at a browser signs in to the database as themselves: the lines that docs/serve/ has for PostgreSQL, on a
real server.

The service user is whoever runs the tests.
"""

import asyncio
import json
import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kontakt.installation.region_people import let_in
from kontakt.settings import Settings
from kontakt.web.app_process import DATA
from kontakt.web.user_environment import user_environment, user_folder

from ..server import OWNER, Server
from .proxies import SHIPPED
from .test_app_process import app

pytestmark = pytest.mark.xdist_group("browser")

KARI, OLA = "kari@example.invalid", "ola@example.invalid"


@pytest.fixture
def served(a_server: Server, shared_region: str, tmp_path: Path) -> Iterator[Settings]:
    """The settings of the server of browsers. Kari and Ola have rights in the region; the map names Kari alone."""
    database = shared_region.partition("/?")[0].partition("?")[0].rpartition("/")[2]
    for login, name in ((KARI, "Kari"), (OLA, "Ola")):
        let_in(Settings(database=shared_region, data_dir=tmp_path), login, name, None)
    lines = (SHIPPED / "pg_hba.conf").read_text(encoding="utf-8").replace("kontakt_region", OWNER)
    logins = (SHIPPED / "pg_ident.conf").read_text(encoding="utf-8")
    user = pwd.getpwuid(os.geteuid()).pw_name
    files = [a_server.folder / "cluster" / name for name in ("pg_hba.conf", "pg_ident.conf")]
    before = [each.read_text() for each in files]
    files[0].write_text(lines.replace("local   kontakt ", f"local   {database} ") + before[0])
    files[1].write_text(logins.replace("     kontakt  ", f"     {user}  ") + before[1])
    _read_again(a_server)
    yield Settings(database=f"postgresql:///{database}?host={a_server.folder}", data_dir=tmp_path)
    for file, text in zip(files, before, strict=True):
        file.write_text(text)
    _read_again(a_server)


def _read_again(server: Server) -> None:
    with psycopg.connect(host=str(server.folder), user=OWNER, dbname="postgres", autocommit=True) as connection:
        since = connection.execute("SELECT pg_conf_load_time()").fetchone()
        connection.execute("SELECT pg_reload_conf()")
    while True:  # a connection that is made later knows the files as they are now
        with psycopg.connect(host=str(server.folder), user=OWNER, dbname="postgres") as connection:
            if connection.execute("SELECT pg_conf_load_time()").fetchone() != since:
                return


@pytest.mark.long
def test_the_service_user_is_nobody_whom_the_map_does_not_name_and_never_the_owner(served: Settings) -> None:
    database, _mark, host = served.database.removeprefix("postgresql:///").partition("?host=")
    for login in (OWNER, OLA, "kontakt_jobs", "kontakt_agent", "nobody@example.invalid"):
        with pytest.raises(psycopg.OperationalError, match=r"Peer authentication failed|pg_hba.conf"):
            psycopg.connect(dbname=database, host=host, user=login)
    with psycopg.connect(dbname=database, host=host, user=KARI) as connection:
        assert connection.execute("SELECT session_user").fetchone() == (KARI,)


@pytest.mark.long
async def test_a_user_is_who_they_are_in_the_database_and_one_without_a_login_reads_why(served: Settings) -> None:
    async with app(Path(), **user_environment(served, KARI, "nb")) as process:
        packet = await asyncio.wait_for(process.read(), 120)
        while packet.kind != DATA or b"Temaer" not in packet.payload:
            packet = await asyncio.wait_for(process.read(), 120)
        known = json.loads((user_folder(served, KARI) / "signed-in.json").read_text(encoding="utf-8"))
        assert "Kari" in json.dumps(known)

    async with app(Path(), **user_environment(served, "nobody@example.invalid", "nb")) as process:
        packet = await asyncio.wait_for(process.read(), 120)
        assert packet.meta["type"] == "refused"
        assert "slipper ikke inn «nobody@example.invalid»" in packet.meta["sentence"]
