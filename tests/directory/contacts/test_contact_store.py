"""Lists of contacts in the database: kept as they were given, with their history, and told to other desks."""

from datetime import UTC, datetime

from kontakt.database import Engine, changes, reading, writing
from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import REGION, ContactList, Unit
from kontakt.directory.contacts.files import format_contact_list, read_contact_list

from .test_contact_files import TEXT

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
TINN = read_contact_list(TEXT, "4026")
SHARED = ContactList(municipality=REGION, units=(Unit(id="legevakt", name="Legevakt", municipalities=("4026",)),))


def test_a_list_is_stored_once_and_its_change_is_told(engine: Engine) -> None:
    with writing(engine) as session:
        assert store.save(session, TINN, by="redaktør", at=AT)
        assert store.save(session, SHARED, by="redaktør", at=AT)
        assert not store.save(session, TINN, by="en annen", at=AT)
    with reading(engine) as session:
        assert store.load(session) == (TINN, SHARED)
        told = [(each.kind, each.id, each.revision) for each in changes.since(session, None)]
    assert told == [("contacts", "4026", 1), ("contacts", REGION, 1)]


def test_a_list_that_was_removed_stays_in_the_history(engine: Engine) -> None:
    with writing(engine) as session:
        store.save(session, TINN, by="redaktør", at=AT)
        assert store.remove(session, "4026", by="en annen", at=AT)
        assert not store.remove(session, "4026", by="en annen", at=AT)
        assert store.load(session) == ()
        store.save(session, TINN, by="redaktør", at=AT)
    with reading(engine) as session:
        history = store.history(session, "4026")
    assert [(each.number, each.by, each.text) for each in history] == [
        (3, "redaktør", format_contact_list(TINN)),
        (2, "en annen", ""),
        (1, "redaktør", format_contact_list(TINN)),
    ]
    assert history[0].at == AT
