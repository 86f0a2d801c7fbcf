"""What failed is corrected, withdrawn or sent to another address; what was sent may be said to have come back."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

_ADDRESS = "'^[^[:space:][:cntrl:],;<>]+@[^[:space:][:cntrl:],;<>@]+$'"

# What the table takes is what ``messages.store`` puts into a file's: the server checks what the program has checked.
_PUT = f"""
CREATE OR REPLACE FUNCTION kontakt_put_messages(steps jsonb) RETURNS void {_HEAD} AS $$
DECLARE
    each jsonb;
    new message;
    withdrawn boolean;
    readdressed boolean;
BEGIN
    PERFORM kontakt_lock_writers();
    FOR each IN SELECT value FROM jsonb_array_elements(steps) WITH ORDINALITY ORDER BY ordinality LOOP
        new := jsonb_populate_record(NULL::message, each -> 'message');
        withdrawn := each ->> 'step' = 'withdrawn';
        IF NOT coalesce(new.kind IN ('message', 'case', 'correction', 'reminder', 'mail')
            AND length(new.text) <= CASE new.kind WHEN 'mail' THEN 4000 ELSE 500 END AND new.number ~ '^[+0-9 ]{{0,20}}$'
            AND new.address ~ {_ADDRESS}
            AND new.subject !~ '[[:cntrl:]]' AND new.recipient !~ '[[:cntrl:]]', false)
            OR NOT (kontakt_is_owner() OR new.agent = kontakt_my_name()) THEN
            RAISE EXCEPTION 'no message that a desk writes' USING ERRCODE = '42501';
        END IF;
        new.state := CASE WHEN withdrawn THEN 'withdrawn' ELSE 'waits' END;
        new.closed := withdrawn;
        new.made_at := least(new.made_at, now());
        new.step_ids := coalesce((each ->> 'id')::uuid::text, '');
        new.rewritten_at := NULL;
        new.next_try_at := NULL;
        new.taken_at := NULL;
        new.sent_at := NULL;
        new.reminded_at := NULL;
        new.done_at := NULL;
        IF withdrawn THEN
            new.number := '';
            new.text := '';
        END IF;
        IF NOT EXISTS (SELECT FROM message WHERE id = new.id) THEN
            new.attempts := 0;
            new.done_by := '';
            new.problem := '';
            INSERT INTO message SELECT new.*;
            IF new.kind = 'reminder' THEN
                UPDATE message SET reminded_at = new.made_at WHERE id = new.follows;
            END IF;
        ELSIF each ->> 'step' <> 'written' THEN
            readdressed := coalesce((each ->> 'readdressed')::boolean, false) AND NOT withdrawn;
            UPDATE message SET number = new.number, text = new.text, state = new.state, closed = new.closed,
                due_at = CASE WHEN withdrawn THEN due_at ELSE new.due_at END,
                address = CASE WHEN readdressed THEN new.address ELSE address END,
                recipient = CASE WHEN readdressed THEN new.recipient ELSE recipient END,
                unit = CASE WHEN readdressed THEN new.unit ELSE unit END,
                rewritten_at = CASE WHEN withdrawn THEN rewritten_at ELSE least((each ->> 'at')::timestamptz, now()) END,
                taken_at = CASE WHEN withdrawn THEN taken_at END,
                step_ids = ltrim(step_ids || ' ' || new.step_ids), attempts = 0, next_try_at = NULL, sent_at = NULL,
                problem = ''
            WHERE id = new.id AND state IN ('waits', 'failed') AND agent = new.agent
                AND (new.step_ids = '' OR position(new.step_ids IN step_ids) = 0);
        END IF;
        INSERT INTO change (number, kind, subject, revision) VALUES (0, 'messages', new.municipality, 0);
    END LOOP;
END $$
"""

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
        UPDATE message SET state = 'failed', next_try_at = NULL
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

_OWN = f"""
CREATE OR REPLACE FUNCTION kontakt_own_message(of_id uuid) RETURNS jsonb {_HEAD} AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object('number', number, 'text', text) FROM message
        WHERE id = of_id AND state IN ('waits', 'failed') AND agent = kontakt_my_name()
    );
END $$
"""

# Whoever did not write it does not see its text, and cannot have it sent to themselves: only to who stands in a list.
_READDRESS = f"""
CREATE FUNCTION kontakt_readdress_message(of_id uuid, given jsonb) RETURNS boolean {_HEAD} AS $$
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
    INSERT INTO change (number, kind, subject, revision) VALUES (0, 'messages', known.municipality, 0);
    RETURN true;
END $$
"""


def upgrade() -> None:
    op.add_column("message", sa.Column("rewritten_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message", sa.Column("step_ids", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (_PUT, _SAY, _OWN, _READDRESS):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("REVOKE ALL ON FUNCTION kontakt_readdress_message(uuid, jsonb) FROM PUBLIC")
