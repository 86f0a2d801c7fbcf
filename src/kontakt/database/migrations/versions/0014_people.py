"""Who signs in to a shared region, and what agents ask of its log: counts, and what rings again, but no table of it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

# Within these functions the current user is their owner; the session's is who signed in, whatever role it has taken on.
_IS_OWNER = f"""
CREATE FUNCTION kontakt_is_owner() RETURNS boolean {_HEAD} STABLE AS $$
BEGIN
    RETURN pg_has_role(session_user, current_user, 'MEMBER');
END $$
"""

_MY_NAME = f"""
CREATE FUNCTION kontakt_my_name() RETURNS text {_HEAD} STABLE AS $$
BEGIN
    RETURN (SELECT person.agent FROM person WHERE person.login = session_user);
END $$
"""

_DELIVER = f"""
CREATE FUNCTION kontakt_deliver(items jsonb) RETURNS boolean {_HEAD} AS $$
DECLARE
    me text := kontakt_my_name();
BEGIN
    IF NOT kontakt_is_owner() THEN
        IF me IS NULL THEN
            RAISE EXCEPTION 'no agent has the login %', session_user USING ERRCODE = '42501';
        END IF;
        IF EXISTS (
            SELECT FROM jsonb_array_elements(items) AS item
            WHERE coalesce(item -> 'inquiry' ->> 'agent', item ->> 'agent', '') <> me
        ) OR EXISTS (
            SELECT FROM jsonb_array_elements(items) AS item
            JOIN inquiry_entry known ON known.inquiry_id = (item -> 'inquiry' ->> 'id')::uuid
            WHERE known.agent <> me
        ) THEN
            RAISE EXCEPTION 'an entry in the name of another agent' USING ERRCODE = '42501';
        END IF;
        IF EXISTS (
            SELECT FROM jsonb_array_elements(items) AS item
            WHERE length(item::text) > 20000
               OR coalesce(item ->> 'kind', '') NOT IN ('logged', 'corrected', 'withdrawn', 'missed', 'unclear')
               OR length(coalesce(item -> 'inquiry' ->> 'note', '')) > 200
               OR (item ->> 'type' = 'entry' AND coalesce(item -> 'inquiry' ->> 'outcome', '') NOT IN (
                    'answered', 'guided', 'booked', 'transferred', 'message', 'case', 'not_ours', 'void'
               ))
        ) THEN
            RAISE EXCEPTION 'no entry that a desk writes' USING ERRCODE = '22023';
        END IF;
    END IF;
    RETURN kontakt_take(items);
END $$
"""

_COUNTS = f"""
CREATE FUNCTION kontakt_counts(
    from_then timestamptz, until_then timestamptz, of_municipality text, of_agent text
) RETURNS TABLE (outcome text, cause text, first_line text, repeated boolean, target integer, n bigint)
{_HEAD} STABLE AS $$
BEGIN
    IF NOT kontakt_is_owner() THEN
        IF of_agent <> coalesce(kontakt_my_name(), '') THEN
            RAISE EXCEPTION 'counts of another agent' USING ERRCODE = '42501';
        END IF;
        IF until_then - from_then < interval '20 hours' THEN  -- of a moment, it would be a look at one inquiry
            RAISE EXCEPTION 'counts of less than a day' USING ERRCODE = '42501';
        END IF;
    END IF;
    RETURN QUERY
        SELECT i.outcome::text, i.cause::text, i.first_line::text, i.repeated, i.target, count(*)
        FROM inquiry i
        WHERE NOT i.withdrawn AND i.started_at >= from_then AND i.started_at < until_then
          AND (of_municipality IS NULL OR i.municipality = of_municipality
               OR of_municipality = 'unknown' AND i.municipality IS NULL)
          AND (of_agent IS NULL OR i.agent = of_agent)
        GROUP BY 1, 2, 3, 4, 5;
END $$
"""

_USAGE = f"""
CREATE FUNCTION kontakt_usage(since timestamptz)
RETURNS TABLE (article text, municipality text, day date, n bigint) {_HEAD} STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT i.article::text, i.municipality::text, i.started_at::date, count(*) FROM inquiry i
        WHERE NOT i.withdrawn AND i.started_at >= since AND i.article IS NOT NULL AND i.linked_by IN ('pinned', 'moved')
        GROUP BY 1, 2, 3;
END $$
"""

_MOST_ASKED = f"""
CREATE FUNCTION kontakt_most_asked(since timestamptz) RETURNS TABLE (article text, n bigint) {_HEAD} STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT i.article::text, count(*) FROM inquiry i
        WHERE NOT i.withdrawn AND i.started_at >= since AND i.article IS NOT NULL
        GROUP BY 1;
END $$
"""

_RECENT_SAME = f"""
CREATE FUNCTION kontakt_recent_same(of_article text, of_municipality text, since timestamptz)
RETURNS TABLE (id uuid, started_at timestamptz, outcome text, cause text, note text) {_HEAD} STABLE AS $$
BEGIN
    IF NOT kontakt_is_owner() THEN
        since := greatest(since, now() - interval '168 hours');
    END IF;
    RETURN QUERY
        SELECT i.id, i.started_at, i.outcome::text, i.cause::text, i.note::text FROM inquiry i
        WHERE NOT i.withdrawn AND i.article = of_article AND i.municipality = of_municipality AND i.started_at >= since;
END $$
"""

FUNCTIONS = (
    "is_owner()",
    "my_name()",
    "deliver(jsonb)",
    "counts(timestamptz, timestamptz, text, text)",
    "usage(timestamptz)",
    "most_asked(timestamptz)",
    "recent_same(text, text, timestamptz)",
)


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("home_municipality", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("login"),
        sa.UniqueConstraint("agent"),
    )
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    connection.exec_driver_sql("ALTER FUNCTION kontakt_deliver(jsonb) RENAME TO kontakt_take")
    for statement in (_IS_OWNER, _MY_NAME, _DELIVER, _COUNTS, _USAGE, _MOST_ASKED, _RECENT_SAME):
        # To the driver a per cent sign begins a value.
        connection.exec_driver_sql(statement.replace("%", "%%"))
    for name in FUNCTIONS:
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")
