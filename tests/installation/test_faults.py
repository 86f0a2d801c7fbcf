"""What breaks between a desk and a real server: nothing that was logged is lost or doubled. ``bench/faults.py`` does it
at length."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import make_url

from kontakt.database import Engine, open_engine
from kontakt.errors import KontaktError
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.shared_region import upgrade_shared
from kontakt.installation.shared_soundness import shared_findings
from kontakt.installation.signed_in import as_signed_in
from kontakt.settings import Settings

from ..databases import NewDatabase
from .test_backup import deliver, entry, held

pytestmark = pytest.mark.long


@pytest.fixture
def kari(owner: Settings, login: str, tmp_path: Path) -> Settings:
    address = make_url(owner.database).set(username=login).render_as_string()
    return as_signed_in(Settings(data_dir=tmp_path / "kari", database=address, agent="Kari"))


def by_hand(address: str, statement: str) -> list[tuple[object, ...]]:
    engine = open_engine(address)
    with engine.begin() as connection:
        result = connection.exec_driver_sql(statement)
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_delivery_that_is_cut_off_in_its_transaction_is_done_once_by_the_next(
    owner: Settings, kari: Settings
) -> None:
    waits = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with LazyEngine(kari) as database, Journal(kari.journal_path) as journal:
        journal.append(entry(datetime.now(UTC), "Kari"))
        blocker = open_engine(owner.database)
        with blocker.begin() as connection:
            connection.exec_driver_sql("SELECT kontakt_lock_writers()")
            delivering = Thread(target=_deliver_quietly, args=(kari.journal_path, database.engine))
            delivering.start()
            eventually(lambda: by_hand(owner.database, f"SELECT count(*) {waits}") == [(1,)])
            by_hand(owner.database, f"SELECT pg_terminate_backend(pid) {waits}")
            delivering.join()
            assert journal.waiting() == 1
        blocker.dispose()
    deliver(kari)
    assert len(held(owner.database)[1]) == 1


def _deliver_quietly(path: Path, engine: Engine) -> None:
    with suppress(KontaktError), Journal(path) as journal:
        deliver_now(journal, engine)


def test_no_connection_left_is_one_sentence_and_loses_nothing(owner: Settings, kari: Settings, login: str) -> None:
    by_hand(owner.database, f"ALTER ROLE {login} CONNECTION LIMIT 0")
    with pytest.raises(KontaktError, match="no room for another connection"):
        deliver(kari, entry(datetime.now(UTC), "Kari"))
    by_hand(owner.database, f"ALTER ROLE {login} CONNECTION LIMIT -1")
    deliver(kari)
    assert len(held(owner.database)[1]) == 1


def test_two_owners_who_make_a_region_at_once_make_one_and_both_end_well(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    owner = Settings(data_dir=tmp_path, database=new_database("nothing", lambda _address: None), agent="owner")
    failed: list[Exception] = []

    def upgrade() -> None:
        try:
            upgrade_shared(owner, datetime.now(UTC))
        except KontaktError as problem:
            failed.append(problem)

    both = [Thread(target=upgrade) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert failed == []
    assert all(each.sound for each in shared_findings(owner, datetime.now(UTC)))
