"""The far side of the desk: the shared database made, read, polled, and away."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from kontakt.database import open_engine, writing
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline import Verdict
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import purging
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.starter import starter_folder
from kontakt.knowledge.article import Article, Status
from kontakt.library import packed_articles
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.library.library import Library
from kontakt.settings import Settings

from ..conftest import Clock

SHIPPED = len(list(starter_folder().glob("articles/*/*.md")))


# --- the first opening --------------------------------------------------------------------------------------


@pytest.mark.long
def test_the_first_opening_makes_the_database_and_fills_it_and_the_second_adds_nothing(
    settings: Settings, clock: Clock
) -> None:
    found = []
    for _ in range(2):
        service = DeskService(settings, LazyEngine(settings, clock), clock=clock)
        found.append(service.library())
        service.close()
    first, second = found
    assert (len(first.articles), len(first.region.municipalities)) == (SHIPPED, 8)
    assert second.change == first.change


@pytest.mark.embedded
def test_nothing_is_opened_before_it_is_needed(settings: Settings, clock: Clock) -> None:
    DeskService(settings, LazyEngine(settings, clock), clock=clock).close()
    assert not (settings.data_dir / "kontakt.sqlite").exists()


@pytest.mark.long
def test_two_at_once_on_an_empty_folder_both_work_and_fill_it_once(data_dir: Path, tmp_path: Path) -> None:
    """Four rounds of three real processes, with little to fill it with: the moment in which they would collide is
    short."""
    shipped = tmp_path / "shipped"
    for file in ("region.yaml", "themes.yaml", "urgent.yaml"):
        shipped.mkdir(exist_ok=True)
        shutil.copy(starter_folder() / file, shipped)
    theme = min((starter_folder() / "articles").iterdir(), key=lambda each: len(list(each.iterdir())))
    few = len(list(shutil.copytree(theme, shipped / "articles" / theme.name).iterdir()))
    program = """
import sys
from pathlib import Path
from time import monotonic, sleep
import alembic.command, kontakt.installation.opening
from kontakt.desk.service import DeskService
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.settings import Settings
kontakt.installation.starter.starter_folder = lambda: Path(sys.argv[1])
for folder in sys.stdin:
    settings = Settings(data_dir=Path(folder.strip()), agent="kari")
    with LazyEngine(settings) as database:
        service = DeskService(settings, database)
        print(len(service.library().articles), service.library().change, flush=True)
"""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    desks = [subprocess.Popen([sys.executable, "-c", program, shipped], text=True, **pipes) for _ in range(3)]
    folders = [data_dir / str(number) for number in range(4)]
    for folder in folders:
        folder.mkdir()
    ended = []
    try:
        for desk in desks:
            desk.stdin.write("".join(f"{folder}\n" for folder in folders))
            desk.stdin.flush()
        for desk in desks:
            out, err = desk.communicate(timeout=600)  # for one that hangs: a busy machine needs minutes
            ended.append((out.split("\n")[:-1], err))
    finally:
        for desk in desks:
            desk.kill()
            desk.communicate()
    (seen, _), *_others = ended
    assert [err for _out, err in ended] == ["", "", ""]
    assert [out for out, _err in ended] == [seen, seen, seen]
    assert [line.split()[0] for line in seen] == [str(few)] * 4


@pytest.mark.embedded
@pytest.mark.parametrize("name", ["a b", "a#b", "a%20b", "kåre", "x:y@z"])
def test_everything_lies_in_the_data_folder_whatever_its_name(
    tmp_path: Path, filled_folder: Path, clock: Clock, name: str
) -> None:
    folder = shutil.copytree(filled_folder, tmp_path / name)
    settings = Settings(data_dir=folder, agent="kari")
    service = DeskService(settings, LazyEngine(settings, clock), clock=clock)
    service.library()
    service.close()
    assert {"kontakt.sqlite", settings.cache_path.name} <= {each.name for each in folder.iterdir()}
    assert list(tmp_path.iterdir()) == [folder]


# --- the library --------------------------------------------------------------------------------------------


def test_the_first_poll_brings_the_library(service: DeskService) -> None:
    assert isinstance(service.poll(), Library)


def test_the_first_library_is_made_of_the_one_that_the_desk_opened_with(
    service: DeskService,
    filled: Settings,
    clock: Clock,
    save_elsewhere: Callable[[Article], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service.library()
    copy = cached_library(Cache(filled.cache_path))
    unpacking = Mock(side_effect=packed_articles.unpacked)
    monkeypatch.setattr(packed_articles, "unpacked", unpacking)
    with LazyEngine(filled, clock) as database:
        again = DeskService(filled, database, known=copy, clock=clock)
        library = again.poll()
        assert library.index is copy.index, "nothing has changed since: it is not built a second time"
        unpacking.assert_not_called()
        assert library.articles == copy.articles
        again.close()

        gatelys = replace(copy.article("gatelys"), title="Lys langs veien")
        save_elsewhere(gatelys)
        save_elsewhere(replace(copy.article("soeppel"), status=Status.ARCHIVED))
        save_elsewhere(Article(id="glass", theme="avfall", title="Glassigloo", answer="Ved butikken."))
        later = DeskService(filled, database, known=copy, clock=clock)
        library = later.library()
        later.close()
    found = [[each.id for each in library.index.search(text).hits] for text in ("lys langs veien", "bossdunk", "igloo")]
    assert found == [["gatelys"], [], ["glass"]]
    assert copy.article("gatelys").title == "Gatelys"


def test_a_poll_brings_nothing_until_something_changes(service: DeskService) -> None:
    service.poll()
    assert service.poll() is None


def test_a_poll_brings_the_library_with_what_another_desk_changed(
    service: DeskService, save_elsewhere: Callable[[Article], None]
) -> None:
    service.poll()
    save_elsewhere(Article(id="glass", theme="avfall", title="Glassigloo", answer="Ved butikken."))
    library = service.poll()
    assert library is not None
    assert library.article("glass").title == "Glassigloo"
    assert [each.id for each in library.index.search("glassigloo").hits] == ["glass"]


def test_a_poll_brings_a_change_once(service: DeskService, save_elsewhere: Callable[[Article], None]) -> None:
    service.poll()
    save_elsewhere(Article(id="glass", theme="avfall", title="Glassigloo", answer="Ved butikken."))
    service.poll()
    assert service.poll() is None


def test_a_poll_brings_a_changed_region(service: DeskService, filled: Settings, clock: Clock, region: Region) -> None:
    service.poll()
    engine = open_engine(filled.database_url)
    with writing(engine) as session:
        directory.save(session, replace(region, name="Nytt navn"), by="editor", at=clock())
    engine.dispose()
    assert service.poll().region.name == "Nytt navn"


def test_logged_inquiries_are_no_change_of_the_library(service: DeskService, log: Callable[..., None]) -> None:
    service.poll()
    log("@tinn gatelys")
    service.deliver()
    assert service.poll() is None


@pytest.mark.embedded
def test_the_library_is_kept_for_a_start_without_the_database(
    service: DeskService, filled: Settings, clock: Clock
) -> None:
    kept = service.library()
    service.close()
    (filled.data_dir / "kontakt.sqlite").unlink()
    (filled.data_dir / "kontakt.sqlite").mkdir()
    without = DeskService(filled, LazyEngine(filled, clock), clock=clock)
    library = without.best_library()
    without.close()
    assert library.articles == kept.articles
    assert library.region == kept.region


@pytest.mark.embedded
def test_without_database_and_cache_there_is_no_library(settings: Settings, clock: Clock) -> None:
    (settings.data_dir / "kontakt.sqlite").mkdir()
    service = DeskService(settings, LazyEngine(settings, clock), clock=clock)
    with pytest.raises(KontaktError):
        service.best_library()
    service.close()


# --- inquiries ----------------------------------------------------------------------------------------------


def test_own_inquiries_are_those_that_wait_and_those_delivered(
    service: DeskService, log: Callable[..., None], clock: Clock
) -> None:
    log("@tinn gatelys")
    service.deliver()
    clock.forward(minutes=1)
    log("@tinn avfall", Outcome.GUIDED)
    assert [each.inquiry.outcome for each in service.own_inquiries()] == [Outcome.GUIDED, Outcome.ANSWERED]


@pytest.mark.parametrize("delivered", range(3))
def test_of_two_inquiries_of_the_same_moment_the_one_that_was_logged_later_is_listed_first(
    service: DeskService, log: Callable[..., None], delivered: int
) -> None:
    for number, text in enumerate(("@tinn gatelys", "@tinn avfall")):
        log(text)
        if number < delivered:
            service.deliver()
    assert [each.inquiry.query for each in service.own_inquiries()] == ["avfall", "gatelys"]


def test_a_waiting_correction_goes_before_what_was_delivered(
    service: DeskService, log: Callable[..., None], filled: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    log("@tinn gatelys")
    service.deliver()
    (entry,) = service.own_inquiries()
    clock.forward(minutes=1)
    DeskSession(filled, journal, library, clock=clock).logbook.correct(
        entry, replace(entry.inquiry, outcome=Outcome.BOOKED)
    )
    assert [each.inquiry.outcome for each in service.own_inquiries()] == [Outcome.BOOKED]


def test_a_withdrawn_inquiry_is_not_listed(
    service: DeskService, log: Callable[..., None], filled: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    log("@tinn gatelys")
    service.deliver()
    DeskSession(filled, journal, library, clock=clock).logbook.withdraw(service.own_inquiries()[0])
    assert service.own_inquiries() == []


def test_the_inquiries_of_others_are_not_listed(service: DeskService, log: Callable[..., None]) -> None:
    log("@tinn gatelys", agent="ola")
    service.deliver()
    log("@tinn gatelys", agent="ola")
    assert service.own_inquiries() == []


def test_what_was_logged_on_friday_is_corrected_on_monday_and_older_inquiries_are_not_listed(
    service: DeskService, log: Callable[..., None], clock: Clock
) -> None:
    log("@tinn gatelys")
    service.deliver()
    clock.forward(days=2, hours=23)
    assert len(service.own_inquiries()) == 1
    clock.forward(hours=1, minutes=1)
    assert service.own_inquiries() == []


def test_delivering_empties_the_journal(
    service: DeskService, log: Callable[..., None], stored: Callable[[], list[Any]]
) -> None:
    log("@tinn gatelys")
    log("@tinn avfall")
    assert service.deliver() == 2
    assert stored() == []


def test_the_same_before_is_of_the_last_seven_days(
    service: DeskService, log: Callable[..., None], clock: Clock
) -> None:
    log("@tinn gatelys")
    clock.forward(days=6)
    log("@tinn gatelys")
    service.deliver()
    assert [each.started_at for each in service.same_before("gatelys", "4026")] == [
        clock.now,
        clock.now - timedelta(days=6),
    ]
    clock.forward(days=2)
    assert len(service.same_before("gatelys", "4026")) == 1


def test_the_same_before_is_of_that_municipality(service: DeskService, log: Callable[..., None]) -> None:
    log("@tinn gatelys")
    service.deliver()
    assert service.same_before("gatelys", "3303") == []


# --- figures ------------------------------------------------------------------------------------------------


def test_with_nothing_logged_there_is_no_rate(service: DeskService) -> None:
    tally = service.figures("4026").tally
    assert tally.today == 0
    assert tally.region.rate.gross is None
    assert tally.municipality.rate.verdict is Verdict.NOTHING


def test_without_a_municipality_only_the_region_is_told(service: DeskService) -> None:
    assert service.figures(None).tally.municipality is None


def test_the_tally_counts_the_municipality_and_the_region(
    service: DeskService, log: Callable[..., None], clock: Clock
) -> None:
    log("@tinn gatelys")
    log("@tinn gatelys", Outcome.CASE, cause=Cause.DECISION)
    log("@kongsberg gatelys", agent="ola")
    service.deliver()
    clock.forward(minutes=1)
    tally = service.figures("4026").tally
    assert (tally.municipality.name, tally.region.name) == ("Tinn", "Prøveregionen")
    assert (tally.municipality.rate.gross.resolved, tally.municipality.rate.gross.total) == (1, 2)
    assert (tally.region.rate.gross.resolved, tally.region.rate.gross.total) == (2, 3)
    assert tally.municipality.rate.target == 75


def test_todays_count_has_what_still_waits_and_nobody_elses(service: DeskService, log: Callable[..., None]) -> None:
    log("@tinn gatelys")
    service.deliver()
    log("@tinn gatelys")
    log("@tinn gatelys", agent="ola")
    assert service.figures(None).tally.today == 2


def test_todays_count_begins_at_midnight_in_oslo(service: DeskService, log: Callable[..., None], clock: Clock) -> None:
    clock.now = clock.now.replace(hour=22, minute=30)  # 23:30 in Oslo
    log("@tinn gatelys")
    clock.forward(hours=1)
    assert service.figures(None).tally.today == 0


def test_the_agents_own_recent_articles_are_suggested_before_the_most_asked(
    service: DeskService, log: Callable[..., None], clock: Clock
) -> None:
    for _ in range(3):
        log("@tinn gatelys", agent="ola")
    clock.forward(minutes=1)
    log("@tinn farlig avfall")
    service.deliver()
    assert service.figures(None).suggestions == ("farlig-avfall", "gatelys")


def test_what_was_asked_more_than_a_week_ago_is_no_longer_most_asked(
    service: DeskService, log: Callable[..., None], clock: Clock
) -> None:
    log("@tinn gatelys", agent="ola")
    service.deliver()
    clock.forward(days=8)
    assert service.figures(None).times_asked == {}


def test_what_the_search_chose_teaches_nothing(service: DeskService, log: Callable[..., None]) -> None:
    log("@tinn gatelys")
    service.deliver()
    assert service.figures(None).usage == {}


def test_what_the_agent_chose_teaches(
    service: DeskService, filled: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session = DeskSession(filled, journal, library, clock=clock)
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.log(Outcome.ANSWERED)
    service.deliver()
    assert service.figures(None).usage == {"gatelys": 1}


def test_today_counts_the_agents_own_and_the_regions(service: DeskService, log: Callable[..., None]) -> None:
    log("@tinn gatelys")
    log("@tinn gatelys", agent="ola")
    service.deliver()
    today = service.today()
    assert today.region == "Prøveregionen"
    assert (sum(each.n for each in today.own), sum(each.n for each in today.all)) == (1, 2)


@pytest.mark.embedded
def test_a_purged_note_is_not_in_the_databases_bytes(
    service: DeskService, filled: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session = DeskSession(filled, journal, library, clock=clock)
    session.finder.search("@tinn gatelys")
    session.write_note("hemmelighetsfull bestemor")
    session.log(Outcome.ANSWERED)
    service.deliver()
    with writing(service.engine) as database:
        purging.purge_notes(database, clock.forward(days=91))
    service.close()
    files = filled.data_dir.glob("kontakt.sqlite*")
    assert [file.name for file in files if b"hemmelighetsfull" in file.read_bytes()] == []
