"""What a notice is at a moment: planned, current, overdue for a next word, ended; and what ending and lengthening make
of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.notices.codec import packed, unpacked
from kontakt.notices.notice import (
    LONGEST,
    Notice,
    NoticeKind,
    NoticePriority,
    NoticeState,
    ToldFirst,
    ended,
    lengthened,
    not_reached,
    told,
)

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(days=-300), timedelta(days=400)).map(lambda after: NOON + after)
TEXTS = st.text("aå [/ 7\n«", max_size=20)


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    begins = draw(MOMENTS)
    ends = begins + draw(st.timedeltas(timedelta(0), LONGEST))
    return Notice(
        id=draw(st.uuids()),
        kind=draw(st.sampled_from(NoticeKind)),
        title=draw(TEXTS),
        text_nn=draw(TEXTS),
        municipalities=tuple(draw(st.lists(st.sampled_from(["4026", "3336", "4005"]), unique=True))),
        places=tuple(draw(st.lists(TEXTS, max_size=2))),
        begins=begins,
        ends=ends,
        next_word=draw(st.none() | MOMENTS),
        priority=draw(st.sampled_from(NoticePriority)),
        told_first=tuple(
            ToldFirst(who, at, "ola" if at else "")
            for who, at in draw(st.lists(st.tuples(TEXTS, st.none() | MOMENTS), max_size=3))
        ),
    )


@given(notices(), MOMENTS, MOMENTS)
def test_as_time_goes_it_only_goes_on_and_ends_for_good(notice: Notice, one: datetime, other: datetime) -> None:
    order = list(NoticeState)
    earlier, later = sorted((one, other))
    assert order.index(notice.state(earlier)) <= order.index(notice.state(later))
    assert notice.state(notice.ends) is NoticeState.ENDED
    assert notice.is_out(one) == (notice.state(one) in (NoticeState.CURRENT, NoticeState.OVERDUE))


@given(notices(), MOMENTS, MOMENTS)
def test_one_that_is_ended_is_out_no_longer_and_no_earlier_moment_is_changed(
    notice: Notice, now: datetime, other: datetime
) -> None:
    after = ended(notice, now)
    assert after.begins <= after.ends <= max(notice.ends, now)
    assert not after.is_out(max(now, other))
    if other < now:
        assert after.is_out(other) == notice.is_out(other)
    assert ended(after, max(now, other)) == after


@given(notices(), st.timedeltas(timedelta(days=-3), LONGEST + timedelta(days=3)))
def test_one_is_lengthened_within_a_year_of_its_beginning_or_not_at_all(notice: Notice, by: timedelta) -> None:
    ends = notice.begins + by
    if timedelta(0) < by <= LONGEST:
        after = lengthened(notice, ends, notice.begins)
        assert after.is_out(ends - timedelta(microseconds=1))
        assert after.state(ends) is NoticeState.ENDED
    else:
        with pytest.raises(ValueError, match="ends after its beginning"):
            lengthened(notice, ends, notice.begins)


@pytest.mark.parametrize(("promised", "kept"), [(-1, False), (1, True), (4, True), (6, False)])
def test_news_that_is_still_to_come_while_it_holds_stays_promised(promised: int, kept: bool) -> None:
    next_word = NOON + timedelta(hours=promised)
    notice = Notice(
        id=UUID(int=1),
        kind=NoticeKind.WATER,
        title="Vannet er borte",
        begins=NOON - timedelta(hours=2),
        ends=NOON + timedelta(hours=3),
        next_word=next_word,
    )
    assert lengthened(notice, NOON + timedelta(hours=5), NOON).next_word == (next_word if kept else None)


@given(notices())
def test_it_comes_back_from_plain_values_as_it_was(notice: Notice) -> None:
    assert unpacked(packed(notice)) == notice


def test_a_tick_is_set_and_taken_back() -> None:
    notice = Notice(
        id=UUID(int=1),
        kind=NoticeKind.WATER,
        title="Vannet er borte",
        begins=NOON,
        ends=NOON + timedelta(hours=3),
        told_first=(ToldFirst("Vaktleder"), ToldFirst("Sykehjemmet")),
    )
    ticked = told(notice, 1, NOON, "ola")
    assert [each.told_at for each in ticked.told_first] == [None, NOON]
    assert told(ticked, 1, NOON, "kari") == notice


def test_whom_an_email_did_not_reach_has_no_tick_until_they_are_told() -> None:
    notice = Notice(
        id=UUID(int=1),
        kind=NoticeKind.WATER,
        title="Vannet er borte",
        begins=NOON,
        ends=NOON + timedelta(hours=3),
        told_first=(ToldFirst("Vaktleder", NOON, "ola"), ToldFirst("Sykehjemmet")),
    )
    [entry, other] = not_reached(notice, 0, NOON).told_first
    assert (entry, other) == (ToldFirst("Vaktleder", came_back_at=NOON), ToldFirst("Sykehjemmet"))
    assert unpacked(packed(not_reached(notice, 0, NOON))) == not_reached(notice, 0, NOON)
    assert told(not_reached(notice, 0, NOON), 0, NOON, "ola") == notice
    assert replace(notice, next_word=NOON).state(NOON) is NoticeState.OVERDUE
