"""Whether contacts can be reached: absences, calls that nobody answered, calendars, half days. Never why somebody is
away."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

# The change names the municipality alone: it and who made it are kept for ever, and that somebody was away is not.
_TELL = f"""
CREATE FUNCTION kontakt_tell_presence(numbers text[]) RETURNS void {_HEAD} AS $$
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY coalesce(numbers, '{{}}') LOOP
        INSERT INTO change (number, kind, subject, revision) VALUES (0, 'presence', each, 0);
    END LOOP;
END $$
"""

_FORGET = f"""
CREATE FUNCTION kontakt_forget_presence() RETURNS integer {_HEAD} AS $$
DECLARE
    absences integer;
    calls integer;
BEGIN
    PERFORM kontakt_lock_writers();
    DELETE FROM absence WHERE ends_at < now() - interval '7 days';
    GET DIAGNOSTICS absences = ROW_COUNT;
    DELETE FROM unanswered_call WHERE at < now() - interval '30 minutes';
    GET DIAGNOSTICS calls = ROW_COUNT;
    RETURN absences + calls;
END $$
"""

# What stands in a calendar is written by those who read calendars; a desk writes what people say.
_PUT = f"""
CREATE FUNCTION kontakt_put_absences(added jsonb, removed uuid[]) RETURNS void {_HEAD} AS $$
DECLARE
    put absence[] := ARRAY(SELECT new FROM jsonb_populate_recordset(NULL::absence, added) AS new);
    numbers text[];
    reads_calendars boolean := kontakt_is_owner() OR pg_has_role(session_user, 'kontakt_editor', 'MEMBER')
        OR pg_has_role(session_user, 'kontakt_jobs', 'MEMBER');
BEGIN
    PERFORM kontakt_forget_presence();
    IF EXISTS (
        SELECT FROM unnest(put) AS new LEFT JOIN absence old ON old.id = new.id
        WHERE NOT coalesce(new.ends_at >= new.begins_at AND new.ends_at < new.begins_at + interval '3 years'
            AND new.source IN ('desk', 'list', 'calendar') AND (new.source = 'calendar') = (new.feed IS NOT NULL)
            AND (new.contact = '') <> (new.unit = ''), false)
            OR (new.source = 'calendar' OR old.source = 'calendar') AND NOT reads_calendars
    ) OR EXISTS (SELECT FROM absence WHERE id = ANY (removed) AND source = 'calendar' AND NOT reads_calendars) THEN
        RAISE EXCEPTION 'no absence that a desk writes' USING ERRCODE = '42501';
    END IF;
    numbers := ARRAY(
        SELECT municipality FROM unnest(put) UNION SELECT municipality FROM absence WHERE id = ANY (removed) ORDER BY 1
    );
    DELETE FROM absence WHERE id = ANY (removed) OR id IN (SELECT id FROM unnest(put));
    INSERT INTO absence SELECT * FROM unnest(put);
    PERFORM kontakt_tell_presence(numbers);
END $$
"""

# Of a unit with fewer contacts, a count would be one of somebody.
_TELL_UNANSWERED = f"""
CREATE FUNCTION kontakt_tell_unanswered(of_call uuid, of_municipality text, of_contact text, of_unit text, counted text)
RETURNS void {_HEAD} AS $$
BEGIN
    PERFORM kontakt_forget_presence();
    INSERT INTO unanswered_call VALUES (of_call, of_municipality, of_contact, of_unit, now());
    IF (SELECT count(*) FROM contact_list, json_array_elements(content -> 'contacts') AS contact
        WHERE municipality = of_municipality AND contact ->> 'unit' = counted) >= 3 THEN
        INSERT INTO unanswered_count AS known VALUES (of_municipality, counted, (now() AT TIME ZONE 'Europe/Oslo')::date, 1)
        ON CONFLICT (municipality, unit, day) DO UPDATE SET n = known.n + 1;
    END IF;
    PERFORM kontakt_tell_presence(ARRAY[of_municipality]);
END $$
"""

_TAKE_BACK = f"""
CREATE FUNCTION kontakt_take_unanswered_back(of_call uuid, counted text) RETURNS void {_HEAD} AS $$
DECLARE
    of_municipality text;
    of_day date;
BEGIN
    PERFORM kontakt_lock_writers();
    DELETE FROM unanswered_call WHERE id = of_call
    RETURNING municipality, (at AT TIME ZONE 'Europe/Oslo')::date INTO of_municipality, of_day;
    IF of_municipality IS NOT NULL THEN
        UPDATE unanswered_count SET n = n - 1 WHERE municipality = of_municipality AND unit = counted AND day = of_day;
        DELETE FROM unanswered_count WHERE municipality = of_municipality AND unit = counted AND day = of_day AND n < 1;
        PERFORM kontakt_tell_presence(ARRAY[of_municipality]);
    END IF;
END $$
"""

_FETCHED = f"""
CREATE FUNCTION kontakt_feeds_fetched(fetched jsonb) RETURNS void {_HEAD} AS $$
BEGIN
    PERFORM kontakt_lock_writers();
    UPDATE calendar_feed AS known SET fetched_at = coalesce(new.fetched_at, known.fetched_at), problem = new.problem
    FROM jsonb_populate_recordset(NULL::calendar_feed, fetched) AS new WHERE known.id = new.id;
    PERFORM kontakt_tell_presence(ARRAY(
        SELECT DISTINCT known.municipality FROM calendar_feed AS known
        JOIN jsonb_populate_recordset(NULL::calendar_feed, fetched) AS new ON known.id = new.id
    ));
END $$
"""

_NAMES = (
    *("tell_presence(text[])", "forget_presence()", "put_absences(jsonb, uuid[])"),
    *("tell_unanswered(uuid, text, text, text, text)", "take_unanswered_back(uuid, text)", "feeds_fetched(jsonb)"),
)


def upgrade() -> None:
    op.create_table(
        "absence",
        *_key(),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phone_closed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("feed", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_absence_ends_at", "absence", ["ends_at"])
    op.create_index("ix_absence_municipality", "absence", ["municipality"])
    op.create_table(
        "unanswered_call",
        *_key(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "unanswered_count",
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "unit", "day"),
    )
    op.create_table(
        "calendar_feed",
        *_key(),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "half_day",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (_TELL, _FORGET, _PUT, _TELL_UNANSWERED, _TAKE_BACK, _FETCHED):
        connection.exec_driver_sql(statement)
    for name in _NAMES:
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")


def _key() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("contact", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
    )
