"""Figures that are read from a standby: two real servers, of which one follows the other."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from kontakt.database import ReadingCutOff, Session, open_engine, reading, writing
from kontakt.demo.throw_away_server import new_folder
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline import Period
from kontakt.firstline.outcomes import Outcome
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.log import store
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.region_people import let_in
from kontakt.installation.shared_region import upgrade_shared
from kontakt.installation.signed_in import as_signed_in
from kontakt.installation.standby_soundness import standby_findings
from kontakt.lead.figures_source import TRIES
from kontakt.lead.freshness import FiguresServer, Freshness
from kontakt.lead.region_editing import member_changed
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.settings import Settings, load_settings
from kontakt.web.user_environment import refuse_named_login, user_environment, user_folder

from ..replicated_server import ReplicatedServer
from ..server import Server

pytestmark = [pytest.mark.xdist_group("standby"), pytest.mark.long]

DATABASE = "kontakt"


@dataclass
class Pair:
    desks: ReplicatedServer
    standby: ReplicatedServer

    def log(self, times: int = 1) -> None:
        engine = open_engine(self.desks.address(DATABASE))
        now = datetime.now(UTC)
        alike = Inquiry(
            id=uuid4(),
            call_id=uuid4(),
            municipality="4026",
            outcome=Outcome.ANSWERED,
            started_at=now,
            logged_at=now,
            agent="Kari",
        )
        with writing(engine) as session:
            store.deliver(session, [logged(replace(alike, id=uuid4()), now) for _ in range(times)])
        engine.dispose()

    def catch_up(self) -> None:
        """Returns when the standby has taken in what the desks' server has written by now, and replays on."""
        self.standby.say("SELECT pg_wal_replay_resume()")
        with self.desks.connected(DATABASE) as desks, self.standby.connected(DATABASE) as standby:
            (written,) = desks.execute("SELECT pg_current_wal_lsn()").fetchone() or ("",)
            behind = "SELECT pg_last_wal_replay_lsn() < %s::pg_lsn"
            while (standby.execute(behind, (written,)).fetchone() or (True,))[0]:
                standby.execute("SELECT pg_sleep(0.02)")


@pytest.fixture(scope="module")
def pair(a_server: Server, fill: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """``a_server`` says whether there is a PostgreSQL on this machine."""
    desks = ReplicatedServer(new_folder())
    try:
        desks.make()
        desks.follow_me()
        desks.start()
        desks.create(DATABASE)
        owner = Settings(data_dir=tmp_path_factory.mktemp("owner"), database=desks.address(DATABASE), agent="owner")
        fill(owner.database)
        upgrade_shared(owner, datetime.now(UTC))
        let_in(owner, "eva", "Eva", "4026", ["lead"])
        standby = desks.standby()
        try:
            yield Pair(desks, standby)
        finally:
            standby.end()
    finally:
        desks.end()


@pytest.fixture
def lead(pair: Pair, tmp_path: Path) -> Iterator[LeadService]:
    settings = Settings(
        data_dir=tmp_path,
        database=pair.desks.address(DATABASE, "eva"),
        figures_database=pair.standby.address(DATABASE, "eva"),
        agent="Eva",
    )
    with LazyEngine(settings) as database:
        service = LeadService(settings, database)
        yield service
        service.close()


def inquiries(service: LeadService) -> int:
    service.bring_up_to_date()
    now = datetime.now(UTC)
    return service.rate(Scope(period=Period(now - timedelta(days=1), now + timedelta(days=1)))).inquiries


def target_of_tinn(region: Region) -> int | None:
    tinn = region.municipality("4026")
    return tinn.target_on(datetime.now(OSLO).date()) if tinn else None


def how_new(service: LeadService) -> Freshness:
    assert service.freshness is not None
    return service.freshness


def test_figures_of_a_standby_say_what_they_lack_and_what_is_written_goes_to_the_desks_server(
    pair: Pair, lead: LeadService
) -> None:
    pair.log(2)
    pair.catch_up()
    assert (inquiries(lead), how_new(lead).missing, how_new(lead).source) == (2, 0, FiguresServer.STANDBY)
    pair.standby.say("SELECT pg_wal_replay_pause()")
    pair.log(3)
    assert (inquiries(lead), how_new(lead).missing) == (2, 3)
    assert [each.sentence for each in standby_findings(lead.settings)] == ["in order"]  # it is seconds behind
    behind = how_new(lead)
    assert behind.complete_until is not None
    assert behind.complete_until < behind.asked_at
    lead.change_region(member_changed("4026", lambda member: replace(member, target=85)))
    page = lead.region_page()
    assert target_of_tinn(page.region) == 85
    pair.catch_up()
    assert (inquiries(lead), how_new(lead).missing) == (5, 0)
    assert target_of_tinn(lead.names.region) == 85


def test_a_copy_that_had_come_further_than_the_standby_is_kept(pair: Pair, lead: LeadService) -> None:
    pair.catch_up()
    pair.standby.say("SELECT pg_wal_replay_pause()")
    before = inquiries(lead)
    pair.log(1)
    with LazyEngine(lead.settings) as database:
        without = LeadService(replace(lead.settings, figures_database=""), database)
        lead.close()
        assert inquiries(without) == before + 1
        without.close()
        again = LeadService(lead.settings, database)
        assert (inquiries(again), how_new(again).missing) == (before + 1, 0)
        again.close()
    pair.catch_up()


def test_a_lead_in_a_browser_has_the_figures_of_the_standby_and_signs_in_to_both_servers_as_themselves(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Settings(
        data_dir=tmp_path,
        database=f"postgresql:///{DATABASE}?host={pair.desks.folder}",
        figures_database=f"postgresql:///{DATABASE}?host={pair.standby.folder}",
    )
    refuse_named_login(served)
    for name, value in user_environment(served, "eva", "nb").items():
        monkeypatch.setenv(name, value)
    settings = as_signed_in(load_settings())
    assert (settings.agent, settings.data_dir) == ("Eva", user_folder(served, "eva"))
    with LazyEngine(settings) as database, closing(LeadService(settings, database)) as lead:
        pair.catch_up()
        pair.standby.say("SELECT pg_wal_replay_pause()")
        before = inquiries(lead)
        pair.log(2)
        assert (inquiries(lead), how_new(lead).missing, how_new(lead).source) == (before, 2, FiguresServer.STANDBY)
        who = text("SELECT session_user, pg_is_in_recovery()")
        assert lead._source.ask(lambda session: tuple(session.connection().execute(who).one())) == ("eva", True)
        with reading(database.engine) as session:
            assert tuple(session.connection().execute(who).one()) == ("eva", False)
        pair.catch_up()
        assert (inquiries(lead), how_new(lead).missing) == (before + 2, 0)


def test_a_standby_of_another_region_is_refused(pair: Pair, lead: LeadService) -> None:
    pair.catch_up()
    pair.standby.say("SELECT pg_wal_replay_pause()")
    pair.desks.say("UPDATE database_identity SET id = 'one'", DATABASE)
    with pytest.raises(KontaktError, match="another region"):
        lead.bring_up_to_date()
    pair.catch_up()
    lead.bring_up_to_date()


def test_a_question_that_the_standby_cuts_off_is_asked_again_and_told_in_the_end(pair: Pair, lead: LeadService) -> None:
    pair.log(1)
    pair.catch_up()
    asked = []

    def slow(session: Session) -> int:
        """One that the server's vacuum is in the way of, the first ``cut_off`` times."""
        asked.append(session.connection().execute(text("SELECT count(*) FROM note")).scalar_one())
        if len(asked) <= cut_off:
            pair.desks.say("DELETE FROM note", DATABASE)
            pair.desks.say("INSERT INTO note VALUES (1)", DATABASE)
            pair.desks.say("VACUUM note", DATABASE)
            session.connection().execute(text("SELECT pg_sleep(20)"))
        return len(asked)

    pair.desks.say("CREATE TABLE note AS SELECT 1 AS id; GRANT SELECT ON note TO PUBLIC", DATABASE)
    pair.catch_up()
    cut_off = 1
    assert lead._source.ask(slow) == 2
    asked.clear()
    cut_off = TRIES
    with pytest.raises(ReadingCutOff, match="ended the question to keep up"):
        lead._source.ask(slow)
    assert len(asked) == TRIES
    assert lead.lost_at is None
    pair.desks.say("DROP TABLE note", DATABASE)


def test_a_standby_that_takes_its_own_way_or_is_gone_is_told(pair: Pair, lead: LeadService) -> None:
    pair.catch_up()
    inquiries(lead)
    pair.standby.promote()
    assert [each.sound for each in standby_findings(lead.settings)] == [False]
    with pytest.raises(KontaktError, match="no standby any more"):
        lead.bring_up_to_date()
    itself = replace(lead.settings, database=lead.settings.figures_database)
    with LazyEngine(itself) as database:
        after_fail_over = LeadService(itself, database)
        after_fail_over.bring_up_to_date()
        assert (how_new(after_fail_over).source, how_new(after_fail_over).missing) == (FiguresServer.DESKS_SERVER, 0)
        after_fail_over.close()
    pair.standby.stop()
    with pytest.raises(KontaktError, match="does not answer"):
        lead.bring_up_to_date()
    assert lead.lost_at is not None
