"""Correcting and withdrawing one's own messages, with the database there and away; and what is left in the files
afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kontakt.database import DatabaseUnavailable, Engine, writing
from kontakt.desk.message_service import MessageService
from kontakt.desk.open_messages import MessageAct, MessageChange, possible_acts, with_waiting
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.message_item import item_of
from kontakt.library.outbox import take_messages
from kontakt.messages import store
from kontakt.messages.message import Message, MessageState, MessageStep, NewAddress, StepKind
from kontakt.messages.relay import Relay
from kontakt.messages.sending import send_waiting
from kontakt.messages.states import MessageEvent

from ..messages.conftest import Handler, a_message, running

NOW = datetime.now(UTC).replace(microsecond=0)
FIRST, SECOND, THIRD = "Kumlokket klaprer", "Sluket er tett", "Veilyset blinker"
NUMBERS = ("412 98 765", "912 87 654")


class Region:
    """The database of one desk, which can be away; its journal and its service."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.path = folder / "journal.sqlite"
        self.is_away = False
        self.service = MessageService(
            "kari", self._reached, self.journal, deliver=self.deliver, wake=lambda: None, clock=lambda: NOW
        )

    def _reached(self) -> Engine:
        if self.is_away:
            raise DatabaseUnavailable("away")
        return self.engine

    @contextmanager
    def journal(self) -> Iterator[Journal]:
        with Journal(self.path) as journal:
            yield journal

    def deliver(self) -> None:
        with self.journal() as journal:
            deliver_now(journal, self._reached(), take_messages)

    def write(self, **changes: object) -> Message:
        message = a_message(made_at=NOW, number=NUMBERS[0], text=FIRST, **changes)
        with self.journal() as journal:
            journal.append(item_of(MessageStep(StepKind.WRITTEN, message)))
        return message

    def open(self) -> list[tuple[MessageState, str]]:
        return [(each.state, each.problem) for each in self.service.found().open]

    def in_outbox(self) -> list[str]:
        with writing(self.engine) as session:
            return [each.message.text for each in store.waiting(session, NOW, 10)]


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Region:
    return Region(engine, tmp_path)


HERE = (MessageState.WAITS, "the database does not have it yet")


def test_what_is_corrected_and_withdrawn_while_the_database_is_away_waits_and_is_done_when_it_answers(
    desk: Region,
) -> None:
    desk.is_away = True
    kept, dropped = desk.write(), desk.write()
    assert desk.open() == [HERE, HERE]
    assert desk.service.change(StepKind.CORRECTED, replace(kept, text=SECOND)) is MessageChange.WAITS
    assert desk.service.change(StepKind.WITHDRAWN, replace(dropped, number="", text="")) is MessageChange.WAITS
    assert desk.open() == [HERE]
    assert desk.service.own_texts(kept.id) == (NUMBERS[0], SECOND)
    desk.is_away = False
    desk.deliver()
    assert desk.in_outbox() == [SECOND]
    assert desk.open() == [(MessageState.WAITS, "")]


def test_a_message_that_the_database_has_is_changed_from_here_while_it_is_away(desk: Region) -> None:
    message = desk.write()
    desk.deliver()
    assert desk.service.change(StepKind.CORRECTED, replace(message, text=SECOND)) is MessageChange.DONE
    desk.is_away = True
    assert desk.service.own_texts(message.id) == ("", "")  # they are in the database
    assert desk.service.change(StepKind.CORRECTED, replace(message, text=THIRD)) is MessageChange.WAITS
    assert desk.service.own_texts(message.id) == (NUMBERS[0], THIRD)
    desk.is_away = False
    desk.deliver()
    assert desk.in_outbox() == [THIRD]
    assert desk.service.change(StepKind.WITHDRAWN, replace(message, number="", text="")) is MessageChange.DONE
    assert desk.in_outbox() == []


def test_until_it_is_sent_means_until_the_sender_takes_it(desk: Region) -> None:
    message = desk.write()
    desk.deliver()
    with writing(desk.engine) as session:
        store.take(session, message.id, NOW)
        store.accepted(session, message.id, NOW)
    withdrawn = replace(message, number="", text="")
    assert desk.service.change(StepKind.WITHDRAWN, withdrawn) is MessageChange.TOO_LATE
    assert desk.service.change(StepKind.CORRECTED, replace(message, text=SECOND)) is MessageChange.TOO_LATE
    assert desk.in_outbox() == [SECOND]  # follows as a correction
    assert {each.state for each in desk.service.found().open} == {MessageState.SENT, MessageState.WAITS}


def happened(desk: Region, message: Message, *events: MessageEvent) -> None:
    with writing(desk.engine) as session:
        for event in events:
            match event:
                case MessageEvent.TAKEN:
                    assert store.take(session, message.id, NOW - timedelta(minutes=5))
                case MessageEvent.REFUSED:
                    store.refused(session, message.id, "550 5.1.1 Unknown")
                case _:
                    assert store.say(session, message.id, event, by="ola", now=NOW)


def test_nobody_is_told_that_a_correction_was_sent_when_the_message_was_closed_unsent(desk: Region) -> None:
    refused, withdrawn, unsure = desk.write(), desk.write(), desk.write()
    desk.deliver()
    happened(desk, refused, MessageEvent.TAKEN, MessageEvent.REFUSED, MessageEvent.DEALT_WITH)
    happened(desk, unsure, MessageEvent.TAKEN, MessageEvent.DEALT_WITH)
    taken_away = replace(withdrawn, number="", text="")
    assert desk.service.change(StepKind.WITHDRAWN, taken_away) is MessageChange.DONE
    for closed in (refused, withdrawn):
        assert desk.service.change(StepKind.CORRECTED, replace(closed, text=SECOND)) is MessageChange.CLOSED
        assert desk.service.change(StepKind.WITHDRAWN, taken_away) is MessageChange.CLOSED
    assert desk.in_outbox() == []
    assert desk.service.change(StepKind.CORRECTED, replace(unsure, text=THIRD)) is MessageChange.TOO_LATE
    assert desk.in_outbox() == [THIRD]  # it may have been sent: a correction follows it


def test_a_correction_is_as_old_as_itself_while_it_waits_in_the_journal(desk: Region) -> None:
    message = desk.write()
    desk.is_away = True
    desk.service.change(StepKind.CORRECTED, replace(message, made_at=NOW - timedelta(days=8), text=SECOND))
    with desk.journal() as journal:
        journal.purge_notes(NOW - timedelta(days=90), NOW - timedelta(days=7))
    assert desk.service.own_texts(message.id) == (NUMBERS[0], SECOND)


def test_a_correction_on_its_way_shows_the_address_that_the_message_has(desk: Region) -> None:
    message = desk.write()
    desk.deliver()
    happened(desk, message, MessageEvent.TAKEN, MessageEvent.REFUSED)
    desk.service.readdress(message.id, NewAddress(address="drift@example.invalid", recipient="Drift"))
    [seen] = desk.service.found().open
    step = MessageStep(StepKind.CORRECTED, replace(message, text=SECOND))
    assert [each.address for each in with_waiting([seen], [step])] == ["drift@example.invalid"]
    assert with_waiting([seen], [replace(step, readdressed=True)])[0].address == message.address


def test_what_a_newer_program_left_in_the_journal_hides_none_of_the_others(desk: Region) -> None:
    desk.is_away = True
    kept, newer = desk.write(), item_of(MessageStep(StepKind.WRITTEN, a_message()))
    with desk.journal() as journal:
        journal.append(replace(newer, state=newer.state.replace('"written"', '"translated"')))
    assert [each.id for each in desk.service.found().open] == [kept.id]


def test_a_clock_that_was_set_back_keeps_nobody_from_deciding(desk: Region) -> None:
    desk.write()
    desk.deliver()
    [message] = desk.service.found().open
    unsure = replace(message, state=MessageState.UNSURE, taken_at=NOW + timedelta(hours=1))
    assert MessageAct.SEND_AGAIN in possible_acts(unsure, "ola", NOW)
    assert possible_acts(replace(unsure, taken_at=NOW), "ola", NOW) == ()
    sent = replace(message, state=MessageState.SENT, due_at=NOW)
    assert not sent.is_late(NOW - timedelta(days=30))
    assert sent.is_late(NOW)


def send(desk: Region, relay: Relay) -> None:
    send_waiting(desk.engine, relay)


def corrected_without_database(desk: Region, relay: Relay, handler: Handler) -> None:
    desk.is_away = True
    message = desk.write()
    desk.service.change(StepKind.CORRECTED, replace(message, number=NUMBERS[1], text=SECOND))
    desk.is_away = False
    desk.deliver()
    send(desk, relay)


def corrected_too_late(desk: Region, relay: Relay, handler: Handler) -> None:
    message = desk.write()
    desk.deliver()
    send(desk, relay)
    desk.service.change(StepKind.CORRECTED, replace(message, number=NUMBERS[1], text=SECOND))
    send(desk, relay)


def withdrawn_without_database(desk: Region, relay: Relay, handler: Handler) -> None:
    desk.is_away = True
    message = desk.write()
    desk.service.change(StepKind.WITHDRAWN, replace(message, number="", text=""))
    desk.is_away = False
    desk.deliver()


def readdressed_after_it_failed(desk: Region, relay: Relay, handler: Handler) -> None:
    handler.recipient = lambda address: "550 5.1.1 Unknown" if address.startswith("teknisk") else ""
    message = desk.write()
    desk.deliver()
    send(desk, relay)
    assert desk.service.readdress(message.id, NewAddress(address="drift@example.invalid", recipient="Drift"))
    send(desk, relay)


def came_back_and_was_written_anew(desk: Region, relay: Relay, handler: Handler) -> None:
    message = desk.write()
    desk.deliver()
    send(desk, relay)
    assert desk.service.say(message.id, MessageEvent.CAME_BACK)
    to = NewAddress(address="drift@example.invalid", recipient="Drift", number=NUMBERS[1], text=SECOND)
    assert desk.service.readdress(message.id, to)
    send(desk, relay)


@pytest.mark.embedded
@pytest.mark.parametrize(
    "happens",
    [
        corrected_without_database,
        corrected_too_late,
        withdrawn_without_database,
        readdressed_after_it_failed,
        came_back_and_was_written_anew,
    ],
    ids=lambda each: each.__name__,
)
def test_whatever_happens_to_a_message_no_file_holds_its_number_or_text_afterwards(
    desk: Region, tmp_path: Path, happens: Callable[[Region, Relay, Handler], None]
) -> None:
    handler = Handler()
    with running(handler) as relay:
        happens(desk, relay, handler)
    assert desk.in_outbox() == []
    left = "\n".join(each.read_bytes().decode("latin-1") for each in tmp_path.rglob("*") if each.is_file())
    assert "example.invalid" in left  # whom it went to stays
    for text in (*NUMBERS, *(each.replace(" ", "") for each in NUMBERS), "Kumlokket", "Sluket"):
        assert text not in left
