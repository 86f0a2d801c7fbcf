"""A case that came back is open again; those that were sent of late are found by when that was."""

from alembic import op

revision = "0031"
down_revision = "0030"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

_SAY = f"""
CREATE OR REPLACE FUNCTION kontakt_say_of_message(of_id uuid, event text) RETURNS boolean {_HEAD} AS $$
DECLARE
    of_municipality text;
BEGIN
    PERFORM kontakt_lock_writers();
    CASE event
    WHEN 'dealt_with' THEN
        UPDATE message SET state = 'done', closed = true, number = '', text = '', next_try_at = NULL, done_at = now(),
            done_by = coalesce(kontakt_my_name(), session_user)
        WHERE id = of_id AND state IN ('sent', 'unsure', 'failed') RETURNING municipality INTO of_municipality;
    WHEN 'arrived' THEN
        UPDATE message SET state = 'sent', closed = kind <> 'message', number = '', text = '', next_try_at = NULL,
            sent_at = now()
        WHERE id = of_id AND state = 'unsure' RETURNING municipality INTO of_municipality;
    WHEN 'came_back' THEN
        UPDATE message SET state = 'failed', closed = false, next_try_at = NULL
        WHERE id = of_id AND state = 'sent' RETURNING municipality INTO of_municipality;
    WHEN 'send_again' THEN
        UPDATE message SET state = 'waits', closed = false, next_try_at = NULL
        WHERE id = of_id AND (number <> '' OR text <> '' OR kind = 'reminder') AND (state = 'failed' OR state = 'unsure'
            AND coalesce(taken_at NOT BETWEEN now() - interval '2 minutes' AND now() + interval '2 minutes', true))
        RETURNING municipality INTO of_municipality;
    ELSE
        RAISE EXCEPTION 'nothing that a desk says of a message' USING ERRCODE = '42501';
    END CASE;
    IF of_municipality IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO change (number, kind, subject, revision) VALUES (0, 'messages', of_municipality, 0);
    RETURN true;
END $$
"""


def upgrade() -> None:
    op.create_index("ix_message_sent", "message", ["sent_at"])
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_SAY)
