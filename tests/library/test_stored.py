"""Following the region's database change by change gives what reading it anew gives, and reads only what changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from kontakt.database import Engine, Session, changes, open_engine, reading, writing
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.urgent import store as urgent
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.library.library import Library, build_library, changed_library
from kontakt.library.stored import Stored, StoredUpdate, follow, read
from kontakt.presence import store as presence
from kontakt.presence.absence import Absence, ContactKey
from kontakt.settings import Settings

from ..conftest import Clock

FIRE = UrgentKind(id="fire", numbers=("110",), says="Ring 110", words=("brann",))
GLASS = Article(id="glass", theme="glass-og-metall", title="Glassigloo", answer="Ved butikken.", keywords=("glass",))


@pytest.fixture
def engine(filled: Settings) -> Iterator[Engine]:
    engine = open_engine(filled.database_url)
    yield engine
    engine.dispose()


def now(engine: Engine) -> Stored:
    with reading(engine) as session:
        return read(session)


def since(engine: Engine, before: Stored | None) -> StoredUpdate | None:
    with reading(engine) as session:
        return follow(session, before)


def library_of(stored: Stored) -> Library:
    return build_library(
        stored.articles.values(),
        stored.themes,
        stored.region,
        stored.change,
        stored.urgent,
        stored.contacts,
        stored.presence,
    )


def answers(library: Library) -> list[object]:
    asked = ("gatelys", "glass", "ny tittel", "@nyby lys", "barnevern", "brann")
    found = [library.index.search(text) for text in asked]
    return [dict(library.articles), library.redirects, library.themes, library.region, library.change, found]


CHANGES: dict[str, Callable[[Session, datetime, Region], object]] = {
    "an article that is new": lambda session, at, region: knowledge.save(session, [GLASS], by="kari", at=at),
    "an article that is changed": lambda session, at, region: knowledge.save(
        session, [replace(knowledge.articles(session, ["gatelys"])[0], title="Ny tittel")], by="kari", at=at
    ),
    "an article that is removed": lambda session, at, region: knowledge.remove(session, ["gatelys"], by="kari", at=at),
    "an article that is put away": lambda session, at, region: knowledge.save(
        session, [replace(knowledge.articles(session, ["gatelys"])[0], status=Status.ARCHIVED)], by="kari", at=at
    ),
    "a theme": lambda session, at, region: knowledge.save(session, [], [Theme("vei", "Veier")], by="kari", at=at),
    "the region": lambda session, at, region: directory.save(
        session,
        replace(
            region, municipalities=(replace(region.municipalities[0], places=("Nyby",)), *region.municipalities[1:])
        ),
        by="kari",
        at=at,
    ),
    "an absence": lambda session, at, region: presence.put(
        session,
        [
            Absence(
                id=uuid4(), who=ContactKey("4026", contact="kari"), begins=at, ends=at + timedelta(days=1), known_at=at
            )
        ],
        now=at,
    ),
    "what means danger": lambda session, at, region: urgent.save(session, UrgentTable(kinds=(FIRE,)), by="kari", at=at),
}


@pytest.mark.parametrize("change", CHANGES)
def test_following_a_change_gives_what_reading_anew_gives(
    engine: Engine, clock: Clock, region: Region, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    before = now(engine)
    library = library_of(before)
    unchanged = answers(library)
    with writing(engine) as session:
        CHANGES[change](session, clock(), region)
    anew = now(engine)
    with monkeypatch.context() as whole:
        whole.setattr("kontakt.library.stored.knowledge.load", None)  # reading everything would fail
        step = since(engine, before)
    assert step.stored == anew
    assert list(step.stored.articles) == sorted(step.stored.articles)
    parts = (
        *(anew.articles.values(), anew.themes, anew.region, anew.change, anew.urgent),
        *(anew.contacts, anew.presence),
    )
    changed = changed_library(library, *parts, ids=step.articles)
    assert answers(changed) == answers(library_of(anew))
    assert changed.presence == anew.presence
    assert changed.urgent.raised("brann") == library_of(anew).urgent.raised("brann")
    assert answers(library) == unchanged  # who still has the one before may go on using it


def test_where_nothing_has_changed_nothing_is_read(engine: Engine) -> None:
    assert since(engine, now(engine)) is None


def test_the_first_time_everything_is_read(engine: Engine) -> None:
    step = since(engine, None)
    assert (step.whole, step.stored) == (True, now(engine))


def test_a_room_that_has_read_nothing_begins_with_what_another_one_has(engine: Engine, clock: Clock) -> None:
    first = since(engine, None)
    with writing(engine) as session:
        knowledge.save(session, [GLASS], by="kari", at=clock())

    second, third = since(engine, None), since(engine, None)

    assert (second.whole, second.stored) == (True, now(engine))
    assert (third.whole, third.stored) == (True, second.stored)
    assert all(second.stored.articles[id] is article for id, article in first.stored.articles.items())


def test_after_an_older_copy_was_put_back_everything_is_read(engine: Engine, clock: Clock) -> None:
    before = now(engine)
    with writing(engine) as session:
        knowledge.save(session, [GLASS], by="kari", at=clock())
    newer = now(engine)
    assert newer.change > before.change
    with reading(engine) as session:
        assert follow(session, replace(before, newest=replace(newer.newest, id="avfall"))).whole


def test_another_database_with_the_same_changes_is_read_whole(engine: Engine) -> None:
    assert since(engine, replace(now(engine), database="another")).whole


def test_many_changes_at_once_build_the_library_anew_and_give_the_same(engine: Engine, clock: Clock) -> None:
    before = now(engine)
    library = library_of(before)
    many = [replace(GLASS, id=f"glass-{number}", title=f"Glass {number}") for number in range(50)]
    with writing(engine) as session:
        knowledge.save(session, many, by="kari", at=clock())
        assert changes.latest(session) == before.change + 50
    step = since(engine, before)
    stored = step.stored
    parts = (stored.articles.values(), stored.themes, stored.region, stored.change, stored.urgent, stored.contacts)
    assert answers(changed_library(library, *parts, ids=step.articles)) == answers(library_of(stored))
