"""Whether the standby that the lead's figures are read from follows the region's server, as whoever has signed in may
see it."""

from collections.abc import Iterator
from datetime import timedelta

from kontakt.database import asking, open_engine, standby
from kontakt.installation.finding import InstallationFinding
from kontakt.locale import N_, _
from kontakt.locale.formats import age
from kontakt.settings import Settings

STANDBY = N_("Standby of the figures")
MOST_BEHIND = timedelta(minutes=5)
"""How far it may be behind before it is told of: figures are looked at by the hour."""


def standby_findings(settings: Settings) -> Iterator[InstallationFinding]:
    """One, where the settings name a standby. Raises KontaktError where it, or the region's server, does not answer."""
    if not settings.figures_database:
        return
    desks, follower = open_engine(settings.database_url), open_engine(settings.figures_database)
    try:
        with asking(desks) as session:
            written = standby.written_until(session)
        with asking(follower) as session:
            yield standby_finding(standby.role_of(session), lacks=standby.lacks(session, written))
    finally:
        desks.dispose()
        follower.dispose()


def standby_finding(role: standby.ServerRole, *, lacks: bool) -> InstallationFinding:
    """Of a server that is said to be a standby, and lacks something of what its server had written."""
    if not role.is_standby:
        sentence = _("it takes changes itself: let the setting figures_database name a standby")
        return InstallationFinding(STANDBY, sentence, sound=False)
    if not lacks:
        return InstallationFinding(STANDBY, _("in order"))
    if role.replayed_at is None:
        sentence = _("it is behind, and cannot tell since when: see whether its server lets it follow")
        return InstallationFinding(STANDBY, sentence, sound=False)
    behind = role.now - role.replayed_at
    if behind <= MOST_BEHIND:
        return InstallationFinding(STANDBY, _("in order"))
    sentence = _("it is {age} behind: see whether its server lets it follow").format(age=age(behind))
    return InstallationFinding(STANDBY, sentence, sound=False)
