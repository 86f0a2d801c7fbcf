"""What each group of people may do in a shared region's database: the server's decision, written once.

A group is a role of the server that nobody signs in as. It has no right but these: tables that it may read, rows of them
that it sees, and functions that it may call. They are given anew after every upgrade.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

OWNER = "owner"
"""What whoever owns the tables is called beside the groups; it needs no right from here."""

_KNOWLEDGE = ("article", "article_keyword", "article_as_shared", "local_note")
_PUBLISHED = "article IN (SELECT id FROM article)"  # of those that the reader sees
_OWN = """
    agent = (SELECT kontakt_my_name())
    AND started_at >= least(now() - interval '12 hours', date_trunc('day', now(), 'Europe/Oslo'))
"""


@dataclass(frozen=True, slots=True)
class GroupRole:
    """``role`` on the server; ``reads`` are tables, ``rows`` the conditions of those that it sees in some of them,
    ``calls`` functions."""

    name: str
    role: str
    reads: tuple[str, ...]
    rows: dict[str, str]
    calls: tuple[str, ...]


AGENT = GroupRole(
    name="agent",
    role="kontakt_agent",
    reads=(
        *_KNOWLEDGE,
        "theme",
        "themes_comment",
        "region",
        "municipality",
        "urgent",
        "starter",
        "change",
        "database_identity",
        "alembic_version",
        "inquiry",
        "person",
    ),
    rows={
        "article": "status = 'published'",
        **dict.fromkeys(_KNOWLEDGE[1:], _PUBLISHED),
        "inquiry": _OWN,
        "person": "login = session_user",
    },
    calls=(
        "my_name()",
        "deliver(jsonb)",
        "counts(timestamptz, timestamptz, text, text)",
        "usage(timestamptz)",
        "most_asked(timestamptz)",
        "recent_same(text, text, timestamptz)",
    ),
)
GROUPS = (AGENT,)


def give(connection: Connection) -> None:
    """Give every group its rights and take all others away. Whoever calls it owns the tables, and may make roles."""
    database = connection.exec_driver_sql("SELECT quote_ident(current_database())").scalar_one().replace("%", "%%")
    _do(connection, f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    _do(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    _do(connection, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC")
    for group in GROUPS:
        _do(
            connection,
            f"DO $$ BEGIN CREATE ROLE {group.role} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        )
        _do(connection, f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {group.role}")
        for table in group.reads:
            _do(connection, f"GRANT SELECT ON {table} TO {group.role}")
        for table, condition in group.rows.items():
            _do(connection, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            _do(connection, f"DROP POLICY IF EXISTS {group.role}_sees ON {table}")
            _do(
                connection, f"CREATE POLICY {group.role}_sees ON {table} FOR SELECT TO {group.role} USING ({condition})"
            )
        for function in group.calls:
            _do(connection, f"GRANT EXECUTE ON FUNCTION kontakt_{function} TO {group.role}")


def _do(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)
