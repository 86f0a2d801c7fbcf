"""Tables, functions and rights that somebody has changed by hand are found."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from kontakt.database import comparison, open_engine, rights, writing
from kontakt.database.comparison import Fault, SchemaDifference

from ..databases import NewDatabase


@pytest.fixture
def region(new_database: NewDatabase) -> Iterator[Engine]:
    engine = open_engine(new_database())
    with writing(engine) as session:
        rights.give(session.connection())
    yield engine
    engine.dispose()


@pytest.mark.long
def test_what_the_program_has_made_is_as_it_makes_it(region: Engine) -> None:
    assert comparison.differences(region) == []
    with region.connect() as connection:
        assert connection.exec_driver_sql("SELECT to_regnamespace('kontakt_check')").scalar_one() is None


def test_whatever_was_changed_by_hand_is_found(region: Engine) -> None:
    with region.begin() as connection:
        for act in (
            "DROP POLICY kontakt_agent_select ON inquiry",
            "CREATE POLICY mine ON article USING (true)",
            "GRANT SELECT ON inquiry_entry TO kontakt_lead",
            "GRANT SELECT (note) ON inquiry TO PUBLIC",
            "REVOKE SELECT ON theme FROM kontakt_agent",
            "GRANT EXECUTE ON FUNCTION kontakt_take(jsonb) TO PUBLIC",
            "ALTER TABLE article DROP COLUMN title_nn",
            "ALTER TABLE gap ADD COLUMN why text",
            "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
            "DROP INDEX ix_inquiry_version",
            "DROP TRIGGER kontakt_kept ON audit",
            "CREATE OR REPLACE FUNCTION kontakt_my_name() RETURNS text LANGUAGE sql AS $$ SELECT 'Ola' $$",
            "DROP FUNCTION kontakt_purge(timestamptz, integer)",
            "DROP TABLE rule_change",
            "CREATE TABLE notes_of_mine (text text)",  # is somebody's own
        ):
            connection.exec_driver_sql(act)
    found = comparison.differences(region)
    for kind, name, fault in (
        ("rule", "inquiry.kontakt_agent_select", Fault.MISSING),
        ("rule", "article.mine", Fault.ADDED),
        ("right", "inquiry_entry for kontakt_lead select", Fault.ADDED),
        ("right", "inquiry.note for PUBLIC select", Fault.ADDED),
        ("right", "theme for kontakt_agent select", Fault.MISSING),
        ("right", "kontakt_take(items jsonb) for PUBLIC", Fault.ADDED),
        ("column", "article.title_nn", Fault.MISSING),
        ("column", "gap.why", Fault.ADDED),
        ("table", "person", Fault.CHANGED),
        ("index", "inquiry.ix_inquiry_version", Fault.MISSING),
        ("trigger", "audit.kontakt_kept", Fault.MISSING),
        ("function", "kontakt_my_name()", Fault.CHANGED),
        ("function", "kontakt_purge(before timestamp with time zone, most integer)", Fault.MISSING),
        ("table", "rule_change", Fault.MISSING),
    ):
        assert SchemaDifference(kind, name, fault) in found
    assert not any("notes_of_mine" in each.name for each in found)


@pytest.mark.long
def test_rights_that_were_changed_are_as_they_were_when_they_are_given_anew(region: Engine) -> None:
    with region.begin() as connection:
        for act in (
            "DROP POLICY kontakt_agent_select ON inquiry",
            "CREATE POLICY mine ON article USING (true)",
            "GRANT SELECT ON inquiry_entry TO kontakt_lead",
            "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        ):
            connection.exec_driver_sql(act)
    assert comparison.differences(region)
    with writing(region) as session:
        rights.give(session.connection())
    assert comparison.differences(region) == []
