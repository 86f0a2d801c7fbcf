"""What the tests share: a small real region with its articles, a clock that stands still, and folders of their own.

Nothing here reads or writes outside the test's own folder, and every test ends in English.
"""

import gc
import itertools
import logging
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from kontakt.database import Engine, open_engine, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.desk.service import DeskService
from kontakt.directory import store as directory
from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.opening import open_database
from kontakt.installation.starter import install_urgent
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, FirstLine, Link, Source, Theme
from kontakt.library.library import Library, build_library
from kontakt.locale import use_language
from kontakt.settings import Settings

from . import long_tests
from .databases import (  # noqa: F401 (fixtures and hooks)
    NewDatabase,
    a_server,
    new_database,
    no_database_stays_open,
    pytest_configure,
    pytest_generate_tests,
    pytest_terminal_summary,
    pytest_unconfigure,
    shared_region,
)
from .little_starter import little_is_shipped  # noqa: F401


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: the tests of the screen, and those that start programs, mostly wait."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse files that are not there by name. pytest does; among several workers each tells only itself."""
    session.config.pluginmanager.register(long_tests)
    folder = session.config.invocation_params.dir
    if missing := [name for name in session.config.args if not (folder / name.partition("::")[0]).exists()]:
        raise pytest.UsageError(f"file or directory not found: {', '.join(missing)}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a group go to one worker by the end of their ids. pytest 9.2 keeps an id elsewhere than where
    pytest-xdist 3.8 puts that end, so that every worker made what one of them should make for all."""
    for item in items:
        with_group = getattr(item, "_nodeid", None)
        if with_group is not None and hasattr(item, "_id"):
            item._id = type(item._id).parse(with_group)


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """What is collected now stays until the end: a tenth of the time went into looking through it for garbage, over and
    over."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


# A machine may be busy: no test is judged by a clock. Before a release: --hypothesis-profile=thorough.
for _name, _examples in (("kontakt", 30), ("thorough", 500)):
    hypothesis_settings.register_profile(
        _name, max_examples=_examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
hypothesis_settings.load_profile("kontakt")


START = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
"""A Friday, 11:30 in Oslo."""
STORED_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""When the small region was put into its database."""


MakeOnce = Callable[[str, Callable[[Path], object]], Path]


@dataclass
class Clock:
    """A clock that stands still until it is told to go."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> datetime:
        """Go on by ``minutes=3`` or the like; the new time."""
        self.now += timedelta(**time)
        return self.now


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders. ``mktemp`` looks through all that are there before it makes one more."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> None:
    """No variable and no folder of whoever runs the tests reaches them."""
    for name in list(os.environ):
        if name.upper().startswith("KONTAKT_"):
            monkeypatch.delenv(name)
    home = next(homes)
    home.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder that is there and empty."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(data_dir: Path) -> Settings:
    return Settings(data_dir=data_dir, agent="kari", home_municipality="4026")


@pytest.fixture(scope="session")
def region() -> Region:
    """Kongsberg and Tinn have a target, the nynorsk Hjartdal has none."""
    return Region(
        "Prøveregionen",
        (
            Municipality(
                number="3303", name="Kongsberg", language=LanguageForm.BOKMAAL, target=80, places=("Skollenborg",)
            ),
            Municipality(number="4026", name="Tinn", target=75, places=("Rjukan", "Atrå")),
            Municipality(number="4024", name="Hjartdal", language=LanguageForm.NYNORSK, places=("Sauland",)),
        ),
        "made up for the tests",
    )


@pytest.fixture(scope="session")
def themes() -> tuple[Theme, ...]:
    return (
        Theme("vei", "Vei og trafikk", "Veg og trafikk", "tema/trafikk-og-transport"),
        Theme("barn", "Barn og skole", "Barn og skule"),
        Theme("bygg", "Bygg og eiendom", "Bygg og eigedom"),
        Theme("avfall", "Avfall"),
    )


@pytest.fixture(scope="session")
def articles() -> tuple[Article, ...]:
    """A dozen, with every kind of local rule, of language form and of age."""
    return (
        Article(
            id="broeyting",
            theme="vei",
            title="Brøyting av kommunal vei",
            title_nn="Brøyting av kommunal veg",
            answer="Kommunen brøyter kommunale veier.",
            answer_nn="Kommunen brøyter kommunale vegar.",
            keywords=("snørydding", "brøytekant", "plogbil"),
            keywords_nn=("snørydding", "brøytekant"),
            owner="teknisk drift",
            links=(Link("Vegkart", "https://example.invalid/vegkart"),),
            sources=(Source("veglova § 20", date(2026, 11, 1)),),
            reviewed=date(2026, 11, 1),
            review_by=date(2027, 9, 1),
            ask=("Hvilken vei?", "Hvor på veien?"),
            steps=("Slå opp hvem som eier veien.", "Meld til vakten."),
            local={"4026": "Ring vakten i helgene. [/ ny] er ingen kode."},
            as_shared={"3303": date(2026, 10, 5)},
            redirects=("snoerydding",),
        ),
        Article(
            id="stroeing",
            theme="vei",
            title="Strøing av fortau",
            answer="Det strøs ved behov.",
            keywords=("glatt", "is på fortau"),
        ),
        Article(
            id="gatelys",
            theme="vei",
            title="Gatelys",
            answer="Si nummeret på stolpen.",
            keywords=("lyktestolpe", "veilys"),
        ),
        Article(
            id="barnehageplass",
            theme="barn",
            title="Barnehageplass",
            answer="Søk innen 1. mars.",
            keywords=("barnehage", "dagmamma"),
            reviewed=date(2025, 6, 1),
            review_by=date(2026, 6, 1),
        ),
        Article(
            id="skoleskyss",
            theme="barn",
            title="Skoleskyss",
            title_nn="Skuleskyss",
            answer="Lang vei gir rett til skyss.",
            keywords=("skolebuss",),
        ),
        Article(
            id="barnevern",
            theme="barn",
            title="Barnevern",
            answer="Alle kan melde fra.",
            keywords=("bekymringsmelding",),
            first_line=FirstLine.NEVER,
        ),
        Article(
            id="kulturskole",
            theme="barn",
            title="Kulturskole",
            answer="Det søkes om våren.",
            keywords=("pianotimer", "musikkskole"),
        ),
        Article(
            id="byggesak",
            theme="bygg",
            title="Søke om å bygge",
            answer="Garasjen må kanskje omsøkes.",
            keywords=("byggesøknad", "garasje"),
        ),
        Article(
            id="eiendomsskatt",
            theme="bygg",
            title="Eiendomsskatt",
            answer="Skatten skrives ut i mars.",
            keywords=("takst",),
        ),
        Article(
            id="hytteavgift",
            theme="bygg",
            title="Hytteavgift",
            answer="Gjelder bare i Tinn.",
            keywords=("hytte",),
            only=("4026",),
        ),
        Article(
            id="soeppel",
            theme="avfall",
            title="Henting av avfall",
            answer="Se tømmeplanen.",
            keywords=("søppel", "bossdunk"),
        ),
        Article(
            id="farlig-avfall",
            theme="avfall",
            title="Farlig avfall",
            answer="Lever på stasjonen.",
            keywords=("maling", "batteri"),
        ),
    )


@pytest.fixture
def library(articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region) -> Library:
    return build_library(articles, themes, region, change=1)


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    with Journal(settings.journal_path) as journal:
        yield journal


@pytest.fixture
def engine(dialect: str, tmp_path: Path, made_once: MakeOnce, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine of a database with this program's tables and nothing in them."""
    if dialect == "sqlite":
        path = tmp_path / "kontakt.sqlite"
        shutil.copy(made_once("tables", _make_tables) / path.name, path)
        engine = open_engine(f"sqlite:///{path}")
    else:
        new: NewDatabase = request.getfixturevalue("new_database")
        engine = open_engine(new())
    yield engine
    engine.dispose()


def _make_tables(folder: Path) -> None:
    engine = open_engine(f"sqlite:///{folder / 'kontakt.sqlite'}")
    bring_up_to_date(engine, folder, STORED_AT)
    engine.dispose()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MakeOnce:
    """``made_once(name, fill)``: a folder that ``fill`` was called with by one of the workers of a test run, for all of
    them to read or to copy."""
    own = tmp_path_factory.getbasetemp()
    of_all_workers = own if worker_id == "master" else own.parent

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, half = of_all_workers / name, of_all_workers / f"{name}.half"
        with FileLock(of_all_workers / f"{name}.lock"):
            if not folder.exists():
                shutil.rmtree(half, ignore_errors=True)  # of a worker that failed
                half.mkdir()
                fill(half)
                half.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def fill(
    region: Region, articles: tuple[Article, ...], themes: tuple[Theme, ...], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], None]:
    """Puts the small region into the database of an address, which is brought up to date before."""

    def fill(address: str) -> None:
        engine = open_engine(address)
        bring_up_to_date(engine, tmp_path_factory.mktemp("lock"), STORED_AT)
        with writing(engine) as session:
            directory.save(session, region, by="test", at=STORED_AT)
            knowledge.save(session, articles, themes, by="test", at=STORED_AT)
            install_urgent(session, STORED_AT)  # or every test that opens it would store that
        engine.dispose()

    return fill


@pytest.fixture(scope="session")
def filled_folder(made_once: MakeOnce, fill: Callable[[str], None]) -> Path:
    """A data folder whose database holds the small region since 1 November; copied for each test."""
    return made_once("filled", lambda folder: fill(Settings(data_dir=folder).database_url))


@pytest.fixture
def filled(
    dialect: str,
    filled_folder: Path,
    settings: Settings,
    fill: Callable[[str], None],
    request: pytest.FixtureRequest,
) -> Settings:
    """Settings whose database holds the small region."""
    if dialect == "sqlite":
        shutil.copytree(filled_folder, settings.data_dir, dirs_exist_ok=True)
        return settings
    new: NewDatabase = request.getfixturevalue("new_database")
    return replace(settings, database=new("filled", fill))


@pytest.fixture(scope="session")
def shipped_folder(made_once: MakeOnce) -> Path:
    """A data folder after the first start, with the shipped knowledge; copied for each test."""
    return made_once("shipped", lambda folder: open_database(Settings(data_dir=folder), STORED_AT).dispose())


@pytest.fixture(scope="session")
def desk_folder(made_once: MakeOnce, shipped_folder: Path) -> Path:
    """The same after a desk has stood there, which has kept its copy of the knowledge; copied for each test."""

    def stand(folder: Path) -> None:
        shutil.copytree(shipped_folder, folder, dirs_exist_ok=True)
        settings = Settings(data_dir=folder)
        with LazyEngine(settings, lambda: STORED_AT) as database:
            DeskService(settings, database, clock=lambda: STORED_AT).library()

    return made_once("desk", stand)


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is locked is given up after a moment."""
    monkeypatch.setattr("kontakt.database.engine.BUSY_TIMEOUT_SECONDS", 0.05)


@pytest.fixture(scope="session")
def identity_number() -> str:
    """A made-up fødselsnummer with right control digits: 1 January 1990, the first individual number that fits."""
    for individual in range(100, 500):
        digits = [int(digit) for digit in f"010190{individual}"]
        first = -sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits, strict=True)) % 11
        second = -sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), [*digits, first], strict=True)) % 11
        if first < 10 and second < 10:
            return f"010190{individual}{first}{second}"
    raise AssertionError("no such number")


_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from kontakt.errors import KontaktError

def run():
{program}

resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    run()
except KontaktError as problem:
    print(problem)
"""


@pytest.fixture
def refused_on_a_full_disk() -> Callable[..., str]:
    """Runs a program's text, with these arguments, where no file can grow beyond 100 bytes: the sentence with which it
    was refused. In a process of its own, for the limit would hold for the test run's own output as well."""

    def run(program: str, *arguments: object) -> str:
        whole = _ON_A_FULL_DISK.format(program=textwrap.indent(textwrap.dedent(program), "    "))
        command = [sys.executable, "-c", whole, *map(str, arguments)]
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    return run


@pytest.fixture(autouse=True)
def the_log_as_it_was() -> Iterator[None]:
    """The program sends its log to a file, process-wide; the next test must find the logger as it was."""
    logger = logging.getLogger("kontakt")
    handlers, propagate, raises = list(logger.handlers), logger.propagate, logging.raiseExceptions
    yield
    for handler in set(logger.handlers) - set(handlers):
        handler.close()
    logger.handlers, logger.propagate, logging.raiseExceptions = handlers, propagate, raises
