"""Who changed rights, targets, articles and inquiries, and when: written by a server's database itself, past which
nobody changes them. It holds no text. A file has none: whoever has the file may write anything into it."""

from alembic import op

revision = "0021"
down_revision = "0020"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

_TABLE = """
CREATE TABLE audit (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    login text NOT NULL DEFAULT session_user,
    kind text NOT NULL,
    id text NOT NULL,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id()
)
"""
_INDEX = "CREATE INDEX ix_audit_transaction ON audit (transaction)"

# Its arguments are the kind, and the column that says which one. What was done to one of them in a transaction is one
# change, however many rows of however many tables it took.
_NOTE = f"""
CREATE FUNCTION kontakt_audit() RETURNS trigger {_HEAD} AS $$
DECLARE
    of_id text := coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> TG_ARGV[1];
BEGIN
    INSERT INTO audit (kind, id) SELECT TG_ARGV[0], of_id WHERE NOT EXISTS (
        SELECT FROM audit known
        WHERE known.transaction = pg_current_xact_id() AND known.kind = TG_ARGV[0] AND known.id = of_id
    );
    RETURN NULL;
END $$
"""

_REFUSE = f"""
CREATE FUNCTION kontakt_keep_audit() RETURNS trigger {_HEAD} AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = '42501';
END $$
"""

_KEPT = """
CREATE TRIGGER kontakt_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT
EXECUTE FUNCTION kontakt_keep_audit()
"""

_ANY = "INSERT OR UPDATE OR DELETE"
_TARGET_DIFFERS = "WHEN (OLD.target IS DISTINCT FROM NEW.target OR OLD.coming::text IS DISTINCT FROM NEW.coming::text)"
_WATCHED = (
    ("person", "INSERT OR UPDATE", "", "grant", "login"),
    ("person", "DELETE", "", "revoke", "login"),
    ("municipality", "UPDATE", _TARGET_DIFFERS, "target", "number"),
    ("municipality", "INSERT OR DELETE", "", "municipality", "number"),
    ("article", _ANY, "", "article", "id"),
    ("article_keyword", _ANY, "", "article", "article"),
    ("article_as_shared", _ANY, "", "article", "article"),
    ("local_note", _ANY, "", "article", "article"),
    ("inquiry_entry", "INSERT", "WHEN (NEW.kind = 'corrected')", "correction", "inquiry_id"),
    ("inquiry_entry", "INSERT", "WHEN (NEW.kind = 'withdrawn')", "withdrawal", "inquiry_id"),
    # An entry is deleted by nobody; where the owner does, that is told as well.
    ("inquiry_entry", "DELETE", "", "deletion", "inquiry_id"),
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (_TABLE, _INDEX, _NOTE, _REFUSE, _KEPT):
        connection.exec_driver_sql(statement)
    for table, verbs, condition, kind, column in _WATCHED:
        connection.exec_driver_sql(
            f"CREATE TRIGGER kontakt_audit_{kind}_{verbs.partition(' ')[0].lower()} AFTER {verbs} ON {table}"
            f" FOR EACH ROW {condition} EXECUTE FUNCTION kontakt_audit('{kind}', '{column}')"
        )
    for name in ("audit()", "keep_audit()"):
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")
