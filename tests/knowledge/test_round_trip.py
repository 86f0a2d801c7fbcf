"""Whatever people write comes back from its file as it was, and a canonical file does not change."""

from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.errors import KontaktError
from kontakt.files.validation import refused_character
from kontakt.knowledge.article import Article
from kontakt.knowledge.article_input import make_article, make_theme
from kontakt.knowledge.files import format_article, read_article
from kontakt.knowledge.files.reader import read_themes
from kontakt.knowledge.files.writer import format_themes

NAMES = {"3303": "Kongsberg", "4026": "Tinn", "0301": "Nore og Uvdal: «øst», #1"}

awkward = st.sampled_from(
    [
        "#",
        "##",
        "### 4026 Tinn",
        "## Nynorsk",
        "## English",
        "---",
        "\\",
        "- ",
        "1. ",
        "[/ ny",
        ": ",
        "\t",
        "  ",
        "\n",
        "\u2028",
        "å",
        "a\u030a",
        "’",
        "{",
        ",",
        "'",
        '"',
        "*",
        "no",
        "12",
    ]
)
words = st.lists(awkward | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8), max_size=6)


def allowed(text: str) -> str:
    """What an article may hold of a text, and never nothing."""
    while match := refused_character(text):
        text = text.replace(match[0], "")
    return text if text.strip() else "x"


lines = words.map("".join).map(allowed)
bodies = st.lists(words.map("".join), max_size=6).map("\n".join).map(allowed)
said = lines.map(lambda line: line if any(map(str.isalnum, line)) else "x")
slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True)
urls = st.just("https://a.no/?b=#c") | slugs.map("kontakt:{}".format)
numbers = st.sampled_from(sorted(NAMES))
days = st.dates(min_value=date(1, 1, 1))
drafts: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"id": slugs, "theme": slugs, "title": lines, "answer": bodies},
    optional={
        "title_nn": lines,
        "answer_nn": bodies,
        "title_en": lines,
        "answer_en": bodies,
        "keywords": st.lists(said, max_size=5),
        "keywords_nn": st.lists(said, max_size=5),
        "keywords_en": st.lists(said, max_size=5),
        "audience": st.lists(st.sampled_from(["resident", "cabin_owner", "builder", "business", "public_body"])),
        "first_line": st.sampled_from(["usually", "never"]),
        "owner": lines,
        "links": st.lists(st.fixed_dictionaries({"text": lines, "url": urls}), max_size=2),
        "sources": st.lists(st.fixed_dictionaries({"rule": lines, "checked": st.none() | days}), max_size=2),
        "reviewed": days,
        "review_by": days,
        "status": st.sampled_from(["draft", "published", "archived"]),
        "redirects": st.lists(slugs, max_size=3),
        "only": st.lists(numbers),
        "as_shared": st.dictionaries(numbers, days),
        "national": st.booleans(),
        "ask": st.lists(lines, max_size=3),
        "steps": st.lists(lines, max_size=3),
        "ask_nn": st.lists(lines, max_size=3),
        "steps_nn": st.lists(lines, max_size=3),
        "local": st.dictionaries(numbers, bodies),
    },
)


def path_of(article: Article) -> PurePosixPath:
    return PurePosixPath(f"articles/{article.theme}/{article.id}.md")


@pytest.mark.long
@given(drafts)
def test_any_article_comes_back_from_its_file(draft: dict[str, Any]) -> None:
    article = make_article(draft)
    assert read_article(format_article(article, NAMES), path_of(article), NAMES) == article


@pytest.mark.long
@given(drafts)
def test_reading_and_writing_a_canonical_file_changes_nothing(draft: dict[str, Any]) -> None:
    article = make_article(draft)
    text = format_article(article, NAMES)
    assert format_article(read_article(text, path_of(article), NAMES), NAMES) == text


@given(
    bodies,
    st.sampled_from(["", "\n## Nynorsk\nJa.\n", "\n## Spør om\n- a\n\n  b\n", "\n## Lokalt\n### 4026\nHer\n"]),
)
def test_whatever_stands_in_a_file_is_canonical_after_one_writing_or_refused(body: str, section: str) -> None:
    path = PurePosixPath("articles/t/a.md")
    try:
        article = read_article(f"---\ntitle: x\n---\n{body}\n{section}", path, NAMES)
    except KontaktError:
        return
    text = format_article(article, NAMES)
    assert format_article(read_article(text, path, NAMES), NAMES) == text


@given(st.text())
def test_any_text_is_an_article_or_refused_with_a_sentence(text: str) -> None:
    try:
        article = read_article(text, PurePosixPath("articles/t/a.md"))
    except KontaktError as problem:
        assert str(problem).startswith("articles/t/a.md, line ")  # noqa: PT017
    else:
        assert article.title


@pytest.mark.long
@given(st.lists(st.fixed_dictionaries({"id": slugs, "name": lines, "los": lines}), unique_by=lambda each: each["id"]))
def test_any_themes_come_back_from_their_file(given_themes: list[dict[str, str]]) -> None:
    themes = tuple(make_theme(values) for values in given_themes)
    assert read_themes(format_themes(themes, "Tema."), "themes.yaml") == (themes, "Tema.")
