"""Upgrading the region database: made or migrated under a lock and after a copy, and given what comes with the program.

Also when two desks start at once on an empty folder.
"""

from datetime import datetime

from kontakt.database import DatabaseUnavailable, Engine
from kontakt.database.migrate import alone, bring_up_to_date, delete_strays, refuse_emptied
from kontakt.database.soundness import holds_nothing
from kontakt.inquiries.columns.temporary import delete_left
from kontakt.installation.connecting import region_engine
from kontakt.installation.restoring import purge_again
from kontakt.installation.starter import install_missing
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_from
from kontakt.locale import _
from kontakt.settings import Settings, without_password


def upgrade(settings: Settings, now: datetime) -> None:
    """Bring the database to this program's schema, and give it the starter knowledge if it has no region yet; nothing
    where both are so. Notes that were purged before, and that an older copy of it holds again, are purged.

    ``now`` is UTC. Raises KontaktError (DatabaseUnavailable, DatabaseNewer).
    """
    engine = region_engine(settings)
    try:
        refuse_lost(engine, settings)
        bring_up_to_date(engine, settings.data_dir, now, may_begin=lambda: not _had_one(settings))
        delete_strays(settings.data_dir)
        delete_left(settings.data_dir)
        purge_again(settings, engine)
        install_missing(engine, now, alone=alone(settings.data_dir))
    finally:
        engine.dispose()


def refuse_lost(engine: Engine, settings: Settings) -> None:
    """A new database in the place of one that was there would hide that it is gone. Raises DatabaseUnavailable."""
    if holds_nothing(engine) and _had_one(settings):
        refuse_emptied(engine)
        raise DatabaseUnavailable(
            _("The database {path} is gone. Put it back; or delete {cache} to begin with a new one.").format(
                path=engine.url.database, cache=settings.cache_path
            )
        )


def _had_one(settings: Settings) -> bool:
    """Whether the cache was made of the database that the settings name."""
    if not settings.cache_path.exists():
        return False
    made_of = cached_from(Cache(settings.cache_path))
    return not settings.database if made_of is None else made_of == without_password(settings.database)
