from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.codec import NotReadable, decode, encode
from kontakt.inquiries.entries import corrected, logged, newest, withdrawn
from kontakt.inquiries.inquiry import (
    CallerType,
    Channel,
    Entry,
    EntryKind,
    Feedback,
    FeedbackKind,
    Inquiry,
    LinkedBy,
    TransferResult,
)

from .conftest import MakeInquiry

moments = st.datetimes(timezones=st.just(UTC))
# What the guard lets through: without NUL and lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
inquiries = st.builds(
    Inquiry,
    id=st.uuids(),
    call_id=st.uuids(),
    municipality=st.sampled_from(["0301", "4026"]),
    outcome=st.sampled_from(Outcome),
    started_at=moments,
    logged_at=moments,
    agent=texts,
    home_municipality=st.none() | st.just("3303"),
    channel=st.sampled_from(Channel),
    caller_type=st.none() | st.sampled_from(CallerType),
    article=st.none() | texts,
    linked_by=st.none() | st.sampled_from(LinkedBy),
    cause=st.none() | st.sampled_from(Cause),
    warm=st.booleans(),
    query=texts,
    note=texts,
    repeats=st.none() | st.uuids(),
    first_line=st.sampled_from([None, "usually", "never"]),
    target=st.none() | st.integers(0, 100),
    unit=st.none() | texts,
    transfer_result=st.none() | st.sampled_from(TransferResult),
)
entries = st.builds(Entry, id=st.uuids(), kind=st.sampled_from(EntryKind), inquiry=inquiries, made_at=moments)
feedback = st.builds(
    Feedback,
    id=st.uuids(),
    kind=st.sampled_from(FeedbackKind),
    made_at=moments,
    agent=texts,
    municipality=st.none() | st.just("4026"),
    query=texts,
    article=st.none() | texts,
)


@given(entries | feedback)
def test_what_is_written_as_text_is_read_back_the_same(item: Entry | Feedback) -> None:
    assert decode(encode(item)) == item
    assert encode(item).isascii()


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"version": 1, "type": "entry"}', '{"version": 2}', "\x00"])
def test_what_is_no_entry_is_not_readable(text: str) -> None:
    with pytest.raises(NotReadable):
        decode(text)


def test_a_time_without_a_zone_is_not_stored(an_inquiry: MakeInquiry, noon: datetime) -> None:
    with pytest.raises(ValueError, match="zone"):
        encode(logged(an_inquiry(started_at=noon.replace(tzinfo=None)), noon))


def test_a_correction_replaces_the_state(an_inquiry: MakeInquiry, noon: datetime) -> None:
    first = logged(an_inquiry(), noon)
    better = replace(first.inquiry, outcome=Outcome.GUIDED)
    second = corrected(first, better, noon + timedelta(minutes=1))
    assert (second.kind, second.inquiry, second.made_at) == (
        EntryKind.CORRECTED,
        better,
        noon + timedelta(minutes=1),
    )
    assert newest([second, first]) == {better.id: second}


def test_a_withdrawal_keeps_the_state_without_its_texts(an_inquiry: MakeInquiry, noon: datetime) -> None:
    first = logged(an_inquiry(note="rundt hjørnet", query="feiing", article="feiing"), noon)
    last = withdrawn(first, noon)
    assert (last.kind, last.inquiry) == (EntryKind.WITHDRAWN, replace(first.inquiry, note="", query=""))


@pytest.mark.parametrize("clock", [timedelta(0), timedelta(hours=-1)])
def test_a_change_is_later_than_what_it_changes_even_when_the_clock_was_set_back(
    an_inquiry: MakeInquiry, noon: datetime, clock: timedelta
) -> None:
    first = logged(an_inquiry(), noon)
    second = corrected(first, first.inquiry, noon + clock)
    third = withdrawn(second, noon + clock)
    assert first.made_at < second.made_at < third.made_at


def test_a_correction_of_another_inquiry_is_refused(an_inquiry: MakeInquiry, noon: datetime) -> None:
    with pytest.raises(ValueError, match="keeps the inquiry's id"):
        corrected(logged(an_inquiry(), noon), an_inquiry(), noon)


@given(
    inquiries,
    st.lists(st.tuples(st.integers(0, 3), st.uuids(version=4)), min_size=1, max_size=8, unique=True),
)
def test_the_newest_is_the_same_in_every_order(inquiry: Inquiry, made: list[tuple[int, UUID]]) -> None:
    some = [
        Entry(
            id=id,
            kind=EntryKind.CORRECTED,
            inquiry=inquiry,
            made_at=datetime(2026, 1, 1, second=tick, tzinfo=UTC),
        )
        for tick, id in made
    ]
    assert newest(some) == newest(reversed(some))
    assert newest(some)[inquiry.id].made_at == max(entry.made_at for entry in some)


def test_nothing_has_no_newest() -> None:
    assert newest([]) == {}
