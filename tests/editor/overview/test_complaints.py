"""Reports brought together: one for each caller, and like phrases in one group."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.editor.overview.complaints import SubjectOf, grouped, one_for_each_caller, phrases
from kontakt.inquiries.inquiry import FeedbackKind
from kontakt.inquiries.log.demand import Complaint

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def complaint(
    query: str, minute: float = 0, *, agent: str = "kari", call: str | None = None, began: float | None = None
) -> Complaint:
    return Complaint(
        kind=FeedbackKind.MISSED,
        agent=agent,
        municipality="4026",
        query=query,
        article=None,
        begun=NOON + timedelta(minutes=minute if began is None else began),
        at=NOON + timedelta(minutes=minute),
        call=call,
    )


def callers(*complaints: Complaint) -> int:
    return len(one_for_each_caller(complaints, SubjectOf({})))


def groups(*texts: str, places: tuple[str, ...] = ()) -> list[set[str]]:
    """Reported one after another, each a minute later."""
    complaints = [complaint(text, minute) for minute, text in enumerate(texts)]
    return [{phrase.wording for phrase in group} for group in grouped(phrases(complaints), places)]


def test_what_was_sent_and_then_logged_is_one_caller() -> None:
    assert callers(complaint("solceller", 2), complaint("Solceller", 5, began=0, call="1")) == 1


def test_what_was_sent_just_after_it_was_logged_is_one_caller() -> None:
    assert callers(complaint("solceller", 5, began=0, call="1"), complaint("solceller", 6)) == 1


def test_what_was_sent_twice_at_once_is_one_caller() -> None:
    assert callers(complaint("solceller", 0), complaint("solceller", 1)) == 1


def test_two_questions_of_one_call_are_one_caller() -> None:
    assert callers(complaint("solceller", 2, call="1"), complaint("solceller", 9, call="1")) == 1


def test_two_calls_are_two_callers() -> None:
    assert callers(complaint("solceller", 2, began=0, call="1"), complaint("solceller", 3, began=2, call="2")) == 2


def test_the_same_words_from_two_agents_are_two_callers() -> None:
    assert callers(complaint("solceller"), complaint("solceller", agent="ola")) == 2


def test_two_phrases_in_one_call_are_two_complaints() -> None:
    assert callers(complaint("solceller", 1), complaint("varmepumpe", 1)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("solceller på taket", "solceller tak"),
        ("båtplass", "båtplasser"),
        ("frisbeegolf", "frisbee golf"),
        ("frisbeegolf", "frisbegolf"),
        ("tømme bobil", "tømming av bobil"),
        ("felle tre i friområde", "felle trær friområde"),
        ("varmepumpe støtte", "støtte til varmepumper"),
        ("hvordan søker jeg fritidskort", "fritidskort"),
        ("heimkompostering", "hjemmekompostering"),
    ],
)
def test_wordings_of_one_question_are_one_group(one: str, other: str) -> None:
    assert groups(one, other) == [{one, other}]
    assert groups(other, one) == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("støtte til varmepumpe", "støtte til barn"),
        ("skolebuss", "skolebok"),
        ("lån av telt", "lån av sykkel"),
        ("leie kulturhus", "leie av idrettshall"),
        ("parkering", "parkeringsbot"),
        ("skjenking", "skjenkebevilling"),
        ("fiskekort", "fritidskort"),
        ("vann", "vannmåler"),
        ("barnevern", "barnehage"),
    ],
)
def test_two_questions_are_two_groups(one: str, other: str) -> None:
    assert groups(one, other) == [{one}, {other}]


def test_the_place_that_is_asked_from_makes_no_other_gap() -> None:
    assert groups("båtplass", "båtplass i Tinn", places=("tinn",)) == [{"båtplass", "båtplass i Tinn"}]


def test_a_group_keeps_its_leader_when_others_are_reported_more_often() -> None:
    complaints = [complaint("båtplasser", 0), *(complaint("båtplass", minute) for minute in range(10, 50, 5))]
    [group] = grouped(phrases(complaints))
    assert [each.folded for each in group] == ["batplasser", "batplass"]


def test_a_phrase_is_shown_as_it_was_typed_most_often() -> None:
    [phrase] = phrases([complaint("BÅTPLASS", 0), complaint("båtplass", 10), complaint("båtplass ", 20)])
    assert phrase.wording == "båtplass"


def test_what_has_no_word_to_search_for_is_no_phrase() -> None:
    assert phrases([complaint("?!"), complaint(" ")]) == []


WORDS = st.sampled_from(["båt", "båter", "plass", "plasser", "sol", "solceller", "tak", "taket", "støtte", "i", "til"])
REPORTED = st.lists(
    st.builds(complaint, st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.integers(0, 300)), max_size=20
)


@given(REPORTED, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_in_which_complaints_arrive(
    complaints: list[Complaint], random: object
) -> None:
    before = grouped(phrases(one_for_each_caller(complaints, SubjectOf({}))))
    random.shuffle(complaints)  # type: ignore[attr-defined]
    after = grouped(phrases(one_for_each_caller(complaints, SubjectOf({}))))
    assert [[each.folded for each in group] for group in after] == [[each.folded for each in group] for group in before]


@given(REPORTED)
def test_every_phrase_is_in_one_group(complaints: list[Complaint]) -> None:
    found = phrases(complaints)
    members = [phrase.folded for group in grouped(found) for phrase in group]
    assert sorted(members) == sorted(phrase.folded for phrase in found)
