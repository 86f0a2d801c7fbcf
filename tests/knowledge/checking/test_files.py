"""Findings in files: where each stands, and that one broken file does not hide the others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Link, Theme
from kontakt.knowledge.base import Knowledge
from kontakt.knowledge.checking import CheckResult, Severity, check_folder, check_knowledge
from kontakt.knowledge.files import write_folder

BARE = """\
---
title: Henting av avfall
title_nn: Henting av avfall
keywords:
  - søppel
  - skrap
  - renovasjon
  - tømming
  - =dunk
links:
  - {text: Nav, url: "https://www.nav.no"}
  - text: Skjema
    url: "http://www.nav.no"
reviewed: 2026-11-01
review_by: 2027-09-01
---
Vi henter hver
2. uke.

## Nynorsk
Vi hentar.

## Slik gjør du
1. Slå opp.
2. Se lokal merknad.
"""


def put(folder: Path, file: str, text: str) -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def said(checked: CheckResult) -> list[tuple[str, int, str]]:
    return [(each.file, each.line, each.finding.rule) for each in checked.found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "articles/avfall/avfall.md", BARE)
    return tmp_path


def test_a_finding_stands_on_the_line_of_what_it_is_about(folder: Path, today: date) -> None:
    file = "articles/avfall/avfall.md"
    assert said(check_folder(folder, None, today)) == [
        (file, 9, "formula"),
        (file, 13, "link-form"),
        (file, 17, "figure-without-source"),
    ]


def test_a_broken_file_is_a_finding_and_the_others_are_checked(folder: Path, today: date) -> None:
    put(folder, "articles/avfall/a.md", BARE.replace("title:", "titel:"))
    put(folder, "articles/avfall/b.md", "uten nøkler")
    checked = check_folder(folder, None, today)
    assert {("articles/avfall/a.md", 2, "form"), ("articles/avfall/b.md", 1, "form")} <= set(said(checked))
    assert ("articles/avfall/avfall.md", 9, "formula") in said(checked)
    assert checked.articles == 1


def test_every_problem_of_a_broken_file_has_its_line(folder: Path, today: date) -> None:
    put(folder, "articles/avfall/avfall.md", BARE.replace("title:", "titel:").replace("  - skrap", '  - ""'))
    assert said(check_folder(folder, None, today)) == [
        ("articles/avfall/avfall.md", 2, "form"),
        ("articles/avfall/avfall.md", 2, "form"),
        ("articles/avfall/avfall.md", 6, "form"),
    ]


@pytest.mark.parametrize("keyword", ['""', '"!!"', "x" * 5000])
def test_a_keyword_that_nobody_can_search_for_is_a_finding(folder: Path, today: date, keyword: str) -> None:
    put(folder, "articles/avfall/avfall.md", BARE.replace("- skrap", f"- {keyword}"))
    assert said(check_folder(folder, None, today)) == [("articles/avfall/avfall.md", 6, "form")]


def test_the_sentence_does_not_say_the_place_again(folder: Path, today: date) -> None:
    put(folder, "articles/avfall/avfall.md", BARE.replace("title:", "titel:"))
    sentences = {each.finding.sentence for each in check_folder(folder, None, today).found}
    assert not any("avfall.md" in each for each in sentences)


def test_a_file_that_is_too_large_is_a_finding(folder: Path, today: date) -> None:
    put(folder, "articles/avfall/stor.md", "x" * 1_100_000)
    assert ("articles/avfall/stor.md", 1, "form") in said(check_folder(folder, None, today))


def test_a_link_in_the_place_of_a_file_is_a_finding(folder: Path, tmp_path: Path, today: date) -> None:
    (folder / "articles/avfall/lenke.md").symlink_to(folder / "articles/avfall/avfall.md")
    assert ("articles/avfall/lenke.md", 1, "form") in said(check_folder(folder, None, today))


def test_a_broken_list_of_themes_is_a_finding_and_any_theme_will_do(folder: Path, today: date) -> None:
    put(folder, "themes.yaml", "themes: 1\n")
    rules = {each.finding.rule for each in check_folder(folder, None, today).found if each.file == "themes.yaml"}
    assert rules == {"form"}


def test_a_theme_that_is_not_listed_is_a_finding_of_the_article(folder: Path, today: date) -> None:
    put(folder, "themes.yaml", "themes:\n  - {id: vei, name: Vei}\n")
    found = said(check_folder(folder, None, today))
    assert [each for each in found if each[2] in ("unknown-theme", "stray-file")] == [
        ("articles/avfall/avfall.md", 1, "unknown-theme")
    ]


def test_a_municipality_of_another_region_is_a_finding(folder: Path, today: date) -> None:
    put(folder, "articles/avfall/avfall.md", BARE + "\n## Lokalt\n### 0301 Oslo\nHer.\n")
    assert said(check_folder(folder, {"4026": "Tinn"}, today)) == [("articles/avfall/avfall.md", 28, "form")]


def test_a_file_that_is_no_article_is_a_finding(folder: Path, today: date) -> None:
    put(folder, "articles/avfall/notat.txt", "x")
    assert ("articles/avfall/notat.txt", 1, "stray-file") in said(check_folder(folder, None, today))


def test_files_whose_names_differ_only_by_case_are_found_across_themes(folder: Path, today: date) -> None:
    put(folder, "articles/vei/Avfall.md", BARE)
    (found,) = [each for each in check_folder(folder, None, today).found if each.finding.rule == "id-case"]
    assert found.file == "articles/vei/Avfall.md"
    assert "articles/avfall/avfall.md" in found.finding.sentence


def test_a_folder_that_is_none_is_refused(tmp_path: Path, today: date) -> None:
    with pytest.raises(KontaktError, match="nowhere"):
        check_folder(tmp_path / "nowhere", None, today)
    with pytest.raises(KontaktError, match="holds no knowledge"):
        check_folder(tmp_path, None, today)


def test_errors_and_warnings_are_counted_apart(folder: Path, today: date) -> None:
    checked = check_folder(folder, None, today)
    assert (checked.count(Severity.ERROR), checked.count(Severity.WARNING)) == (2, 1)


def test_what_is_stored_is_found_on_the_lines_of_its_canonical_files(
    sound: Article, themes: tuple[Theme, ...], today: date, tmp_path: Path
) -> None:
    article = replace(sound, links=(*sound.links, Link("Her", "http://www.nav.no")))
    names = {"4026": "Tinn"}
    stored = check_knowledge(Knowledge((article,), themes), names, today)
    write_folder(tmp_path, [article], themes, names)
    assert said(stored) == said(check_folder(tmp_path, names, today))
    assert {each[2] for each in said(stored)} == {"link-form"}


def test_stored_knowledge_that_no_file_could_hold_is_a_finding(
    sound: Article, themes: tuple[Theme, ...], today: date
) -> None:
    checked = check_knowledge(Knowledge((replace(sound, local={"0301": "Her."}),), themes), {"4026": "Tinn"}, today)
    (found,) = checked.found
    assert (found.file, found.finding.rule, checked.articles) == ("articles/vei-og-trafikk/broeyting.md", "form", 0)


def test_reading_and_comparing_are_tracked(folder: Path, today: date) -> None:
    handed_on = []

    def track(items: Sequence[Any]) -> Sequence[Any]:
        handed_on.append(len(items))
        return items

    check_folder(folder, None, today, reading=track, comparing=track)
    assert handed_on == [1, 1]
