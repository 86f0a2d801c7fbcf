"""Writing, ending and lengthening notices; whoever is told first and has an address is written to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.directory import store as directory
from kontakt.directory.region import Municipality, Region
from kontakt.errors import KontaktError
from kontakt.library import notice_changes
from kontakt.messages import store as messages
from kontakt.messages.message import MessageKind
from kontakt.notices.notice import Notice, NoticeKind, NoticeState, ToldFirst

NOW = datetime.now(UTC).replace(microsecond=0)
ENDS = NOW + timedelta(hours=3)


@pytest.fixture
def notice(engine: Engine) -> Notice:
    region = Region("R", (Municipality(number="4026", name="Tinn"),))
    with writing(engine) as session:
        directory.save(session, region, by="ola", at=NOW)
    told = (
        "Vaktleder",
        "Sykehjemmet <vakt@tinn.example.invalid>",
        "post@tinn.example.invalid",
        "<ingen adresse>",
        "a@b",
    )
    return Notice(
        id=uuid4(),
        kind=NoticeKind.WATER,
        title="Vannet er borte\r\nBcc: alle@example.invalid",
        municipalities=("4026",),
        begins=NOW,
        ends=ENDS,
        told_first=tuple(map(ToldFirst, told)),
    )


def test_without_a_mail_server_nobody_is_written_to_and_ticks_are_set_by_hand(engine: Engine, notice: Notice) -> None:
    stored = notice_changes.write(engine, notice, by="ola", now=NOW)
    assert [each for each in stored.told_first if each.told_at] == []
    ticked = notice_changes.tick(engine, notice.id, "Vaktleder", by="ola", now=NOW)
    assert [each.who for each in ticked.told_first if each.told_at] == ["Vaktleder"]
    with pytest.raises(KontaktError, match="in the list no longer"):
        notice_changes.tick(engine, notice.id, "Brannvesenet", by="ola", now=NOW)


def test_where_messages_are_sent_those_with_an_address_are_written_to_in_order_and_once(
    engine: Engine, notice: Notice
) -> None:
    with writing(engine) as session:
        messages.announce(session, "kontakt@example.invalid", NOW)
    stored = notice_changes.write(engine, notice, by="ola", now=NOW)
    assert [bool(each.told_at) for each in stored.told_first] == [False, True, True, False, False]
    notice_changes.write(engine, replace(stored, text="Tankbil ved kirken"), by="ola", now=NOW)
    with reading(engine) as session:
        found = messages.load(session).open
    assert [(each.kind, each.address) for each in found] == [
        (MessageKind.MAIL, "vakt@tinn.example.invalid"),
        (MessageKind.MAIL, "post@tinn.example.invalid"),
    ]


def test_ending_and_lengthening_go_over_what_others_have_changed(engine: Engine, notice: Notice) -> None:
    first = notice_changes.write(engine, notice, by="ola", now=NOW)
    notice_changes.write(engine, replace(first, title="Vannet er grumsete"), by="kari", now=NOW)
    longer = notice_changes.lengthen(engine, notice.id, ENDS + timedelta(hours=1), by="ola", now=NOW)
    assert (longer.title, longer.ends) == ("Vannet er grumsete", ENDS + timedelta(hours=1))
    for wrong in (NOW - timedelta(hours=1), NOW + timedelta(days=400)):
        with pytest.raises(KontaktError, match="within a year"):
            notice_changes.lengthen(engine, notice.id, wrong, by="ola", now=NOW)
    ended = notice_changes.end(engine, notice.id, by="ola", now=NOW + timedelta(minutes=1))
    assert ended.state(NOW + timedelta(minutes=1)) is NoticeState.ENDED
    with pytest.raises(KontaktError, match="has ended: write a new notice"):
        notice_changes.lengthen(engine, notice.id, ENDS, by="ola", now=NOW + timedelta(minutes=1))
    assert notice_changes.since(engine, NOW + timedelta(minutes=1)) == ()
    with pytest.raises(KontaktError, match="no such notice"):
        notice_changes.end(engine, uuid4(), by="ola", now=NOW)


def test_one_for_a_municipality_that_is_not_in_the_region_is_refused(engine: Engine, notice: Notice) -> None:
    with pytest.raises(KontaktError, match="0301 is no municipality"):
        notice_changes.write(engine, replace(notice, municipalities=("4026", "0301")), by="ola", now=NOW)
    assert notice_changes.since(engine, NOW) == ()
