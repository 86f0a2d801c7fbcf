"""The region's jobs are done by one program at a time: by whoever holds their lease, until a moment of the server's
clock."""

from alembic import op

revision = "0022"
down_revision = "0021"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

_TABLE = """
CREATE TABLE jobs_lease (
    id integer PRIMARY KEY CHECK (id = 1),
    holder text NOT NULL,
    login text NOT NULL,
    until timestamptz NOT NULL
)
"""

_TAKE = f"""
CREATE FUNCTION kontakt_take_jobs_lease(me text, seconds integer)
RETURNS TABLE (held boolean, by text, until timestamptz) {_HEAD} AS $$
BEGIN
    INSERT INTO jobs_lease AS lease VALUES (1, me, session_user, clock_timestamp() + make_interval(secs => seconds))
    ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, login = excluded.login, until = excluded.until
    WHERE lease.holder = me OR lease.until < clock_timestamp();
    RETURN QUERY SELECT lease.holder = me, lease.login, lease.until FROM jobs_lease AS lease;
END $$
"""

_LEAVE = f"""
CREATE FUNCTION kontakt_leave_jobs_lease(me text) RETURNS void {_HEAD} AS $$
BEGIN
    DELETE FROM jobs_lease WHERE holder = me;
END $$
"""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (_TABLE, _TAKE, _LEAVE):
        connection.exec_driver_sql(statement)
    for name in ("take_jobs_lease(text, integer)", "leave_jobs_lease(text)"):
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")
