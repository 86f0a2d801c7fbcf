"""Named, transactional steps from an older database to this program's.

``HEAD`` is the newest step. It stands here, too, so that a database that is up to date is recognised without
importing Alembic; a test keeps it true.
"""

HEAD = "0032"
