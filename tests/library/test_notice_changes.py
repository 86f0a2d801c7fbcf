"""Writing, ending and lengthening notices; whoever is told first and has an address is written to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.directory import store as directory
from kontakt.directory.region import Municipality, Region
from kontakt.errors import KontaktError
from kontakt.library import message_changes, notice_changes
from kontakt.messages import store as messages
from kontakt.messages.message import MessageKind
from kontakt.messages.states import MessageEvent
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


@pytest.fixture
def mails(engine: Engine, notice: Notice) -> dict[str, UUID]:
    """The notice's two e-mails, which were sent, by their address."""
    with writing(engine) as session:
        messages.announce(session, "kontakt@example.invalid", NOW)
    notice_changes.write(engine, notice, by="ola", now=NOW)
    with writing(engine) as session:
        found = messages.load(session).open
        for each in found:
            messages.take(session, each.id, NOW)
            messages.accepted(session, each.id, NOW)
    return {each.address: each.id for each in found}


WARD = "vakt@tinn.example.invalid"


def told(engine: Engine) -> list[tuple[bool, bool]]:
    """Of those with an address: whether they have been told, and whether the e-mail came back."""
    [notice] = notice_changes.since(engine, NOW)
    return [(each.told_at is not None, each.came_back_at is not None) for each in notice.told_first[1:3]]


def say(engine: Engine, id: UUID, event: MessageEvent) -> None:
    assert message_changes.say(engine, id, event, by="kari", now=NOW + timedelta(minutes=5))


def still_open(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [each.address for each in messages.load(session).open]


def test_an_email_that_came_back_stands_in_the_notice_and_no_change_of_that_writes_there_again(
    engine: Engine, notice: Notice, mails: dict[str, UUID]
) -> None:
    assert still_open(engine) == []
    say(engine, mails[WARD], MessageEvent.CAME_BACK)
    assert told(engine) == [(False, True), (True, False)]
    assert still_open(engine) == [WARD]
    [seen] = notice_changes.since(engine, NOW)
    assert (seen.revision, seen.changed_at is not None) == (2, True)
    notice_changes.write(engine, replace(seen, text="Tankbil ved kirken"), by="ola", now=NOW)
    assert still_open(engine) == [WARD]
    with reading(engine) as session:
        assert messages.waiting(session, NOW + timedelta(days=1), 9) == []


def test_with_another_address_in_the_notice_that_is_written_to_and_nobody_need_look_at_the_old_one(
    engine: Engine, notice: Notice, mails: dict[str, UUID]
) -> None:
    say(engine, mails[WARD], MessageEvent.CAME_BACK)
    [seen] = notice_changes.since(engine, NOW)
    mended = ToldFirst("Sykehjemmet <sykehjem@tinn.example.invalid>")
    mended_list = (seen.told_first[0], mended, *seen.told_first[2:])
    notice_changes.write(engine, replace(seen, told_first=mended_list), by="ola", now=NOW)
    assert told(engine) == [(True, False), (True, False)]
    assert still_open(engine) == ["sykehjem@tinn.example.invalid"]


@pytest.mark.parametrize("event", [MessageEvent.DEALT_WITH, MessageEvent.ARRIVED])
def test_whoever_was_told_another_way_or_got_it_after_all_has_a_tick(
    engine: Engine, mails: dict[str, UUID], event: MessageEvent
) -> None:
    say(engine, mails[WARD], MessageEvent.CAME_BACK)
    say(engine, mails[WARD], event)
    assert told(engine) == [(True, False), (True, False)]
    assert still_open(engine) == []


def test_a_tick_by_hand_says_so_as_well_and_can_be_taken_back(
    engine: Engine, notice: Notice, mails: dict[str, UUID]
) -> None:
    say(engine, mails[WARD], MessageEvent.CAME_BACK)
    for is_told in (True, False):
        notice_changes.tick(engine, notice.id, f"Sykehjemmet <{WARD}>", by="ola", now=NOW)
        assert told(engine) == [(is_told, False), (True, False)]
        assert still_open(engine) == []


def test_an_email_that_the_mail_server_refused_is_off_the_list_with_its_address(engine: Engine, notice: Notice) -> None:
    with writing(engine) as session:
        messages.announce(session, "kontakt@example.invalid", NOW)
    stored = notice_changes.write(engine, notice, by="ola", now=NOW)
    with writing(engine) as session:
        for each in messages.load(session).open:
            messages.take(session, each.id, NOW)
            messages.refused(session, each.id, "550 5.1.1 Unknown")
    notice_changes.write(engine, replace(stored, told_first=stored.told_first[2:]), by="ola", now=NOW)
    assert still_open(engine) == ["post@tinn.example.invalid"]


def test_ending_and_lengthening_go_over_what_others_have_changed(engine: Engine, notice: Notice) -> None:
    first = notice_changes.write(engine, notice, by="ola", now=NOW)
    notice_changes.write(engine, replace(first, title="Vannet er grumsete"), by="kari", now=NOW)
    longer = notice_changes.lengthen(engine, notice.id, ENDS + timedelta(hours=1), by="ola", now=NOW)
    assert (longer.title, longer.ends) == ("Vannet er grumsete", ENDS + timedelta(hours=1))
    for wrong in (NOW - timedelta(hours=1), NOW + timedelta(days=400)):
        with pytest.raises(KontaktError, match="at most 366 days"):
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
