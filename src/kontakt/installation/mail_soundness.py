"""How sending messages stands, as far as one machine can tell: the mail server that its settings name, and the
outbox."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_address

from kontakt.database import Engine, keep_to_file, reading
from kontakt.database.migrate import step
from kontakt.database.migrations import HEAD
from kontakt.database.soundness import file_of, holds_nothing
from kontakt.errors import KontaktError
from kontakt.installation.connecting import region_engine
from kontakt.installation.finding import InstallationFinding
from kontakt.installation.mail import relay_of
from kontakt.locale import N_, _
from kontakt.locale.formats import number
from kontakt.messages import store
from kontakt.messages.message import OUGHT_TO_HAVE_GONE
from kontakt.messages.relay import Relay, RelayConnection, Security
from kontakt.settings import Settings

MAIL_SERVER = N_("Mail server")
MESSAGES = N_("Messages")
_SECONDS = 5.0


def relay_findings(settings: Settings) -> Iterator[InstallationFinding]:
    """Whether the mail server lets this machine in, and the way there is kept from others. Nothing is sent. Raises
    KontaktError for settings that name none that can be."""
    relay = relay_of(settings)
    if relay is None:
        said = (
            _("none is set here; {command} sends a shared region's messages")
            if settings.is_shared
            else _("none is set")
        )
        yield InstallationFinding(MAIL_SERVER, said.format(command="kontakt jobs"))
        return
    with RelayConnection(replace(relay, seconds=_SECONDS)):
        pass  # it spoke, showed a certificate that is trusted, and let the user in
    where = f"{relay.host}:{relay.port}"
    if not is_kept_from_others(relay):
        sentence = _("{where} answers, but anybody on the way reads along: set {setting} to starttls or tls")
        yield InstallationFinding(MAIL_SERVER, sentence.format(where=where, setting="mail_security"), sound=False)
    else:
        yield InstallationFinding(MAIL_SERVER, _("{where} answers").format(where=where))


def is_kept_from_others(relay: Relay) -> bool:
    """Whether nobody on the way to it can read along: it speaks TLS, or is this machine."""
    if relay.security is not Security.NONE:
        return True
    try:
        return ip_address(relay.host).is_loopback
    except ValueError:
        return relay.host == "localhost"


def outbox_findings(settings: Settings, now: datetime) -> Iterator[InstallationFinding]:
    """How many messages wait, failed or are unsure. ``now`` is UTC. Nothing where that cannot be read: others tell
    why."""
    engine = region_engine(settings)
    try:
        yield from _outbox(engine, now)
    except KontaktError:
        return
    finally:
        engine.dispose()


def _outbox(engine: Engine, now: datetime) -> Iterator[InstallationFinding]:
    if holds_nothing(engine):
        return
    if file_of(engine):
        keep_to_file(engine)
    if step(engine) != HEAD:
        return
    with reading(engine) as session:
        sender, counts = store.sender(session), store.counts(session, now)
    if not sender and not counts.all:
        yield InstallationFinding(MESSAGES, _("this region sends none"))
        return
    sentence = _("waiting: {waiting}, failed: {failed}, unsure: {unsure}").format(
        waiting=number(counts.waiting), failed=number(counts.failed), unsure=number(counts.unsure)
    )
    if counts.failed or counts.unsure:
        sentence += "; " + _("look at those that failed or are unsure: Ctrl+B at the desk, or {command}")
    if counts.overdue:
        sentence += "; " + _(
            "some have waited for more than {minutes} minutes: see to it that whoever sends runs and reaches the mail server"
        ).format(minutes=OUGHT_TO_HAVE_GONE // timedelta(minutes=1))
    sound = not (counts.failed or counts.unsure or counts.overdue)
    yield InstallationFinding(MESSAGES, sentence.format(command="kontakt messages list"), sound=sound)
