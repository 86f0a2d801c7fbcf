"""Messages in the journal: as durable as an inquiry, stored with it or not at all, and emptied in time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kontakt.database import Engine, Session
from kontakt.inquiries.delivery import Undelivered, deliver_now
from kontakt.inquiries.entries import logged
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.message_item import MessageItem
from kontakt.inquiries.privacy_guard import NotAllowed

from ..conftest import NOON, MakeInquiry, history

TEXTS = '{"number": "412 98 765", "text": "kumlokket klaprer"}'


def item(**changes: object) -> MessageItem:
    made = MessageItem(id=uuid4(), message=uuid4(), agent="kari", made_at=NOON, state="{}", texts=TEXTS)
    return replace(made, **changes)  # type: ignore[arg-type]


def left_in(folder: Path) -> str:
    return "".join(each.read_bytes().decode("latin-1") for each in folder.iterdir())


def test_an_inquiry_and_its_message_are_stored_together_or_not_at_all(
    journal: Journal, an_inquiry: MakeInquiry
) -> None:
    refused = logged(an_inquiry(note="01017000027"), NOON)
    with pytest.raises(NotAllowed):
        journal.append(refused, item())
    assert journal.waiting() == 0
    entry, message = logged(an_inquiry(), NOON), item()
    journal.append(entry, message)
    journal.append(entry, message)  # the same again
    assert journal.pending(10) == [entry, message]


def test_what_a_correction_or_a_withdrawal_takes_away_is_gone_from_the_file(journal: Journal) -> None:
    first = item()
    withdrawn = item(message=first.message, texts="")
    other = item()
    journal.append(first)
    journal.append(withdrawn, replace(other, texts='{"text": "noe annet"}'))
    assert [each.texts for each in journal.pending(10)] == ["", "", '{"text": "noe annet"}']
    journal.close()
    assert "kumlokket" not in left_in(journal.path.parent)


def test_a_message_that_waits_for_longer_than_its_days_is_empty(journal: Journal) -> None:
    old, young = item(made_at=NOON - timedelta(days=8)), item()
    journal.append(old, young)
    journal.purge_notes(NOON - timedelta(days=90), NOON - timedelta(days=7))
    assert journal.pending(10) == [replace(old, texts=""), young]


@pytest.mark.embedded
def test_messages_are_delivered_after_the_entries_and_hold_none_of_them_up(
    journal: Journal, engine: Engine, an_inquiry: MakeInquiry
) -> None:
    entry, message = logged(an_inquiry(), NOON), item()
    taken: list[MessageItem] = []

    def refuse(session: Session, items: Sequence[MessageItem]) -> None:
        raise RuntimeError("kumlokket klaprer")

    def take(session: Session, items: Sequence[MessageItem]) -> None:
        assert history(session, entry.inquiry.id) == [entry]
        taken.extend(items)

    journal.append(message, entry)
    with pytest.raises(Undelivered):
        deliver_now(journal, engine, refuse)
    assert journal.pending(10) == [message]
    assert deliver_now(journal, engine, take) == 1
    assert taken == [message]
    journal.close()
    assert "kumlokket" not in left_in(journal.path.parent)
