"""What the board says of a log, from the database to the figures."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kontakt.database import Engine, writing
from kontakt.directory import store as directory
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import Contact, ContactList, Unit
from kontakt.directory.region import Region
from kontakt.firstline import Cause, Direction, Outcome, Proportion, Verdict, periods
from kontakt.inquiries.entries import logged, withdrawn
from kontakt.inquiries.inquiry import CallerType, Channel, Feedback, FeedbackKind, LinkedBy, TransferResult
from kontakt.inquiries.log import phone_calls
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.phone_calls import AnsweredCalls
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.lead.helping import OTHERS
from kontakt.lead.labels import unit_name
from kontakt.lead.levers import Lever
from kontakt.lead.scope import NO_THEME, Scope
from kontakt.lead.service import LeadService
from kontakt.lead.standing import Standing
from kontakt.reports.document_workload import helping_section
from kontakt.settings import Settings

from .conftest import Log

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOVEMBER = Scope(period=periods.parse("2026-11"))

counted = pytest.mark.embedded  # by the copy in columns, which other tests fill from both


def standing(service: LeadService, scope: Scope = NOVEMBER, municipality: str = "4026") -> Standing:
    found = service.standings(scope)
    return next(each for each in (found.region, *found.municipalities) if each.municipality == municipality)


def test_an_empty_region_has_no_rate_and_no_judgement(service: LeadService) -> None:
    found = service.standings(NOVEMBER)
    assert [each.rate.verdict for each in (found.region, *found.municipalities)] == [Verdict.NOTHING] * 4
    assert service.why_not(NOVEMBER).reasons == ()
    assert [each.monthly for each in service.closing(NOVEMBER)] == [None, None]
    assert service.search_health(NOVEMBER).median_seconds is None
    assert service.freed(NOVEMBER).hours == 0
    assert service.helping(NOVEMBER).homes == ()


@counted
def test_one_inquiry_is_a_rate_of_which_nothing_is_certain(service: LeadService, log: Log) -> None:
    log()
    rate = standing(service).rate
    assert (rate.gross, rate.verdict) == (Proportion(1, 1), Verdict.UNCERTAIN)


@counted
def test_all_forwarded_is_nought_of_all(service: LeadService, log: Log) -> None:
    log(30, outcome=Outcome.CASE, cause=Cause.DECISION)
    rate = standing(service).rate
    assert (rate.gross, rate.net, rate.verdict) == (Proportion(0, 30), None, Verdict.NOT_REACHED)


@pytest.mark.long
@counted
def test_the_municipalities_add_up_to_the_region(service: LeadService, log: Log) -> None:
    log(7)
    log(5, municipality="3303", outcome=Outcome.CASE, cause=Cause.NO_ACCESS)
    log(3, municipality="4024", outcome=Outcome.VOID)
    found = service.standings(NOVEMBER)
    assert sum(each.rate.inquiries for each in found.municipalities) == found.region.rate.inquiries == 15
    assert found.region.rate.gross == Proportion(7, 12)


def test_a_municipality_that_has_left_keeps_its_figures_and_stands_last(
    service: LeadService, log: Log, engine: Engine, region: Region
) -> None:
    log(2, municipality="4024")
    with writing(engine) as session:
        stayed = tuple(each for each in region.municipalities if each.number != "4024")
        directory.save(session, Region(region.name, stayed), by="test", at=NOW)
    service.bring_up_to_date()
    last = service.standings(NOVEMBER).municipalities[-1]
    assert (last.municipality, last.rate.inquiries) == ("4024", 2)


def test_a_withdrawal_shows_at_once(service: LeadService, log: Log, engine: Engine) -> None:
    one, _other = log(2)
    with writing(engine) as session:
        inquiries.deliver(session, [withdrawn(logged(one, NOW), NOW + timedelta(minutes=1))])
    service.bring_up_to_date()
    assert standing(service).rate.inquiries == 1


@pytest.mark.long
@counted
def test_the_change_is_against_the_period_before_with_its_own_doubt(service: LeadService, log: Log) -> None:
    log(90)
    log(10, outcome=Outcome.CASE, cause=Cause.DECISION)
    log(60, started_at=NOW - timedelta(days=31))
    log(40, outcome=Outcome.CASE, cause=Cause.DECISION, started_at=NOW - timedelta(days=31))
    scope = replace(NOVEMBER, against=periods.parse("2026-10"))
    found = standing(service, scope)
    assert found.change is not None
    assert found.change.share == pytest.approx(0.3)
    assert found.change.direction is Direction.UP
    assert standing(service).change is None


@counted
def test_the_trend_has_a_rate_for_each_week_and_none_for_an_empty_one(service: LeadService, log: Log) -> None:
    log(4, started_at=NOW - timedelta(days=7))
    weeks = standing(service).weeks
    assert [week.gross for week in weeks[-3:]] == [None, Proportion(4, 4), None]
    assert len(weeks) == len(service.standings(NOVEMBER).weeks) == 12


@pytest.mark.long
@counted
def test_reasons_stand_with_the_largest_first_and_add_up(service: LeadService, log: Log) -> None:
    log(6, outcome=Outcome.CASE, cause=Cause.DECISION, article="broeyting")
    log(3, outcome=Outcome.TRANSFERRED, cause=Cause.NO_ANSWER, article=None)
    log(1, outcome=Outcome.MESSAGE, cause=Cause.DECISION, article="snoerydding")  # merged into broeyting
    found = service.why_not(NOVEMBER)
    assert [(each.theme, each.cause, each.n) for each in found.reasons] == [
        ("vei", Cause.DECISION, 7),
        (NO_THEME, Cause.NO_ANSWER, 3),
    ]
    assert [each.cumulative for each in found.reasons] == [0.7, 1.0]
    assert found.reasons[0].articles == (("broeyting", 6), ("snoerydding", 1))
    assert (found.forwarded, found.by_cause, found.by_theme) == (
        10,
        {Cause.DECISION: 7, Cause.NO_ANSWER: 3},
        {"vei": 7, NO_THEME: 3},
    )


@pytest.mark.long
@counted
def test_what_each_cause_and_theme_has_to_do_with_a_change_of_the_rate_adds_up_to_it(
    service: LeadService, log: Log
) -> None:
    before = NOW - timedelta(days=31)
    log(90, started_at=before)
    log(10, started_at=before, outcome=Outcome.CASE, cause=Cause.DECISION, article="broeyting")
    log(30)
    log(5, outcome=Outcome.CASE, cause=Cause.DECISION, article="broeyting")
    log(15, outcome=Outcome.TRANSFERRED, cause=Cause.NO_ANSWER, article=None)
    now = service.why_not(NOVEMBER)
    assert service.why_changed(NOVEMBER, now) is None, "it is compared with nothing"
    assert service.why_changed(replace(NOVEMBER, against=periods.parse("2025-11")), now) is None, "no log of then"
    found = service.why_changed(replace(NOVEMBER, against=periods.parse("2026-10")), now)
    assert found.rate.share == pytest.approx(-0.3)
    of_causes = {cause: (round(part.share, 9), part.direction) for cause, part in found.by_cause.items()}
    assert of_causes == {Cause.NO_ANSWER: (-0.3, Direction.DOWN), Cause.DECISION: (0.0, Direction.UNCERTAIN)}
    assert {theme: round(part.share, 9) for theme, part in found.by_theme.items()} == {NO_THEME: -0.3, "vei": 0.0}


@pytest.mark.long
@counted
def test_whatever_is_asked_first_is_counted_in_what_the_log_holds(filled: Settings, log: Log) -> None:
    log(outcome=Outcome.CASE, cause=Cause.DECISION)
    with LazyEngine(filled, lambda: NOW) as database:
        opened = LeadService(filled, database, clock=lambda: NOW)
        assert opened.why_not(NOVEMBER).forwarded == 1
        opened.close()


@pytest.mark.long
def test_what_was_resolved_and_rang_again_is_a_reason_without_a_cause(service: LeadService, log: Log) -> None:
    (earlier,) = log(article="gatelys")
    log(article="gatelys", repeats=earlier.id, started_at=NOW + timedelta(hours=1))
    assert [(each.cause, each.n) for each in service.why_not(NOVEMBER).reasons] == [(None, 1)]


def test_the_inquiries_behind_a_bar_name_nobody(service: LeadService, log: Log, dialect: str) -> None:
    log(2, outcome=Outcome.CASE, cause=Cause.DECISION, article="gatelys", query="mørk lampe", note="Ring tilbake.")
    (reason,) = service.why_not(NOVEMBER).reasons
    first, _second = service.inquiries(NOVEMBER, reason, "gatelys")
    searched_for = "mørk lampe" if dialect == "sqlite" else ""  # on a server that is for editors
    assert (first.query, first.outcome, first.cause) == (searched_for, Outcome.CASE, Cause.DECISION)
    assert "kari" not in repr(first)
    assert "Ring" not in repr(first)


def test_what_only_stood_on_the_screen_is_listed_where_its_bar_counts_it(service: LeadService, log: Log) -> None:
    why: dict[str, Any] = {"outcome": Outcome.CASE, "cause": Cause.DECISION, "article": "gatelys"}
    log(2, **why, linked_by=LinkedBy.SURE)
    log(3, **why, linked_by=LinkedBy.SHOWN)
    log(1, outcome=Outcome.CASE, cause=Cause.DECISION)
    for reason in service.why_not(NOVEMBER).reasons:
        for article, n in reason.articles:
            assert len(service.inquiries(NOVEMBER, reason, article)) == n, article


@pytest.mark.long
@counted
def test_closing_the_gap_says_how_many_more(service: LeadService, log: Log) -> None:
    log(60)
    log(40, outcome=Outcome.CASE, cause=Cause.NO_ACCESS, article="gatelys")
    log(started_at=datetime(2026, 11, 5, 12, tzinfo=UTC), outcome=Outcome.VOID)
    tinn = next(each for each in service.closing(NOVEMBER) if each.municipality == "4026")
    assert tinn.rate.missing == 15
    assert tinn.monthly is None  # fifteen days are not blown up to a month
    assert [(each.lever, each.theme, each.inquiries) for each in tinn.contributions] == [(Lever.ACCESS, "vei", 40)]


@pytest.mark.long
@counted
def test_the_best_municipality_shows_what_a_theme_could_give(service: LeadService, log: Log) -> None:
    log(60, article="gatelys")
    log(40, article="gatelys", outcome=Outcome.CASE, cause=Cause.INSISTED)
    log(95, article="gatelys", municipality="3303", target=80)
    log(5, article="gatelys", municipality="3303", target=80, outcome=Outcome.CASE, cause=Cause.INSISTED)
    tinn = next(each for each in service.closing(NOVEMBER) if each.municipality == "4026")
    (lesson,) = tinn.contributions
    assert (lesson.lever, lesson.best, lesson.theme) == (Lever.BEST_PRACTICE, "3303", "vei")
    assert 25 < lesson.inquiries < 35


@pytest.mark.long
@counted
def test_a_cell_with_two_agents_shows_its_inquiries_and_hides_its_rate(service: LeadService, log: Log) -> None:
    for agent in ("kari", "ola"):
        log(5, agent=agent)
    friday_at_one = 4 * 24 + 13
    hour = service.arrivals(NOVEMBER).hours[friday_at_one]
    assert (hour.n, hour.gross, hour.hidden) == (10, None, True)
    log(agent="per")
    hour = service.arrivals(NOVEMBER).hours[friday_at_one]
    assert (hour.n, hour.gross, hour.hidden) == (11, Proportion(11, 11), False)


@pytest.mark.long
@counted
def test_channels_and_callers_have_rates_of_their_own(service: LeadService, log: Log) -> None:
    log(3, channel=Channel.COUNTER, caller_type=CallerType.CABIN_OWNER)
    log(2, outcome=Outcome.CASE, cause=Cause.DECISION)
    found = service.arrivals(NOVEMBER)
    assert [(channel, rate.gross) for channel, rate in found.by_channel] == [
        (Channel.PHONE, Proportion(0, 2)),
        (Channel.COUNTER, Proportion(3, 3)),
    ]
    assert [caller for caller, _ in found.by_caller_type] == [CallerType.CABIN_OWNER, None]


@pytest.mark.long
@counted
def test_homes_with_few_agents_are_folded_together(service: LeadService, log: Log) -> None:
    for agent in ("kari", "ola", "per"):
        log(2, agent=agent, home_municipality="3303")
    log(4, agent="liv", home_municipality="4024", municipality="3303")
    log(1, agent="jo", home_municipality=None)
    found = service.helping(NOVEMBER)
    assert found.homes == ("3303", OTHERS)
    assert found.matrix == {"3303": {"4026": 6}, OTHERS: {"3303": 4, "4026": 1}}
    assert found.balance == {"3303": 2}


@pytest.mark.long
def test_transfers_are_counted_by_unit_and_small_numbers_of_people_are_not_told_apart(
    service: LeadService, log: Log, engine: Engine
) -> None:
    listed = ContactList(
        municipality="4026",
        units=(Unit(id="bygg", name="Byggesak", name_nn="Byggjesak"), Unit(id="drift", name="Drift")),
        contacts=tuple(Contact(id=f"k{number}", name=f"Kontakt {number}", unit="bygg") for number in range(3)),
    )
    with writing(engine) as session:
        contact_lists.save(session, listed, by="test", at=NOW)
    put_through = {"outcome": Outcome.TRANSFERRED, "cause": Cause.DECISION}
    log(2, **put_through)
    assert service.transfers(NOVEMBER) == ()
    for agent in ("kari", "ola", "per"):
        log(2, agent=agent, **put_through, unit="4026/bygg", transfer_result=TransferResult.TAKEN)
        log(1, agent=agent, **put_through, unit="4026/bygg")
        log(1, agent=agent, **put_through, unit="4026/drift", transfer_result=TransferResult.NO_ANSWER)
        log(4, agent=agent, **put_through, unit="4026/gone")
    log(3, agent="kari", **put_through, unit="3303/bygg", transfer_result=TransferResult.NO_ANSWER)
    log(3, agent="kari", unit="4026/bygg")  # as no desk would say it
    taken = {TransferResult.TAKEN: 6, TransferResult.NO_ANSWER: 0, TransferResult.CAME_BACK: 0}
    found = [(each.unit, each.n, each.results) for each in service.transfers(NOVEMBER)]
    assert found == [
        ("4026/gone", 12, None),
        ("4026/bygg", 9, taken),
        ("4026/drift", 3, None),
        (OTHERS, 3, None),
        (None, 2, None),
    ]
    told = [unit_name(unit, service.names) for unit, _n, _results in found]
    assert told == ["gone, Tinn", "Byggesak, Tinn", "Drift, Tinn", "others", "not said to whom"]
    assert unit_name("9999/gone", service.names) == "gone, 9999"
    assert sum(n for _unit, n, _results in found) == 29
    [table] = [
        each for each in helping_section(service.figures(NOVEMBER), service.names).tables if each.id == "transfers"
    ]
    assert [row[1:] for row in table.rows[:2]] == [(12, None, None, None), (9, 6, 0, 0)]


@pytest.mark.long
def test_the_searchs_health_counts_links_and_misses(service: LeadService, log: Log, engine: Engine) -> None:
    log(3, article="gatelys", logged_at=NOW + timedelta(seconds=40))
    log(1, logged_at=NOW + timedelta(seconds=100))
    log(5, outcome=Outcome.VOID)
    with writing(engine) as session:
        missed = Feedback(id=log()[0].id, kind=FeedbackKind.MISSED, made_at=NOW, agent="kari", municipality="4026")
        inquiries.deliver(session, [missed])
    found = service.search_health(NOVEMBER)
    assert (found.inquiries, found.linked, found.missed) == (5, 3, 1)
    assert service.search_health(replace(NOVEMBER, municipality="3303")).missed == 0
    assert service.search_health(replace(NOVEMBER, theme="vei")).missed is None


@counted
def test_time_freed_is_what_the_assumption_makes_of_it(service: LeadService, log: Log) -> None:
    log(12)
    assert service.freed(NOVEMBER).hours == 2
    assert service.freed(NOVEMBER, minutes=5).hours == 1


@pytest.mark.long
def test_calls_are_compared_with_what_the_phone_system_answered_on_the_days_it_told_of(
    service: LeadService, log: Log, engine: Engine
) -> None:
    (first,) = log()
    log(call_id=first.call_id)  # the same caller's next question
    log(started_at=NOW - timedelta(days=1))
    log(channel=Channel.COUNTER)
    with writing(engine) as session:
        phone_calls.store(
            session,
            [AnsweredCalls(date(2026, 11, 20), "4026", "", 4), AnsweredCalls(date(2026, 11, 20), "", "felles", 6)],
        )
    assert (standing(service).calls_answered, standing(service).calls_logged) == (4, 1)
    region = service.standings(NOVEMBER).region
    assert (region.calls_answered, region.calls_logged) == (10, 1)
    assert standing(service, municipality="3303").calls_answered is None


@pytest.mark.long
def test_an_article_that_moves_to_another_theme_takes_its_past_along(
    service: LeadService, log: Log, engine: Engine, articles: tuple[Article, ...]
) -> None:
    log(2, article="gatelys", outcome=Outcome.CASE, cause=Cause.DECISION)
    moved = replace(next(each for each in articles if each.id == "gatelys"), theme="bygg")
    with writing(engine) as session:
        knowledge.save(session, [moved], by="test", at=NOW)
    service.bring_up_to_date()
    assert service.why_not(NOVEMBER).by_theme == {"bygg": 2}
    assert standing(service, replace(NOVEMBER, theme="vei")).rate.inquiries == 0
    assert standing(service, replace(NOVEMBER, theme="bygg")).rate.inquiries == 2


@pytest.mark.long
@counted
def test_a_target_that_changed_in_the_period_counts_for_what_was_logged_under_it(
    service: LeadService, log: Log
) -> None:
    log(60, target=70)
    log(40, target=90, outcome=Outcome.CASE, cause=Cause.DECISION)
    rate = standing(service).rate
    assert rate.target == pytest.approx(78)
    assert rate.verdict == Verdict.NOT_REACHED


def test_a_report_holds_the_same_figures_as_the_views(service: LeadService, log: Log) -> None:
    log(8, article="gatelys")
    log(2, article="gatelys", outcome=Outcome.CASE, cause=Cause.NO_ACCESS)
    report = service.figures(NOVEMBER)
    assert report.standings == service.standings(NOVEMBER)
    assert report.why_not == service.why_not(NOVEMBER)
    gap = service.closing(NOVEMBER)
    assert report.closing == gap
    assert [each.contributions for each in report.closing] == [each.contributions for each in gap]
    assert report.arrivals == service.arrivals(NOVEMBER)


@counted
def test_rebuilding_the_copy_changes_no_figure(service: LeadService, log: Log) -> None:
    log(8)
    before = service.standings(NOVEMBER)
    service.rebuild()
    assert service.standings(NOVEMBER) == before
