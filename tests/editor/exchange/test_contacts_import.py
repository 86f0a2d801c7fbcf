"""Lists of contacts travel with the knowledge folder, and what was changed here meanwhile is told from what was not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import REGION, ContactList, Unit
from kontakt.editor.exchange.import_export import (
    ConflictChoice,
    format_knowledge,
    read_knowledge,
    replace_knowledge,
    store_knowledge,
    write_knowledge,
)
from kontakt.editor.exchange.import_preview import preview_import
from kontakt.editor.exchange.knowledge_check import check_files
from kontakt.errors import KontaktError

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
TINN = ContactList(municipality="4026", units=(Unit(id="drift", name="Drift"),), comment="Fra rådhuset.")
SHARED = ContactList(municipality=REGION, units=(Unit(id="avfall", name="Avfall"),))
RENAMED = replace(TINN, units=(Unit(id="drift", name="Teknisk drift"),))
THIRD = replace(TINN, units=(Unit(id="drift", name="Vei"),))


def stands(engine: Engine) -> tuple[ContactList, ...]:
    with reading(engine) as session:
        return store.load(session)


def saved(engine: Engine, *lists: ContactList) -> None:
    with writing(engine) as session:
        for each in lists:
            store.save(session, each, by="ola", at=NOW)


def exported(engine: Engine, folder: Path) -> tuple[str, ...]:
    with reading(engine) as session:
        return write_knowledge(session, folder).changed


def imported(
    engine: Engine, folder: Path, choice: ConflictChoice | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with writing(engine) as session:
        done = store_knowledge(session, read_knowledge(folder, None), by="files", at=NOW, choice=choice)
        return done.contacts, done.kept


def written(folder: Path, before: str, after: str) -> None:
    file = folder / "people" / "4026.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def test_an_export_and_an_import_lose_nothing(engine: Engine, tmp_path: Path) -> None:
    saved(engine, TINN, SHARED)
    assert {"people/4026.yaml", "people/region.yaml"} <= {*exported(engine, tmp_path)}
    with writing(engine) as session:
        store.remove(session, "4026", by="ola", at=NOW, imported=True)
    assert imported(engine, tmp_path) == (("people/4026.yaml",), ())
    assert stands(engine) == (TINN, SHARED)
    assert format_knowledge(tmp_path) == ()


@pytest.mark.long
def test_a_folder_without_people_leaves_them_as_they_are(engine: Engine, tmp_path: Path) -> None:
    exported(engine, tmp_path)
    saved(engine, TINN)
    assert imported(engine, tmp_path) == ((), ())
    with writing(engine) as session:
        replace_knowledge(session, read_knowledge(tmp_path, None), by="files", at=NOW)
    assert stands(engine) == (TINN,)


def test_who_replaces_everything_has_the_folder_s_lists_alone(engine: Engine, tmp_path: Path) -> None:
    saved(engine, TINN)
    exported(engine, tmp_path)
    saved(engine, RENAMED, SHARED)
    with writing(engine) as session:
        done = replace_knowledge(session, read_knowledge(tmp_path, None), by="files", at=NOW)
    assert {*done.contacts} == {"people/4026.yaml", "people/region.yaml"}
    assert stands(engine) == (TINN,)


def test_what_only_the_file_has_changed_since_the_export_is_taken_without_asking(
    engine: Engine, tmp_path: Path
) -> None:
    saved(engine, TINN)
    exported(engine, tmp_path)
    written(tmp_path, "Drift", "Teknisk drift")
    assert imported(engine, tmp_path) == (("people/4026.yaml",), ())
    assert stands(engine) == (RENAMED,)


def test_what_only_editors_here_have_changed_since_stays(engine: Engine, tmp_path: Path) -> None:
    saved(engine, TINN)
    exported(engine, tmp_path)
    saved(engine, RENAMED)
    assert imported(engine, tmp_path) == ((), ("people/4026.yaml",))
    assert stands(engine) == (RENAMED,)


def test_what_both_have_changed_is_asked_about(engine: Engine, tmp_path: Path) -> None:
    saved(engine, TINN)
    exported(engine, tmp_path)
    written(tmp_path, "Drift", "Vei")
    saved(engine, RENAMED)
    with pytest.raises(KontaktError, match=r"people/4026\.yaml was changed both here, by ola"):
        imported(engine, tmp_path)
    assert imported(engine, tmp_path, ConflictChoice.OURS) == ((), ("people/4026.yaml",))
    assert imported(engine, tmp_path, ConflictChoice.THEIRS) == (("people/4026.yaml",), ())
    assert stands(engine) == (THIRD,)


def test_the_preview_shows_the_difference_and_stores_nothing(engine: Engine, tmp_path: Path) -> None:
    saved(engine, TINN)
    exported(engine, tmp_path)
    written(tmp_path, "Drift", "Teknisk drift")
    with writing(engine) as session:
        preview = preview_import(session, read_knowledge(tmp_path, None), by="files", at=NOW)
    assert "-    name: Drift" in preview.differences[0]
    assert "+    name: Teknisk drift" in preview.differences[0]
    assert stands(engine) == (TINN,)


def test_what_is_wrong_is_found_with_its_line_and_nothing_is_stored(engine: Engine, tmp_path: Path) -> None:
    saved(engine, TINN)
    exported(engine, tmp_path)
    written(tmp_path, "    name: Drift\n", "    name: Drift\n    phone: ring\n")
    found = check_files(tmp_path, date(2026, 11, 20)).found
    assert [(each.file, each.line) for each in found if each.file.startswith("people/")] == [("people/4026.yaml", 5)]
    with pytest.raises(KontaktError, match=r"people/4026\.yaml, line 5"):
        imported(engine, tmp_path)
