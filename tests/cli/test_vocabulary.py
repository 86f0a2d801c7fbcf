"""``kontakt vocabulary``: import, suggest, coverage."""

import json
import os
import pty
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import Run

LOS = """\
<Skos xmlns="urn:fdc:difi.no:2019:data:Skos-1">
  <Concept path="tema/trafikk-og-transport">
    <PrefLabel lang="nb">Trafikk og transport</PrefLabel><PrefLabel lang="nn">Trafikk og transport</PrefLabel>
    <InScheme>ontologi/tema</InScheme>
  </Concept>
  <Concept path="ord/broyting">
    <PrefLabel lang="nb">Brøyting</PrefLabel><PrefLabel lang="nn">Brøyting</PrefLabel>
    <HiddenLabel lang="nb">Pisteprepareringsvogn</HiddenLabel><HiddenLabel lang="nn">Isplogjazz</HiddenLabel>
    <InScheme>ontologi/ord</InScheme><Broader>tema/trafikk-og-transport</Broader>
  </Concept>
  <Concept path="ord/romfart">
    <PrefLabel lang="nb">Xylofonkvark</PrefLabel>
    <InScheme>ontologi/ord</InScheme><Broader>tema/trafikk-og-transport</Broader>
  </Concept>
</Skos>
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "los.xml"
    file.write_text(LOS, encoding="utf-8")
    return file


@pytest.fixture
def imported(run: Run, file: Path) -> None:
    assert run("vocabulary", "import", str(file)).code == 0


def keywords(data_dir: Path, language: str) -> list[str]:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        found = connection.execute(
            "SELECT keyword FROM article_keyword WHERE article = 'broeyting' AND language = ? ORDER BY position",
            (language,),
        )
        return [keyword for (keyword,) in found]


def concepts(data_dir: Path) -> int:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        return connection.execute("SELECT count(*) FROM vocabulary_concept").fetchone()[0]


def test_an_import_says_what_it_read(run: Run, file: Path) -> None:
    out = run("vocabulary", "import", str(file)).out.splitlines()
    assert out[0] == "Los"
    assert [line.split()[-1] for line in out[1:]] == ["1", "2", "0", "2", "4", "3", "0"]


def test_an_import_as_json(run: Run, file: Path) -> None:
    assert json.loads(run("vocabulary", "import", str(file), "--format", "json").out) == {
        "name": "Los",
        "theme": 1,
        "word": 2,
        "event": 0,
        "municipal": 2,
        "labels_nb": 4,
        "labels_nn": 3,
        "nameless": 0,
    }


def test_an_import_that_is_refused_leaves_the_vocabulary(
    run: Run, imported: None, tmp_path: Path, data_dir: Path
) -> None:
    (tmp_path / "broken.xml").write_text(LOS[:-10], encoding="utf-8")
    run("vocabulary", "import", str(tmp_path / "broken.xml")).refused("broken.xml", "line")
    assert concepts(data_dir) == 3


def test_a_file_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    run("vocabulary", "import", str(tmp_path / "nowhere.xml")).refused("nowhere.xml")


@pytest.mark.parametrize("command", ["suggest", "coverage"])
def test_without_a_vocabulary_there_is_one_sentence_that_says_how_to_get_one(run: Run, command: str) -> None:
    run("vocabulary", command).refused("kontakt vocabulary import")


@pytest.mark.long
def test_what_is_offered_is_printed_with_its_origin_and_not_stored(run: Run, imported: None, data_dir: Path) -> None:
    before = keywords(data_dir, "nb"), keywords(data_dir, "nn")
    ended = run("vocabulary", "suggest", "broeyting")
    assert ended.code == 0
    (line,) = (line for line in ended.out.splitlines() if "pisteprepareringsvogn" in line)
    assert line.split()[0] == "nb"
    assert "Brøyting" in line
    assert (keywords(data_dir, "nb"), keywords(data_dir, "nn")) == before


@pytest.mark.long
def test_accepting_a_label_stores_it_alone(run: Run, imported: None, data_dir: Path) -> None:
    before = keywords(data_dir, "nb"), keywords(data_dir, "nn")
    ended = run("vocabulary", "suggest", "broeyting", "--accept", "Isplogjazz")
    assert ended.code == 0
    assert (keywords(data_dir, "nb"), keywords(data_dir, "nn")) == (before[0], [*before[1], "isplogjazz"])


@pytest.mark.long
def test_accepting_all_stores_each_in_its_language(run: Run, imported: None, data_dir: Path) -> None:
    assert run("vocabulary", "suggest", "broeyting", "--accept-all").code == 0
    assert keywords(data_dir, "nb")[-1] == "pisteprepareringsvogn"
    assert keywords(data_dir, "nn")[-1] == "isplogjazz"


@pytest.mark.long
def test_an_accepted_keyword_leads_to_the_article_and_is_not_offered_again(run: Run, imported: None) -> None:
    run("vocabulary", "suggest", "broeyting", "--accept-all")
    assert "broeyting" in run("search", "pisteprepareringsvogn").out
    assert "pisteprepareringsvogn" not in run("vocabulary", "suggest", "broeyting").out


@pytest.mark.long
def test_accepting_what_is_not_offered_stores_nothing(run: Run, imported: None, data_dir: Path) -> None:
    before = keywords(data_dir, "nn")
    run("vocabulary", "suggest", "broeyting", "--accept", "isplogjazz", "--accept", "romferge").refused("romferge")
    assert keywords(data_dir, "nn") == before


def test_accepting_needs_an_article_and_one_way_of_choosing(run: Run, imported: None) -> None:
    run("vocabulary", "suggest", "--accept-all").refused("article")
    run("vocabulary", "suggest", "broeyting", "--accept-all", "--accept", "x").refused("--accept-all")


@pytest.mark.long
def test_an_article_that_is_not_there_is_one_sentence(run: Run, imported: None) -> None:
    run("vocabulary", "suggest", "finnes-ikke").refused("finnes-ikke", "kontakt search")


@pytest.mark.long
def test_without_an_article_those_with_most_to_gain_are_listed(run: Run, imported: None) -> None:
    ended = run("vocabulary", "suggest")
    assert ended.out.split()[:2] == ["2", "broeyting"]


@pytest.mark.long
def test_suggestions_as_json(run: Run, imported: None) -> None:
    (listed,) = json.loads(run("vocabulary", "suggest", "--format", "json", "--limit", "1").out)
    named = json.loads(run("vocabulary", "suggest", "broeyting", "--format", "json").out)
    assert listed["offered"] == named["offered"]
    assert named["accepted"] == []
    assert [(each["keyword"], each["language"], each["concept"]) for each in named["offered"]] == [
        ("pisteprepareringsvogn", "nb", "ord/broyting"),
        ("isplogjazz", "nn", "ord/broyting"),
    ]


@pytest.mark.long
def test_accepting_as_json_prints_one_document(run: Run, imported: None) -> None:
    ended = run("vocabulary", "suggest", "broeyting", "--accept", "isplogjazz", "--format", "json")
    assert json.loads(ended.out)["accepted"] == ["isplogjazz"]


@pytest.mark.long
def test_at_a_terminal_each_label_is_asked_about(
    run: Run, imported: None, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keywords(data_dir, "nb"), keywords(data_dir, "nn")
    ours, theirs = pty.openpty()
    with (
        os.fdopen(os.dup(theirs), encoding="utf-8") as typed,
        os.fdopen(theirs, "w", encoding="utf-8") as shown,
        monkeypatch.context() as at_terminal,
    ):
        os.write(ours, b"n\ny\n")
        at_terminal.setattr(sys, "stdout", shown)
        code = run("vocabulary", "suggest", "broeyting", stdin=typed).code
    os.close(ours)
    assert code == 0
    assert (keywords(data_dir, "nb"), keywords(data_dir, "nn")) == (before[0], [*before[1], "isplogjazz"])


def test_whether_a_file_may_be_read_is_found_out_by_reading_it(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Typer would ask first, and answer in English and three lines.
    monkeypatch.setattr(os, "access", lambda path, mode, **_: Path(path) != file)
    assert run("vocabulary", "import", str(file)).code == 0


@pytest.mark.long
def test_coverage_counts_words_by_theme_and_says_what_right_means(run: Run, imported: None) -> None:
    out = run("vocabulary", "coverage").out
    assert "Trafikk og transport" in out
    assert "Right:" in out
    (total,) = (line for line in out.splitlines() if line.startswith("All"))
    assert total.split()[1:3] == ["2", "1"]


@pytest.mark.long
def test_coverage_lists_the_words_that_lead_nowhere(run: Run, imported: None) -> None:
    out = run("vocabulary", "coverage", "--list", "nowhere").out
    assert "Xylofonkvark" in out
    assert "Brøyting" not in out


@pytest.mark.long
def test_coverage_as_json(run: Run, imported: None) -> None:
    found = json.loads(run("vocabulary", "coverage", "--format", "json").out)
    assert found["total"]["words"] == {"right": 1, "elsewhere": 0, "nowhere": 1}
    assert {each["concept"]: each["leads"] for each in found["words"]} == {
        "ord/broyting": "right",
        "ord/romfart": "nowhere",
    }
