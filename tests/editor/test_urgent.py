"""The table of dangers between files and the database: whose stands where both were changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.editor.exchange.import_export import (
    ConflictChoice,
    Imported,
    read_knowledge,
    replace_knowledge,
    store_knowledge,
    write_knowledge,
)
from kontakt.editor.exchange.import_preview import preview_import
from kontakt.errors import KontaktError
from kontakt.installation.opening import open_database
from kontakt.knowledge.files.urgent import format_urgent
from kontakt.knowledge.urgent import store
from kontakt.settings import Settings

from ..conftest import Clock

pytestmark = pytest.mark.embedded  # the owner of a shared region installs the table


@pytest.fixture
def engine(filled: Settings, clock: Clock) -> Iterator[Engine]:
    engine = open_database(filled, clock())
    yield engine
    engine.dispose()


@pytest.fixture
def exported(engine: Engine, tmp_path: Path) -> Path:
    """A folder with what is stored."""
    with reading(engine) as session:
        write_knowledge(session, tmp_path / "files")
    return tmp_path / "files"


def imports(engine: Engine, folder: Path, clock: Clock, **choice: Any) -> Imported:
    with writing(engine) as session:
        return store_knowledge(session, read_knowledge(folder, None), by="kari", at=clock(), **choice)


def change_files(folder: Path, word: str) -> None:
    file = folder / "urgent.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("      - brann/brannen\n", f"      - {word}\n"), "utf-8")


def change_here(engine: Engine, clock: Clock, word: str) -> None:
    with writing(engine) as session:
        fire = store.load(session).kind("fire")
        store.put_kind(session, replace(fire, words=(word,)), before=fire, by="ola", at=clock())


def words(engine: Engine) -> tuple[str, ...]:
    with reading(engine) as session:
        return store.load(session).kind("fire").words


def test_an_export_and_an_import_change_no_byte_and_nothing_stored(
    engine: Engine, exported: Path, clock: Clock
) -> None:
    before = (exported / "urgent.yaml").read_bytes()
    assert imports(engine, exported, clock).kept == ()
    with reading(engine) as session:
        assert len(store.history(session)) == 1
        assert format_urgent(store.load(session)).encode() == before
        assert write_knowledge(session, exported).changed == ()


def test_what_the_files_have_changed_is_taken(engine: Engine, exported: Path, clock: Clock) -> None:
    change_files(exported, "storbrann")
    imports(engine, exported, clock)
    assert words(engine)[0] == "storbrann"


def test_what_an_editor_has_changed_stays_beside_older_files(engine: Engine, exported: Path, clock: Clock) -> None:
    change_here(engine, clock, "flammer")
    assert imports(engine, exported, clock).kept == ("urgent.yaml",)
    assert words(engine) == ("flammer",)
    imports(engine, exported, clock, choice=ConflictChoice.THEIRS)
    assert words(engine) != ("flammer",)


def test_what_both_have_changed_is_asked_for_and_nothing_is_stored(
    engine: Engine, exported: Path, clock: Clock
) -> None:
    change_here(engine, clock, "flammer")
    change_files(exported, "storbrann")
    with pytest.raises(KontaktError, match=r"urgent\.yaml was changed both here, by ola, and in the files"):
        imports(engine, exported, clock)
    assert imports(engine, exported, clock, choice=ConflictChoice.OURS).kept == ("urgent.yaml",)
    assert words(engine) == ("flammer",)
    imports(engine, exported, clock, choice=ConflictChoice.THEIRS)
    assert words(engine)[0] == "storbrann"


def test_replacing_takes_the_files_and_a_folder_without_the_table_leaves_it(
    engine: Engine, exported: Path, clock: Clock
) -> None:
    change_here(engine, clock, "flammer")
    (exported / "urgent.yaml").rename(exported / "put-away.yaml")
    for file in ("urgent.yaml", "put-away.yaml"):
        with writing(engine) as session:
            replace_knowledge(session, read_knowledge(exported, None), by="kari", at=clock())
        if file == "urgent.yaml":
            assert words(engine) == ("flammer",)
            (exported / "put-away.yaml").rename(exported / "urgent.yaml")
    assert words(engine) != ("flammer",)


def test_a_dry_run_shows_what_would_change(engine: Engine, exported: Path, clock: Clock) -> None:
    change_files(exported, "storbrann")
    with writing(engine) as session:
        preview = preview_import(session, read_knowledge(exported, None), by="kari", at=clock())
    (lines,) = preview.differences
    assert lines[:2] == ("--- urgent.yaml", "+++ urgent.yaml")
    assert "+      - storbrann" in lines
    assert words(engine)[0] != "storbrann"
