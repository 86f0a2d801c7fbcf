"""An import that only shows what it would change."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from kontakt.database import changes, reading, writing
from kontakt.directory import store as directory
from kontakt.editor.exchange.import_export import ConflictChoice, read_knowledge, write_knowledge
from kontakt.editor.exchange.import_preview import ImportPreview, difference, preview_import
from kontakt.errors import KontaktError
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article

from ...conftest import Clock


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Path:
    with reading(engine) as session:
        write_knowledge(session, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def previewed(engine: Engine, clock: Clock, folder: Path) -> Callable[..., ImportPreview]:
    def previewed(**how: Any) -> ImportPreview:
        with writing(engine) as session:
            return preview_import(session, read_knowledge(folder, None), by="kari", at=clock(), **how)

    return previewed


def write(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def everything(engine: Engine) -> object:
    with reading(engine) as session:
        return knowledge.load(session), directory.load(session), changes.since(session, None)


def test_a_folder_that_says_the_same_shows_nothing(previewed: Callable[..., ImportPreview]) -> None:
    assert previewed().differences == ()


def test_what_would_change_is_shown_line_by_line_and_not_stored(
    engine: Engine, folder: Path, previewed: Callable[..., ImportPreview]
) -> None:
    write(folder, "articles/vei/gatelys.md", "Si nummeret på stolpen.", "Ring vakten.")
    before = everything(engine)
    preview = previewed()
    assert preview.imported.changed == ("gatelys",)
    ((old, new, *lines),) = preview.differences
    assert (old, new) == ("--- articles/vei/gatelys.md", "+++ articles/vei/gatelys.md")
    assert {"-Si nummeret på stolpen.", "+Ring vakten."} <= set(lines)
    assert everything(engine) == before


def test_a_new_article_is_shown_whole(folder: Path, previewed: Callable[..., ImportPreview]) -> None:
    (folder / "articles" / "vei" / "ny.md").write_text(
        "---\ntitle: Ny\nkeywords: [nytt]\n---\nNytt.\n", encoding="utf-8"
    )
    ((old, new, *lines),) = previewed().differences
    assert (old, new) == ("--- /dev/null", "+++ articles/vei/ny.md")
    assert "+Nytt." in lines


def test_region_and_themes_are_shown_too(folder: Path, previewed: Callable[..., ImportPreview]) -> None:
    write(folder, "region.yaml", "target: 80", "target: 90")
    write(folder, "themes.yaml", "Avfall", "Avfall og gjenvinning")
    assert [lines[0] for lines in previewed().differences] == ["--- region.yaml", "--- themes.yaml"]


def test_what_replacing_would_remove_is_shown(
    engine: Engine, folder: Path, previewed: Callable[..., ImportPreview]
) -> None:
    (folder / "articles" / "vei" / "gatelys.md").unlink()
    before = everything(engine)
    preview = previewed(replace=True)
    assert preview.imported.removed == ("gatelys",)
    assert [lines[1] for lines in preview.differences] == ["+++ /dev/null"]
    assert everything(engine) == before


def test_an_article_that_moves_is_one_difference(folder: Path, previewed: Callable[..., ImportPreview]) -> None:
    (folder / "articles" / "vei" / "gatelys.md").rename(folder / "articles" / "bygg" / "gatelys.md")
    ((old, new, *_lines),) = previewed().differences
    assert (old, new) == ("--- articles/vei/gatelys.md", "+++ articles/bygg/gatelys.md")


def test_conflicts_are_shown_as_the_files_have_them_and_named(
    engine: Engine, folder: Path, previewed: Callable[..., ImportPreview], clock: Clock
) -> None:
    write(folder, "articles/vei/gatelys.md", "Si nummeret på stolpen.", "Ring vakten.")
    with writing(engine) as session:
        (article,) = knowledge.articles(session, ["gatelys"])
        knowledge.save(session, [replace(article, answer="Endret her.")], by="ola", at=clock())
    preview = previewed()
    assert [each.article.id for each in preview.conflicts] == ["gatelys"]
    assert "+Ring vakten." in preview.differences[0]
    assert (previewed(choice=ConflictChoice.OURS).differences, previewed(choice=ConflictChoice.OURS).conflicts) == (
        (),
        (),
    )


def test_what_an_import_would_refuse_is_refused(folder: Path, previewed: Callable[..., ImportPreview]) -> None:
    write(folder, "articles/vei/gatelys.md", "status:", "redirects: [stroeing]\nstatus:")
    (folder / "articles" / "vei" / "stroeing.md").unlink()
    with pytest.raises(KontaktError, match="stroeing"):
        previewed()


def test_two_versions_of_an_article_are_compared(articles: tuple[Article, ...]) -> None:
    lines = difference(articles[0], replace(articles[0], title="Snø"))
    assert {"-title: Brøyting av kommunal vei", "+title: Snø"} <= set(lines)
    assert difference(articles[0], articles[0]) == ()
