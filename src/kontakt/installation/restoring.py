"""A region database that was put back from a backup: what has been purged since is purged before anybody reads it, and
desks deliver again what it lacks."""

from datetime import datetime
from uuid import uuid4

from kontakt.database import Engine, changes, clear_log, people, reading, writing
from kontakt.inquiries.delivery import LOOKED_AT
from kontakt.inquiries.log import backup
from kontakt.inquiries.log.purging import purged_parts
from kontakt.inquiries.restored import RESTORED
from kontakt.inquiries.trusted_time import TrustedTime
from kontakt.installation.region_jobs import purge_old_texts
from kontakt.installation.shared_region import shared_engine, upgrade_shared
from kontakt.messages import store as messages
from kontakt.settings import Settings


def purge_again(settings: Settings, engine: Engine) -> None:
    """Purge the notes of an embedded region's database that were purged before: it may be an older copy, put in its
    place. Nothing where there are none. Raises DatabaseUnavailable."""
    before = TrustedTime(settings.data_dir / LOOKED_AT).purged_before()
    if before is None:
        return
    with reading(engine) as session:
        if not backup.holds_texts_before(session, before):
            return
    sum(purged_parts(engine, before))
    clear_log(engine)


def take_back_into_use(settings: Settings, now: datetime) -> int:
    """Make a shared region's database, as a backup had it, fit for desks: bring it to this program's schema, purge what
    has become too old since, let in everybody whom it knows, and tell the desks to deliver the last week again. ``now``
    is UTC. How many texts were purged. Raises KontaktError; called again, it does the rest."""
    upgrade_shared(settings, now)
    purged = purge_old_texts(settings)
    with shared_engine(settings) as engine, writing(engine) as session:
        people.grant_again(session)
        messages.doubt_waiting(session)
        changes.record(session, RESTORED, uuid4().hex, 0)
    return purged
