"""Which card stands on the desk, or why none does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kontakt.desk.current_card import NoCard, current_card, read_in_next
from kontakt.desk.session import DeskSession
from kontakt.directory.region import NO_REGION
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.library import build_library
from kontakt.settings import Settings

from ..conftest import START, Clock


@pytest.fixture
def card(session: DeskSession) -> Callable[..., Any]:
    return lambda: current_card(session.calls, session.finder, language="nb")


def test_what_was_just_logged_stays_readable_with_its_municipality_until_the_next_call(
    session: DeskSession, card: Callable[..., Any]
) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    assert session.municipality is None
    assert (card().card.id, card().card.municipality) == ("gatelys", "Tinn")
    session.new_call()
    assert card() is NoCard.THEMES_LISTED


def test_the_card_says_that_it_is_pinned_and_another_card_says_what_is(
    session: DeskSession, card: Callable[..., Any]
) -> None:
    session.finder.search("@tinn gatelys")
    assert not card().pinned
    session.finder.toggle_pin()
    assert (card().pinned, card().pinned_instead) == (True, None)
    session.finder.search("@tinn brøyting")
    assert (card().card.id, card().pinned) == ("gatelys", True), "it stays on the card, and is what is logged"
    session.finder.move(1)
    session.finder.move(-1)
    assert (card().card.id, card().pinned, card().pinned_instead.id) == ("broeyting", False, "gatelys")
    session.log(Outcome.ANSWERED)
    assert not card().pinned
    assert card().pinned_instead is None, "nothing is pinned for the next call"


@pytest.fixture
def english(session: DeskSession) -> DeskSession:
    """A desk where the article on ploughing is in English, too."""
    library = session.library
    snow = replace(
        library.article("broeyting"),
        title_en="Snow ploughing",
        answer_en="We plough.",
        keywords_en=("blocked driveway", "road not cleared"),
    )
    articles = [snow if each.id == "broeyting" else each for each in library.articles.values()]
    session.finder.set_library(build_library(articles, library.themes, library.region, change=library.change))
    return session


@pytest.mark.parametrize("said", ["snow plough", "my driveway is blocked", "the road is not cleared"])
def test_what_english_words_find_is_read_in_english(english: DeskSession, card: Callable[..., Any], said: str) -> None:
    english.finder.search(said)
    assert card().card.title == "Snow ploughing"


def test_what_norwegian_words_find_is_read_in_the_agents_own_form(
    english: DeskSession, card: Callable[..., Any]
) -> None:
    english.finder.search("brøyting")
    assert card().card.title == "Brøyting av kommunal vei"


def test_the_form_that_is_chosen_holds_for_the_caller_and_not_for_the_next_one(
    english: DeskSession, card: Callable[..., Any]
) -> None:
    english.finder.search("brøyting")
    read = [read_in_next(english.calls, english.finder, "nb") for _ in range(2)]
    assert (read, card().card.title) == (["nn", "en"], "Snow ploughing")
    english.finder.search("@tinn brøyting")
    english.log(Outcome.ANSWERED)
    english.next_question()
    english.finder.search("gatelys")
    assert card().card.no_english
    english.new_call()
    english.finder.search("gatelys")
    assert not card().card.no_english


def test_a_search_without_hits_says_that_nothing_is_found(session: DeskSession, card: Callable[..., Any]) -> None:
    session.finder.search("xyzzyq")
    assert card() is NoCard.NOTHING_FOUND


@pytest.mark.parametrize(
    ("change", "read_at", "why"),
    [(0, None, NoCard.NO_LIBRARY), (0, START, NoCard.NO_DATABASE), (1, None, NoCard.NO_ARTICLES)],
)
@pytest.mark.parametrize("text", ["", "gatelys"])
def test_without_articles_it_says_whether_the_library_has_been_read_and_can_be(
    settings: Settings, journal: Journal, clock: Clock, change: int, read_at: datetime | None, why: NoCard, text: str
) -> None:
    session = DeskSession(settings, journal, build_library((), (), NO_REGION, change=change), clock=clock)
    session.finder.read_at = read_at
    session.finder.search(text)
    assert current_card(session.calls, session.finder, language="nb") is why
