"""The starter knowledge that stands in this repository."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kontakt.database import reading, writing
from kontakt.knowledge import store
from kontakt.knowledge.files import format_article, read_folder, write_folder
from kontakt.knowledge.files.writer import format_themes
from kontakt.knowledge.urgent import store as urgent_store

pytestmark = pytest.mark.long

SHIPPED = Path(__file__).parents[2] / "knowledge"


def municipalities() -> dict[str, str]:
    """Read here by hand: the knowledge room does not know the region's."""
    lines = (SHIPPED / "region.yaml").read_text(encoding="utf-8").split("\n")
    numbers = [line.split('"')[1] for line in lines if "number:" in line]
    names = [line.split(": ")[1] for line in lines if line.startswith("    name:")]
    return dict(zip(numbers, names, strict=True))


def test_the_shipped_folder_is_read_without_a_warning() -> None:
    assert read_folder(SHIPPED, municipalities()).warnings == ()


def test_the_shipped_articles_are_canonical() -> None:
    names = municipalities()
    other = [
        article.id
        for article in read_folder(SHIPPED, names).articles
        if format_article(article, names)
        != (SHIPPED / "articles" / article.theme / f"{article.id}.md").read_text(encoding="utf-8")
    ]
    assert other == []


def test_the_shipped_themes_are_canonical() -> None:
    read = read_folder(SHIPPED)
    assert read.themes
    assert read.themes_comment is not None
    assert (SHIPPED / "themes.yaml").read_text(encoding="utf-8") == format_themes(read.themes, read.themes_comment)


def test_the_shipped_files_come_out_of_the_database_as_they_went_in(
    engine: Engine, noon: datetime, tmp_path: Path
) -> None:
    read = read_folder(SHIPPED, municipalities())
    with writing(engine) as session:
        store.replace_all(session, read.articles, read.themes, by="kari", at=noon, themes_comment=read.themes_comment)
        assert read.urgent is not None
        urgent_store.save(session, read.urgent, by="kari", at=noon)
    with reading(engine) as session:
        knowledge, urgent = store.load(session), urgent_store.load(session)
    out = tmp_path / "out"
    comment = knowledge.themes_comment
    write_folder(out, knowledge.articles, knowledge.themes, municipalities(), themes_comment=comment, urgent=urgent)
    shipped = {path.relative_to(SHIPPED): path.read_bytes() for path in SHIPPED.rglob("*.*")}
    written = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.*")}
    assert written == {path: data for path, data in shipped.items() if path.name not in ("region.yaml", "README.md")}
