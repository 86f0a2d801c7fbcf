"""A reminder and an e-mail of a notice that came back are open again; and what was said to have come back, and did not,
is taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

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
        UPDATE message SET state = 'done', closed = true, done_at = now(),
            done_by = coalesce(kontakt_my_name(), session_user)
        WHERE of_municipality IS NOT NULL AND follows = of_id AND kind = 'reminder' AND state = 'failed';
    WHEN 'arrived' THEN
        UPDATE message SET state = 'sent', closed = kind <> 'message', number = '', text = '', next_try_at = NULL,
            sent_at = coalesce(sent_at, now())
        WHERE id = of_id AND (state = 'unsure' OR state = 'failed' AND sent_at IS NOT NULL)
        RETURNING municipality INTO of_municipality;
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

_ADDRESS = "'^[^[:space:][:cntrl:],;<>]+@[^[:space:][:cntrl:],;<>@]+$'"

_READDRESS = f"""
CREATE OR REPLACE FUNCTION kontakt_readdress_message(of_id uuid, given jsonb) RETURNS boolean {_HEAD} AS $$
DECLARE
    known message;
    new message;
BEGIN
    PERFORM kontakt_lock_writers();
    new := jsonb_populate_record(NULL::message, given);
    SELECT * INTO known FROM message WHERE id = of_id AND state = 'failed';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF NOT coalesce(new.address ~ {_ADDRESS} AND new.recipient !~ '[[:cntrl:]]'
        AND length(new.text) <= 500 AND new.number ~ '^[+0-9 ]{{0,20}}$', false)
        OR NOT (kontakt_is_owner() OR known.agent = kontakt_my_name() OR EXISTS (
            SELECT FROM contact_list WHERE jsonb_path_exists(
                content::jsonb, '$.** ? (@ == $address)', jsonb_build_object('address', new.address)))) THEN
        RAISE EXCEPTION 'no address that a desk writes to' USING ERRCODE = '42501';
    END IF;
    IF known.number = '' AND known.text = '' THEN
        known.number := new.number;
        known.text := new.text;
        known.rewritten_at := now();
        known.taken_at := NULL;
    END IF;
    IF known.number = '' AND known.text = '' AND known.kind <> 'reminder' THEN
        RETURN false;
    END IF;
    UPDATE message SET state = 'waits', closed = false, address = new.address, recipient = new.recipient,
        unit = new.unit, due_at = new.due_at, number = known.number, text = known.text, attempts = 0,
        rewritten_at = known.rewritten_at, taken_at = known.taken_at, next_try_at = NULL, sent_at = NULL, problem = ''
    WHERE id = of_id;
    UPDATE message SET reminded_at = now() WHERE known.kind = 'reminder' AND id = known.follows;
    INSERT INTO change (number, kind, subject, revision) VALUES (0, 'messages', known.municipality, 0);
    RETURN true;
END $$
"""


def upgrade() -> None:
    op.add_column("message", sa.Column("notice", sa.Uuid(), nullable=True))
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (_SAY, _READDRESS):
        connection.exec_driver_sql(statement)
