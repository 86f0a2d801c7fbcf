"""The agent's own words on what is unclear come with the report; one that is delivered without them has none."""

import sqlalchemy as sa
from alembic import op

from kontakt.database.server import WRITERS_LOCK

revision = "0013"
down_revision = "0012"

_DELIVER = f"""
CREATE OR REPLACE FUNCTION kontakt_deliver(items jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'
AS $$
DECLARE
    fresh inquiry_entry[];
    took_away boolean := false;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'deliver in a transaction that sees what was committed before' USING ERRCODE = '25001';
    END IF;
    PERFORM pg_advisory_xact_lock({WRITERS_LOCK});
    INSERT INTO feedback
    SELECT DISTINCT ON (sent.id) sent.*
    FROM jsonb_array_elements(items) WITH ORDINALITY AS given(item, place),
         jsonb_populate_record(NULL::feedback, jsonb '{{"note": ""}}' || item) AS sent
    WHERE item ->> 'type' = 'feedback' AND NOT EXISTS (SELECT FROM feedback known WHERE known.id = sent.id)
    ORDER BY sent.id, place DESC;
    fresh := kontakt_new_entries(items);
    IF cardinality(fresh) > 0 THEN
        took_away := kontakt_store_entries(fresh);
        PERFORM kontakt_update_current(ARRAY(SELECT id FROM unnest(fresh)));
    END IF;
    RETURN took_away;
END $$
"""


def upgrade() -> None:
    op.add_column("feedback", sa.Column("note", sa.String(), server_default="", nullable=False))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_DELIVER)
