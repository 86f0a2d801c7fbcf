"""``kontakt knowledge check``."""

import json
from pathlib import Path

import pytest

from kontakt.knowledge.checking import RULES
from kontakt.knowledge.checking.rules import NEEDLESS

from .conftest import Run

SOUND = """\
---
title: Prøveartikkel
title_nn: Prøveartikkel
keywords: [prøve, eksempel, forsøk, øvelse, utkast]
first_line: usually
reviewed: 2026-11-01
review_by: 2999-01-01
status: published
---
Dette er svaret.

## Nynorsk
Dette er svaret.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "knowledge" / "articles" / "avfall" / "proeve.md"
    path.parent.mkdir(parents=True)
    path.write_text(SOUND, encoding="utf-8")
    return path


@pytest.fixture
def folder(article: Path) -> Path:
    return article.parents[2]


def change(article: Path, old: str, new: str) -> None:
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_folder_has_nothing_said_of_it(run: Run, folder: Path) -> None:
    ended = run("knowledge", "check", str(folder))
    assert (ended.code, ended.out, ended.err) == (0, "1 article, 0 errors, 0 warnings\n", "")


def test_a_warning_has_file_line_severity_rule_and_sentence_and_ends_well(
    run: Run, folder: Path, article: Path
) -> None:
    change(article, "review_by: 2999-01-01", "review_by: 2025-01-01")
    ended = run("knowledge", "check", str(folder))
    assert ended.code == 0
    assert ended.out == (
        "Warnings\n"
        "articles/avfall/proeve.md:7: warning: review-overdue: The review was due on 1 Jan 2025: read the article "
        "through, and set a new day.\n"
        "\n"
        "1  warning  review-overdue\n"
        "\n"
        "1 article, 0 errors, 1 warning\n"
    )


def test_an_error_ends_badly_and_stands_before_the_warnings(run: Run, folder: Path, article: Path) -> None:
    change(article, "review_by: 2999-01-01\n", "")
    change(article, "Dette er svaret.\n\n", "Fristen er 1. mars.\n\n")
    ended = run("knowledge", "check", str(folder))
    assert ended.code == 1
    errors, warnings = ended.out.split("Warnings\n")
    assert "proeve.md:9: error: figure-without-source" in errors
    assert "no-review-date" in warnings
    assert ended.out.endswith("1 article, 1 error, 1 warning\n")


def test_broken_files_are_findings_with_their_lines(run: Run, folder: Path, article: Path) -> None:
    (article.parent / "annen.md").write_text(SOUND.replace("status:", "staus:"), encoding="utf-8")
    (article.parent / "tredje.md").write_text("bare tekst", encoding="utf-8")
    ended = run("knowledge", "check", str(folder))
    assert ended.code == 1
    assert "annen.md:8: error: form" in ended.out
    assert "tredje.md:1: error: form" in ended.out
    assert ended.err == ""


def test_a_broken_region_is_a_finding_and_the_articles_are_checked(run: Run, folder: Path, article: Path) -> None:
    (folder / "region.yaml").write_text("name: X\nmunicipalities:\n  - {number: 301, name: Oslo}\n")
    change(article, "review_by: 2999-01-01\n", "")
    ended = run("knowledge", "check", str(folder))
    assert ended.code == 1
    assert "region.yaml:3: error: form" in ended.out
    assert "no-review-date" in ended.out


def test_a_folder_is_checked_against_its_own_region(run: Run, folder: Path, article: Path) -> None:
    (folder / "region.yaml").write_text('name: X\nmunicipalities:\n  - {number: "0301", name: Oslo}\n')
    article.write_text(SOUND + "\n## Lokalt\n### 4026 Tinn\nHer.\n", encoding="utf-8")
    ended = run("knowledge", "check", str(folder))
    assert ended.code == 1
    assert "proeve.md:16: error: form" in ended.out


def test_a_folder_that_is_none_is_one_sentence(run: Run, tmp_path: Path) -> None:
    run("knowledge", "check", str(tmp_path / "nowhere")).refused(str(tmp_path / "nowhere"))


def test_json_has_the_same_findings_and_counts(run: Run, folder: Path, article: Path) -> None:
    change(article, "review_by: 2999-01-01\n", "")
    ended = run("knowledge", "check", str(folder), "--format", "json")
    found = json.loads(ended.out)
    assert (found["articles"], found["errors"], found["warnings"]) == (1, 0, 1)
    (finding,) = found["findings"]
    assert finding.pop("sentence")
    assert finding == {
        "file": "articles/avfall/proeve.md",
        "line": 2,
        "rule": "no-review-date",
        "severity": "warning",
        "article": "proeve",
    }


def test_one_rule_may_be_checked_alone(run: Run, folder: Path, article: Path) -> None:
    change(article, "review_by: 2999-01-01\n", "")
    change(article, "Dette er svaret.\n\n", "Fristen er 1. mars.\n\n")
    ended = run("knowledge", "check", str(folder), "--rule", "no-review-date", "--rule", "dead-link")
    assert ended.code == 0
    assert "no-review-date" in ended.out
    assert "figure-without-source" not in ended.out


def test_a_rule_that_does_not_exist_is_one_sentence(run: Run, folder: Path) -> None:
    run("knowledge", "check", str(folder), "--rule", "nonsense").refused("nonsense", "dead-link")


@pytest.mark.long
def test_without_a_folder_what_is_stored_is_checked(run: Run) -> None:
    quick = [rule.id for rule in RULES if rule.id != NEEDLESS and not rule.only_asked]
    found = json.loads(run("knowledge", "check", *(f"--rule={id}" for id in quick), "--format", "json").out)
    assert found["articles"] > 100
    assert found["errors"] == 0
    assert all(each["file"].endswith(f"/{each['article']}.md") for each in found["findings"])


@pytest.mark.long
def test_an_import_that_leaves_a_link_dead_is_found_in_what_is_stored(run: Run, folder: Path, article: Path) -> None:
    change(article, "reviewed:", 'links:\n  - {text: Se også, url: "kontakt:finnes-ikke"}\nreviewed:')
    run("knowledge", "import", str(folder), "--drafts")
    ended = run("knowledge", "check", "--rule", "dead-link")
    assert ended.code == 1
    assert "articles/avfall/proeve.md:7: error: dead-link" in ended.out


def test_the_rules_are_listed_with_what_they_mean_and_how_to_mend(run: Run) -> None:
    ended = run("knowledge", "check", "--rules")
    assert ended.code == 0
    listed = [line for line in ended.out.splitlines() if not line.startswith(" ")]
    assert listed == [f"{rule.id}  {rule.severity}" for rule in RULES]
    assert len(ended.out.splitlines()) == 3 * len(RULES)


def test_one_rule_may_be_looked_up(run: Run) -> None:
    ended = run("knowledge", "check", "--rules", "--rule", "dead-link", "--format", "json")
    (found,) = json.loads(ended.out)
    assert (found["rule"], found["severity"]) == ("dead-link", "error")
    assert found["means"]
    assert found["mend"]


def test_checking_a_folder_needs_no_database(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "nothing"))
    assert run("knowledge", "check", str(folder)).code == 0
    assert not (tmp_path / "nothing" / "kontakt.sqlite").exists()


def test_words_are_looked_up_only_where_there_are_dictionaries(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kontakt.installation.dictionaries.are_installed", lambda: False)
    run("knowledge", "check", "--spelling").refused("kontakt[spelling]")
