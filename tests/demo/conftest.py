from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kontakt.demo.desk import throw_away_desk
from kontakt.demo.inquiries import made_up_inquiries
from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.inquiries.inquiry import Entry, EntryKind, Inquiry
from kontakt.installation.starter import Starter, read_starter
from kontakt.knowledge.article import Article, FirstLine, Status
from kontakt.settings import Settings

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday, 13:00 in Oslo
SEED = 20


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker makes the demo up, for all of its tests."""
    for each in items:
        if each.path.is_relative_to(Path(__file__).parent):
            each.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def shipped() -> Starter:
    """What is shipped, read once."""
    return read_starter()


@contextmanager
def read_already(shipped: Starter) -> Iterator[None]:
    """What is put into a new region is not read again."""
    with pytest.MonkeyPatch.context() as once:
        once.setattr("kontakt.installation.starter.read_starter", lambda: shipped)
        yield


@pytest.fixture(autouse=True)
def _read_already(shipped: Starter) -> Iterator[None]:
    with read_already(shipped):
        yield


@pytest.fixture(scope="session")
def region(shipped: Starter) -> Region:
    return shipped.region


@pytest.fixture(scope="session")
def articles(shipped: Starter) -> tuple[Article, ...]:
    return shipped.knowledge.articles


@pytest.fixture(scope="session")
def entries(region: Region, articles: tuple[Article, ...]) -> list[Entry]:
    """Those of the shipped region and articles."""
    return list(made_up_inquiries(region, articles, NOW, SEED))


@pytest.fixture(scope="session")
def inquiries(entries: list[Entry]) -> list[Inquiry]:
    """As they were first logged."""
    return [each.inquiry for each in entries if each.kind is EntryKind.LOGGED]


@pytest.fixture(scope="session")
def small_region() -> Region:
    """Two municipalities about which little is known, and one with many places and few inhabitants."""
    return Region(
        "Øyriket",
        (
            Municipality(number="9901", name="Storøya", inhabitants=20_000, target=70, places=("Vika",)),
            Municipality(number="9902", name="Lilleøya", language=LanguageForm.NYNORSK),
            Municipality(
                number="9903", name="Ytterøya", inhabitants=1000, places=tuple(f"Skjær {n}" for n in range(12))
            ),
        ),
    )


@pytest.fixture(scope="session")
def small_articles() -> tuple[Article, ...]:
    """None of them is like the shipped ones."""
    return (
        Article(id="ferje", theme="sjoe", title="Ferje til fastlandet", answer="Den går hver time."),
        Article(id="kai", theme="sjoe", title="Kaiplass", answer="Søk kommunen.", keywords=("kai",), only=("9901",)),
        Article(
            id="losen",
            theme="ikkje-kommunen",
            title="Los",
            answer="Kystverket.",
            keywords_nn=("los om bord",),
            audience=("business", "resident"),
        ),
        Article(id="tang", theme="strand", title="Tang", answer="Det avgjøres av fagfolk.", first_line=FirstLine.NEVER),
        Article(id="hval", theme="strand", title="Hval", answer="Et utkast.", status=Status.DRAFT),
    )


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The user's own settings, of a desk in another region."""
    return Settings(
        data_dir=tmp_path_factory.mktemp("own") / "data",
        database="sqlite:////nowhere/of/theirs.sqlite",
        agent="kari",
        home_municipality="0301",
        language="nn",
        theme="kontakt-light",
    )


@pytest.fixture(scope="session")
def made_up(own: Settings, now: datetime, shipped: Starter) -> Iterator[Settings]:
    """The throw-away desk: it takes a while to make, so whoever looks at it shares one."""
    with ExitStack() as stack:
        with read_already(shipped):
            settings = stack.enter_context(throw_away_desk(own, now))
        yield settings
