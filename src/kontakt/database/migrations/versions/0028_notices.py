"""Notices: what happens now, and when it ends; and the inquiries about them."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0026"

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

# Everybody who is let in may write one, each in their own name, and over no newer revision than they have seen: else
# false.
_PUT = f"""
CREATE FUNCTION kontakt_put_notice(of_notice uuid, seen integer, begins timestamptz, ends timestamptz, of_content text)
RETURNS boolean {_HEAD} AS $$
DECLARE
    me text := coalesce(kontakt_my_name(), CASE WHEN kontakt_is_owner() THEN session_user END);
BEGIN
    PERFORM kontakt_lock_writers();
    IF me IS NULL OR NOT coalesce(ends >= begins AND ends <= begins + interval '366 days' AND seen >= 0
        AND length(of_content) <= 20000 AND of_content::jsonb ->> 'id' = of_notice::text
        AND (of_content::jsonb ->> 'ends')::timestamptz = ends, false) THEN
        RAISE EXCEPTION 'no notice that a desk writes' USING ERRCODE = '42501';
    END IF;
    IF coalesce((SELECT revision FROM notice WHERE id = of_notice), 0) <> seen THEN
        RETURN false;
    END IF;
    INSERT INTO notice (id, ends_at, revision, editor, made_at, content)
    VALUES (of_notice, ends, seen + 1, me, now(), of_content::json)
    ON CONFLICT (id) DO UPDATE SET ends_at = excluded.ends_at, revision = excluded.revision, editor = excluded.editor,
        made_at = excluded.made_at, content = excluded.content;
    INSERT INTO notice_revision (notice, revision, editor, made_at, content)
    VALUES (of_notice, seen + 1, me, now(), of_content::json);
    INSERT INTO change (number, kind, subject, revision) VALUES (0, 'notice', of_notice::text, seen + 1);
    RETURN true;
END $$
"""

_COUNTS = f"""
CREATE FUNCTION kontakt_notice_counts(notices uuid[]) RETURNS TABLE (notice uuid, n bigint) {_HEAD} STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT i.notice, count(*) FROM inquiry i WHERE NOT i.withdrawn AND i.notice = ANY (notices) GROUP BY i.notice;
END $$
"""

_NAMES = ("put_notice(uuid, integer, timestamptz, timestamptz, text)", "notice_counts(uuid[])")


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        *_state(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notice_ends_at", "notice", ["ends_at"])
    op.create_table(
        "notice_revision",
        sa.Column("notice", sa.Uuid(), nullable=False),
        *_state(),
        sa.PrimaryKeyConstraint("notice", "revision"),
    )
    for table in ("inquiry_entry", "inquiry"):
        op.add_column(table, sa.Column("notice", sa.Uuid(), nullable=True))
    about_one = sa.text("notice IS NOT NULL")
    op.create_index("ix_inquiry_notice", "inquiry", ["notice"], sqlite_where=about_one, postgresql_where=about_one)
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in (_PUT, _COUNTS):
        connection.exec_driver_sql(statement)
    for name in _NAMES:
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION kontakt_{name} FROM PUBLIC")
    _deliver_them(connection)


def _state() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )


def _deliver_them(connection: sa.Connection) -> None:
    """The function of 0011 that names the columns of the current state takes this one as well."""
    query = "SELECT pg_get_functiondef('kontakt_update_current(uuid[])'::regprocedure)"
    updating: str = connection.exec_driver_sql(query).scalar_one()
    for target in (" target,", " entry.target,"):
        assert updating.count(target) == 2, "the columns stand there twice, in the table and in the entry"
        updating = updating.replace(target, f"{target}{target.removesuffix('target,')}notice,")
    connection.exec_driver_sql(updating.replace("%", "%%"))
