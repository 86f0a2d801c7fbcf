"""Who signs in to a shared region: each login with the agent it is, and the group roles that say what it may do."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlmodel import Field, Session, SQLModel, col, delete, select

from kontakt.database import changes
from kontakt.database.rights import GROUPS, OWNER

PEOPLE = "people"
"""The kind of a change of who may do what."""

AGENT = "kontakt_agent"
"""The option of an engine that names the agent who has signed in; none for the owner, and in an embedded region."""


class PersonRow(SQLModel, table=True):
    """``agent`` is the name that stands on what is logged; nobody else has it. ``groups`` are the names of those that
    the owner put the login into, with commas: what the login may do follows from the server's roles, and should be the
    same."""

    __tablename__ = "person"

    login: str = Field(primary_key=True)
    agent: str = Field(unique=True)
    home_municipality: str | None
    groups: str


@dataclass(frozen=True, slots=True)
class Person:
    """A login of the server, the agent's name and home municipality, and the names of the groups it is in: "agent"."""

    login: str
    agent: str
    home_municipality: str | None
    groups: tuple[str, ...] = ()


def people(session: Session) -> list[Person]:
    """All of them, by login."""
    rows = session.exec(select(PersonRow).order_by(col(PersonRow.login)))
    return [
        Person(row.login, row.agent, row.home_municipality, _groups(session.connection(), row.login)) for row in rows
    ]


def whoever_signed_in(session: Session) -> tuple[Person | None, tuple[str, ...]]:
    """The one whose login the session has, None for the owner and others who are nobody's; and the names of the groups
    that the login is in, as ``rights`` has them, OWNER before them for whoever owns the tables, and may do everything.
    One statement: every desk asks now and then."""
    query = text(
        "SELECT session_user, agent, home_municipality,"
        " (SELECT pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'person'::regclass),"
        " ARRAY(SELECT r.rolname::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
        "  JOIN pg_roles p ON p.oid = m.member WHERE p.rolname = session_user)"
        " FROM (SELECT) AS always LEFT JOIN person ON login = session_user"
    )
    login, agent, home, owns, roles = session.connection().execute(query).one()
    groups = (*((OWNER,) if owns else ()), *(group.name for group in GROUPS if group.role in roles))
    return Person(login, agent, home, groups) if agent is not None else None, groups


def grant(session: Session, person: Person) -> None:
    """Let the person in, in these groups and no others, with this name; the login is made where the server has none:
    then whoever runs the server says how it signs in."""
    connection = session.connection()
    quoted, database = _quoted(connection, person.login), _quoted(connection, connection.engine.url.database or "")
    if not _is_there(connection, person.login):
        connection.exec_driver_sql(f"CREATE ROLE {quoted} LOGIN")
    for group in GROUPS:
        verb = f"GRANT {group.role} TO" if group.name in person.groups else f"REVOKE {group.role} FROM"
        connection.exec_driver_sql(f"{verb} {quoted}")
    connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {database} TO {quoted}")
    session.merge(
        PersonRow(
            login=person.login,
            agent=person.agent,
            home_municipality=person.home_municipality,
            groups=",".join(group.name for group in GROUPS if group.name in person.groups),
        )
    )
    _tell(session)


def grant_again(session: Session) -> None:
    """Give everybody the groups that they were given, and the right to connect: a dump of the database alone has
    neither."""
    for row in session.exec(select(PersonRow)).all():
        groups = tuple(filter(None, row.groups.split(",")))
        grant(session, Person(row.login, row.agent, row.home_municipality, groups))


def revoke(session: Session, login: str) -> bool:
    """Take every right from the login; False if it had none. What it logged stays, and the login itself."""
    connection = session.connection()
    if session.get(PersonRow, login) is None:
        return False
    if _is_there(connection, login):
        quoted, database = _quoted(connection, login), _quoted(connection, connection.engine.url.database or "")
        for group in GROUPS:
            connection.exec_driver_sql(f"REVOKE {group.role} FROM {quoted}")
        connection.exec_driver_sql(f"REVOKE CONNECT ON DATABASE {database} FROM {quoted}")
    session.exec(delete(PersonRow).where(col(PersonRow.login) == login))
    _tell(session)
    return True


def unknown_logins(session: Session, logins: Iterable[str]) -> list[str]:
    """Those that the server does not have."""
    return [login for login in logins if not _is_there(session.connection(), login)]


def differing(session: Session) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Logins whose roles on the server are not those that they were given here: with the groups given, and those that
    they are in. Who is in a group and may not connect to this database is another region's."""
    connection = session.connection()
    given = {row.login: tuple(filter(None, row.groups.split(","))) for row in session.exec(select(PersonRow))}
    query = text(
        "SELECT DISTINCT p.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
        " JOIN pg_roles p ON p.oid = m.member WHERE r.rolname = ANY (:groups) AND p.rolcanlogin AND NOT p.rolsuper"
        " AND has_database_privilege(p.oid, current_database(), 'CONNECT')"
        " AND p.oid <> (SELECT relowner FROM pg_class WHERE oid = 'person'::regclass)"
    )
    roles = [group.role for group in GROUPS]
    logins = {*given, *connection.execute(query, {"groups": roles}).scalars()}
    found = ((login, given.get(login, ()), _groups(connection, login)) for login in sorted(logins))
    return [each for each in found if each[1] != each[2]]


def _tell(session: Session) -> None:
    """Open desks ask anew as whom they work. The change names nobody: everybody reads it."""
    session.flush()
    changes.record(session, PEOPLE, "", 0)


def _groups(connection: Connection, login: str) -> tuple[str, ...]:
    query = text(
        "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
        " JOIN pg_roles p ON p.oid = m.member WHERE p.rolname = :login"
    )
    roles = set(connection.execute(query, {"login": login}).scalars())
    return tuple(group.name for group in GROUPS if group.role in roles)


def _is_there(connection: Connection, login: str) -> bool:
    query = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :login)")
    return bool(connection.execute(query, {"login": login}).scalar_one())


def _quoted(connection: Connection, name: str) -> str:
    """The name as it may stand in a statement."""
    quoted: str = connection.execute(text("SELECT quote_ident(:name)"), {"name": name}).scalar_one()
    return quoted.replace("%", "%%")
