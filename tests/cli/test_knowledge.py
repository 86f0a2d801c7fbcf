"""``kontakt knowledge``: import, export, format, starter."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kontakt.installation.starter import starter_folder

from .conftest import Run

ARTICLE = """\
---
title: Prøveartikkel
keywords: [prøve]
first_line: usually
status: published
---
Dette er svaret.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article, for the region that stands."""
    folder = tmp_path / "knowledge"
    (folder / "articles" / "vei-og-trafikk").mkdir(parents=True)
    (folder / "articles" / "vei-og-trafikk" / "proeve.md").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture
def article(folder: Path) -> Path:
    return folder / "articles" / "vei-og-trafikk" / "proeve.md"


def ids(data_dir: Path) -> set[str]:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        return {id for (id,) in connection.execute("SELECT id FROM article")}


def changes(data_dir: Path) -> int:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        return connection.execute("SELECT max(number) FROM change").fetchone()[0]


def texts(folder: Path) -> dict[str, bytes]:
    """Every file but the guide for those who write them, which stays with the program."""
    files = (path for path in folder.rglob("*.*") if path.is_file() and path.name != "README.md")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_import_stores_beside_what_stands(run: Run, folder: Path, data_dir: Path) -> None:
    before = ids(data_dir)
    ended = run("knowledge", "import", str(folder))
    assert (ended.code, ended.out) == (0, "1 article read: 1 new or changed, 0 removed.\n")
    assert ids(data_dir) == before | {"proeve"}


@pytest.mark.long
def test_an_imported_article_is_found(run: Run, folder: Path) -> None:
    run("knowledge", "import", str(folder))
    (hit, *_others) = json.loads(run("search", "prøveartikkel", "--format", "json").out)["hits"]
    assert hit["id"] == "proeve"


def test_importing_the_same_again_changes_nothing(run: Run, folder: Path, data_dir: Path) -> None:
    run("knowledge", "import", str(folder))
    before = changes(data_dir)
    assert "0 new or changed" in run("knowledge", "import", str(folder)).out
    assert changes(data_dir) == before


def test_what_is_odd_but_no_error_is_a_warning(run: Run, folder: Path) -> None:
    (folder / "articles" / "vei-og-trafikk" / "notat.txt").write_text("x")
    ended = run("knowledge", "import", str(folder))
    assert ended.code == 0
    assert "notat.txt" in ended.err


def broken(name: str, article: Path) -> None:
    """Break the article, or the folder around it, in one way."""
    folder = article.parents[2]
    match name:
        case "unknown key":
            article.write_text(ARTICLE.replace("status:", "staus:"), encoding="utf-8")
        case "bad YAML":
            article.write_text(ARTICLE.replace("title: Prøveartikkel", "title: [en, to"), encoding="utf-8")
        case "duplicate id":
            (folder / "articles" / "annet").mkdir()
            (folder / "articles" / "annet" / "proeve.md").write_text(ARTICLE, encoding="utf-8")
        case "municipality":
            article.write_text(ARTICLE + "\n## Lokalt\n### 0301 Oslo\nAnnerledes.\n", encoding="utf-8")
        case "unquoted number":
            article.write_text(ARTICLE.replace("status:", "only: [4026]\nstatus:"), encoding="utf-8")
        case "not UTF-8":
            article.write_bytes(ARTICLE.encode("latin-1"))
        case "10 MB":
            article.write_text(ARTICLE + "a" * 10_000_000, encoding="utf-8")
        case "control character":
            article.write_bytes(ARTICLE.encode().replace(b"svaret", b"sva\x00ret"))
        case "no title":
            article.write_text(ARTICLE.replace("title: Prøveartikkel\n", ""), encoding="utf-8")
        case "no answer":
            article.write_text(ARTICLE.replace("Dette er svaret.\n", ""), encoding="utf-8")
        case "no keys":
            article.write_text("Bare tekst.\n", encoding="utf-8")
        case "id":
            article.rename(article.with_name("Prøve artikkel.md"))


BROKEN = {
    "unknown key": ("articles/vei-og-trafikk/proeve.md, line 5", "staus"),
    "bad YAML": ("articles/vei-og-trafikk/proeve.md, line ",),
    "duplicate id": ("articles/annet/proeve.md", "articles/vei-og-trafikk/proeve.md, line 1"),
    "municipality": ("articles/vei-og-trafikk/proeve.md, line 10", "0301"),
    "unquoted number": ("articles/vei-og-trafikk/proeve.md, line 5", "only"),
    "not UTF-8": ("articles/vei-og-trafikk/proeve.md, line 2", "UTF-8"),
    "10 MB": ("articles/vei-og-trafikk/proeve.md", "1 MB"),
    "control character": ("articles/vei-og-trafikk/proeve.md, line 7", "U+0000"),
    "no title": ("articles/vei-og-trafikk/proeve.md, line ", "title"),
    "no answer": ("articles/vei-og-trafikk/proeve.md, line ",),
    "no keys": ("articles/vei-og-trafikk/proeve.md, line 1",),
    "id": ("articles/vei-og-trafikk/Prøve artikkel.md",),
}


@pytest.mark.parametrize(("name", "parts"), BROKEN.items())
def test_a_broken_file_is_one_sentence_with_its_line_and_stores_nothing(
    run: Run, article: Path, data_dir: Path, name: str, parts: tuple[str, ...]
) -> None:
    (article.parent / "sunn.md").write_text(ARTICLE, encoding="utf-8")
    before = changes(data_dir)
    broken(name, article)
    run("knowledge", "import", str(article.parents[2])).refused(*parts)
    assert changes(data_dir) == before


@pytest.mark.parametrize("where", ["article", "theme", "articles", "themes.yaml", "region.yaml"])
def test_a_link_out_of_the_folder_is_refused(
    run: Run, folder: Path, article: Path, data_dir: Path, tmp_path: Path, where: str
) -> None:
    outside = tmp_path / "outside"
    shutil.copytree(folder, outside)
    (outside / "themes.yaml").write_text("themes: []\n")
    (outside / "region.yaml").write_text('name: X\nmunicipalities:\n  - {number: "0301", name: Oslo}\n')
    paths = {"article": article, "theme": article.parent, "articles": folder / "articles"}
    path = paths.get(where, folder / where)
    target = outside / path.relative_to(folder)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    before = changes(data_dir)
    run("knowledge", "import", str(folder)).refused(path.relative_to(folder).as_posix(), "link")
    assert changes(data_dir) == before


def test_an_empty_folder_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run("knowledge", "import", str(tmp_path / "empty")).refused(str(tmp_path / "empty"))


def test_replacing_with_an_empty_folder_removes_nothing(run: Run, tmp_path: Path, data_dir: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = ids(data_dir)
    run("knowledge", "import", str(tmp_path / "empty"), "--replace", "--yes").refused(str(tmp_path / "empty"))
    assert ids(data_dir) == before


def test_a_folder_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    run("knowledge", "import", str(tmp_path / "nowhere")).refused(str(tmp_path / "nowhere"))


def test_a_file_in_the_place_of_the_folder_is_one_sentence(run: Run, article: Path) -> None:
    run("knowledge", "import", str(article)).refused(str(article))


def test_a_broken_region_is_one_sentence_and_stores_nothing(run: Run, folder: Path, data_dir: Path) -> None:
    (folder / "region.yaml").write_text("name: X\nmunicipalities:\n  - {number: 301, name: Oslo}\n")
    before = changes(data_dir)
    run("knowledge", "import", str(folder)).refused("region.yaml, line 3", "301")
    assert changes(data_dir) == before


def test_every_problem_is_told_at_once(run: Run, folder: Path, article: Path) -> None:
    broken("unknown key", article)
    (folder / "articles" / "vei-og-trafikk" / "tom.md").write_text("---\n---\n")
    ended = run("knowledge", "import", str(folder))
    assert ended.code == 1
    assert "proeve.md" in ended.err
    assert "tom.md" in ended.err


def test_replacing_asks_first(run: Run, folder: Path, data_dir: Path) -> None:
    before = ids(data_dir)
    ended = run("knowledge", "import", str(folder), "--replace", stdin=b"n\n")
    assert ended.code == 1
    assert "Replace the whole knowledge base" in ended.out + ended.err
    assert ids(data_dir) == before


def test_replacing_goes_on_when_the_answer_is_yes(run: Run, folder: Path, data_dir: Path) -> None:
    assert run("knowledge", "import", str(folder), "--replace", stdin=b"y\n").code == 0
    assert ids(data_dir) == {"proeve"}


def test_replacing_without_anybody_to_ask_replaces_nothing(run: Run, folder: Path, data_dir: Path) -> None:
    before = ids(data_dir)
    ended = run("knowledge", "import", str(folder), "--replace")
    assert (ended.code, ended.err) == (1, "Stopped. Nothing was stored.\n")
    assert ids(data_dir) == before


def test_replacing_with_yes_asks_nothing(run: Run, folder: Path, data_dir: Path) -> None:
    ended = run("knowledge", "import", str(folder), "--replace", "--yes")
    assert ended.code == 0
    assert "Replace the whole" not in ended.out
    assert ids(data_dir) == {"proeve"}


@pytest.mark.long
def test_replacing_puts_away_the_starter_articles_for_good(run: Run, folder: Path, data_dir: Path) -> None:
    run("knowledge", "import", str(folder), "--replace", "--yes")
    assert run("knowledge", "starter").out == "On offer: 0.\n"
    run("search", "brøyting")
    assert ids(data_dir) == {"proeve"}


@pytest.mark.long
def test_the_shipped_folder_is_exported_byte_for_byte(run: Run, tmp_path: Path) -> None:
    assert run("knowledge", "export", str(tmp_path / "out")).code == 0
    assert texts(tmp_path / "out") == texts(starter_folder())


@pytest.mark.long
def test_an_export_goes_through_an_import_unchanged(run: Run, folder: Path, tmp_path: Path) -> None:
    run("knowledge", "import", str(folder), "--replace", "--yes")
    run("knowledge", "export", str(tmp_path / "one"))
    run("knowledge", "import", str(tmp_path / "one"), "--replace", "--yes")
    run("knowledge", "export", str(tmp_path / "two"))
    assert "articles/vei-og-trafikk/proeve.md" in texts(tmp_path / "one")
    assert texts(tmp_path / "one") == texts(tmp_path / "two")


def test_an_export_to_where_nothing_can_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run("knowledge", "export", str(tmp_path / "file")).refused(str(tmp_path / "file"))


def test_formatting_tells_what_it_changed(run: Run, article: Path, folder: Path) -> None:
    article.write_text(ARTICLE.replace("title: Prøveartikkel", 'title:  "Prøveartikkel"'), encoding="utf-8")
    ended = run("knowledge", "format", str(folder))
    assert (ended.code, ended.out) == (0, "articles/vei-og-trafikk/proeve.md\n1 file changed.\n")
    assert article.read_text(encoding="utf-8") == ARTICLE


def test_formatting_needs_no_database(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "nothing"))
    assert run("knowledge", "format", str(folder)).code == 0
    assert not (tmp_path / "nothing").exists()


def test_formatting_a_broken_file_changes_none(run: Run, article: Path, folder: Path) -> None:
    (article.parent / "annen.md").write_text(ARTICLE.replace("title: ", "title:   "), encoding="utf-8")
    broken("unknown key", article)
    before = texts(folder)
    run("knowledge", "format", str(folder)).refused("proeve.md, line 5")
    assert texts(folder) == before


def test_taking_and_declining_at_once_is_refused(run: Run) -> None:
    run("knowledge", "starter", "--take", "--decline").refused("--take", "--decline")


def test_an_imported_file_name_can_hold_what_is_no_text(run: Run, folder: Path) -> None:
    """A name in another encoding, as an old archive leaves it."""
    name = os.fsencode(folder / "articles" / "vei-og-trafikk") + b"/pr\xf8ve.md"
    with open(name, "wb") as file:  # noqa: PTH123 (a name of bytes)
        file.write(ARTICLE.encode())
    ended = run("knowledge", "import", str(folder))
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "mistake in the program" not in ended.err


def test_articles_that_rest_on_the_same_paragraph_are_listed_with_their_figures(run: Run) -> None:
    out = run("knowledge", "paragraphs", "2008-06-27-71").out
    heading, first, *_others = out.splitlines()
    assert heading.startswith("plan- og bygningsloven § ")
    assert first.startswith("  ")
    assert out.splitlines()[-1].endswith("paragraphs that several articles rest on.")
    (shared, *_more) = json.loads(run("knowledge", "paragraphs", "2008-06-27-71", "--format", "json").out)
    assert shared["law"] == "lov 2008-06-27-71"
    assert len(shared["articles"]) > 1
    assert run("knowledge", "paragraphs", "finnes ikke").out == "0 paragraphs that several articles rest on.\n"
