"""Queries are purged with the notes: an index finds both, and what was withdrawn has neither."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_WITH_TEXT = "(note <> '' OR query <> '')"


def upgrade() -> None:
    entries = "inquiry_id IN (SELECT id FROM inquiry WHERE withdrawn)"
    op.execute(f"UPDATE inquiry_entry SET note = '', query = '' WHERE {_WITH_TEXT} AND {entries}")
    op.execute(f"UPDATE inquiry SET note = '', query = '' WHERE {_WITH_TEXT} AND withdrawn")
    for table in ("inquiry", "inquiry_entry"):
        op.drop_index(f"ix_{table}_noted", table)
        op.create_index(
            f"ix_{table}_texts",
            table,
            ["logged_at"],
            sqlite_where=sa.text(_WITH_TEXT),
            postgresql_where=sa.text(_WITH_TEXT),
        )
