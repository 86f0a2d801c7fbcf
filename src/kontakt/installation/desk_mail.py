"""Sending messages from an embedded region, which a desk does; in a shared one ``kontakt jobs`` does it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from kontakt.database import Engine, clear_log, reading, writing
from kontakt.errors import KontaktError
from kontakt.installation.mail import relay_of
from kontakt.messages import store
from kontakt.messages.sender import MailSender
from kontakt.settings import Settings


class DeskMail:
    """What one desk does of it: nothing in a shared region, and nothing but taking sending back where no mail server is
    set. ``problem`` is one sentence while nothing can be sent, else ""."""

    def __init__(self, settings: Settings, engine: Callable[[], Engine]) -> None:
        self._settings = settings
        self._engine = engine
        self._problem = ""
        self._sender: MailSender | None = None
        self._ends = False

    @property
    def problem(self) -> str:
        return (self._sender and self._sender.problem) or self._problem

    def start(self) -> None:
        if self._settings.is_shared:
            return
        try:
            relay = relay_of(self._settings)
        except KontaktError as problem:
            self._problem = str(problem)
            return
        if relay:
            self._sender = MailSender(self._engine, relay, self._settings.mail_lease_path)
            self._sender.start()
        self._ends = not relay

    def end_sending(self) -> None:
        """The region is said to send messages: once after the start of a desk whose settings name no mail server, say
        that it does not any more. Raises KontaktError."""
        if self._ends:
            with writing(self._engine()) as session:
                store.end_sending(session)
            self._ends = False  # whoever sends yet says so again

    def wake(self) -> None:
        if self._sender:
            self._sender.wake()

    def stop(self) -> None:
        if self._sender:
            self._sender.stop()

    def forget(self, now: datetime) -> None:
        """Empty the messages that are as old as they may become. ``now`` (UTC) is a time that two looks at the clock
        agree on: what is emptied too early cannot be sent any more. Raises KontaktError."""
        if self._settings.is_shared:
            return
        engine = self._engine()
        before = now - timedelta(days=store.KEPT_DAYS)
        with reading(engine) as session:
            if not store.may_forget(session, before):
                return
        with writing(engine) as session:
            store.forget(session, before)
        clear_log(engine)
