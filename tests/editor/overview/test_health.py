"""The state of each article, what is due, coverage, and what to mend next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kontakt.editor.overview.health import due_of
from kontakt.editor.overview.overview import Due, DueReason, TaskKind
from kontakt.editor.overview.tasks import COVERAGE_TASKS, let_down
from kontakt.editor.service import EditorService
from kontakt.errors import KontaktError
from kontakt.firstline import Proportion
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article, Source, Status
from kontakt.knowledge.coverage import LocalState
from kontakt.knowledge.rule_changes import RuleChange

from ...conftest import Clock
from ..conftest import Centre

TODAY = date(2026, 11, 20)
PLAIN = Article(id="glass", theme="avfall", title="Glass", answer="Ja.", reviewed=date(2026, 11, 1))


# --- health ---------------------------------------------------------------------------------------------------------


def test_every_article_has_its_health_drafts_and_archived_ones_too(
    service: EditorService, articles: tuple[Article, ...]
) -> None:
    service.set_status("gatelys", Status.ARCHIVED, based_on=1)
    service.set_status("stroeing", Status.DRAFT, based_on=1)
    overview = service.overview()
    assert set(overview.health) == {each.id for each in articles}
    assert "gatelys" not in overview.library.articles
    assert overview.article("gatelys").status is Status.ARCHIVED
    assert overview.article("snoerydding").id == "broeyting"
    assert overview.article("finnes-ikke") is None


def test_the_newest_revision_is_told_of(service: EditorService, clock: Clock, change: Callable[..., int]) -> None:
    change("gatelys", answer="Nytt.")
    health = service.overview().health
    assert (health["gatelys"].revision, health["gatelys"].changed_at, health["gatelys"].changed_by) == (
        2,
        clock(),
        "kari",
    )
    assert (health["stroeing"].revision, health["stroeing"].changed_by) == (1, "test")


def test_uses_and_the_resolved_share_are_those_of_thirty_days(service: EditorService, centre: Centre) -> None:
    centre.logs("gatelys", times=3)
    centre.logs("gatelys", Outcome.CASE, cause=Cause.DECISION)
    centre.logs("gatelys", Outcome.VOID)
    centre.logs("gatelys", days_ago=31, times=9)
    health = service.overview().health["gatelys"]
    assert (health.uses, health.resolved) == (5, Proportion(3, 4))


def test_an_article_that_nobody_asked_for_has_no_share(service: EditorService) -> None:
    health = service.overview().health["gatelys"]
    assert (health.uses, health.resolved, health.flags) == (0, None, 0)


def test_what_was_merged_is_counted_for_the_article_it_went_into(service: EditorService, centre: Centre) -> None:
    centre.logs("snoerydding")
    centre.logs("broeyting", Outcome.CASE, cause=Cause.DECISION)
    health = service.overview().health["broeyting"]
    assert (health.uses, health.resolved) == (2, Proportion(1, 2))


def test_flags_are_the_complaints_since_somebody_said_that_the_answer_is_corrected(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.doubts("gatelys")
    clock.forward(days=1)
    [gap] = service.overview().gaps
    service.end_gap(gap, how=GapEnd.CORRECTED)
    clock.forward(days=1)
    centre.doubts("gatelys")
    centre.doubts("gatelys")
    assert service.overview().health["gatelys"].flags == 2


def test_what_is_known_in_each_municipality(service: EditorService) -> None:
    health = service.overview().health
    assert health["broeyting"].looked == {
        "3303": LocalState.AS_SHARED,
        "4026": LocalState.NOTE,
        "4024": LocalState.NOT_LOOKED,
    }
    assert health["hytteavgift"].looked["3303"] is LocalState.NOT_HERE


# --- due ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({}, None),
        ({"reviewed": None}, Due("glass", DueReason.NEVER)),
        ({"review_by": TODAY}, None),
        ({"review_by": TODAY - timedelta(1)}, Due("glass", DueReason.OVERDUE, TODAY - timedelta(1))),
        ({"reviewed": None, "review_by": date(2026, 1, 1)}, Due("glass", DueReason.OVERDUE, date(2026, 1, 1))),
        ({"reviewed": TODAY - timedelta(365)}, None),
        ({"reviewed": date(2025, 11, 19)}, Due("glass", DueReason.OLD, date(2026, 11, 19))),
        ({"reviewed": date(2020, 1, 1), "review_by": date(2027, 1, 1)}, None),
        ({"reviewed": None, "status": Status.DRAFT}, None),
        ({"review_by": date(2020, 1, 1), "status": Status.ARCHIVED}, None),
    ],
)
def test_an_article_is_due_by_its_dates(fields: dict[str, Any], due: Due | None) -> None:
    assert due_of(replace(PLAIN, **fields), (), TODAY) == due


@pytest.mark.parametrize(
    ("checked", "changed", "is_due"),
    [
        (date(2026, 11, 1), date(2026, 11, 10), True),
        (None, date(2026, 11, 10), True),
        (date(2026, 11, 10), date(2026, 11, 10), False),
        (date(2026, 11, 1), date(2027, 1, 1), False),
    ],
)
def test_an_article_is_due_when_its_rule_has_changed_since_it_was_checked(
    checked: date | None, changed: date, is_due: bool
) -> None:
    article = replace(PLAIN, sources=(Source("Veglova § 20", checked),), review_by=date(2026, 1, 1))
    due = due_of(article, [RuleChange("veglova", changed, "kari")], TODAY)
    expected = Due("glass", DueReason.RULE_CHANGED, changed, "veglova")
    assert due == (expected if is_due else Due("glass", DueReason.OVERDUE, date(2026, 1, 1)))


def test_what_presses_most_stands_first(service: EditorService, centre: Centre, change: Callable[..., int]) -> None:
    centre.logs("skoleskyss")
    service.rule_changed("veglova", date(2026, 11, 19))
    due = service.overview().due
    assert [(each.article, each.reason) for each in due[:3]] == [
        ("broeyting", DueReason.RULE_CHANGED),
        ("barnehageplass", DueReason.OVERDUE),
        ("skoleskyss", DueReason.NEVER),
    ]


def test_the_days_are_those_of_oslo(service: EditorService, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=23, minute=30)  # 00:30 the next day in Oslo
    assert service.overview().today == date(2026, 11, 21)


# --- coverage -------------------------------------------------------------------------------------------------------


def test_coverage_begins_where_most_ask_and_nobody_has_looked(service: EditorService, centre: Centre) -> None:
    centre.logs("broeyting", times=9, municipality="4026")  # it has a note there
    centre.logs("broeyting", municipality="4024")
    centre.logs("gatelys", times=2, municipality="3303", days_ago=80)
    centre.logs("gatelys", municipality="3303", days_ago=91)
    first, second, *others = service.overview().coverage
    assert (first.article, first.unlooked, first.asked) == ("gatelys", 2, {"3303": 2})
    assert (second.article, second.unlooked) == ("broeyting", 1)
    assert len(others) == 10


def test_only_what_agents_read_is_in_the_coverage(service: EditorService) -> None:
    service.set_status("gatelys", Status.ARCHIVED, based_on=1)
    assert "gatelys" not in {row.article for row in service.overview().coverage}


# --- what to mend next ----------------------------------------------------------------------------------------------


def tasks(service: EditorService) -> list[tuple[TaskKind, int, str]]:
    found = service.overview().tasks
    return [
        (
            each.kind,
            each.callers,
            (each.gap and (each.gap.article or each.gap.phrase)) or (each.due or each.coverage).article,
        )
        for each in found
    ]


def test_what_let_down_most_callers_stands_first(service: EditorService, centre: Centre) -> None:
    centre.logs("gatelys", times=4)
    centre.doubts("gatelys")
    for _ in range(3):
        centre.misses("solceller")
    centre.logs("barnehageplass", times=20)
    assert tasks(service)[:3] == [
        (TaskKind.FLAG, 4, "gatelys"),
        (TaskKind.GAP, 3, "solceller"),
        (TaskKind.DUE, 20, "barnehageplass"),
    ]


def test_the_order_is_that_of_the_figure_on_the_line(service: EditorService, centre: Centre) -> None:
    centre.logs("gatelys", times=30)
    centre.logs("broeyting", times=8)
    for _ in range(2):
        centre.misses("solceller")
    found = service.overview().tasks
    assert [let_down(task) for task in found] == sorted(map(let_down, found), reverse=True)
    assert [let_down(task) for task in found if task.gap] == [2]
    assert [let_down(task) for task in found if task.due and task.due.article == "gatelys"] == [3]


def test_a_rule_that_has_changed_concerns_everybody_who_asked(service: EditorService, centre: Centre) -> None:
    centre.logs("broeyting", times=4)
    for _ in range(3):
        centre.misses("solceller")
    service.rule_changed("veglova", date(2026, 11, 19))
    assert tasks(service)[:2] == [(TaskKind.DUE, 4, "broeyting"), (TaskKind.GAP, 3, "solceller")]


def test_an_article_that_is_called_wrong_and_due_is_one_task(service: EditorService, centre: Centre) -> None:
    centre.doubts("barnehageplass")
    assert [kind for kind, _callers, subject in tasks(service) if subject == "barnehageplass"] == [TaskKind.FLAG]


def test_each_task_is_there_once(service: EditorService, centre: Centre, articles: tuple[Article, ...]) -> None:
    for article in articles:
        centre.logs(article.id, municipality="4024")
    found = tasks(service)
    assert len(found) == len(set(found))


def test_coverage_does_not_bury_the_rest(service: EditorService, centre: Centre, articles: tuple[Article, ...]) -> None:
    for article in articles:
        centre.logs(article.id, times=2, municipality="4024")
    found = [kind for kind, _callers, _subject in tasks(service)]
    assert found.count(TaskKind.COVERAGE) == COVERAGE_TASKS


def test_the_callers_of_a_coverage_task_are_those_of_thirty_days(service: EditorService, centre: Centre) -> None:
    centre.logs("gatelys", times=9, days_ago=40, municipality="3303")
    centre.logs("gatelys", times=2, municipality="3303")
    assert (TaskKind.COVERAGE, 2, "gatelys") in tasks(service)


def test_what_nobody_asked_for_lately_comes_last(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    clock.forward(days=40)
    centre.misses("båtplass")
    found = tasks(service)
    assert found[0] == (TaskKind.GAP, 1, "båtplass")
    assert found.index((TaskKind.GAP, 0, "solceller")) > 0


# --- a rule that changes ----------------------------------------------------------------------------------------------


def test_noting_a_rule_says_how_many_articles_rest_on_it(service: EditorService) -> None:
    sentence = service.rule_changed("  veglova ", date(2026, 11, 19))
    assert sentence == "1 article rests on “veglova” and was checked before it changed."


@pytest.mark.parametrize("rule", ["", " ", "grunnloven", "veg\x07lova", "v" * 300])
def test_a_rule_that_no_article_names_is_refused(service: EditorService, rule: str) -> None:
    with pytest.raises(KontaktError):
        service.rule_changed(rule, date(2026, 11, 19))
    assert [each.rule for each in service.overview().due if each.rule] == []


def test_the_same_change_is_noted_once(service: EditorService) -> None:
    service.rule_changed("veglova", date(2026, 11, 19))
    with pytest.raises(KontaktError, match="noted already"):
        service.rule_changed("Veglova", date(2026, 11, 19))
