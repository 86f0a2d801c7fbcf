"""Everything of one machine that kontakt needs, looked at in one go. Looking changes nothing, and fails in no way but
by saying so."""

from collections.abc import Iterator
from datetime import datetime

from kontakt.database import Engine, NotPermitted, reading
from kontakt.database.rights import OWNER
from kontakt.database.server import ServerState, state_of_server
from kontakt.errors import KontaktError
from kontakt.installation import machine
from kontakt.installation.connecting import region_engine
from kontakt.installation.finding import InstallationFinding, looked_at
from kontakt.installation.mail_soundness import MAIL_SERVER, MESSAGES, outbox_findings, relay_findings
from kontakt.installation.shared_soundness import CLOCKS, SERVER, clocks_finding, shared_findings, version_finding
from kontakt.installation.signed_in import SignedIn, whoever_signed_in
from kontakt.installation.soundness import findings
from kontakt.installation.standby_soundness import STANDBY, standby_findings
from kontakt.locale import N_, _
from kontakt.settings import Settings

LOGIN = N_("Login")
REGION = N_("Region")


def examine(settings: Settings, now: datetime) -> Iterator[InstallationFinding]:
    """The machine, the installation on it, and the server of a shared region as whoever has signed in may see it; its
    owner as ``kontakt database check``. ``now`` is UTC."""
    yield from looked_at(machine.PROGRAM, lambda: [machine.program()])
    yield from looked_at(machine.SETTINGS, lambda: [machine.settings_file()])
    yield from looked_at(machine.TERMINAL, machine.terminal)
    yield from looked_at(machine.LOCALE, lambda: [machine.languages()])
    yield from looked_at(machine.CLOCK, lambda: [machine.clock(settings, now)])
    yield from looked_at(machine.ROOM, lambda: machine.room(settings))
    yield from findings(settings, now, quick=True)
    yield from looked_at(MAIL_SERVER, lambda: relay_findings(settings))
    yield from looked_at(MESSAGES, lambda: outbox_findings(settings, now))
    if settings.is_shared:
        yield from looked_at(SERVER, lambda: _server(settings, now))
        yield from looked_at(STANDBY, lambda: standby_findings(settings))


def _server(settings: Settings, now: datetime) -> Iterator[InstallationFinding]:
    engine = region_engine(settings)
    try:
        state = _state(engine)
        if state is None:
            sentence = _("cannot be told now: see the line of the database")
            yield InstallationFinding(SERVER, sentence, sound=None)
            return
        yield version_finding(state.version)
        yield clocks_finding(state.now - now)
        known = _known(engine)
        yield _login(str(engine.url.username or ""), known)
    finally:
        engine.dispose()
    if OWNER in known.groups:
        told = looked_at(REGION, lambda: shared_findings(settings, now))
        yield from (each for each in told if each.name not in (SERVER, CLOCKS))


def _state(engine: Engine) -> ServerState | None:
    """Of the server; None where it does not answer."""
    try:
        with reading(engine) as session:
            return state_of_server(session)
    except KontaktError:
        return None


def _known(engine: Engine) -> SignedIn:
    """Whoever has signed in; in no group where the database does not say."""
    try:
        return whoever_signed_in(engine)
    except NotPermitted:
        return SignedIn(None, None, ())


def _login(login: str, known: SignedIn) -> InstallationFinding:
    if not known.groups:
        sentence = _("it has no right in the region's database: ask its owner for one, {command}")
        return InstallationFinding(LOGIN, sentence.format(command="kontakt database grant"), sound=False)
    rights = ", ".join(_(group) for group in known.groups)
    return InstallationFinding(LOGIN, f"{known.agent or login}: {rights}")
