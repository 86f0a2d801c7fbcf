"""What each group of people may not do in a shared region's database, told by the server itself.

Each act is tried as such a person, past the program, as ``psql`` would. What came of it is docs/forbidden.md: a test that
finds another answer writes it there, fails, and wants the difference to be looked at.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from kontakt.database import open_engine, people, reading, rights, writing
from kontakt.database.people import Person
from kontakt.database.server import state_of_server
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.codec import encode
from kontakt.inquiries.entries import corrected, logged
from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.inquiries.log import store
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Status

from ..databases import NewDatabase

PAGE = Path(__file__).parents[2] / "docs" / "forbidden.md"
PAGE_VERSION = 15
"""Of the server whose words stand on the page."""
VERBS = {
    "read": "SELECT count(*) FROM {table}",
    "add": "INSERT INTO {table} DEFAULT VALUES",
    "change": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "empty": "TRUNCATE {table} CASCADE",
}


def inquiry(agent: str, note: str) -> Inquiry:
    now = datetime.now(UTC) - timedelta(minutes=5)
    return Inquiry(
        id=uuid4(),
        call_id=uuid4(),
        municipality="4026",
        outcome=Outcome.ANSWERED,
        started_at=now,
        logged_at=now,
        agent=agent,
        article="gatelys",
        note=note,
    )


def delivering(entry: Entry) -> str:
    text = encode(entry).replace("'", "''")
    return f"SELECT kontakt_deliver('[{text}]')"


@dataclass(frozen=True)
class Acts:
    """What Kari tries, beside what Ola has logged."""

    kari: Entry
    ola: Entry

    def of_an_agent(self) -> list[tuple[str, str]]:
        """What is tried, and the statement."""
        own = logged(inquiry("Kari", "lampen"), self.kari.made_at)
        as_ola = logged(inquiry("Ola", ""), self.kari.made_at)
        stolen = corrected(self.ola, replace(self.ola.inquiry, agent="Kari", note="mitt"), self.ola.made_at)
        own_corrected = corrected(self.kari, replace(self.kari.inquiry, note="rettet"), self.kari.made_at)
        of_ola = f"'{self.ola.inquiry.id}'"
        long = json.loads(encode(own))
        long["inquiry"]["note"] = "x" * 201
        return [
            ("log in one's own name", delivering(own)),
            ("correct an inquiry of one's own", delivering(own_corrected)),
            ("log in another's name", delivering(as_ola)),
            ("log in another's name after SET ROLE", f"SET ROLE kontakt_agent; {delivering(as_ola)}"),
            ("correct another's inquiry", delivering(stolen)),
            ("log past the checks", "SELECT kontakt_take('[]')"),
            ("log a note that no desk would", f"SELECT kontakt_deliver('[{json.dumps(long)}]')"),
            ("log what is no list", "SELECT kontakt_deliver('{}')"),
            ("read one's own note of today", "SELECT note FROM inquiry"),
            ("read another's inquiry", f"SELECT note FROM inquiry WHERE id = {of_ola}"),
            ("read it through an error", f"SELECT note::integer FROM inquiry WHERE id = {of_ola}"),
            ("read it through the history", "SELECT note FROM inquiry_entry"),
            ("copy the table", f"COPY (SELECT note FROM inquiry WHERE id = {of_ola}) TO STDOUT"),
            ("copy the history", "COPY inquiry_entry TO STDOUT"),
            ("copy it to a program", "COPY article TO PROGRAM 'cat'"),
            ("read a file of the server", "SELECT pg_read_file('/etc/passwd')"),
            ("read statistics of the values", "SELECT most_common_vals FROM pg_stats WHERE tablename LIKE 'inquiry%'"),
            ("read the statistics themselves", "SELECT * FROM pg_statistic"),
            ("read a draft", "SELECT title FROM article WHERE status = 'draft'"),
            (
                "see what others ask the server",
                "SELECT query FROM pg_stat_activity WHERE usename <> session_user AND query <> '<insufficient privilege>' AND query <> ''",
            ),
            ("count a day", "SELECT count(*) FROM kontakt_counts(now() - interval '1 day', now(), NULL, NULL)"),
            ("count a minute", "SELECT * FROM kontakt_counts(now() - interval '1 minute', now(), NULL, NULL)"),
            ("count another's inquiries", "SELECT * FROM kontakt_counts(now() - interval '1 day', now(), NULL, 'Ola')"),
            (
                "see what rings again",
                "SELECT outcome FROM kontakt_recent_same('gatelys', '4026', now() - interval '1 day')",
            ),
            ("become the owner", "SET ROLE owner"),
            ("sign in as the owner", "SET SESSION AUTHORIZATION owner"),
            ("give oneself a right", "GRANT SELECT ON inquiry_entry TO kontakt_agent"),
            ("join the owner's role", "GRANT owner TO kontakt_agent"),
            ("become a superuser", "ALTER ROLE kontakt_agent SUPERUSER"),
            ("take another's name", "UPDATE person SET agent = 'Ola'"),
            ("see who else signs in", "SELECT agent FROM person WHERE agent <> 'Kari'"),
            ("switch the rules for rows off", "ALTER TABLE inquiry DISABLE ROW LEVEL SECURITY"),
            ("put a table in the way of a function", "CREATE TEMPORARY TABLE person (login text, agent text)"),
            ("put a schema in the way of a function", "CREATE SCHEMA kari"),
            (
                "put a function in the way of another",
                "CREATE FUNCTION public.length(text) RETURNS integer LANGUAGE sql AS 'SELECT 0'",
            ),
            ("change a function", "DROP FUNCTION kontakt_deliver(jsonb)"),
        ]


@pytest.fixture
def as_kari(
    new_database: NewDatabase, region: Region, articles: tuple[Article, ...]
) -> Iterator[tuple[str, str, Acts]]:
    """The address of a filled region, Kari's login on the server, and what she tries."""
    address = new_database()
    engine = open_engine(address)
    login, other = f"kari_{uuid4().hex}", f"ola_{uuid4().hex}"
    now = datetime.now(UTC)
    entries = [logged(inquiry("Kari", "min"), now), logged(inquiry("Ola", "hemmelig"), now)]
    with writing(engine) as session:
        directory.save(session, region, by="test", at=now)
        knowledge.save(session, [*articles[:-1], replace(articles[-1], status=Status.DRAFT)], by="test", at=now)
        store.deliver(session, entries)
        rights.give(session.connection())
        people.grant(session, Person(login, "Kari", "4026", ("agent",)))
        people.grant(session, Person(other, "Ola", None, ("agent",)))
        session.connection().exec_driver_sql("ANALYZE")
    yield address, login, Acts(*entries)
    with engine.connect() as connection:
        for each in (login, other):
            connection.exec_driver_sql(f"DROP OWNED BY {each}; DROP ROLE {each}")
        connection.commit()
    engine.dispose()


def tried(address: str, login: str, statement: str) -> str:
    """The server's answer: what it refused with, or how many rows came."""
    url = make_url(address)
    with psycopg.connect(host=str(url.query["host"]), user=login, dbname=url.database) as connection:
        try:
            if statement.startswith("COPY") and statement.endswith("STDOUT"):
                with connection.cursor().copy(statement.encode()) as copy:
                    return f"rows: {len(list(copy))}"
            cursor = connection.execute(statement.encode())
            while cursor.nextset():
                pass
            return f"rows: {cursor.rowcount}" if cursor.description else "done"
        except psycopg.Error as refused:
            connection.rollback()
            answer = f"**refused**: {refused.diag.message_primary}"
            return answer.replace(login, "kari").replace(url.database, "kontakt")


def version(address: str) -> int:
    """Of the server, such as 15."""
    engine = open_engine(address)
    with reading(engine) as session:
        found = state_of_server(session).version // 10_000
    engine.dispose()
    return found


def verbs(address: str, login: str) -> Iterator[str]:
    yield "| table | " + " | ".join(VERBS) + " |"
    yield "|---|" + "---|" * len(VERBS)
    engine = open_engine(address)
    with engine.connect() as connection:
        tables = connection.exec_driver_sql(
            "SELECT table_name, min(column_name) FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1"
        ).all()
    engine.dispose()
    for name, column in sorted(tables):
        answers = [tried(address, login, verb.format(table=f'"{name}"', column=column)) for verb in VERBS.values()]
        yield f"| {name} | " + " | ".join("–" if "refused" in each else "yes" for each in answers) + " |"


def test_the_page_of_what_is_forbidden_says_what_the_server_says(as_kari: tuple[str, str, Acts]) -> None:
    address, login, acts = as_kari
    lines = [
        "# What may not be done in a shared region's database",
        "",
        "Made by `tests/database/test_forbidden.py`, which tries all of it on a real server as such a person, past the program.",
        f"The words are those of PostgreSQL {PAGE_VERSION}. Who may do what is written in `src/kontakt/database/rights.py`.",
        "",
        "## An agent: tables",
        "",
        "Of articles only published ones are seen, of inquiries their own of the last twelve hours and today, of people themselves.",
        "",
        *verbs(address, login),
        "",
        "## An agent: acts",
        "",
        "| what Kari tries | the server's answer |",
        "|---|---|",
        *(f"| {what} | {tried(address, login, statement)} |" for what, statement in acts.of_an_agent()),
        "",
    ]
    page, before = "\n".join(lines), PAGE.read_text(encoding="utf-8")
    if version(address) != PAGE_VERSION:  # which says the same in other words
        page, before = (re.sub(r"(\*\*refused\*\*): .*", r"\1", each) for each in (page, before))
    elif page != before:
        PAGE.write_text(page, encoding="utf-8")
    assert page == before, "docs/forbidden.md was written anew: look at what is different"


def test_a_revoked_agent_is_not_let_in_and_nothing_that_was_logged_is_lost(as_kari: tuple[str, str, Acts]) -> None:
    address, login, _acts = as_kari
    engine = open_engine(address)
    with writing(engine) as session:
        assert people.revoke(session, login)
        assert not people.revoke(session, login)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        tried(address, login, "SELECT 1")
    with writing(engine) as session:
        assert store.size(session) == 2
    engine.dispose()


def test_every_function_of_the_database_is_closed_to_whoever_has_no_group(as_kari: tuple[str, str, Acts]) -> None:
    engine = open_engine(as_kari[0])
    query = (
        "SELECT proname FROM pg_proc WHERE proname LIKE 'kontakt\\_%%' AND (proacl IS NULL OR proacl::text ~ '[{,]=X')"
    )
    with engine.connect() as connection:
        assert connection.exec_driver_sql(query).all() == []
    engine.dispose()
