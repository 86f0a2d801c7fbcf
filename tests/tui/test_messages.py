"""Messages by keyboard: written with two keys beside the typing, withdrawn, and back on the desk until somebody has
dealt with them."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from kontakt.database import open_engine, reading, writing
from kontakt.directory.contacts import store as contact_lists
from kontakt.library import notice_changes
from kontakt.messages import store
from kontakt.messages.following import reminder_of
from kontakt.messages.message import Message, MessageKind, MessageState, MessageStep, StepKind
from kontakt.notices.notice import Notice, NoticeKind, ToldFirst
from kontakt.settings import Settings
from kontakt.tui.modes import DESK
from kontakt.tui.widgets.said_line import SaidLine

from .conftest import NOW, AtDesk, Shift
from .test_contacts import TINN

pytestmark = pytest.mark.long

FORGOTTEN = Message(
    id=uuid4(),
    kind=MessageKind.MESSAGE,
    made_at=NOW - timedelta(days=2),
    agent="ola",
    municipality="4026",
    address="drift@tinn.example.invalid",
    subject="Beskjed: Gatelys (Tinn)",
    recipient="Teknisk drift",
    article="gatelys",
    number="412 34 567",
    due_at=NOW - timedelta(days=1),
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Those of a region that sends messages by a server that is down."""
    unit, *others = TINN.units
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        with_email = replace(unit, email="drift@tinn.example.invalid")
        contact_lists.save(session, replace(TINN, units=(with_email, *others)), by="test", at=NOW)
        store.announce(session, "kontakt@example.invalid", NOW)
        store.put(session, [MessageStep(StepKind.WRITTEN, FORGOTTEN)])
        store.take(session, FORGOTTEN.id, NOW)
        store.accepted(session, FORGOTTEN.id, NOW - timedelta(days=2))
    engine.dispose()
    return replace(
        settings, mail_host="127.0.0.1", mail_port=1, mail_from="kontakt@example.invalid", mail_security="none"
    )


def written(shift: Shift) -> list[Message]:
    """What waits in the outbox."""
    with reading(shift.app.database.engine) as session:
        return [each.message for each in store.waiting(session, NOW + timedelta(days=1), 10)]


def said(shift: Shift) -> str:
    """What the desk said last, also while a list stands over it."""
    return shift.app.get_screen_stack(DESK)[0].query_one(SaidLine).sentence


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_a_message_is_written_with_two_keys_beside_the_typing(at_desk: AtDesk, size: tuple[int, int]) -> None:
    async with at_desk(size) as shift:
        await shift.until(lambda: shift.desk.library.outbox.open)
        await shift.type("@tinn brøyting")
        await shift.press("f6")
        assert "Til Brøytevakt, Tinn" in shift.screen
        assert "F6 Ville ha saksbehandler" in shift.screen
        await shift.press("f6", "f6")
        assert "Ingenting er skrevet ennå" in shift.screen, "a key that is held or pressed twice logs nothing"
        await shift.press(*"41234", "enter", *"01017000027", "f4")
        assert "ikke et telefonnummer" in shift.screen
        await shift.press("shift+tab", *"567", "f4")
        assert "fødselsnummer" in shift.screen
        await shift.press("escape", "f6", "tab", *["backspace"] * 11, *"brunt 41234567")
        assert "blir ikke sendt" in shift.screen
        assert "F6 Ville ha saksbehandler" in shift.screen
        await shift.press(*["backspace"] * 9, "f4")
        assert shift.logged() == ["message"]
        assert "Den går til Brøytevakt, Tinn på e-post" in shift.app.screen.query_one(SaidLine).sentence
        await shift.until(lambda: written(shift))
        [message] = written(shift)
        assert (message.number, message.text, message.address) == ("412 34 567", "brunt", "drift@tinn.example.invalid")
        assert (message.subject, message.unit) == ("Beskjed: Brøyting av kommunal vei (Tinn)", "4026/drift")


async def test_what_nobody_dealt_with_comes_back_until_it_is_done_and_what_waits_is_withdrawn(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.until(lambda: "venter på at noen følger opp" in shift.screen)
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+o", "r")
        assert "Åpen beskjed: Teknisk drift" in shift.screen
        await shift.press("b")
        assert "ikke fulgt opp innen" in shift.screen
        await shift.press("p")
        await shift.until(lambda: written(shift))
        assert written(shift)[0].kind is MessageKind.REMINDER
        await shift.until(lambda: "E-posttjeneren 127.0.0.1:1 kan ikke nås" in shift.screen)
        await shift.press("f7", *"41234567", "enter", *"lyset", "f6")
        await shift.until(lambda: len(written(shift)) == 2)
        assert {each.address for each in written(shift)} == {FORGOTTEN.address, "post@tinn.example.invalid"}
        await shift.until(lambda: len(shift.desk.library.outbox.open) == 3)
        await shift.press("ctrl+b")
        assert shift.screen.index("! 18.11") < shift.screen.index("20.11")
        await shift.press("f")
        await shift.until(lambda: len(shift.desk.library.outbox.open) == 2)
        assert "venter på at noen" not in shift.screen
        assert {each.state for each in shift.desk.library.outbox.open} == {MessageState.WAITS}


async def test_a_reminder_that_is_withdrawn_has_reminded_nobody_and_the_next_one_goes(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.until(lambda: shift.desk.library.outbox.open)
        await shift.press("ctrl+b", "p")
        await shift.until(lambda: len(shift.desk.library.outbox.open) == 2)
        await shift.press("ctrl+b")
        assert "purret 20.11." in shift.screen
        await shift.press("down", "t")
        await shift.until(lambda: len(shift.desk.library.outbox.open) == 1)
        await shift.press("ctrl+b")
        assert "ikke fulgt opp innen" in shift.screen
        assert "purret" not in shift.screen
        await shift.press("p")
        await shift.until(lambda: written(shift))
        assert [each.kind for each in written(shift)] == [MessageKind.REMINDER]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_what_the_server_refused_is_sent_to_another_address_and_what_came_back_is_written_anew(
    at_desk: AtDesk, size: tuple[int, int]
) -> None:
    async with at_desk(size) as shift:
        await shift.until(lambda: shift.desk.library.outbox.open)
        await shift.press("ctrl+b", "i")  # what was sent came back
        await shift.until(lambda: shift.desk.library.outbox.open[0].state is MessageState.FAILED)
        await shift.press("ctrl+b")
        assert "kom i retur" in shift.screen
        await shift.press("a", *["backspace"] * 40, *"ingen", "enter")
        assert "er ingen e-postadresse" in shift.screen
        await shift.press(*["backspace"] * 5, *"ola@hjemme.no", "enter")
        assert "bare den som skrev beskjeden" in shift.screen
        await shift.press("f8", "enter", "enter", *"41234567", "enter", *"lyset", "enter")
        await shift.until(lambda: written(shift))
        [message] = written(shift)
        assert (message.id, message.address, message.text) == (FORGOTTEN.id, "drift@tinn.example.invalid", "lyset")
        assert "Den blir sendt til" in shift.app.screen.query_one(SaidLine).sentence


CASE = replace(
    FORGOTTEN,
    id=uuid4(),
    kind=MessageKind.CASE,
    address="post@gammel.example.invalid",
    recipient="Tinn, postmottak",
    due_at=None,
)


async def test_a_case_that_came_back_is_marked_among_those_that_were_sent_and_sent_to_the_post_office_of_today(
    at_desk: AtDesk,
) -> None:
    async with at_desk((80, 24)) as shift:
        await shift.until(lambda: shift.desk.library.outbox.open)
        await shift.press("ctrl+b")
        await shift.until(lambda: "F Fulgt opp" in shift.screen)
        await shift.press("f")
        await shift.until(lambda: "Fulgt opp" in said(shift))
        await shift.press("ctrl+b")
        await shift.until(lambda: "Ingen beskjed er åpen" in shift.screen)
        await shift.press("v")
        await shift.until(lambda: "Ingen." in shift.screen)
        await shift.press("escape")
        with writing(shift.app.database.engine) as session:
            store.put(session, [MessageStep(StepKind.WRITTEN, CASE)])
            store.take(session, CASE.id, NOW)
            store.accepted(session, CASE.id, NOW - timedelta(days=1))
        await shift.press("ctrl+b")
        await shift.until(lambda: "V Vis sendte" in shift.screen)
        await shift.press("v")
        await shift.until(lambda: f"Message-ID {str(CASE.id)[:8]}" in shift.screen)
        await shift.press("i")
        await shift.until(lambda: "åpen igjen" in said(shift))
        await shift.press("ctrl+b")
        await shift.until(lambda: "skriv begge" in shift.screen)
        assert "post@tinn.example.invalid" in shift.screen
        assert "F Gikk en annen vei" in shift.screen
        await shift.press("a", "enter", *"41234567", "enter", *"lyset", "enter")
        await shift.until(lambda: written(shift))
        [message] = written(shift)
        assert (message.id, message.address, message.text) == (CASE.id, "post@tinn.example.invalid", "lyset")


async def test_a_reminder_and_a_notices_email_that_came_back_are_marked_and_neither_is_said_to_have_arrived(
    at_desk: AtDesk,
) -> None:
    notice = Notice(
        id=uuid4(),
        kind=NoticeKind.WATER,
        title="Vannet er borte",
        begins=NOW - timedelta(hours=1),
        ends=NOW + timedelta(days=1),
        told_first=(ToldFirst("Sykehjemmet <vakt@tinn.example.invalid>"),),
    )
    async with at_desk((80, 24)) as shift:
        await shift.until(lambda: shift.desk.library.outbox.open)
        engine = shift.app.database.engine
        reminder = reminder_of(shift.desk.library.outbox.open[0], "ola", NOW)
        with writing(engine) as session:
            store.put(session, [MessageStep(StepKind.WRITTEN, reminder)])
        notice_changes.write(engine, notice, by="ola", now=NOW - timedelta(seconds=1))
        with writing(engine) as session:
            [mail] = (each for each in store.load(session).open if each.kind is MessageKind.MAIL)
            for id in (reminder.id, mail.id):
                store.take(session, id, NOW)
                store.accepted(session, id, NOW + timedelta(seconds=int(id == mail.id)))
        await shift.press("ctrl+b")
        await shift.until(lambda: "V Vis sendte" in shift.screen)
        await shift.press("v")
        await shift.until(lambda: "Oppslag: Vannet er borte" in shift.screen)
        await shift.press("i")
        await shift.until(lambda: "det står i oppslaget" in said(shift))
        await shift.until(lambda: shift.desk.library.notices.every[0].told_first[0].came_back_at)
        await shift.press("ctrl+r")
        await shift.until(lambda: "(e-posten kom" in shift.screen)
        await shift.press("escape", "ctrl+b")
        await shift.until(lambda: "V Vis sendte" in shift.screen)
        await shift.press("down")
        await shift.until(lambda: "F Varslet på annen måte" in shift.screen)
        await shift.press("v")
        await shift.until(lambda: "Purring: " in shift.screen)
        await shift.press("i")
        await shift.until(lambda: "riktig adresse" in said(shift))
        await shift.press("ctrl+b")
        await shift.until(lambda: "kom ikke fram" in shift.screen)
        await shift.press("down", "down")
        await shift.until(lambda: "A Annen adresse" in shift.screen)
        await shift.press("a", "enter")
        await shift.until(lambda: written(shift))
        assert [each.id for each in written(shift)] == [reminder.id]


async def test_ones_own_message_is_corrected_and_withdrawn_until_it_is_sent(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.until(lambda: shift.desk.library.outbox.open)
        await shift.type("@tinn brøyting")
        await shift.press("f6", "enter", *"brunt", "f4")
        await shift.until(lambda: len(shift.desk.library.outbox.open) == 2)
        await shift.press("ctrl+b", "end", "r", "tab", *" vann", "enter")
        await shift.until(lambda: [each.text for each in written(shift)] == ["brunt vann"])
        await shift.until(lambda: "slik den står nå" in said(shift))
        await shift.press("ctrl+b", "end", "r", "tab", *["backspace"] * 10, "enter")
        assert "Ingenting ble endret" in shift.app.screen.query_one(SaidLine).sentence
        await shift.press("ctrl+b", "end", "t")
        await shift.until(lambda: not written(shift))
