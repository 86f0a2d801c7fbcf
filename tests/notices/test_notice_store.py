"""Notices in the database: only those that have not ended are read, nothing is written over what somebody else has
changed, and what a notice was is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from kontakt.database import Engine, changes, reading, writing
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.notices import notice_counts
from kontakt.notices import store
from kontakt.notices.conflict import NoticeConflict
from kontakt.notices.notice import Notice, NoticeKind, ended
from kontakt.notices.tables import NoticeRevisionRow, NoticeRow

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)


def notice(title: str = "Vannet er borte [/ ny]", *, hours: int = 3) -> Notice:
    return Notice(
        id=uuid4(),
        kind=NoticeKind.WATER,
        title=title,
        begins=NOW,
        ends=NOW + timedelta(hours=hours),
        places=("Rjukan",),
    )


def put(engine: Engine, *some: Notice) -> list[Notice]:
    with writing(engine) as session:
        return [store.put(session, each, by="ola", at=NOW) for each in some]


A_DAY_LATER = NOW + timedelta(days=1, hours=1)
"""Until then one that ended after an hour is read: a clock may be set back."""


def test_those_that_have_ended_are_not_read_and_a_change_names_its_notice(engine: Engine) -> None:
    over, stands = put(engine, notice(hours=1), notice(hours=48))
    with reading(engine) as session:
        assert set(store.load(session, A_DAY_LATER - timedelta(minutes=1))) == {over, stands}
        assert store.load(session, A_DAY_LATER) == store.since(session, A_DAY_LATER) == (stands,)
        assert store.since(session, NOW) == tuple(sorted((over, stands), key=lambda each: each.id))
        assert [(each.kind, each.id, each.revision) for each in changes.since(session, None) or ()] == [
            ("notice", str(over.id), 1),
            ("notice", str(stands.id), 1),
        ]


def test_only_what_has_changed_is_read_anew_and_what_has_ended_goes(engine: Engine) -> None:
    kept, ends, expires = put(engine, notice(hours=48), notice(hours=48), notice(hours=1))
    before = (kept, ends, expires)
    (gone,) = put(engine, ended(ends, NOW))
    (new,) = put(engine, notice("Strømmen er borte", hours=48))
    with reading(engine) as session:
        found = store.reload(session, before, {gone.id, new.id}, A_DAY_LATER)
        too_early = store.reload(session, before, {gone.id, new.id}, NOW)
    assert set(found) == {kept, new}
    assert set(too_early) == {kept, new, gone, expires}


def test_what_somebody_else_has_changed_is_not_written_over(engine: Engine) -> None:
    (first,) = put(engine, notice())
    put(engine, replace(first, title="Vannet er tilbake"))
    with pytest.raises(NoticeConflict, match="Vannet er tilbake"):
        put(engine, replace(first, title="Vannet er grumsete"))
    with pytest.raises(NoticeConflict):
        put(engine, replace(first, revision=0))
    with reading(engine) as session:
        kept = session.exec(select(NoticeRevisionRow).order_by(col(NoticeRevisionRow.revision)))
        assert [each.content["title"] for each in kept] == [first.title, "Vannet er tilbake"]


def test_one_that_cannot_be_read_stops_no_other(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    newer, known = put(engine, notice(), notice())
    with writing(engine) as session:
        row = session.get_one(NoticeRow, newer.id)
        row.content = {**row.content, "kind": "of a newer program"}
    with reading(engine) as session:
        assert store.load(session, NOW) == store.reload(session, (newer, known), {newer.id}, NOW) == (known,)
    assert str(newer.id) in caplog.text


def test_inquiries_about_a_notice_are_counted_as_they_stand_in_whatever_order_they_come(engine: Engine) -> None:
    (about,) = put(engine, notice())
    asked = [
        logged(
            Inquiry(
                id=uuid4(),
                call_id=uuid4(),
                municipality="4026",
                outcome=Outcome.ANSWERED,
                started_at=NOW,
                logged_at=NOW,
                agent="ola",
                notice=about.id if number < 3 else None,
            ),
            NOW,
        )
        for number in range(4)
    ]
    other = corrected(asked[0], replace(asked[0].inquiry, notice=None), NOW + timedelta(minutes=1))
    gone = withdrawn(asked[1], NOW + timedelta(minutes=1))
    with writing(engine) as session:
        inquiries.deliver(session, [other, gone, *asked])
        inquiries.deliver(session, asked)
    with reading(engine) as session:
        assert notice_counts(session, [about.id, uuid4()]) == {about.id: 1}
        assert notice_counts(session, []) == {}
