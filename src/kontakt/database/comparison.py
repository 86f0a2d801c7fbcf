"""How a server's tables, functions and rights differ from what this program makes.

The program makes them anew beside those that stand, in a schema of their own and in a transaction that is taken back,
and both are read from the server's catalogue: so it need not know what an index or a rule looks like.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Engine, text

from kontakt.database import rights
from kontakt.database.engine import taken_back
from kontakt.database.migrate import make_tables
from kontakt.database.server import lift_bounds

_BESIDE = "kontakt_check"


class Fault(StrEnum):
    MISSING = "missing"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, order=True)
class SchemaDifference:
    """``kind`` is "table", "column", "constraint", "index", "view", "function", "trigger", "rule" or "right"; ``name``
    is what the server calls it, with its table before a full stop."""

    kind: str
    name: str
    fault: Fault


RIGHTS = frozenset({"rule", "right"})
"""The kinds that are given anew with every upgrade."""

_ADDED_COUNTS = frozenset({"column", "constraint", "trigger", *RIGHTS})
"""Where more than there should be is a fault. Tables and functions of others may lie beside kontakt's."""

_CATALOGUE = """
WITH relation AS (
    SELECT c.oid, c.relname, c.relkind, c.relowner, c.relacl, c.relrowsecurity FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v')
), function AS (
    SELECT p.oid, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name, p.prosrc, p.prosecdef,
           p.provolatile, p.proconfig, p.proowner, p.proacl, pg_get_function_result(p.oid) AS result
    FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'kontakt\\_%'
)
SELECT 'table', relname, relkind::text || relrowsecurity FROM relation
UNION ALL
SELECT 'view', relname, pg_get_viewdef(oid, true) FROM relation WHERE relkind = 'v'
UNION ALL
SELECT 'column', relname || '.' || a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
UNION ALL
SELECT 'constraint', relname || '.' || conname, pg_get_constraintdef(k.oid, true)
FROM relation r JOIN pg_constraint k ON k.conrelid = r.oid
UNION ALL
SELECT 'index', relname || '.' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid, 0, true)
FROM relation r JOIN pg_index i ON i.indrelid = r.oid
UNION ALL
SELECT 'trigger', relname || '.' || tgname, pg_get_triggerdef(t.oid, true) || tgenabled::text
FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
UNION ALL
SELECT 'function', name, concat_ws(' ', md5(prosrc), prosecdef, provolatile, proconfig, result) FROM function
UNION ALL
SELECT 'rule', tablename || '.' || policyname, concat_ws(' ', permissive, roles, cmd, qual, with_check)
FROM pg_policies WHERE schemaname = current_schema()
UNION ALL
SELECT 'right', concat_ws(' ', relname, 'for', coalesce(g.rolname, 'PUBLIC'), lower(privilege_type)), ''
FROM relation, aclexplode(coalesce(relacl, acldefault('r', relowner))) acl LEFT JOIN pg_roles g ON g.oid = acl.grantee
WHERE acl.grantee <> relowner
UNION ALL
SELECT 'right', concat_ws(' ', relname || '.' || attname, 'for', coalesce(g.rolname, 'PUBLIC'), lower(privilege_type)), ''
FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attacl IS NOT NULL,
     aclexplode(a.attacl) acl LEFT JOIN pg_roles g ON g.oid = acl.grantee
WHERE acl.grantee <> relowner
UNION ALL
SELECT 'right', concat_ws(' ', name, 'for', coalesce(g.rolname, 'PUBLIC')), ''
FROM function, aclexplode(coalesce(proacl, acldefault('f', proowner))) acl LEFT JOIN pg_roles g ON g.oid = acl.grantee
WHERE acl.grantee <> proowner
"""


def differences(engine: Engine) -> list[SchemaDifference]:
    """Everything that is not as this program makes it, by kind and name. Whoever asks owns the tables, which stand at
    this program's step. Raises DatabaseUnavailable."""
    with taken_back(engine) as session:
        connection = session.connection()
        lift_bounds(connection)
        stand = _catalogue(connection)
        connection.execute(text(f"CREATE SCHEMA {_BESIDE}"))
        connection.execute(text(f"SET LOCAL search_path = {_BESIDE}"))
        make_tables(connection)
        rights.give(connection)
        return sorted(_between(_catalogue(connection), stand))


def _catalogue(connection: Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute(text(_CATALOGUE))
    return {(kind, name): definition for kind, name, definition in rows}


def _between(made: dict[tuple[str, str], str], stand: dict[tuple[str, str], str]) -> Iterator[SchemaDifference]:
    for (kind, name), definition in made.items():
        if (kind, name) not in stand:
            yield SchemaDifference(kind, name, Fault.MISSING)
        elif stand[kind, name] != definition:
            yield SchemaDifference(kind, name, Fault.CHANGED)
    tables = {name for kind, name in made if kind == "table"}
    for kind, name in stand.keys() - made.keys():
        of_ours = name.partition(".")[0].partition(" ")[0].partition("(")[0]
        if kind in _ADDED_COUNTS and (of_ours in tables or of_ours.startswith("kontakt_")):
            yield SchemaDifference(kind, name, Fault.ADDED)
