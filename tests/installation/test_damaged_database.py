"""A database that is emptied, exchanged or damaged, under an open desk and before it: told as what it is, never made
anew in silence, and what is logged meanwhile waits in the journal."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kontakt.database import DatabaseDamaged, open_engine
from kontakt.database.migrate import bring_up_to_date
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.settings import Settings

from ..conftest import Clock

CALLS: dict[str, Callable[[DeskService], object]] = {
    "poll": lambda service: service.poll(),
    "library": lambda service: service.library(),
    "deliver": lambda service: service.deliver(),
    "today": lambda service: service.today(),
    "figures": lambda service: service.figures("4026"),
}


pytestmark = pytest.mark.embedded


def file_of(settings: Settings) -> Path:
    return settings.data_dir / "kontakt.sqlite"


def change(settings: Settings, *statements: str) -> None:
    with closing(sqlite3.connect(file_of(settings))) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def empty(settings: Settings) -> None:
    file_of(settings).write_bytes(b"")


def exchange_for_another_programs(settings: Settings) -> None:
    file_of(settings).unlink()
    change(settings, "CREATE TABLE moz_places (url TEXT)")


def zero_pages(settings: Settings) -> None:
    content = bytearray(file_of(settings).read_bytes())
    for page in range(1, len(content) // 4096, 2):
        content[4096 * page : 4096 * (page + 1)] = bytes(4096)
    file_of(settings).write_bytes(content)


DAMAGE = {"emptied": empty, "another program's": exchange_for_another_programs, "zeroed pages": zero_pages}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_damage_under_an_open_desk_is_told_as_damage_with_the_newest_copy(
    service: DeskService,
    filled: Settings,
    log: Callable[..., None],
    stored: Callable[..., Any],
    damage: Callable[..., None],
    call: Callable[..., Any],
) -> None:
    service.library()
    log("@tinn gatelys")
    for name in ("kontakt-0001-20261101T100000Z.copy.sqlite", "kontakt-0002-20261119T100000Z.copy.sqlite"):
        (filled.data_dir / name).touch()
    damage(filled)
    with pytest.raises(KontaktError):
        call(service)
    with pytest.raises(DatabaseDamaged, match=r"is damaged .*kontakt-0002-\S*\.copy\.sqlite, in its place") as raised:
        call(service)  # with the file looked at anew
    assert "\n" not in str(raised.value)
    assert len(stored()) == 1


@pytest.mark.parametrize("damage", [empty, exchange_for_another_programs], ids=["emptied", "another program's"])
def test_nothing_is_put_into_what_is_no_database_of_ours(
    service: DeskService, filled: Settings, clock: Clock, damage: Callable[..., None]
) -> None:
    service.library()
    damage(filled)
    for desk in (service, DeskService(filled, LazyEngine(filled, clock), clock=clock)):
        for _ in range(2):
            with pytest.raises(KontaktError):
                desk.poll()
        desk.close()
    with closing(sqlite3.connect(file_of(filled))) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]
    assert tables in ([], ["moz_places"])


def test_an_emptied_database_that_a_desk_of_before_has_opened_since_is_not_made_anew(
    service: DeskService, filled: Settings, clock: Clock
) -> None:
    service.library()
    file_of(filled).unlink()
    change(filled, "PRAGMA journal_mode = WAL")  # leaves a page without a table
    assert file_of(filled).stat().st_size > 0
    with pytest.raises(DatabaseDamaged, match="it was emptied"):
        DeskService(filled, LazyEngine(filled, clock), clock=clock).library()


@pytest.mark.long
@pytest.mark.usefixtures("little_is_shipped")
def test_a_database_named_by_its_address_is_not_made_anew_in_silence_either(
    settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    named = replace(settings, database=f"sqlite:///{tmp_path / 'region.sqlite'}")
    first = DeskService(named, LazyEngine(named, clock), clock=clock)
    assert first.library() is not None
    first.close()
    (tmp_path / "region.sqlite").write_bytes(b"")
    with pytest.raises(DatabaseDamaged, match="it was emptied"):
        DeskService(named, LazyEngine(named, clock), clock=clock).library()
    renamed = replace(named, database=f"sqlite:///{tmp_path / 'new.sqlite'}")
    other = DeskService(renamed, LazyEngine(renamed, clock), clock=clock)
    assert other.library() is not None  # another address begins with a new one
    other.close()


@pytest.mark.long
@pytest.mark.usefixtures("little_is_shipped")
def test_a_database_of_an_older_program_that_is_put_back_under_an_open_desk_is_brought_up_to_date(
    service: DeskService,
    filled: Settings,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    log: Callable[..., None],
) -> None:
    with monkeypatch.context() as older:
        older.setattr("kontakt.database.migrate.HEAD", "0003")
        engine = open_engine(f"sqlite:///{tmp_path / 'older.sqlite'}")
        bring_up_to_date(engine, tmp_path, clock())
        engine.dispose()
    service.library()
    shutil.copy(tmp_path / "older.sqlite", file_of(filled))  # in place, as cp does
    for part in ("-wal", "-shm"):
        file_of(filled).with_name(f"kontakt.sqlite{part}").unlink(missing_ok=True)
    log("@tinn gatelys")
    for _ in range(2):
        try:
            delivered = service.deliver()
        except KontaktError as problem:
            assert "mistake" not in str(problem)  # noqa: PT017 (the first call only finds it out)
    assert delivered == 1


def test_one_damaged_row_leaves_out_its_article_and_no_other(service: DeskService, filled: Settings) -> None:
    before = set(service.library().articles)
    change(
        filled,
        "UPDATE article SET audience = '[' WHERE id = 'gatelys'",
        "UPDATE article_keyword SET keyword = CAST(x'ff41' AS TEXT) WHERE article = 'broeyting' AND position = 0",
    )
    library = service.library()
    assert before - set(library.articles) == {"gatelys", "broeyting"}
    assert sorted(service.unreadable) == ["broeyting", "gatelys"]


@pytest.mark.parametrize("column", ["status", "first_line", "links", "redirects", "reviewed"])
def test_a_damaged_article_is_mended_by_storing_it_again(
    service: DeskService, filled: Settings, articles: tuple[Article, ...], clock: Clock, column: str
) -> None:
    service.library()
    change(filled, f"UPDATE article SET {column} = '[8' WHERE id = 'gatelys'")
    assert "gatelys" not in service.library().articles
    from kontakt.database import writing

    with writing(service.engine) as session:
        knowledge.save(session, articles, by="test", at=clock())
    assert "gatelys" in service.library().articles
    assert service.unreadable == ()


def test_a_damaged_municipality_is_told_as_damage(service: DeskService, filled: Settings) -> None:
    service.library()
    change(filled, "UPDATE municipality SET places = '[' WHERE number = '4026'")
    with pytest.raises(DatabaseDamaged, match="a municipality in it cannot be read"):
        service.library()


def test_no_message_shows_a_text_that_cannot_be_read(
    service: DeskService, filled: Settings, log: Callable[..., None]
) -> None:
    log("@tinn gatelys")
    service.deliver()
    change(filled, "UPDATE inquiry SET note = CAST(x'68656d6d656c6967ff' AS TEXT)")  # "hemmelig", and half a letter
    with pytest.raises(DatabaseDamaged) as raised:
        service.own_inquiries()
    assert "hemmelig" not in str(raised.value)
