"""Which card stands on the desk, or why none does."""

from collections.abc import Callable
from typing import Any

import pytest

from kontakt.desk.current_card import NoCard, current_card
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Region
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.library import build_library
from kontakt.settings import Settings

from ..conftest import Clock


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


def test_a_search_without_hits_says_that_nothing_is_found(session: DeskSession, card: Callable[..., Any]) -> None:
    session.finder.search("xyzzyq")
    assert card() is NoCard.NOTHING_FOUND


@pytest.mark.parametrize(("change", "why"), [(0, NoCard.NO_LIBRARY), (1, NoCard.NO_ARTICLES)])
def test_without_articles_it_says_whether_the_library_has_been_read(
    settings: Settings, journal: Journal, clock: Clock, change: int, why: NoCard
) -> None:
    session = DeskSession(settings, journal, build_library((), (), Region("", ()), change=change), clock=clock)
    assert current_card(session.calls, session.finder, language="nb") is why
