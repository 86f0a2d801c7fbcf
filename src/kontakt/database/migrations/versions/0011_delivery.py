"""Delivery on a server: one function takes entries into the shared log, so that a desk needs no right on its tables.

What it does is what ``inquiries.log.store.deliver`` does on SQLite; a test holds both to the same result. It numbers
under the writers' lock, as numbers would else become visible out of order.
"""

from alembic import op

from kontakt.database.server import WRITERS_LOCK

revision = "0011"
down_revision = "0008"

_STATE = (
    "call_id, municipality, outcome, started_at, logged_at, agent, home_municipality, channel, caller_type, article,"
    " linked_by, cause, warm, query, note, repeats, first_line, target"
)
_CURRENT = f"{_STATE}, kind, made_at"
_OF_ENTRY = ", ".join(f"entry.{name}" for name in _CURRENT.split(", "))

_HEAD = """
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'
"""

_NEW_ENTRIES = f"""
CREATE FUNCTION kontakt_new_entries(items jsonb) RETURNS inquiry_entry[] {_HEAD} AS $$
BEGIN
    -- Those that are not in the log yet, each once; what is withdrawn has no texts.
    RETURN ARRAY(
        SELECT DISTINCT ON (entry.id) entry
        FROM jsonb_array_elements(items) WITH ORDINALITY AS given(item, place),
             jsonb_populate_record(NULL::inquiry_entry, (item -> 'inquiry') || jsonb_build_object(
                 'id', item -> 'id', 'inquiry_id', item -> 'inquiry' -> 'id', 'kind', item -> 'kind',
                 'made_at', item -> 'made_at'
             ) || CASE item ->> 'kind' WHEN 'withdrawn' THEN jsonb '{{"note": "", "query": ""}}' ELSE '{{}}' END) AS entry
        WHERE item ->> 'type' = 'entry' AND NOT EXISTS (SELECT FROM inquiry_entry known WHERE known.id = entry.id)
        ORDER BY entry.id, place DESC
    );
END $$
"""

_STORE_ENTRIES = f"""
CREATE FUNCTION kontakt_store_entries(given inquiry_entry[]) RETURNS boolean {_HEAD} AS $$
DECLARE
    took_away boolean;
BEGIN
    -- A text stands as long as no later entry of the same inquiry has another in its place. New entries are stored
    -- without those that do not: a text that was stored and then emptied would lie in the table's file for a while.
    WITH every AS (
        SELECT id, inquiry_id, made_at, query, note, true AS is_new FROM unnest(given)
        UNION ALL
        SELECT id, inquiry_id, made_at, query, note, false FROM inquiry_entry
        WHERE inquiry_id IN (SELECT inquiry_id FROM unnest(given))
    ), judged AS (
        SELECT id, is_new,
               query <> '' AND (min(query) OVER later <> query OR max(query) OVER later <> query) AS query_goes,
               note <> '' AND (min(note) OVER later <> note OR max(note) OVER later <> note) AS note_goes
        FROM every
        WINDOW later AS (
            PARTITION BY inquiry_id ORDER BY made_at, id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        )
    ), emptied AS (
        UPDATE inquiry_entry known
        SET query = CASE WHEN query_goes THEN '' ELSE query END, note = CASE WHEN note_goes THEN '' ELSE note END
        FROM judged WHERE known.id = judged.id AND NOT is_new AND (query_goes OR note_goes)
        RETURNING known.id
    ), stored AS (
        INSERT INTO inquiry_entry
        SELECT settled.*
        FROM unnest(given) AS entry JOIN judged ON judged.id = entry.id AND is_new,
             jsonb_populate_record(entry, jsonb_build_object(
                 'query', CASE WHEN query_goes THEN '' ELSE entry.query END,
                 'note', CASE WHEN note_goes THEN '' ELSE entry.note END
             )) AS settled
    )
    SELECT EXISTS (SELECT FROM emptied) INTO took_away;
    RETURN took_away;
END $$
"""

_UPDATE_CURRENT = f"""
CREATE FUNCTION kontakt_update_current(new_ids uuid[]) RETURNS void {_HEAD} AS $$
DECLARE
    delivered integer := coalesce((SELECT max(version) FROM inquiry), 0) + 1;
    newest inquiry_entry[] := ARRAY(
        SELECT DISTINCT ON (entry.inquiry_id) entry FROM inquiry_entry entry WHERE entry.id = ANY (new_ids)
        ORDER BY entry.inquiry_id, entry.made_at DESC, entry.id DESC
    );
    doubtful uuid[] := ARRAY(
        SELECT inquiry_id FROM unnest(newest)
        UNION SELECT repeats FROM unnest(newest)
        UNION SELECT current.repeats FROM inquiry current JOIN unnest(newest) AS entry ON current.id = entry.inquiry_id
        WHERE (current.made_at, current.entry_id) < (entry.made_at, entry.id)
    );
BEGIN
    UPDATE inquiry current
    SET ({_CURRENT}, entry_id, withdrawn, version) =
        ROW ({_OF_ENTRY}, entry.id, entry.kind = 'withdrawn', delivered)
    FROM unnest(newest) AS entry
    WHERE current.id = entry.inquiry_id AND (current.made_at, current.entry_id) < (entry.made_at, entry.id);
    INSERT INTO inquiry (id, {_CURRENT}, entry_id, withdrawn, repeated, version)
    SELECT entry.inquiry_id, {_OF_ENTRY}, entry.id, entry.kind = 'withdrawn', false, delivered
    FROM unnest(newest) AS entry
    WHERE NOT EXISTS (SELECT FROM inquiry known WHERE known.id = entry.inquiry_id);
    UPDATE inquiry earlier SET repeated = NOT earlier.repeated, version = delivered
    WHERE earlier.id = ANY (doubtful) AND earlier.repeated <> EXISTS (
        SELECT FROM inquiry later
        WHERE later.repeats = earlier.id AND later.id <> earlier.id AND NOT later.withdrawn
          AND later.started_at BETWEEN earlier.started_at AND earlier.started_at + interval '168 hours'
    );
    -- One of this version is there if it brought nothing that counts; the latest are remembered.
    DELETE FROM delivery WHERE version >= delivered OR version <= delivered - 100000;
    INSERT INTO delivery (version, token) VALUES (delivered, replace(gen_random_uuid()::text, '-', ''));
END $$
"""

_DELIVER = f"""
CREATE FUNCTION kontakt_deliver(items jsonb) RETURNS boolean {_HEAD} AS $$
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
         jsonb_populate_record(NULL::feedback, item) AS sent
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
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (_NEW_ENTRIES, _STORE_ENTRIES, _UPDATE_CURRENT, _DELIVER):
        connection.exec_driver_sql(statement)
    for name in ("new_entries(jsonb)", "store_entries(inquiry_entry[])", "update_current(uuid[])", "deliver(jsonb)"):
        # Whoever has no right on the tables would else have these.
        op.execute(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")
