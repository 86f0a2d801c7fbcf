"""What a shared region needs done in the background, beside its server and not by a desk."""

from datetime import UTC, datetime, timedelta

from kontakt.database import reading, writing
from kontakt.database.server import state_of_server
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.inquiries.log.purging import purged_parts
from kontakt.installation.connecting import connected
from kontakt.locale import _
from kontakt.messages import store as messages
from kontakt.presence import store as presence
from kontakt.settings import Settings


def purge_old_texts(settings: Settings) -> int:
    """Empty the notes and queries that are older than the region keeps them (``note_days`` where it does not say) by
    the server's clock, some at a time, as ``purged_parts`` does; how many rows that was. Absences and unanswered calls
    that have had their time are deleted as well, and messages older than seven days emptied. Two that do it at once do
    each other's work. Raises KontaktError."""
    if not settings.is_shared:
        raise KontaktError(_("The region's database is a file on this computer: each desk does its jobs by itself."))
    with connected(settings) as engine:
        with writing(engine) as session:
            presence.forget(session, datetime.now(UTC))
        with reading(engine) as session:
            days = directory.note_days(session) or settings.note_days
            now = state_of_server(session).now
            before = now - timedelta(days=days)
        with writing(engine) as session:
            messages.forget(session, now - timedelta(days=messages.KEPT_DAYS))
        purged = sum(purged_parts(engine, before))
        messages.vacuum(engine)  # what was sent since the last time was emptied as well
        return purged
