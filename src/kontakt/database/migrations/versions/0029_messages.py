"""The outbox: messages that leave the region by e-mail, and whether anybody has dealt with them."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

_WRITTEN = "kind, agent, municipality, address, subject, unit, recipient, intro, number, text, article, inquiry, follows, due_at"

# What the table takes is what ``messages.store`` puts into a file's: the program has checked it, and so does the
# server.
_PUT = f"""
CREATE FUNCTION kontakt_put_messages(steps jsonb) RETURNS void {_HEAD} AS $$
DECLARE
    each jsonb;
    new message;
    withdrawn boolean;
BEGIN
    PERFORM kontakt_lock_writers();
    FOR each IN SELECT value FROM jsonb_array_elements(steps) WITH ORDINALITY ORDER BY ordinality LOOP
        new := jsonb_populate_record(NULL::message, each -> 'message');
        withdrawn := each ->> 'step' = 'withdrawn';
        IF NOT coalesce(new.kind IN ('message', 'case', 'correction', 'reminder', 'mail')
            AND length(new.text) <= CASE new.kind WHEN 'mail' THEN 4000 ELSE 500 END AND new.number ~ '^[+0-9 ]{{0,20}}$'
            AND new.address ~ '^[^[:space:][:cntrl:],;<>]+@[^[:space:][:cntrl:],;<>@]+$'
            AND new.subject !~ '[[:cntrl:]]' AND new.recipient !~ '[[:cntrl:]]', false)
            OR NOT (kontakt_is_owner() OR new.agent = kontakt_my_name()) THEN
            RAISE EXCEPTION 'no message that a desk writes' USING ERRCODE = '42501';
        END IF;
        new.state := CASE WHEN withdrawn THEN 'withdrawn' ELSE 'waits' END;
        new.closed := withdrawn;
        new.made_at := least(new.made_at, now());
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
            UPDATE message SET ({_WRITTEN}, state, closed) =
                ROW ({", ".join(f"new.{name}" for name in _WRITTEN.split(", "))}, new.state, new.closed)
            WHERE id = new.id AND state = 'waits' AND agent = new.agent;
        END IF;
        INSERT INTO change (number, kind, subject, revision) VALUES (0, 'messages', new.municipality, 0);
    END LOOP;
END $$
"""

_SAY = f"""
CREATE FUNCTION kontakt_say_of_message(of_id uuid, event text) RETURNS boolean {_HEAD} AS $$
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
        UPDATE message SET state = 'sent', closed = kind <> 'message', number = '', text = '', next_try_at = NULL, sent_at = now()
        WHERE id = of_id AND state = 'unsure' RETURNING municipality INTO of_municipality;
    WHEN 'send_again' THEN
        UPDATE message SET state = 'waits', closed = false, next_try_at = NULL
        WHERE id = of_id AND (number <> '' OR text <> '') AND (state = 'failed' OR state = 'unsure'
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
CREATE FUNCTION kontakt_own_message(of_id uuid) RETURNS jsonb {_HEAD} AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object('number', number, 'text', text) FROM message
        WHERE id = of_id AND state = 'waits' AND agent = kontakt_my_name()
    );
END $$
"""

_NAMES = ("put_messages(jsonb)", "say_of_message(uuid, text)", "own_message(uuid)")


def upgrade() -> None:
    _make_message()
    undone = sa.text("NOT closed")
    op.create_index("ix_message_undone", "message", ["made_at"], sqlite_where=undone, postgresql_where=undone)
    op.create_index("ix_message_inquiry", "message", ["inquiry"])
    op.create_table(
        "mail_relay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=254), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    # What is emptied stands in the table's file until it is vacuumed: that is to be soon.
    connection.exec_driver_sql(
        "ALTER TABLE message SET (autovacuum_vacuum_threshold = 20, autovacuum_vacuum_scale_factor = 0)"
    )
    for statement in (_PUT, _SAY, _OWN):
        connection.exec_driver_sql(statement)
    for name in _NAMES:
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")


def _make_message() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("unit", sa.String(length=110), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.String(length=2000), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("inquiry", sa.Uuid(), nullable=True),
        sa.Column("follows", sa.Uuid(), nullable=True),
        sa.Column("due_at", moment, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(
            sa.Column(name, moment, nullable=True)
            for name in ("next_try_at", "taken_at", "sent_at", "reminded_at", "done_at")
        ),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
