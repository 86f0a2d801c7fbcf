"""Which municipality the text of a call chooses, letter by letter (docs/architecture.md, a call); how the screen asks
for one: tests/tui/test_municipality.py."""

import pytest

from kontakt.desk.outcome import Missing
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Municipality, Region
from kontakt.firstline.outcomes import Outcome
from kontakt.knowledge.article import Article, Theme
from kontakt.library.library import build_library
from kontakt.tui.desk.sentences import warning_on_search

MEMBERS = Region(
    "Prøveregionen",
    (
        Municipality(number="3303", name="Kongsberg", target=80, places=("Hvittingfoss",)),
        Municipality(number="4005", name="Notodden", places=("Bolkesjø", "Tinnoset")),
        Municipality(number="4026", name="Tinn", target=80, places=("Rjukan", "Daggrøhytta", "Bøhagen")),
        Municipality(number="3336", name="Rollag", places=("Veggli",)),
        Municipality(number="3338", name="Nore og Uvdal", places=("Nore", "Øygardsgrendi")),
    ),
)
"""Names and places that begin alike."""


@pytest.fixture
def session(session: DeskSession, articles: tuple[Article, ...], themes: tuple[Theme, ...]) -> DeskSession:
    session.finder.set_library(build_library(articles, themes, MEMBERS, change=2))
    return session


def typed(session: DeskSession, text: str) -> None:
    for length in range(1, len(text) + 1):
        session.finder.search(text[:length])


def asks(session: DeskSession) -> bool:
    return session.missing_for(Outcome.ANSWERED) is Missing.MUNICIPALITY


@pytest.mark.parametrize("name", ["drammen", "oslo", "modum", "bø", "n", "no", "rjuk", "tinno"])
def test_letters_that_begin_no_name_alone_choose_none_and_the_outcome_asks(session: DeskSession, name: str) -> None:
    typed(session, f"@{name}")
    assert session.municipality is None
    assert f"“@{name}”" in warning_on_search(session.call.answer, session.call.query, session.finder.library)
    typed(session, f"@{name} brøyting")
    assert session.municipality is None
    assert asks(session)


@pytest.mark.parametrize("name", ["drammen", "oslo", "modum", "bø", "n"])
def test_pasted_they_take_back_what_the_text_chose_before(session: DeskSession, name: str) -> None:
    typed(session, "@tinn gatelys")
    assert session.municipality == "4026"
    session.finder.search(f"@{name} gatelys")
    assert session.municipality is None
    assert asks(session)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("@t", "4026"),
        ("@TINN", "4026"),
        ("@rjukan", "4026"),
        ("@nore", "3338"),
        ("@nore og uv", "3338"),
        ("@veggli", "3336"),
        ("@4026", "4026"),
        ("@boehagen", "4026"),
        ("@bohagen", "4026"),
    ],
)
def test_the_beginning_of_one_name_alone_or_a_whole_place_chooses(session: DeskSession, text: str, number: str) -> None:
    typed(session, f"{text} gatelys")
    assert session.municipality == number
    assert session.log(Outcome.ANSWERED).municipality == number
