from pathlib import Path

import pytest

from kontakt.errors import KontaktError
from kontakt.files.validation import Problems
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.base import Knowledge
from kontakt.knowledge.files import format_folder, read_folder, write_folder

ARTICLE = "---\ntitle: Boss\n---\nSe kalenderen.\n"


def put(folder: Path, file: str, text: str | bytes) -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(Problems) as caught:
        read_folder(folder)
    return caught.value.problems


def test_what_was_written_is_read_again(tmp_path: Path, knowledge: Knowledge, municipalities: dict[str, str]) -> None:
    comment = "Temaene.\n\nI rekkefølge."
    write_folder(tmp_path, knowledge.articles, knowledge.themes, municipalities, themes_comment=comment)
    read = read_folder(tmp_path, municipalities)
    assert read.articles == knowledge.articles
    assert (read.themes, read.themes_comment) == (knowledge.themes, comment)
    assert read.warnings == ()


def test_writing_again_changes_no_file(tmp_path: Path, snow: Article, municipalities: dict[str, str]) -> None:
    assert write_folder(tmp_path, [snow], None, municipalities).changed == ("articles/vei-og-trafikk/broeyting.md",)
    assert write_folder(tmp_path, [snow], None, municipalities).changed == ()


def test_articles_that_are_not_written_are_left_and_told(tmp_path: Path, waste: Article) -> None:
    put(tmp_path, "articles/avfall/boss.md", ARTICLE)
    written = write_folder(tmp_path, [waste], None, {})
    assert written.left_over == ("articles/avfall/boss.md",)
    assert (tmp_path / "articles/avfall/boss.md").read_text() == ARTICLE


def test_formatting_makes_files_canonical_and_keeps_the_names_of_municipalities(tmp_path: Path) -> None:
    loose = "---\nkeywords: ['boss']\ntitle: Boss\n---\n\nSe kalenderen.\n\n\n## Lokalt\n### 4026\nHer.\n"
    path = put(tmp_path, "articles/avfall/boss.md", loose)
    assert format_folder(tmp_path, {"4026": "Tinn"}) == ("articles/avfall/boss.md",)
    assert path.read_text() == (
        "---\ntitle: Boss\nkeywords: [boss]\nfirst_line: usually\nstatus: published\n---\n"
        "Se kalenderen.\n\n## Lokalt\n### 4026 Tinn\nHer.\n"
    )
    assert format_folder(tmp_path, {"4026": "Tinn"}) == ()


def test_formatting_keeps_the_names_in_the_file_where_none_are_given(tmp_path: Path) -> None:
    path = put(tmp_path, "articles/avfall/boss.md", ARTICLE + "\n## Lokalt\n### 4026 Tinn\nHer.\n")
    format_folder(tmp_path)
    assert "### 4026 Tinn\n" in path.read_text()


def test_a_theme_that_is_not_listed_is_a_warning_and_goes_by_its_folder_s_name(tmp_path: Path) -> None:
    put(tmp_path, "themes.yaml", "themes:\n  - {id: vei, name: Vei}\n")
    put(tmp_path, "articles/avfall/boss.md", ARTICLE)
    read = read_folder(tmp_path)
    assert read.themes == (Theme("vei", "Vei"),)
    assert [warning.split(":")[0] for warning in read.warnings] == ["articles/avfall"]
    assert Knowledge(read.articles, read.themes).every_theme == (
        Theme("vei", "Vei"),
        Theme("avfall", "avfall"),
    )


def test_a_folder_without_a_list_of_themes_leaves_the_themes_as_they_are(tmp_path: Path) -> None:
    put(tmp_path, "articles/avfall/boss.md", ARTICLE)
    read = read_folder(tmp_path)
    assert read.themes is None
    assert read.warnings == ()


def test_files_that_are_no_articles_are_left_out_with_a_warning(tmp_path: Path) -> None:
    put(tmp_path, "articles/avfall/boss.md", ARTICLE)
    put(tmp_path, "articles/avfall/bilde.png", b"\x89PNG")
    put(tmp_path, "articles/avfall/.DS_Store", b"\x00")
    put(tmp_path, "articles/avfall/boss.md~", "old")
    put(tmp_path, "README.md", "hello")
    read = read_folder(tmp_path)
    assert len(read.articles) == 1
    assert [warning.split(" ")[0] for warning in read.warnings] == ["articles/avfall/bilde.png"]


def test_the_same_id_in_two_themes_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "articles/avfall/boss.md", ARTICLE)
    put(tmp_path, "articles/vei/boss.md", ARTICLE)
    (sentence,) = problems(tmp_path)
    assert sentence.startswith("articles/vei/boss.md, line 1: ")
    assert "articles/avfall/boss.md, line 1" in sentence


def test_a_redirect_that_is_an_article_s_id_is_refused_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, "articles/avfall/boss.md", "---\ntitle: Boss\nredirects: [vei]\n---\nSvar.\n")
    put(tmp_path, "articles/vei/vei.md", ARTICLE)
    (sentence,) = problems(tmp_path)
    assert sentence.startswith("articles/avfall/boss.md, line 3: ")


def test_two_articles_with_the_same_redirect_are_refused(tmp_path: Path) -> None:
    put(tmp_path, "articles/avfall/a.md", "---\ntitle: A\nredirects: [c]\n---\nSvar.\n")
    put(tmp_path, "articles/avfall/b.md", "---\ntitle: B\nredirects: [c]\n---\nSvar.\n")
    assert len(problems(tmp_path)) == 1


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"---\ntitle: Bl\xe5\n---\nSvar.\n", "articles/avfall/x.md, line 2: not UTF-8"),
        (ARTICLE.encode("utf-16"), "articles/avfall/x.md, line 1: not UTF-8"),
        (b"---\ntitle: x\n---\nSvar\x00.\n", "articles/avfall/x.md, line 4: the control character U+0000"),
        (b"---\ntitle: x\n---\nSvar\x1b[2J.\n", "articles/avfall/x.md, line 4: the control character U+001B"),
        (
            "---\ntitle: x\n---\n\u202eSvar.\n".encode(),
            "articles/avfall/x.md, line 4: the control character U+202E",
        ),
        (b"x" * 10_000_000, "articles/avfall/x.md is larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_a_text_is_refused(tmp_path: Path, data: bytes, start: str) -> None:
    put(tmp_path, "articles/avfall/x.md", data)
    (sentence,) = problems(tmp_path)
    assert sentence.startswith(start)


def test_a_byte_order_mark_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "articles/avfall/x.md", ARTICLE.encode("utf-8-sig"))
    assert len(read_folder(tmp_path).articles) == 1


@pytest.mark.parametrize("link", ["articles/avfall/x.md", "articles/avfall", "articles", "themes.yaml"])
def test_a_link_is_never_followed(tmp_path: Path, link: str) -> None:
    outside = put(tmp_path, "outside/x.md", ARTICLE)
    path = tmp_path / "knowledge" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(outside if "." in path.name else outside.parent)
    (sentence,) = problems(tmp_path / "knowledge")
    assert sentence.startswith(f"{link} is a link")


def test_nothing_is_written_through_a_link(tmp_path: Path, waste: Article) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "articles").symlink_to(tmp_path / "outside")
    with pytest.raises(KontaktError, match="leads out of"):
        write_folder(tmp_path / "knowledge", [waste], None, {})
    assert list((tmp_path / "outside").iterdir()) == []


def test_an_article_outside_a_theme_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "articles/boss.md", ARTICLE)
    assert [sentence.split(" ")[0] for sentence in problems(tmp_path)] == ["articles/boss.md"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match="holds no knowledge"):
        read_folder(tmp_path)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match="cannot be read"):
        read_folder(tmp_path / "none")


def test_a_folder_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match="cannot be read"):
        read_folder(tmp_path / ("x" * 300))


def test_a_file_may_be_called_anything_and_its_error_can_still_be_printed(tmp_path: Path) -> None:
    put(tmp_path, "articles/avfall/\x1b[2J\udcff [ ny.md", ARTICLE)
    (sentence,) = problems(tmp_path)
    assert sentence.startswith(r"articles/avfall/\x1b[2J\xff [ ny.md, line 1: ")


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, waste: Article) -> None:
    put(tmp_path, "articles", "a file where the folder should be")
    with pytest.raises(KontaktError, match=r"^articles/avfall/avfall\.md cannot be written"):
        write_folder(tmp_path, [waste], None, {})


def test_the_errors_of_all_files_are_told_together(tmp_path: Path) -> None:
    put(tmp_path, "themes.yaml", "themes:\n  - {id: vei}\n  - {id: a, name: A}\n  - {id: a, name: B}\n")
    put(tmp_path, "articles/avfall/a.md", "---\ncolour: red\n---\nSvar.\n")
    put(tmp_path, "articles/avfall/b.md", b"\xff")
    starts = [sentence.split(": ")[0] for sentence in problems(tmp_path)]
    assert starts == [
        "themes.yaml, line 2",
        "themes.yaml, line 4",
        "articles/avfall/a.md, line 2",
        "articles/avfall/a.md, line 2",
        "articles/avfall/b.md, line 1",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("themes: x\n", 1),
        ("themes:\n  - vei\n", 2),
        ("themes: []\ncolour: x\n", 2),
        ("themes:\n- {id: Å, name: x}\n", 2),
    ],
)
def test_a_broken_list_of_themes_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    put(tmp_path, "themes.yaml", text)
    (sentence,) = problems(tmp_path)
    assert sentence.startswith(f"themes.yaml, line {line}: ")
