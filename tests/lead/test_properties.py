"""What holds of the figures of any log: they add up, however it is cut, and nothing is counted that does not stand."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from kontakt.database import Engine, writing
from kontakt.firstline import Cause, CountsAs, Outcome, Period, counts_as, periods
from kontakt.firstline.periods import OSLO, Span
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import CallerType, Channel, Entry, Inquiry
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.tables import EntryRow, InquiryRow
from kontakt.lead.levers import Lever
from kontakt.lead.scope import NO_THEME, Scope
from kontakt.lead.service import LeadService

pytestmark = [
    pytest.mark.embedded,
    pytest.mark.long,
]  # counting is that of the copy in columns, which other tests fill from both


NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
AUTUMN = Period(datetime(2026, 9, 30, 22, tzinfo=UTC), datetime(2027, 1, 31, 23, tzinfo=UTC))

SUMMER_ENDS = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half past two in Oslo, for the first time that night
NEW_YEAR = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)  # half an hour before midnight in Oslo, in week 53

_moments = st.one_of(
    st.integers(0, 123 * 24 * 60).map(lambda minutes: AUTUMN.start + timedelta(minutes=minutes)),
    st.integers(0, 3 * 60).map(lambda minutes: SUMMER_ENDS + timedelta(minutes=minutes)),
    st.integers(0, 3 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes)),
).filter(AUTUMN.__contains__)


@st.composite
def _one(draw: st.DrawFn) -> dict[str, Any]:
    """The fields of an inquiry, and what became of it."""
    outcome = draw(st.sampled_from(Outcome))
    forwarded = counts_as(outcome) is CountsAs.FORWARDED
    return {
        "outcome": outcome,
        "cause": draw(st.sampled_from(Cause)) if forwarded else None,
        "municipality": draw(st.sampled_from(["3303", "4026", "4024", "0301"])),  # the last has left the region
        "article": draw(st.sampled_from([None, "broeyting", "snoerydding", "gatelys", "soeppel", "gone"])),
        "channel": draw(st.sampled_from(Channel)),
        "caller_type": draw(st.sampled_from([None, *CallerType])),
        "target": draw(st.sampled_from([None, 75, 80])),
        "agent": draw(st.sampled_from(["kari", "ola", "liv", "per"])),
        "home_municipality": draw(st.sampled_from([None, "3303", "4026"])),
        "started_at": draw(_moments),
        "fate": draw(st.sampled_from(["stands"] * 6 + ["withdrawn", "corrected"])),
    }


_logs = st.lists(_one(), min_size=1, max_size=50)


@dataclass(frozen=True)
class AnyLog:
    """What counts of a log that the board knows, and the moments at which its periods are cut."""

    counting: list[dict[str, Any]]
    moments: list[datetime]


def _entries(fields: dict[str, Any]) -> Iterator[Entry]:
    """The history of one inquiry; what is corrected was logged for another municipality with another outcome."""
    fate = fields["fate"]
    own = {name: value for name, value in fields.items() if name != "fate"}
    inquiry = Inquiry(id=uuid4(), call_id=uuid4(), logged_at=fields["started_at"], **own)
    later = inquiry.logged_at + timedelta(minutes=1)
    if fate == "corrected":
        before = logged(replace(inquiry, municipality="4024", outcome=Outcome.VOID, cause=None), inquiry.logged_at)
        yield from (before, corrected(before, inquiry, later))
    else:
        first = logged(inquiry, inquiry.logged_at)
        yield first
        if fate == "withdrawn":
            yield withdrawn(first, later)


@pytest.fixture
def new_log(service: LeadService, engine: Engine) -> Callable[..., Any]:
    """Puts a log in the place of the one that stands, at once or bit by bit; the board knows it. Gives what of it
    counts."""

    def fill(log: list[dict[str, Any]]) -> list[dict[str, Any]]:
        with writing(engine) as session:
            for row in (InquiryRow, EntryRow):
                session.connection().execute(delete(row))
        service.rebuild()
        entries = [entry for fields in log for entry in _entries(fields)]
        half = len(entries) // 2
        for part in (entries[:half], entries[half:]):
            with writing(engine) as session:
                inquiries.deliver(session, part)
            service.bring_up_to_date()
        return [fields for fields in log if fields["fate"] != "withdrawn"]

    return fill


def _cut(moments: Iterable[datetime]) -> list[Period]:
    borders = sorted({AUTUMN.start, AUTUMN.end, *moments})
    return [Period(start, end) for start, end in pairwise(borders)]


def _outcomes(service: LeadService, scope: Scope) -> Counter[object]:
    """The standings as a bag: what can be added up."""
    bag: Counter[object] = Counter()
    found = service.standings(scope)
    for each in (found.region, *found.municipalities):
        bag[each.municipality, "inquiries"] += each.rate.inquiries
        bag[each.municipality, "resolved"] += each.rate.gross.resolved if each.rate.gross else 0
        bag[each.municipality, "total"] += each.rate.gross.total if each.rate.gross else 0
        bag[each.municipality, "net"] += each.rate.net.total if each.rate.net else 0
        bag[each.municipality, "judged"] += each.rate.judged.total if each.rate.judged else 0
    return +bag


def _reasons(service: LeadService, scope: Scope) -> Counter[object]:
    bag: Counter[object] = Counter()
    for reason in service.why_not(scope).reasons:
        for article, n in reason.articles:
            bag[reason.theme, reason.cause, article] += n
    return bag


def _hours(service: LeadService, scope: Scope) -> Counter[object]:
    found = service.arrivals(scope)
    bag: Counter[object] = Counter({hour.hour: hour.n for hour in found.hours})
    for name, rate in (*found.by_channel, *found.by_caller_type):
        bag[name] += rate.inquiries
    return +bag


def _the_parts_of_a_period_add_up_however_it_is_cut(service: LeadService, any_log: AnyLog) -> None:
    for figures in (_outcomes, _reasons, _hours):
        parts = [figures(service, Scope(period=period)) for period in _cut(any_log.moments)]
        assert sum(parts, Counter()) == figures(service, Scope(period=AUTUMN))


def _days_weeks_and_months_add_up_over_new_year_and_the_change_of_clocks(service: LeadService, any_log: AnyLog) -> None:
    counting = any_log.counting
    for kind in (periods.day, periods.week, periods.month):
        of_kind = {kind(fields["started_at"]) for fields in counting}
        found = {period: service.rate(Scope(period=period)).inquiries for period in of_kind}
        assert sum(found.values()) == len(counting)
        assert found == {period: sum(fields["started_at"] in period for fields in counting) for period in of_kind}


def _the_weeks_of_a_trend_are_those_periods_by_themselves(service: LeadService, any_log: AnyLog) -> None:
    found = service.standings(Scope(period=AUTUMN))
    assert [service.rate(Scope(period=week)) for week in found.weeks] == list(found.region.weeks)


def _the_municipalities_add_up_to_the_region_and_the_region_to_the_log(service: LeadService, any_log: AnyLog) -> None:
    counting = any_log.counting
    found = service.standings(Scope(period=AUTUMN))
    assert sum(each.rate.inquiries for each in found.municipalities) == found.region.rate.inquiries == len(counting)
    for each in found.municipalities:
        alone = service.standings(Scope(period=AUTUMN, municipality=each.municipality))
        assert alone.region.rate == each.rate


def _the_values_of_a_filter_add_up_to_everything(service: LeadService, any_log: AnyLog) -> None:
    whole = Scope(period=AUTUMN)
    every_value: dict[str, list[Any]] = {
        "theme": ["vei", "barn", "bygg", "avfall", NO_THEME],
        "channel": list(Channel),
        "municipality": ["3303", "4026", "4024", "0301"],
    }
    for figures in (_reasons, _hours):
        of_all = figures(service, whole)
        for filter_by, values in every_value.items():
            parts = [figures(service, replace(whole, **{filter_by: value})) for value in values]
            assert sum(parts, Counter()) == of_all, filter_by


def _caller_types_and_those_who_did_not_say_add_up_to_everything(service: LeadService, any_log: AnyLog) -> None:
    counting = any_log.counting
    whole = Scope(period=AUTUMN)
    known = sum(service.rate(replace(whole, caller_type=each)).inquiries for each in CallerType)
    unsaid = sum(fields["caller_type"] is None for fields in counting)
    assert known + unsaid == service.rate(whole).inquiries
    assert sum(rate.inquiries for _caller, rate in service.arrivals(whole).by_caller_type) == len(counting)


def _filters_combine(service: LeadService, any_log: AnyLog) -> None:
    counting = any_log.counting
    scope = Scope(period=AUTUMN, municipality="4026", theme="vei", channel=Channel.PHONE)
    expected = [
        fields
        for fields in counting
        if (fields["municipality"], fields["channel"]) == ("4026", Channel.PHONE)
        and fields["article"] in {"broeyting", "snoerydding", "gatelys"}
    ]
    assert service.rate(scope).inquiries == len(expected)


def _the_hours_are_those_of_the_clock_in_oslo(service: LeadService, any_log: AnyLog) -> None:
    counting = any_log.counting
    clock = (fields["started_at"].astimezone(OSLO) for fields in counting)
    expected = Counter(moment.weekday() * 24 + moment.hour for moment in clock)
    assert +Counter({hour.hour: hour.n for hour in service.arrivals(Scope(period=AUTUMN)).hours}) == expected


def _no_contribution_is_more_than_what_was_forwarded_on_its_theme(service: LeadService, any_log: AnyLog) -> None:
    for closing in service.closing(Scope(period=AUTUMN)):
        own = Scope(period=AUTUMN, municipality=closing.municipality)
        by_theme = service.why_not(own).by_theme
        assert [each.inquiries for each in closing.contributions] == sorted(
            (each.inquiries for each in closing.contributions), reverse=True
        )
        for each in closing.contributions:
            assert 0 < each.inquiries <= by_theme[each.theme]


def _the_causes_behind_the_levers_are_those_of_the_log(service: LeadService, any_log: AnyLog) -> None:
    counting = any_log.counting
    for closing in service.closing(Scope(period=AUTUMN)):
        of_lever = Counter[Lever]()
        for each in closing.contributions:
            of_lever[each.lever] += round(each.inquiries) if each.lever is not Lever.BEST_PRACTICE else 0
        causes = Counter(fields["cause"] for fields in counting if fields["municipality"] == closing.municipality)
        assert of_lever[Lever.ACCESS] == causes[Cause.NO_ACCESS]
        assert of_lever[Lever.MISSING_ANSWER] == causes[Cause.NO_ANSWER]
        assert of_lever[Lever.UNCLEAR_ANSWER] == causes[Cause.WRONG_ANSWER]


def _who_helps_whom_counts_every_inquiry_once_and_what_one_gives_another_takes(
    service: LeadService, any_log: AnyLog
) -> None:
    counting = any_log.counting
    found = service.helping(Scope(period=AUTUMN))
    assert sum(sum(own.values()) for own in found.matrix.values()) == sum(found.asked.values()) == len(counting)
    asked = Counter(fields["municipality"] for fields in counting)
    assert +Counter(found.asked) == asked
    for home, balance in found.balance.items():
        given_away = sum(n for to, n in found.matrix[home].items() if to != home)
        taken = sum(own.get(home, 0) for whose, own in found.matrix.items() if whose != home)
        assert balance == given_away - taken


def _following_the_log_ends_in_the_same_figures_as_copying_it_anew(service: LeadService, any_log: AnyLog) -> None:
    scope = Scope(period=periods.current(Span.ALL, NOW))
    followed = [figures(service, scope) for figures in (_outcomes, _reasons, _hours)]
    service.rebuild()
    assert [figures(service, scope) for figures in (_outcomes, _reasons, _hours)] == followed


PROPERTIES = (
    _the_parts_of_a_period_add_up_however_it_is_cut,
    _days_weeks_and_months_add_up_over_new_year_and_the_change_of_clocks,
    _the_weeks_of_a_trend_are_those_periods_by_themselves,
    _the_municipalities_add_up_to_the_region_and_the_region_to_the_log,
    _the_values_of_a_filter_add_up_to_everything,
    _caller_types_and_those_who_did_not_say_add_up_to_everything,
    _filters_combine,
    _the_hours_are_those_of_the_clock_in_oslo,
    _no_contribution_is_more_than_what_was_forwarded_on_its_theme,
    _the_causes_behind_the_levers_are_those_of_the_log,
    _who_helps_whom_counts_every_inquiry_once_and_what_one_gives_another_takes,
    _following_the_log_ends_in_the_same_figures_as_copying_it_anew,  # last: it makes the copy anew
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(log=[], moments=[SUMMER_ENDS, SUMMER_ENDS + timedelta(hours=1), NEW_YEAR + timedelta(minutes=30)])
@given(log=_logs, moments=st.lists(_moments, max_size=3))
def test_what_holds_of_the_figures_of_any_log(
    service: LeadService, new_log: Callable[..., Any], log: list[dict[str, Any]], moments: list[datetime]
) -> None:
    """Each log is filled in once and all is looked at; where one does not hold, the failure names its function."""
    any_log = AnyLog(new_log(log), moments)
    for holds in PROPERTIES:
        holds(service, any_log)
