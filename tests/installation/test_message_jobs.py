"""Messages in a shared region, each with their own rights alone: an agent writes one, the jobs send it, another agent
marks it as done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from kontakt.database import Engine, NotPermitted, open_engine, people, reading, rights, writing
from kontakt.database.people import Person
from kontakt.database.server import state_of_server
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import ContactList, Unit
from kontakt.installation.mail_jobs import MailJobs
from kontakt.library import message_changes
from kontakt.messages import store
from kontakt.messages.message import MessageState, MessageStep, NewAddress, StepKind
from kontakt.messages.states import MessageEvent
from kontakt.settings import Settings

from ..databases import NewDatabase
from ..messages.conftest import NUMBER, Handler, a_message, running


@pytest.fixture
def engines(new_database: NewDatabase) -> Iterator[dict[str, Engine]]:
    """Of the owner, of the agents kari and ola, and of the jobs."""
    address = new_database()
    owner = open_engine(address)
    logins = {name: f"{name}_{uuid4().hex}" for name in ("kari", "ola", "jobs")}
    with writing(owner) as session:
        rights.give(session.connection())
        for name, login in logins.items():
            people.grant(session, Person(login, name, None, ("jobs" if name == "jobs" else "agent",)))
    url = make_url(address)
    opened = {name: open_engine(url.set(username=login).render_as_string(False)) for name, login in logins.items()}
    yield {"owner": owner, **opened}
    for each in opened.values():
        each.dispose()
    with owner.connect() as connection:
        for login in logins.values():
            connection.exec_driver_sql(f"DROP OWNED BY {login}; DROP ROLE {login}")
        connection.commit()
    owner.dispose()


def test_who_did_not_write_a_message_has_it_sent_only_to_who_stands_in_a_list(engines: dict[str, Engine]) -> None:
    kari, ola, now = engines["kari"], engines["ola"], datetime.now(UTC)
    message = a_message()
    message_changes.write(kari, message)
    with writing(engines["owner"]) as session:
        store.take(session, message.id, now)
        store.refused(session, message.id, "550 5.1.1 Unknown")
        unit = Unit(id="drift", name="Drift", email="drift@example.invalid")
        contact_lists.save(session, ContactList(municipality="4026", units=(unit,)), by="test", at=now)
    assert message_changes.own_texts(kari, message.id, "kari") == (NUMBER, message.text)
    with pytest.raises(NotPermitted):
        message_changes.readdress(ola, message.id, NewAddress(address="ola@example.invalid", recipient="Ola"), now)
    with pytest.raises(NotPermitted):
        message_changes.readdress(kari, message.id, NewAddress(address="a@b.no, c@d.no", recipient="Kari"), now)
    assert message_changes.readdress(
        ola, message.id, NewAddress(address=unit.email, recipient="Drift", due_at=now), now
    )
    assert not message_changes.readdress(kari, message.id, NewAddress(address=unit.email, recipient="Drift"), now)
    with reading(engines["jobs"]) as session:
        [waiting] = store.waiting(session, now, 10)
    assert (waiting.message.address, waiting.message.text, waiting.message.due_at) == (unit.email, message.text, now)


def test_the_jobs_vacuum_what_was_emptied_where_a_server_can_give_that_right(engines: dict[str, Engine]) -> None:
    with reading(engines["owner"]) as session:
        can_give = state_of_server(session).version >= 170_000
    assert store.vacuum(engines["jobs"]) is can_give
    assert not store.vacuum(engines["kari"])


def test_an_agent_writes_the_jobs_send_and_another_agent_marks_it_as_done(
    engines: dict[str, Engine], settings: Settings
) -> None:
    kari, ola, jobs, now = engines["kari"], engines["ola"], engines["jobs"], datetime.now(UTC)
    message, withdrawn, old = a_message(), a_message(), a_message(made_at=now - timedelta(days=8))
    for each in (message, withdrawn, old):
        message_changes.write(kari, each)
    with pytest.raises(NotPermitted):
        message_changes.write(ola, a_message())  # in kari's name
    assert message_changes.own_texts(kari, message.id, "kari") == (NUMBER, message.text)
    assert message_changes.own_texts(ola, message.id, "kari") is None
    with writing(kari) as session:
        store.put(session, [MessageStep(StepKind.CORRECTED, replace(message, text="Brunt igjen."))])
        store.put(session, [MessageStep(StepKind.WITHDRAWN, withdrawn)])
    with writing(jobs) as session:
        assert store.forget(session, now - timedelta(days=7)) == 1
    handler = Handler()
    with running(handler) as relay:
        with_mail = replace(
            settings,
            database=jobs.url.render_as_string(False),
            mail_host=relay.host,
            mail_port=relay.port,
            mail_from=relay.sender,
            mail_security="none",
        )
        assert MailJobs(with_mail).send_once().accepted == 1
        assert MailJobs(with_mail).send_once().accepted == 0  # nothing is left
    assert [mail["To"] for mail in handler.came] == ["Teknisk drift <teknisk@example.invalid>"]
    with reading(ola) as session:
        outbox = store.load(session)
    assert outbox.sends
    assert {each.id: each.state for each in outbox.open} == {message.id: MessageState.SENT, old.id: MessageState.FAILED}
    assert message_changes.say(ola, message.id, MessageEvent.DEALT_WITH, by="ola", now=now)
    assert not message_changes.say(kari, message.id, MessageEvent.DEALT_WITH, by="kari", now=now)
    with writing(engines["owner"]) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, a_message())])
        store.doubt_waiting(session)
        assert [each.state for each in store.load(session).open if each.id not in (old.id, message.id)] == [
            MessageState.UNSURE
        ]
