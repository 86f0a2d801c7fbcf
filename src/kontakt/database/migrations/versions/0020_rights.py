"""What editors, leads and the jobs ask of a server's log without a right on its tables; the lock of writers that nobody
holds but through a function; and the groups that each person was let into."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"
_CHOSEN = "('pinned', 'moved')"
_CAUSES = "CASE i.cause WHEN 'no_answer' THEN 'missed' WHEN 'wrong_answer' THEN 'unclear' END"

# An advisory lock is open to everybody who may connect, and one that is taken for a session is held for as long as that
# lasts. Nobody has a right on this table: it is locked by the function alone, and until the end of the transaction.
_LOCK = "CREATE TABLE writers_lock (id integer PRIMARY KEY)"
_LOCK_WRITERS = f"""
CREATE FUNCTION kontakt_lock_writers() RETURNS void {_HEAD} AS $$
BEGIN
    LOCK TABLE writers_lock IN EXCLUSIVE MODE;
END $$
"""

# The number of a change is the next one under the lock, whatever number it was given.
_NUMBER_CHANGE = f"""
CREATE FUNCTION kontakt_number_change() RETURNS trigger {_HEAD} AS $$
BEGIN
    PERFORM kontakt_lock_writers();
    NEW.number := coalesce((SELECT max(number) FROM change), 0) + 1;
    RETURN NEW;
END $$
"""
_NUMBERED = (
    "CREATE TRIGGER kontakt_numbered BEFORE INSERT ON change FOR EACH ROW EXECUTE FUNCTION kontakt_number_change()"
)

# Agents are told apart by a hash that nobody can compute: a key of this database is in it.
_KEY = "CREATE TABLE figures_key (key bytea PRIMARY KEY)"
_NEW_KEY = "INSERT INTO figures_key VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'))"
_HASHED = "left(encode(sha256((SELECT key FROM figures_key) || convert_to({name}, 'UTF8')), 'hex'), 16)"

# It hides columns and no rows: so its owner's rights are what it needs, and a barrier would only cost it the indexes.
_FIGURES = f"""
CREATE VIEW inquiry_figures AS
SELECT id, call_id, municipality, outcome, started_at, logged_at, {_HASHED.format(name="agent")} AS agent,
       home_municipality, channel, caller_type, article, linked_by, cause, repeated, first_line, target, withdrawn, version
FROM inquiry
"""

_ARTICLE_COUNTS = f"""
CREATE FUNCTION kontakt_article_counts(from_then timestamptz, until_then timestamptz)
RETURNS TABLE (outcome text, cause text, first_line text, repeated boolean, article text, n bigint) {_HEAD} STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT i.outcome::text, i.cause::text, i.first_line::text, i.repeated, i.article::text, count(*) FROM inquiry i
        WHERE NOT i.withdrawn AND i.started_at >= from_then AND i.started_at < until_then AND i.article IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5;
END $$
"""

_ASKED = f"""
CREATE FUNCTION kontakt_asked(since timestamptz, recent_since timestamptz)
RETURNS TABLE (article text, municipality text, times bigint, recent bigint) {_HEAD} STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT i.article::text, i.municipality::text, count(*), count(*) FILTER (WHERE i.started_at >= recent_since)
        FROM inquiry i WHERE NOT i.withdrawn AND i.started_at >= since AND i.article IS NOT NULL
        GROUP BY 1, 2;
END $$
"""

_QUERIES = f"""
CREATE FUNCTION kontakt_queries(since timestamptz, articles text[], most integer)
RETURNS TABLE (query text, n bigint) {_HEAD} STABLE AS $$
BEGIN
    IF NOT kontakt_is_owner() THEN
        since := date_trunc('day', since);  -- of a moment, it would be a look at one inquiry
    END IF;
    RETURN QUERY
        SELECT i.query::text, count(*) FROM inquiry i
        WHERE NOT i.withdrawn AND i.started_at >= since AND i.query <> ''
          AND (articles IS NULL OR i.article = ANY (articles) AND i.linked_by IN {_CHOSEN})
        GROUP BY i.query ORDER BY count(*) DESC, i.query LIMIT most;
END $$
"""

_COMPLAINTS = f"""
CREATE FUNCTION kontakt_complaints(since timestamptz) RETURNS TABLE (
    kind text, agent text, municipality text, query text, article text, begun timestamptz, at timestamptz, call text, note text
) {_HEAD} STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT told.kind, CASE WHEN kontakt_is_owner() THEN told.agent ELSE {_HASHED.format(name="told.agent")} END,
               told.municipality, told.query, told.article, told.begun, told.at, told.call, told.note
        FROM (
            SELECT f.kind::text, f.agent::text, f.municipality::text, f.query::text, f.article::text, f.made_at AS begun,
                   f.made_at AS at, NULL::text AS call, f.note::text
            FROM feedback f WHERE f.made_at >= since
            UNION ALL
            SELECT {_CAUSES}, i.agent::text, i.municipality::text, i.query::text, i.article::text, i.started_at,
                   i.logged_at, i.call_id::text, ''
            FROM inquiry i
            WHERE NOT i.withdrawn AND i.started_at >= since
              AND (i.cause = 'no_answer' AND i.query <> '' OR i.cause = 'wrong_answer' AND i.article IS NOT NULL)
        ) AS told;
END $$
"""

_PURGE = f"""
CREATE FUNCTION kontakt_purge(before timestamptz, most integer) RETURNS integer {_HEAD} AS $$
DECLARE
    emptied integer;
    purged integer := 0;
BEGIN
    IF before > now() - interval '1 day' AND NOT kontakt_is_owner() THEN
        RAISE EXCEPTION 'texts of less than a day' USING ERRCODE = '42501';
    END IF;
    PERFORM kontakt_lock_writers();
    UPDATE inquiry_entry SET note = '', query = '' WHERE id IN (
        SELECT id FROM inquiry_entry WHERE (note <> '' OR query <> '') AND logged_at < before LIMIT most
    );
    GET DIAGNOSTICS emptied = ROW_COUNT;
    purged := purged + emptied;
    UPDATE inquiry SET note = '', query = '' WHERE id IN (
        SELECT id FROM inquiry WHERE (note <> '' OR query <> '') AND logged_at < before LIMIT most
    );
    GET DIAGNOSTICS emptied = ROW_COUNT;
    purged := purged + emptied;
    UPDATE feedback SET note = '', query = '', agent = '' WHERE id IN (
        SELECT id FROM feedback WHERE made_at < before AND (note <> '' OR query <> '' OR agent <> '') LIMIT most
    );
    GET DIAGNOSTICS emptied = ROW_COUNT;
    purged := purged + emptied;
    DELETE FROM gap WHERE made_at < before AND subject NOT LIKE 'article:%';
    GET DIAGNOSTICS emptied = ROW_COUNT;
    RETURN purged + emptied;
END $$
"""

_NAMES = (
    "lock_writers()",
    "number_change()",
    "article_counts(timestamptz, timestamptz)",
    "asked(timestamptz, timestamptz)",
    "queries(timestamptz, text[], integer)",
    "complaints(timestamptz)",
    "purge(timestamptz, integer)",
)


def upgrade() -> None:
    # Everybody who was let in before is an agent.
    op.add_column("person", sa.Column("groups", sa.String(), nullable=False, server_default="agent"))
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (
        *(_LOCK, _LOCK_WRITERS, _NUMBER_CHANGE, _NUMBERED, _KEY, _NEW_KEY, _FIGURES),
        *(_ARTICLE_COUNTS, _ASKED, _QUERIES, _COMPLAINTS, _PURGE),
    ):
        # To the driver a per cent sign begins a value.
        connection.exec_driver_sql(statement.replace("%", "%%"))
    _lock_otherwise(connection)
    for name in _NAMES:
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")


def _lock_otherwise(connection: sa.Connection) -> None:
    """Delivery is as it was, under the other lock."""
    query = "SELECT pg_get_functiondef('kontakt_take(jsonb)'::regprocedure)"
    taking: str = connection.exec_driver_sql(query).scalar_one()
    before, locked, after = taking.partition("pg_advisory_xact_lock(")
    assert locked, "delivery has taken the advisory lock since 0011"
    _number, _closing, rest = after.partition(")")
    connection.exec_driver_sql(f"{before}kontakt_lock_writers(){rest}".replace("%", "%%"))
