"""What the shared log says to editors: what is asked for, in which words, and what led nowhere."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.firstline.rate import Count
from kontakt.inquiries.entries import logged, withdrawn
from kontakt.inquiries.inquiry import Feedback, FeedbackKind, Inquiry, LinkedBy
from kontakt.inquiries.log import demand
from kontakt.inquiries.log.demand import AskedArticle, Complaint
from kontakt.inquiries.log.gaps import GapEnd, end
from kontakt.inquiries.log.store import deliver

from ..conftest import MakeInquiry

DAY = timedelta(days=1)


def log(session: Session, *inquiries: Inquiry) -> None:
    deliver(session, [logged(each, each.logged_at) for each in inquiries])


def test_inquiries_are_counted_by_article(session: Session, an_inquiry: MakeInquiry, noon: datetime) -> None:
    log(
        session,
        an_inquiry(article="gatelys", first_line="usually"),
        an_inquiry(article="gatelys", first_line="usually"),
        an_inquiry(article="feiing", outcome=Outcome.CASE, cause=Cause.DECISION),
        an_inquiry(),
    )
    counts = demand.counts_by_article(session, noon - DAY, noon + DAY)
    assert sum(each.n for each in counts["gatelys"]) == 2
    [feiing] = counts["feiing"]
    assert (feiing.outcome, feiing.cause, feiing.n) == (Outcome.CASE, Cause.DECISION, 1)
    assert isinstance(feiing, Count)
    assert set(counts) == {"gatelys", "feiing"}


def test_counts_are_those_of_a_half_open_period(session: Session, an_inquiry: MakeInquiry, noon: datetime) -> None:
    log(session, an_inquiry(article="a", started_at=noon), an_inquiry(article="b", started_at=noon + DAY))
    assert set(demand.counts_by_article(session, noon, noon + DAY)) == {"a"}


def test_inquiries_are_counted_by_article_and_municipality_in_all_and_recently(
    session: Session, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    log(
        session,
        an_inquiry(article="gatelys"),
        an_inquiry(article="gatelys", started_at=noon - 40 * DAY),
        an_inquiry(article="gatelys", municipality="3303", started_at=noon - 40 * DAY),
        an_inquiry(article="gatelys", started_at=noon - 91 * DAY),
        an_inquiry(),
    )
    assert demand.by_municipality(session, noon - 90 * DAY, noon - 30 * DAY) == [
        AskedArticle("gatelys", "3303", 1, 0),
        AskedArticle("gatelys", "4026", 2, 1),
    ]


def test_searches_are_counted_the_most_frequent_first(
    session: Session, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    log(session, *(an_inquiry(query=query) for query in ("snø", "boss", "snø", "", "avløp")))
    assert demand.queries(session, noon - DAY, 2) == [("snø", 2), ("avløp", 1)]


def test_a_search_counts_for_an_article_where_an_agent_chose_it(
    session: Session, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    log(
        session,
        an_inquiry(query="mørkt", article="gatelys", linked_by=LinkedBy.MOVED),
        an_inquiry(query="stolpe", article="lys", linked_by=LinkedBy.PINNED),
        an_inquiry(query="gatelys", article="gatelys", linked_by=LinkedBy.SURE),
        an_inquiry(query="feier", article="feiing", linked_by=LinkedBy.MOVED),
        an_inquiry(query="gammelt", article="gatelys", linked_by=LinkedBy.MOVED, started_at=noon - 2 * DAY),
    )
    found = demand.chosen_queries(session, {"gatelys", "lys"}, noon - DAY, 10)
    assert found == [("mørkt", 1), ("stolpe", 1)]


def test_what_was_sent_to_the_editor_is_a_report(session: Session, noon: datetime) -> None:
    feedback = Feedback(
        id=uuid4(), kind=FeedbackKind.MISSED, made_at=noon, agent="kari", municipality="4026", query="solceller"
    )
    deliver(session, [feedback])
    assert demand.complaints(session, noon - DAY) == [
        Complaint(
            kind=FeedbackKind.MISSED,
            agent="kari",
            municipality="4026",
            query="solceller",
            article=None,
            begun=noon,
            at=noon,
        )
    ]


@pytest.mark.parametrize(
    ("cause", "query", "article", "kind"),
    [
        (Cause.NO_ANSWER, "solceller", None, FeedbackKind.MISSED),
        (Cause.NO_ANSWER, "solceller", "gatelys", FeedbackKind.MISSED),
        (Cause.NO_ANSWER, "", None, None),
        (Cause.WRONG_ANSWER, "lys", "gatelys", FeedbackKind.UNCLEAR),
        (Cause.WRONG_ANSWER, "lys", None, None),
        (Cause.DECISION, "lys", "gatelys", None),
    ],
)
def test_an_inquiry_is_a_report_by_its_cause(
    session: Session,
    an_inquiry: MakeInquiry,
    noon: datetime,
    cause: Cause,
    query: str,
    article: str | None,
    kind: FeedbackKind | None,
) -> None:
    log(session, an_inquiry(outcome=Outcome.CASE, cause=cause, query=query, article=article))
    assert [each.kind for each in demand.complaints(session, noon - DAY)] == ([kind] if kind else [])


def test_a_logged_report_stands_from_the_start_to_the_end_of_its_inquiry(
    session: Session, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    inquiry = an_inquiry(
        outcome=Outcome.CASE, cause=Cause.NO_ANSWER, query="snø", started_at=noon - DAY / 24, logged_at=noon
    )
    log(session, inquiry)
    [complaint] = demand.complaints(session, noon - DAY)
    assert (complaint.begun, complaint.at, complaint.call) == (noon - DAY / 24, noon, str(inquiry.call_id))


def test_what_is_withdrawn_is_not_read(session: Session, an_inquiry: MakeInquiry, noon: datetime) -> None:
    entry = logged(
        an_inquiry(article="gatelys", query="snø", outcome=Outcome.CASE, cause=Cause.WRONG_ANSWER,
                   linked_by=LinkedBy.MOVED), noon
    )  # fmt: skip
    deliver(session, [entry, withdrawn(entry, noon + DAY)])
    assert demand.counts_by_article(session, noon - DAY, noon + DAY) == {}
    assert demand.by_municipality(session, noon - DAY, noon) == []
    assert demand.queries(session, noon - DAY, 10) == []
    assert demand.chosen_queries(session, {"gatelys"}, noon - DAY, 10) == []
    assert demand.complaints(session, noon - DAY) == []


def test_the_state_changes_with_what_is_sent_and_with_what_is_ended(session: Session, noon: datetime) -> None:
    states = [demand.state(session)]
    deliver(session, [Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=noon, agent="kari", query="snø")])
    states.append(demand.state(session))
    end(session, ["snø"], GapEnd.DISMISSED, by="kari", at=noon)
    session.flush()
    states.append(demand.state(session))
    end(session, ["snø"], GapEnd.DISMISSED, by="kari", at=noon + DAY)
    session.flush()
    states.append(demand.state(session))
    assert len(set(states)) == 4


def test_logging_an_inquiry_leaves_the_state(session: Session, an_inquiry: MakeInquiry) -> None:
    before = demand.state(session)
    log(session, an_inquiry())
    assert demand.state(session) == before
