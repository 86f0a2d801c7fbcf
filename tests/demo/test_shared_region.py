"""The throw-away region on a server: three people with their rights, and nothing left of it, whatever ended it."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from kontakt.demo import throw_away_server
from kontakt.demo.shared_region import PEOPLE, throw_away_region
from kontakt.errors import KontaktError
from kontakt.installation.signed_in import as_signed_in, signed_in
from kontakt.settings import Settings

pytestmark = [pytest.mark.usefixtures("a_server"), pytest.mark.long]  # says where there can be none


def test_everybody_signs_in_as_what_they_are_and_a_stopped_server_comes_back_with_everything(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.demo.shared_region._FILLED_WITH", timedelta(days=7))  # how many makes no difference
    with throw_away_region(settings, datetime.now(UTC)) as region:
        folder = region.server.folder
        for group, person in PEOPLE.items():
            variables = region.settings_of(group)
            there = Settings(data_dir=Path(variables["KONTAKT_DATA_DIR"]), database=variables["KONTAKT_DATABASE"])
            known = signed_in(there)
            assert known is not None
            assert (known.agent, known.groups) == (person.agent, (group,))
            assert as_signed_in(there).agent == person.agent
        logged = region.logged()
        assert logged
        region.switch()
        assert region.logged() is None
        region.switch()
        assert region.logged() == logged
    assert not folder.exists()


def test_a_server_whose_owner_is_killed_is_ended_and_its_folder_removed() -> None:
    program = (
        "from kontakt.demo.throw_away_server import *\n"
        "server = ThrowAwayServer(new_folder())\nserver.make()\nserver.start()\nprint(server.folder, flush=True)\ninput()"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    folder = Path(started.stdout.readline().strip())
    pid = int((folder / "cluster" / "postmaster.pid").read_text().splitlines()[0])
    started.kill()
    started.communicate()
    until = monotonic() + 60
    while (folder.exists() or Path(f"/proc/{pid}").exists()) and monotonic() < until:
        sleep(0.05)
    assert not folder.exists()
    assert not Path(f"/proc/{pid}").exists()


def test_without_a_server_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(throw_away_server, "programs", lambda: None)
    with (
        pytest.raises(KontaktError, match="no PostgreSQL on this machine: install one"),
        throw_away_region(settings, datetime.now(UTC)),
    ):
        pytest.fail("there is no region")
