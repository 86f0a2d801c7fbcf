"""Sending a shared region's messages, which ``kontakt jobs`` does beside its other work."""

from kontakt.database import Engine
from kontakt.installation.connecting import connect
from kontakt.installation.mail import relay_of
from kontakt.messages.sender import MailSender
from kontakt.messages.sending import SentCount
from kontakt.settings import Settings


class MailJobs:
    """Sends in a thread for as long as this program has the turn; nothing where no mail server is set. Making one
    raises KontaktError where the settings name none that can be."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._relay = relay_of(settings)
        self._sender: MailSender | None = None
        self._connected: Engine | None = None

    @property
    def problem(self) -> str | None:
        """One sentence while nothing can be sent."""
        return self._sender.problem if self._sender else None

    def start(self) -> None:
        """It is this program's turn: begin, or go on."""
        if self._relay and self._sender is None:
            self._sender = MailSender(self._engine, self._relay, self._settings.mail_lease_path)
            self._sender.start()

    def stop(self) -> None:
        """It is another's turn, or the end."""
        if self._sender:
            self._sender.stop(timeout=5)
        self._sender = None
        if self._connected:
            self._connected.dispose()
        self._connected = None

    def send_once(self) -> SentCount:
        """Send what waits now. Raises KontaktError and OSError."""
        if self._relay is None:
            return SentCount()
        engine = connect(self._settings)
        try:
            return MailSender(lambda: engine, self._relay, self._settings.mail_lease_path).send_once()
        finally:
            engine.dispose()

    def _engine(self) -> Engine:
        self._connected = self._connected or connect(self._settings)
        return self._connected
