"""What a lead changes in the region and its themes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kontakt.database import Engine, reading
from kontakt.directory import store as directory
from kontakt.directory.region import Municipality
from kontakt.directory.targets import with_target
from kontakt.errors import KontaktError
from kontakt.firstline import Period
from kontakt.knowledge.article import Theme
from kontakt.lead import region_editing as editing
from kontakt.lead.region_history import region_changes, theme_changes
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.locale import use_language

from .conftest import NOW, Log

NEW_YEAR = date(2027, 1, 1)
SCOPE = Scope(period=Period(NOW - timedelta(days=1), NOW + timedelta(days=1)))


def first(service: LeadService) -> Municipality:
    return service.region_page().region.municipalities[0]


def test_a_target_is_set_from_a_day_to_come_in_the_leads_name(service: LeadService) -> None:
    use_language("nb")
    member = first(service)
    service.change_region(editing.member_changed(member.number, lambda each: with_target(each, 91, NEW_YEAR)))
    page = service.region_page()
    assert first(service).target == member.target
    assert [(each.day, each.target) for each in first(service).coming] == [(NEW_YEAR, 91)]
    (change,) = region_changes(page.revisions)
    assert (change.by, change.of) == (service.settings.agent, member.number)
    assert "fra 01.01.2027: 91" in change.what


def test_two_leads_who_change_different_fields_lose_nothing(service: LeadService) -> None:
    """Each step is done to what is stored, not to what stood on the screen."""
    number = first(service).number
    service.change_region(editing.member_changed(number, lambda each: replace(each, inhabitants=4711)))
    service.change_region(editing.member_changed(number, lambda each: replace(each, places=("Attrå",))))
    assert (first(service).inhabitants, first(service).places) == (4711, ("Attrå",))


def test_what_was_logged_stays_judged_on_the_target_of_its_time(service: LeadService, log: Log) -> None:
    log(10, target=75)
    before = service.standings(SCOPE).region.rate
    service.change_region(editing.member_changed("4026", lambda each: with_target(each, 99, NOW.date())))
    service.bring_up_to_date()
    assert service.standings(SCOPE).region.rate == before


def test_a_municipality_joins_and_moves_up_and_leaves(service: LeadService) -> None:
    stood = [each.number for each in service.region_page().region.municipalities]
    service.change_region(editing.joined(Municipality(number="0301", name="Oslo")))
    service.change_region(editing.member_raised("0301"))
    assert [each.number for each in service.region_page().region.municipalities] == [*stood[:-1], "0301", stood[-1]]
    service.let_go("0301")
    assert [each.number for each in service.region_page().region.municipalities] == stood


def test_a_number_or_a_name_that_is_taken_is_refused(service: LeadService) -> None:
    member = first(service)
    for twice in (replace(member, name="Ny"), replace(member, number="0301", name=member.name.upper())):
        with pytest.raises(KontaktError, match=member.number):
            service.change_region(editing.joined(twice))


def test_a_municipality_that_an_article_speaks_of_stays(service: LeadService, engine: Engine) -> None:
    spoken_of = next(number for article in service._articles for number in article.municipalities)
    with reading(engine) as session:
        region = directory.load(session)
    with pytest.raises(KontaktError, match="“"):
        service.let_go(spoken_of)
    with reading(engine) as session:
        assert directory.load(session) == region


def test_one_that_somebody_has_taken_out_meanwhile_is_told(service: LeadService) -> None:
    with pytest.raises(KontaktError, match="9999"):
        service.change_region(editing.member_changed("9999", lambda each: each))


def test_a_theme_is_added_renamed_moved_and_taken_off_with_a_history(service: LeadService) -> None:
    use_language("nb")
    stood = [each.id for each in service.region_page().themes]
    service.change_themes(editing.theme_changed(Theme("fiske", "Fiske")))
    service.change_themes(editing.theme_changed(Theme("fiske", "Jakt og fiske", "Jakt og fiske")))
    service.change_themes(editing.theme_raised("fiske"))
    assert [each.id for each in service.region_page().themes] == [*stood[:-1], "fiske", stood[-1]]
    service.remove_theme("fiske")
    page = service.region_page()
    assert [each.id for each in page.themes] == stood
    told = [(each.by, each.what) for each in theme_changes(page.themes_revisions) if each.of == "fiske"]
    assert [what for _by, what in told] == [
        "ble tatt av listen",
        "ble flyttet opp i listen",
        "navn: Jakt og fiske (før: Fiske)",
        "nynorsk: Jakt og fiske (før: ingen)",
        "er et nytt tema",
    ]
    assert {by for by, _what in told} == {service.settings.agent}


def test_a_theme_that_an_article_stands_in_stays(service: LeadService) -> None:
    theme = next(each.theme for each in service._articles)
    with pytest.raises(KontaktError):
        service.remove_theme(theme)
    assert theme in {each.id for each in service.region_page().themes}
