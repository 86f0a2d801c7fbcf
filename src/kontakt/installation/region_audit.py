"""What a shared region's database has written down of who changed what."""

from datetime import datetime

from kontakt.database import audit, reading
from kontakt.database.audit import AuditEntry
from kontakt.installation.shared_region import shared_engine
from kontakt.settings import Settings


def audit_since(settings: Settings, moment: datetime) -> list[AuditEntry]:
    """What was done from ``moment`` (aware) on, the oldest first. Raises KontaktError where whoever asks does not own
    it."""
    with shared_engine(settings) as engine, reading(engine) as session:
        return audit.since(session, moment)
