"""Which card stands on the desk, or why none does."""

import pytest

from kontakt.desk.current_card import NoCard, current_card
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Region
from kontakt.firstline.outcomes import Outcome
from kontakt.library.library import build_library


@pytest.fixture
def card(session):
    return lambda: current_card(session.calls, session.finder, language="nb")


def test_what_was_just_logged_stays_readable_with_its_municipality_until_the_next_call(session, card):
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    assert session.municipality is None
    assert (card().card.id, card().card.municipality) == ("gatelys", "Tinn")
    session.new_call()
    assert card() is NoCard.THEMES_LISTED


def test_a_search_without_hits_says_that_nothing_is_found(session, card):
    session.finder.search("xyzzyq")
    assert card() is NoCard.NOTHING_FOUND


@pytest.mark.parametrize(("change", "why"), [(0, NoCard.NO_LIBRARY), (1, NoCard.NO_ARTICLES)])
def test_without_articles_it_says_whether_the_library_has_been_read(settings, journal, clock, change, why):
    session = DeskSession(settings, journal, build_library((), (), Region("", ()), change=change), clock=clock)
    assert current_card(session.calls, session.finder, language="nb") is why
