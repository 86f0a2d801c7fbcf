"""A region database that was put back from a backup: what its log lacks of the last week is delivered again."""

from kontakt.database import Engine, changes, identity, reading
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import backup
from kontakt.inquiries.log.tables import on_server

RESTORED = "restored"
"""The kind of the change by which a shared region's owner says that the database was put back; its id is another each
time."""


def fill_restored(journal: Journal, engine: Engine) -> None:
    """Have those entries wait again that the journal has delivered and the database lacks. In a shared region, where
    nobody may look for that, all of the last week, once after each time that its owner says so: what the log knows it
    does not take twice. Raises KontaktError."""
    with reading(engine) as session:
        database = identity(session)
        delivered = journal.delivered_to(database)
        if not on_server(session):
            mark, again = "", backup.lacking(session, delivered)
        else:
            mark = changes.newest_id(session, RESTORED)
            again = delivered if mark != journal.restored_mark(database) else set()
    if again or mark != journal.restored_mark(database):
        journal.deliver_again(again, database, mark)
