"""What each group of people may do in a shared region's database: the server's decision, written once.

A group is a role of the server that nobody signs in as. It has no right but these: tables that it may read, rows of
them that it sees, and functions that it may call. They are given anew after every upgrade.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection

OWNER = "owner"
"""What whoever owns the tables is called beside the groups; it needs no right from here."""

SERVER_TABLES = ("audit", "figures_key", "jobs_lease", "writers_lock")
"""Tables that only a server's database has; no group has a right on one of them."""

_ARTICLES = ("article", "article_keyword", "article_as_shared", "local_note")
_EVERYBODY = ("alembic_version", "database_identity", "person")
_KNOWLEDGE = (*_ARTICLES, "theme", "themes_comment", "region", "municipality", "urgent", "contact_list", "change")
_NOTICES = ("notice", "notice_revision")
_PUT_NOTICE = "put_notice(uuid, integer, timestamptz, timestamptz, text)"
_PRESENCE = ("absence", "unanswered_call", "half_day")
_FEED_COLUMNS = ("id", "municipality", "contact", "unit", "fetched_at", "problem")  # an address may open the calendar
_MESSAGE_COLUMNS = (  # without where the caller is rung, and what they want
    *(
        "id",
        "kind",
        "state",
        "closed",
        "made_at",
        "agent",
        "municipality",
        "unit",
        "recipient",
        "address",
        "subject",
        "intro",
        "article",
        "inquiry",
    ),
    *("rewritten_at", "step_ids", "notice"),
    *("follows", "due_at", "taken_at", "sent_at", "reminded_at", "done_at", "done_by", "problem"),
)
_MAINTAIN = 170_000
_PUT_MESSAGES = "put_messages(jsonb)"
_SENT_LATELY = "state = 'sent' AND kind <> 'message' AND sent_at >= now() - interval '14 days'"
_REMINDER_WITHDRAWN = "kind = 'reminder' AND state = 'withdrawn'"  # else what it was to remind of seems reminded of
_PUBLISHED = "article IN (SELECT id FROM article)"  # of those that the reader sees
_OWN = """
    agent = (SELECT kontakt_my_name())
    AND started_at >= now() - interval '3 days'
"""
_MYSELF = {"person": "login = session_user"}
_IN_MY_NAME = "editor = (SELECT kontakt_my_name())"
_ADD, _ADD_AND_DELETE, _WRITE = ("INSERT",), ("INSERT", "DELETE"), ("INSERT", "UPDATE", "DELETE")
_THEMES = {"theme": _WRITE, "themes_revision": _ADD}
_THEMES_BEFORE = f"{_IN_MY_NAME} OR editor = ''"  # what the list was before there was a history
_EDITORS_HISTORY = (
    "article_revision",
    "local_note_revision",
    "urgent_revision",
    "contact_list_revision",
    "rule_change",
)
_WRITING = ("my_name()", "lock_writers()")
_PUT_ABSENCES = "put_absences(jsonb, uuid[])"
_UNANSWERED = ("tell_unanswered(uuid, text, text, text, text)", "take_unanswered_back(uuid, text)")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRole:
    """``role`` on the server; ``reads`` are tables and views, ``columns`` those that alone are read of some more,
    ``rows`` the conditions of those that it sees in some of them; ``writes`` the verbs by table, ``checks`` the
    conditions of what it writes into some of them; ``calls`` functions. ``vacuums`` are tables of which it takes out
    what was emptied, on a server that can give that right."""

    name: str
    role: str
    reads: tuple[str, ...]
    rows: dict[str, str]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    writes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    checks: dict[str, str] = field(default_factory=dict)
    calls: tuple[str, ...]
    vacuums: tuple[str, ...] = ()


AGENT = GroupRole(
    name="agent",
    role="kontakt_agent",
    reads=(*_EVERYBODY, *_KNOWLEDGE, *_PRESENCE, *_NOTICES, "starter", "inquiry", "mail_relay"),
    rows={
        "article": "status = 'published'",
        **dict.fromkeys(_ARTICLES[1:], _PUBLISHED),
        "inquiry": _OWN,
        "message": f"NOT closed OR agent = (SELECT kontakt_my_name()) OR {_SENT_LATELY} OR {_REMINDER_WITHDRAWN}",
        **_MYSELF,
    },
    columns={"calendar_feed": _FEED_COLUMNS, "message": _MESSAGE_COLUMNS},
    calls=(
        *(*_WRITING, _PUT_MESSAGES, "say_of_message(uuid, text)", "own_message(uuid)"),
        "readdress_message(uuid, jsonb)",
        _PUT_ABSENCES,
        _PUT_NOTICE,
        *_UNANSWERED,
        "deliver(jsonb)",
        "counts(timestamptz, timestamptz, text, text)",
        "usage(timestamptz)",
        "most_asked(timestamptz)",
        "notice_counts(uuid[])",
        "recent_same(text, text, timestamptz)",
    ),
)
EDITOR = GroupRole(
    name="editor",
    role="kontakt_editor",
    reads=(
        *(
            *_EVERYBODY,
            *_KNOWLEDGE,
            *_PRESENCE,
            *_NOTICES,
            "calendar_feed",
            "mail_relay",
            "starter",
            "article_revision",
            "local_note_revision",
            "urgent_revision",
        ),
        *(
            "contact_list_revision",
            "themes_revision",
            "region_revision",
            "rule_change",
            "gap",
            "vocabulary",
            "vocabulary_concept",
        ),
    ),
    rows=_MYSELF,
    columns={"feedback": ("id", "kind", "made_at")},
    writes={
        **dict.fromkeys((*_ARTICLES, "themes_comment", "starter"), _ADD_AND_DELETE),
        **dict.fromkeys(_EDITORS_HISTORY, _ADD),
        "change": _ADD,
        **_THEMES,
        **dict.fromkeys(
            ("urgent", "contact_list", "calendar_feed", "half_day", "gap", "vocabulary", "vocabulary_concept"), _WRITE
        ),
    },
    checks={
        **dict.fromkeys(_EDITORS_HISTORY, _IN_MY_NAME),
        "themes_revision": _THEMES_BEFORE,
    },
    calls=(
        *_WRITING,
        _PUT_ABSENCES,
        _PUT_NOTICE,
        "notice_counts(uuid[])",
        "usage(timestamptz)",
        "article_counts(timestamptz, timestamptz)",
        "asked(timestamptz, timestamptz)",
        "queries(timestamptz, text[], integer)",
        "complaints(timestamptz)",
    ),
)
LEAD = GroupRole(
    name="lead",
    role="kontakt_lead",
    reads=(
        *(*_EVERYBODY, *_KNOWLEDGE, "themes_revision", "region_revision", "answered_calls", "delivery"),
        *(*_PRESENCE, *_NOTICES, "unanswered_count", "inquiry_figures", "mail_relay"),
    ),
    rows=_MYSELF,
    columns={"feedback": ("id", "kind", "made_at", "municipality"), "calendar_feed": _FEED_COLUMNS},
    writes={
        **_THEMES,
        "region": ("INSERT", "UPDATE"),
        "municipality": _WRITE,
        "region_revision": _ADD,
        "change": _ADD,
        "answered_calls": _ADD_AND_DELETE,
    },
    checks={
        "region": _IN_MY_NAME,
        "region_revision": f"{_IN_MY_NAME} OR editor = (SELECT editor FROM region)",  # as themes_revision
        "themes_revision": _THEMES_BEFORE,
    },
    calls=(*_WRITING, _PUT_NOTICE, "notice_counts(uuid[])"),
)
JOBS = GroupRole(
    name="jobs",
    role="kontakt_jobs",
    reads=(*_EVERYBODY, *_PRESENCE, "calendar_feed", "region", "change", "message", "mail_relay"),
    rows=_MYSELF,
    writes={"message": ("UPDATE",), "mail_relay": _WRITE, "change": _ADD},
    calls=(
        *_WRITING,
        *("purge(timestamptz, integer)", "take_jobs_lease(text, integer)", "leave_jobs_lease(text)"),
        *(_PUT_ABSENCES, "feeds_fetched(jsonb)", "forget_presence()"),
    ),
    vacuums=("message",),
)
GROUPS = (AGENT, EDITOR, LEAD, JOBS)


def give(connection: Connection) -> None:
    """Give every group its rights and take all others away. Whoever calls it owns the tables, and may make roles. The
    tables are those of the schema in which new ones would be made."""
    query = "SELECT quote_ident(current_database()), quote_ident(current_schema())"
    database, schema = (name.replace("%", "%%") for name in connection.exec_driver_sql(query).one())
    _do(connection, f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    _do(connection, f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC")
    _do(connection, f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC")
    _drop_policies(connection)
    for group in GROUPS:
        _do(
            connection,
            f"DO $$ BEGIN CREATE ROLE {group.role} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        )
        for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
            _do(connection, f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM {group.role}")
        _give_tables(connection, group, schema)
        if group.vacuums and _number(connection) >= _MAINTAIN:
            _do(connection, f"GRANT MAINTAIN ON {', '.join(group.vacuums)} TO {group.role}")
        for function in group.calls:
            _do(connection, f"GRANT EXECUTE ON FUNCTION kontakt_{function} TO {group.role}")


def _give_tables(connection: Connection, group: GroupRole, schema: str) -> None:
    for table in group.reads:
        _do(connection, f"GRANT SELECT ON {table} TO {group.role}")
    for table, columns in group.columns.items():
        _do(connection, f"GRANT SELECT ({', '.join(columns)}) ON {table} TO {group.role}")
    for table, verbs in group.writes.items():
        _do(connection, f"GRANT {', '.join(verbs)} ON {table} TO {group.role}")
    if group.writes:
        _do(connection, f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {group.role}")
    # In a table that has rules for one group, the others see and write no row without a rule of their own.
    for table in sorted({table for each in GROUPS for table in (*each.rows, *each.checks)}):
        _do(connection, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        if table in group.reads or table in group.columns:
            _rule(connection, group, table, "SELECT", f"USING ({group.rows.get(table, 'true')})")
        check = f"WITH CHECK ({group.checks.get(table, 'true')})"
        for verb in group.writes.get(table, ()):
            condition = {"INSERT": check, "UPDATE": f"USING (true) {check}", "DELETE": "USING (true)"}[verb]
            _rule(connection, group, table, verb, condition)


def _rule(connection: Connection, group: GroupRole, table: str, verb: str, condition: str) -> None:
    name = f"{group.role}_{verb.lower()}"
    _do(connection, f"CREATE POLICY {name} ON {table} FOR {verb} TO {group.role} {condition}")


def _drop_policies(connection: Connection) -> None:
    query = "SELECT format('DROP POLICY %%I ON %%I', policyname, tablename) FROM pg_policies WHERE schemaname = current_schema()"
    for statement in connection.exec_driver_sql(query).scalars().all():
        _do(connection, statement.replace("%", "%%"))


def _number(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())


def _do(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)
