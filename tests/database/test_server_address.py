"""How the address of a server is read. No server is asked here."""

from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from kontakt.database import open_engine
from kontakt.database.server import engine_options, meaning
from kontakt.locale import use_language

SERVER = "postgresql+psycopg://kari@db.example.invalid/kontakt"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_with_one_driver_however_it_is_named(scheme: str) -> None:
    engine = open_engine(f"{scheme}://db.example.invalid/kontakt")

    assert (engine.dialect.name, engine.dialect.driver) == ("postgresql", "psycopg")


def test_no_wait_for_a_server_is_without_an_end() -> None:
    arguments: dict[str, Any] = engine_options(make_url(SERVER))["connect_args"]

    assert {"connect_timeout", "keepalives_idle", "tcp_user_timeout"} <= arguments.keys()


def test_what_the_address_says_of_timeouts_stands() -> None:
    arguments: dict[str, Any] = engine_options(make_url(f"{SERVER}?connect_timeout=30"))["connect_args"]

    assert "connect_timeout" not in arguments


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ('FATAL:  password authentication failed for user "kari"', ".pgpass"),
        (
            "failed to resolve host 'db.example.invalid': [Errno -2] Name or service not known",
            "No computer has the name",
        ),
        ('FATAL:  database "kontakt" does not exist', "no database “kontakt”"),
        ('FATAL:  role "ola" does not exist', "no login “ola”"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "kari"', "does not let “kari” in"),
        ('connection failed: FATAL:  pg_hba.conf rejects connection for host "[local]"', "does not let “kari” in"),
        ('server certificate for "other" does not match host name "db.example.invalid"', "not safe"),
        ("FATAL:  the database system is starting up", "starting"),
        ("FATAL:  the database system is not accepting connections\nDETAIL:  Hot standby mode is disabled.", "kontakt"),
        ("FATAL:  sorry, too many clients already", "no room"),
        ('connection to server at "10.0.0.7", port 5432 failed: Connection refused', "does not answer"),
        ("connection timeout expired", "does not answer"),
        ("canceling statement due to conflict with recovery", "hot_standby_feedback"),
        ("connection failed: session is not in hot standby mode", "no standby any more"),
        ("something\nthat nobody knows", "cannot be used now (something that nobody knows)"),
    ],
)
def test_a_connection_that_fails_is_one_sentence_that_says_what_to_do(message: str, part: str) -> None:
    sentence = meaning(OperationalError(None, None, Exception(message)), make_url(SERVER))

    assert part in sentence
    assert "\n" not in sentence


def test_norwegians_read_names_in_their_own_quotation_marks() -> None:
    use_language("nb")
    sentence = meaning(OperationalError(None, None, Exception('FATAL:  role "ola" does not exist')), make_url(SERVER))

    assert "ingen innlogging «ola»" in sentence


def test_an_address_may_say_that_no_statement_is_prepared() -> None:
    assert "prepare_threshold" not in engine_options(make_url(SERVER))["connect_args"]
    through_a_pooler = make_url(f"{SERVER}?prepare_threshold=none")
    assert engine_options(through_a_pooler)["connect_args"]["prepare_threshold"] is None
