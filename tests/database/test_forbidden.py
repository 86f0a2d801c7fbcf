"""What each group of people may not do in a shared region's database, told by the server itself.

Each act is tried as such a person, past the program, as ``psql`` would. What came of it is docs/forbidden.md: a test
that finds another answer writes it there, fails, and wants the difference to be looked at.
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
from kontakt.inquiries.inquiry import UNDO_DAYS, Entry, Feedback, FeedbackKind, Inquiry
from kontakt.inquiries.log import store
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Status
from kontakt.messages.message import SENT_LATELY_DAYS

from ..databases import NewDatabase

pytestmark = pytest.mark.long

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


Act = tuple[str, str]
"""What is tried, and the statement."""


@dataclass(frozen=True)
class Acts:
    """What people try beside what Kari and Ola have logged. ``me`` is the name of whoever tries."""

    kari: Entry
    ola: Entry

    def of_an_agent(self) -> list[Act]:
        """Kari is one."""
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
            ("copy one's own inquiries", f"COPY (SELECT note FROM inquiry WHERE id <> {of_ola}) TO STDOUT"),
            ("copy another's inquiry", f"COPY (SELECT note FROM inquiry WHERE id = {of_ola}) TO STDOUT"),
            ("read a draft", "SELECT title FROM article WHERE status = 'draft'"),
            ("count a day", "SELECT count(*) FROM kontakt_counts(now() - interval '1 day', now(), NULL, NULL)"),
            ("count a minute", "SELECT * FROM kontakt_counts(now() - interval '1 minute', now(), NULL, NULL)"),
            ("count another's inquiries", "SELECT * FROM kontakt_counts(now() - interval '1 day', now(), NULL, 'Ola')"),
            (
                "see what rings again",
                "SELECT outcome FROM kontakt_recent_same('gatelys', '4026', now() - interval '1 day')",
            ),
            ("read what editors are told", "SELECT * FROM kontakt_complaints(now() - interval '1 day')"),
            ("read what leads count from", "SELECT * FROM inquiry_figures"),
            ("empty others' notes", "SELECT kontakt_purge(now(), 100)"),
            ("say that somebody is away", putting("desk")),
            ("write into somebody's calendar", putting("calendar")),
            ("say that somebody is away for ten years", putting("desk", "10 years")),
            ("tell that nobody answered", _UNANSWERED),
            ("count how often nobody answered", "SELECT n FROM unanswered_count"),
            ("read the address of a calendar", "SELECT address FROM calendar_feed"),
            ("take absences away before their time", "SELECT kontakt_forget_presence()"),
            ("write a message", messaging("Kari")),
            ("write a message in another's name", messaging("Ola")),
            ("begin another header in it", messaging("Kari", "kari@example.invalid\nBcc: ola@example.invalid")),
            ("read another's message", "SELECT text FROM message"),
            ("read where a caller is rung", "SELECT number FROM message"),
            ("read it through a function", "SELECT 1 WHERE kontakt_own_message(gen_random_uuid()) IS NOT NULL"),
            ("see which messages are open", "SELECT id, state, recipient FROM message WHERE NOT closed"),
            ("say that one was dealt with", "SELECT kontakt_say_of_message(gen_random_uuid(), 'dealt_with')"),
            ("say that one came back", "SELECT kontakt_say_of_message(gen_random_uuid(), 'came_back')"),
            (
                "send one that failed to another address",
                """SELECT kontakt_readdress_message(gen_random_uuid(), '{"address": "a@b.no", "recipient": ""}')""",
            ),
            ("say that one was sent", "SELECT kontakt_say_of_message(gen_random_uuid(), 'accepted')"),
            ("wait for the lock of writers as the desk does", "SELECT kontakt_lock_writers()"),
            ("hold the lock of writers for a session", "LOCK TABLE writers_lock IN EXCLUSIVE MODE"),
            *_of_everybody("Kari"),
        ]

    def of_an_editor(self) -> list[Act]:
        """Eva is one."""
        keyword = "INSERT INTO article_keyword VALUES ('gatelys', 'nb', 90, 'lampe')"
        revision = "INSERT INTO article_revision VALUES ('gatelys', {number}, '{by}', now(), 'edited', '')"
        return [
            ("read a draft", "SELECT title FROM article WHERE status = 'draft'"),
            ("add a keyword", keyword),
            ("keep the revision in one's own name", revision.format(number=90, by="Eva")),
            ("keep a revision in another's name", revision.format(number=91, by="Ola")),
            ("change a revision that is kept", "UPDATE article_revision SET editor = 'Ola'"),
            ("delete a revision that is kept", "DELETE FROM article_revision"),
            ("tell desks of a change", f"{_CHANGE} 'article', 'gatelys', 90) RETURNING number"),
            ("hide the changes of others", "DELETE FROM change"),
            ("say that somebody is away", putting("desk")),
            ("count how often nobody answered", "SELECT n FROM unanswered_count"),
            ("close a missed search", "INSERT INTO gap VALUES ('snø', 'dismissed', NULL, 'Eva', now())"),
            ("see what was asked for", "SELECT * FROM kontakt_asked(now() - interval '1 day', now())"),
            ("see what was not found", "SELECT query FROM kontakt_complaints(now() - interval '1 day')"),
            (
                "see who did not find it",
                "SELECT 1 FROM kontakt_complaints(now() - interval '1 day') WHERE agent IN ('Kari', 'Ola')",
            ),
            ("see it in the table", "SELECT agent FROM feedback"),
            ("see what was searched for", "SELECT * FROM kontakt_queries(now() - interval '1 day', NULL, 100)"),
            ("read the log", "SELECT note FROM inquiry"),
            ("log an inquiry", delivering(logged(inquiry("Eva", ""), self.kari.made_at))),
            ("read what leads count from", "SELECT * FROM inquiry_figures"),
            ("change a target", "UPDATE municipality SET target = 1"),
            ("write a message", messaging("Eva")),
            ("see who wrote a message", "SELECT agent FROM message"),
            ("empty others' notes", "SELECT kontakt_purge(now(), 100)"),
            *_of_everybody("Eva"),
        ]

    def of_a_lead(self) -> list[Act]:
        """Liv is one."""
        target = "UPDATE municipality SET target = 85 WHERE number = '4026'"
        kept = "INSERT INTO region_revision VALUES ({number}, '{by}', now(), '')"
        return [
            ("count inquiries", "SELECT outcome, count(*) FROM inquiry_figures GROUP BY 1"),
            ("read notes in them", "SELECT note FROM inquiry_figures"),
            ("read what was searched for in them", "SELECT query FROM inquiry_figures"),
            ("read who logged them", "SELECT 1 FROM inquiry_figures WHERE agent IN ('Kari', 'Ola')"),
            (
                "compute the name that stands for somebody",
                "SELECT 1 FROM inquiry_figures WHERE agent = left(encode(sha256('Ola'), 'hex'), 16)",
            ),
            ("read the key that is in it", "SELECT key FROM figures_key"),
            ("change an inquiry through them", "UPDATE inquiry_figures SET outcome = 'answered'"),
            ("read the log", "SELECT note FROM inquiry"),
            (
                "read the log's functions",
                "SELECT * FROM kontakt_recent_same('gatelys', '4026', now() - interval '1 day')",
            ),
            (
                "count one agent's inquiries",
                "SELECT * FROM kontakt_counts(now() - interval '1 day', now(), NULL, 'Ola')",
            ),
            ("change a target", target),
            ("keep what the region was in one's own name", kept.format(number=90, by="Liv")),
            ("keep it in another's name", kept.format(number=91, by="Ola")),
            ("change what is kept", "UPDATE region_revision SET editor = 'Ola'"),
            ("tell desks of a change", f"{_CHANGE} 'region', 'region', 90) RETURNING number"),
            ("change an article", "UPDATE article SET answer = ''"),
            ("count how often nobody answered", "SELECT n FROM unanswered_count"),
            ("say that somebody is away", putting("desk")),
            ("log an inquiry", delivering(logged(inquiry("Liv", ""), self.kari.made_at))),
            ("count missed searches", "SELECT count(id) FROM feedback WHERE kind = 'missed'"),
            ("read missed searches", "SELECT query FROM feedback"),
            ("empty others' notes", "SELECT kontakt_purge(now(), 100)"),
            ("write a message", messaging("Liv")),
            ("see who wrote a message", "SELECT agent FROM message"),
            *_of_everybody("Liv"),
        ]

    def of_the_jobs(self) -> list[Act]:
        """A login of its own is."""
        return [
            ("empty old notes", "SELECT kontakt_purge(now() - interval '90 days', 100)"),
            ("empty notes of today", "SELECT kontakt_purge(now(), 100)"),
            ("send messages", "UPDATE message SET state = 'unsure' WHERE state = 'waits' RETURNING text"),
            ("write a message", messaging("Jobs")),
            ("take their turn", "SELECT held FROM kontakt_take_jobs_lease('me', 90)"),
            ("keep others from theirs for ever", "UPDATE jobs_lease SET until = 'infinity'"),
            ("write what stands in a calendar", putting("calendar")),
            ("take absences away that have had their time", "SELECT kontakt_forget_presence()"),
            ("read a note", "SELECT note FROM inquiry"),
            ("read the history", "SELECT note FROM inquiry_entry"),
            ("read an article", "SELECT title FROM article"),
            ("read what leads count from", "SELECT * FROM inquiry_figures"),
            ("log an inquiry", delivering(logged(inquiry("Jobs", ""), self.kari.made_at))),
            *_of_everybody("Jobs"),
        ]


_CHANGE = "INSERT INTO change (number, kind, subject, revision) VALUES (9000000,"


_UNANSWERED = "SELECT kontakt_tell_unanswered(gen_random_uuid(), '4026', 'saksbehandler', 'byggesak', 'byggesak')"


def messaging(agent: str, address: str = "teknisk@example.invalid") -> str:
    """Putting a message into the outbox."""
    row = (
        f"'id', gen_random_uuid(), 'kind', 'message', 'made_at', now(), 'agent', '{agent}', 'municipality', '4026',"
        f" 'address', E'{address.encode('unicode_escape').decode()}', 'subject', 'vann', 'unit', '', 'recipient', 'Teknisk',"
        " 'intro', '', 'number', '412 34 567', 'text', 'brunt'"
    )
    return f"SELECT kontakt_put_messages(jsonb_build_array(jsonb_build_object('step', 'written', 'message', jsonb_build_object({row}))))"


def putting(source: str, length: str = "1 day") -> str:
    """Saying that somebody is away, from a source."""
    feed = "gen_random_uuid()" if source == "calendar" else "NULL"
    row = (
        "'id', gen_random_uuid(), 'municipality', '4026', 'contact', 'saksbehandler', 'unit', '', 'begins_at', now(),"
        f" 'ends_at', now() + interval '{length}', 'phone_closed', true, 'source', '{source}', 'known_at', now(), 'feed', {feed}"
    )
    return f"SELECT kontakt_put_absences(jsonb_build_array(jsonb_build_object({row})), ARRAY[]::uuid[])"


def _of_everybody(me: str) -> list[Act]:
    """What nobody may do, whatever they are."""
    return [
        ("read the history of inquiries", "SELECT note FROM inquiry_entry"),
        ("copy the history", "COPY inquiry_entry TO STDOUT"),
        ("add to the history", "INSERT INTO inquiry_entry (id) VALUES (gen_random_uuid())"),
        ("change an entry", "UPDATE inquiry_entry SET agent = session_user"),
        ("delete an entry", "DELETE FROM inquiry_entry"),
        ("read who changed what", "SELECT * FROM audit"),
        ("take it out", "DELETE FROM audit"),
        ("write it in another's name", "INSERT INTO audit (login, kind, id) VALUES ('ola', 'article', 'gatelys')"),
        ("copy it to a program", "COPY (SELECT 1) TO PROGRAM 'cat'"),
        ("read a file of the server", "SELECT pg_read_file('/etc/passwd')"),
        (
            "read statistics of the values",
            "SELECT most_common_vals FROM pg_stats WHERE tablename LIKE 'inquiry%' AND attname IN ('note', 'query')",
        ),
        ("read the statistics themselves", "SELECT * FROM pg_statistic"),
        (
            "see what others ask the server",
            "SELECT query FROM pg_stat_activity WHERE usename <> session_user AND query <> '<insufficient privilege>' AND query <> ''",
        ),
        ("see oneself", "SELECT agent FROM person"),
        ("see who else signs in", f"SELECT agent FROM person WHERE agent <> '{me}'"),
        ("take another's name", "UPDATE person SET agent = 'Ola'"),
        ("take another group", "UPDATE person SET groups = 'agent,editor,lead,jobs'"),
        ("become the owner", "SET ROLE owner"),
        ("sign in as the owner", "SET SESSION AUTHORIZATION owner"),
        ("give oneself a right", "GRANT SELECT ON inquiry_entry TO kontakt_agent"),
        ("join the owner's role", "GRANT owner TO kontakt_agent"),
        ("become a superuser", "ALTER ROLE kontakt_agent SUPERUSER"),
        ("switch the rules for rows off", "ALTER TABLE inquiry DISABLE ROW LEVEL SECURITY"),
        ("see past the rules for rows", "SET row_security = off; SELECT * FROM person"),
        ("put a table in the way of a function", "CREATE TEMPORARY TABLE person (login text, agent text)"),
        ("put a schema in the way of a function", "CREATE SCHEMA kari"),
        (
            "put a function in the way of another",
            "CREATE FUNCTION public.length(text) RETURNS integer LANGUAGE sql AS 'SELECT 0'",
        ),
        (
            "have a function look elsewhere",
            f"SET search_path = pg_temp; SELECT 1 WHERE public.kontakt_my_name() <> '{me}'",
        ),
        ("change a function", "DROP FUNCTION public.kontakt_deliver(jsonb)"),
    ]


@dataclass(frozen=True)
class People:
    """A filled region by its address, and a login on its server for each group."""

    address: str
    acts: Acts
    logins: dict[str, str]


NAMES = {"agent": "Kari", "editor": "Eva", "lead": "Liv", "jobs": "Jobs"}
HEADINGS = {"agent": "An agent", "editor": "An editor", "lead": "A lead", "jobs": "The jobs"}
SEEN = {
    "agent": (
        f"Of articles only published ones are seen, of inquiries their own of the last {UNDO_DAYS} days, of people themselves; of "
        "messages their own, those that are open, those that were done with when they were sent, in the last "
        f"{SENT_LATELY_DAYS} days, and reminders that were withdrawn."
    ),
    "editor": "Of what was sent to the editor only when it was, and of which kind; of people themselves.",
    "lead": "Of what was sent to the editor only when, where and of which kind; of people themselves. `inquiry_figures` is a view.",
    "jobs": "Of people only itself is seen.",
}


@pytest.fixture
def people_of(new_database: NewDatabase, region: Region, articles: tuple[Article, ...]) -> Iterator[People]:
    """One of each group, and Ola."""
    address = new_database()
    engine = open_engine(address)
    logins = {group: f"{name.lower()}_{uuid4().hex}" for group, name in NAMES.items()}
    other = f"ola_{uuid4().hex}"
    now = datetime.now(UTC)
    entries = [logged(inquiry("Kari", "min"), now), logged(inquiry("Ola", "hemmelig"), now)]
    missed = Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=now, agent="Ola", query="snø", municipality="4026")
    with writing(engine) as session:
        directory.save(session, region, by="test", at=now)
        knowledge.save(session, [*articles[:-1], replace(articles[-1], status=Status.DRAFT)], by="test", at=now)
        store.deliver(session, [*entries, missed])
        rights.give(session.connection())
        for group, login in logins.items():
            people.grant(session, Person(login, NAMES[group], "4026", (group,)))
        people.grant(session, Person(other, "Ola", None, ("agent",)))
        session.connection().exec_driver_sql("ANALYZE")
    yield People(address, Acts(*entries), logins)
    with engine.connect() as connection:
        for each in (*logins.values(), other):
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
            return answer.replace(login, login.partition("_")[0]).replace(url.database or "", "kontakt")


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
        answers = [
            tried(address, login, verb.format(table=f'"{name}"', column=f'"{column}"')) for verb in VERBS.values()
        ]
        yield f"| {name} | " + " | ".join("–" if is_denied(each) else "yes" for each in answers) + " |"


def is_denied(answer: str) -> bool:
    """Whether it was for want of a right: a right with a statement that makes no sense is a right."""
    return any(words in answer for words in ("permission denied", "is not a table", "cannot update column"))


def page_of(region: People) -> Iterator[str]:
    yield from (
        "# What may not be done in a shared region's database",
        "",
        "Made by `tests/database/test_forbidden.py`, which tries all of it on a real server as such a person, past the program.",
        f"The words are those of PostgreSQL {PAGE_VERSION}. Who may do what is written in `src/kontakt/database/rights.py`. Whoever",
        "is in several groups may do what each of them may; who owns the tables may do everything.",
        "",
    )
    acts = {
        "agent": region.acts.of_an_agent(),
        "editor": region.acts.of_an_editor(),
        "lead": region.acts.of_a_lead(),
        "jobs": region.acts.of_the_jobs(),
    }
    for group, heading in HEADINGS.items():
        login = region.logins[group]
        yield from (f"## {heading}: tables", "", SEEN[group], "")
        yield from verbs(region.address, login)
        yield from ("", f"## {heading}: acts", "", f"| what {NAMES[group]} tries | the server's answer |", "|---|---|")
        yield from (f"| {what} | {tried(region.address, login, statement)} |" for what, statement in acts[group])
        yield ""


def test_the_page_of_what_is_forbidden_says_what_the_server_says(people_of: People) -> None:
    page, before = "\n".join(page_of(people_of)), PAGE.read_text(encoding="utf-8")
    if version(people_of.address) != PAGE_VERSION:  # which says the same in other words
        page, before = (re.sub(r"(\*\*refused\*\*): .*", r"\1", each) for each in (page, before))
    elif page != before:
        PAGE.write_text(page, encoding="utf-8")
    assert page == before, "docs/forbidden.md was written anew: look at what is different"


def test_a_revoked_agent_is_not_let_in_and_nothing_that_was_logged_is_lost(people_of: People) -> None:
    address, login = people_of.address, people_of.logins["agent"]
    engine = open_engine(address)
    with writing(engine) as session:
        assert people.revoke(session, login)
        assert not people.revoke(session, login)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        tried(address, login, "SELECT 1")
    with writing(engine) as session:
        assert store.size(session) == 2
    engine.dispose()


def test_every_function_of_the_database_is_closed_to_whoever_has_no_group(people_of: People) -> None:
    engine = open_engine(people_of.address)
    query = (
        "SELECT proname FROM pg_proc WHERE proname LIKE 'kontakt\\_%%' AND (proacl IS NULL OR proacl::text ~ '[{,]=X')"
    )
    with engine.connect() as connection:
        assert connection.exec_driver_sql(query).all() == []
    engine.dispose()
