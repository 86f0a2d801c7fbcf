"""The lead's board and the editor's room over the throw-away region: nothing in them stands empty."""

import importlib.util
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kontakt.demo.keywords import added_keywords
from kontakt.editor.overview.overview import DueReason, GapKind, Overview
from kontakt.editor.service import EditorService
from kontakt.firstline import Direction, periods
from kontakt.firstline.periods import Period
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.article import Article
from kontakt.lead.helping import OTHERS
from kontakt.lead.levers import Lever
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.lead.standing import Standing
from kontakt.locale import use_language
from kontakt.settings import Settings

pytestmark = pytest.mark.xdist_group("throw-away desk")  # one worker makes it for all of them


@pytest.fixture(scope="module")
def lead_service(made_up: Settings, now: datetime) -> Iterator[LeadService]:
    lead_service = LeadService(made_up, LazyEngine(made_up, lambda: now), clock=lambda: now)
    yield lead_service
    lead_service.close()


@pytest.fixture(scope="module")
def overview(made_up: Settings, now: datetime) -> Overview:
    with LazyEngine(made_up, lambda: now) as database:
        return EditorService(made_up, database, clock=lambda: now).overview()


@pytest.fixture(scope="module")
def this_month(now: datetime) -> Scope:
    month = periods.month(now)
    return Scope(period=month, against=periods.before(month, now))


def members(lead_service: LeadService, scope: Scope) -> list[Standing]:
    """The standings of the region's municipalities, without what is of an unknown one and counts in no rate."""
    return [
        each
        for each in lead_service.standings(scope).municipalities
        if lead_service.names.region.municipality(each.municipality)
    ]


@pytest.mark.long
def test_nearly_all_calls_were_logged_and_never_all(lead_service: LeadService, this_month: Scope) -> None:
    found = lead_service.standings(this_month)
    for each in (found.region, *members(lead_service, this_month)):
        assert each.calls_answered
        assert 0.82 < each.calls_logged / each.calls_answered < 1
    assert 0.85 < found.region.calls_logged / found.region.calls_answered < 0.97


@pytest.mark.long
@pytest.mark.parametrize("kind", [periods.week, periods.month, periods.quarter])
def test_there_is_always_something_to_compare_with(
    lead_service: LeadService, now: datetime, kind: Callable[..., Period]
) -> None:
    scope = Scope(period=kind(now), against=periods.before(kind(now), now))
    assert all(each.change for each in members(lead_service, scope))


def test_one_change_is_certain_and_another_is_not(lead_service: LeadService, now: datetime) -> None:
    quarter = Scope(period=periods.quarter(now), against=periods.before(periods.quarter(now), now))
    directions = {each.change.direction for each in members(lead_service, quarter)}
    assert {Direction.UP, Direction.UNCERTAIN} <= directions


def test_a_trend_has_twelve_weeks(lead_service: LeadService, this_month: Scope) -> None:
    assert all(week.gross for week in lead_service.standings(this_month).region.weeks)


def test_a_target_that_was_raised_is_a_mean_over_the_whole_time(lead_service: LeadService, now: datetime) -> None:
    standings = lead_service.standings(Scope(period=periods.current(periods.Span.ALL, now)))
    (tinn,) = (each for each in standings.municipalities if each.municipality == "4026")
    assert 75 < tinn.rate.target < 80


def test_five_homes_are_shown_and_the_small_ones_folded_together(lead_service: LeadService, this_month: Scope) -> None:
    homes = lead_service.helping(this_month).homes
    assert len(homes) == 6
    assert homes[-1] == OTHERS


def test_most_hours_of_the_week_have_a_rate(lead_service: LeadService, this_month: Scope) -> None:
    hours = lead_service.arrivals(this_month).hours
    assert sum(hour.gross is not None for hour in hours) >= 35


def test_every_lever_would_help_somebody(lead_service: LeadService, now: datetime) -> None:
    quarter = Scope(period=periods.quarter(now))
    levers = {lesson.lever for each in lead_service.closing(quarter) for lesson in each.contributions}
    assert levers == set(Lever)


@pytest.mark.long
def test_there_are_gaps_of_every_size_and_both_kinds(overview: Overview) -> None:
    sizes = [gap.times for gap in overview.gaps]
    assert sizes[0] > 20
    assert len(set(sizes)) > 6
    assert {gap.kind for gap in overview.gaps} == set(GapKind)


@pytest.mark.long
def test_some_gaps_have_several_wordings_and_municipalities_and_some_have_come_back(overview: Overview) -> None:
    assert any(len(gap.wordings) > 1 and len(gap.municipalities) > 2 for gap in overview.gaps)
    assert any(gap.reopened for gap in overview.gaps)


def test_a_keyword_that_was_added_has_closed_its_gap_or_all_of_it_but_what_came_after(
    made_up: Settings, overview: Overview, articles: tuple[Article, ...], now: datetime
) -> None:
    for each in added_keywords(articles, now, 20):
        assert overview.health[each.article.id].article.keywords == each.article.keywords
        assert overview.health[each.article.id].changed_by == "editor"
        assert sum(gap.times for gap in overview.gaps if each.keyword in dict(gap.wordings)) < 3


def test_articles_are_due_for_every_reason(overview: Overview) -> None:
    reasons = Counter(due.reason for due in overview.due)
    assert set(reasons) == set(DueReason)
    assert reasons[DueReason.OVERDUE] >= 5


def test_some_municipalities_have_looked_at_some_articles(overview: Overview) -> None:
    assert sum(bool(each.article.as_shared) for each in overview.health.values()) > 15


def test_no_answer_and_no_local_note_is_made_up(overview: Overview, articles: tuple[Article, ...]) -> None:
    shipped = {each.id: each for each in articles}
    for id, each in overview.health.items():
        assert (each.article.answer, each.article.local) == (shipped[id].answer, shipped[id].local)


@pytest.mark.long
async def test_the_pictures_of_the_readme_can_be_drawn(made_up: Settings, now: datetime, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    spec = importlib.util.spec_from_file_location("draw_pictures", root / "tools" / "draw_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    shutil.copytree(made_up.data_dir, tmp_path / "data")
    use_language("nb")
    try:
        drawn = await tool.pictures(replace(made_up, data_dir=tmp_path / "data"), now)
    finally:
        use_language("en")
    readme = (root / "README.md").read_text(encoding="utf-8")

    assert set(drawn) == set(re.findall(r'src="docs/pictures/(\w+)\.png"', readme))
