"""Texts that were not saved: kept on the disk, told apart, offered again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.unsaved import UnsavedArticles, unsaved_articles
from kontakt.errors import KontaktError
from kontakt.files.unsaved import Unsaved

from ...conftest import Clock

FORM = ArticleForm(id="broeyting", title="Brøyting", keywords=("snø", "is"), local={"4026": "I helgene:\n\nring."})
NAME = UnsavedArticles.new_name("broeyting")


@pytest.fixture
def kept(data_dir: Path, clock: Clock) -> UnsavedArticles:
    return unsaved_articles(data_dir / "unsaved", agent="kari", clock=clock)


def titles(forms: UnsavedArticles) -> list[str]:
    return [each.form.title for each in forms.all()]


def test_nothing_is_kept_at_first(kept: UnsavedArticles) -> None:
    assert kept.all() == ()
    assert kept.of("broeyting") == ()


def test_what_is_kept_comes_back_as_it_was_typed(kept: UnsavedArticles, clock: Clock) -> None:
    kept.keep(NAME, FORM, 3)
    assert kept.of("broeyting") == (Unsaved(FORM, 3, clock(), "kari", kept.window, NAME),)


def test_the_latest_form_of_a_text_is_kept(kept: UnsavedArticles) -> None:
    kept.keep(NAME, FORM, 3)
    kept.keep(NAME, ArticleForm(id="broeyting", title="Brøyting og strøing"), 3)
    assert titles(kept) == ["Brøyting og strøing"]


def test_two_windows_at_one_article_have_a_text_each_and_neither_takes_the_others_away(
    kept: UnsavedArticles, data_dir: Path, clock: Clock
) -> None:
    other = unsaved_articles(data_dir / "unsaved", agent="ola", clock=clock)
    theirs = other.new_name("broeyting")
    kept.keep(NAME, FORM, 3)
    other.keep(theirs, ArticleForm(id="broeyting", title="Olas"), 3)
    assert sorted(titles(kept)) == ["Brøyting", "Olas"]
    other.forget(theirs)
    assert titles(kept) == ["Brøyting"]


def test_whether_a_text_stands_in_another_window_is_known_as_long_as_that_is_open(
    kept: UnsavedArticles, data_dir: Path
) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from kontakt.editor.article.form import ArticleForm; from kontakt.editor.article.unsaved import UnsavedArticles, unsaved_articles\n"
        "forms = unsaved_articles(Path(sys.argv[1])); forms.keep('a', ArticleForm(id='gatelys'), 2)\n"
        "print('kept', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(data_dir / "unsaved")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ),
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"kept\n"
        (theirs,) = kept.all()
        assert kept.is_open_elsewhere(theirs)
        window.kill()
        window.wait()
    assert not kept.is_open_elsewhere(theirs)
    kept.keep(NAME, FORM, 3)
    assert [each.stem for each in kept.folder.glob("*.lock")] == [kept.window]
    assert not kept.is_open_elsewhere(kept.of("broeyting")[0])


def test_a_text_that_an_older_program_kept_is_offered_as_well(kept: UnsavedArticles) -> None:
    kept.folder.mkdir()
    old = '{"form": {"id": "gatelys", "title": "Gatelys!"}, "based_on": 1, "at": "2026-11-20T10:30:00+00:00"}'
    (kept.folder / "gatelys.json").write_text(old, encoding="utf-8")
    (text,) = kept.of("gatelys")
    assert (text.name, text.window, kept.is_open_elsewhere(text)) == ("gatelys", "", False)
    kept.forget(text.name)
    assert kept.all() == ()


def test_a_text_that_was_typed_on_after_it_was_taken_up_elsewhere_stays(kept: UnsavedArticles, clock: Clock) -> None:
    kept.keep(NAME, FORM, 3)
    (read,) = kept.all()
    clock.forward(minutes=1)
    kept.keep(NAME, ArticleForm(id="broeyting", title="Mer"), 3)
    kept.forget_as_read(read)
    assert titles(kept) == ["Mer"]
    kept.forget_as_read(kept.all()[0])
    assert kept.all() == ()


def test_the_latest_stands_first(kept: UnsavedArticles, clock: Clock) -> None:
    for id in ("a", "b"):
        kept.keep(id, ArticleForm(id=id), 0)
        clock.forward(minutes=1)
    assert [each.form.id for each in kept.all()] == ["b", "a"]


def test_what_is_forgotten_does_not_come_back(kept: UnsavedArticles) -> None:
    kept.keep(NAME, FORM, 3)
    kept.forget(NAME)
    kept.forget(NAME)
    assert kept.all() == ()


@pytest.mark.parametrize("id", ["", "../../kontakt", "a/b", "..", "\x00", "\ud800", "x" * 500, "Æ ø"])
def test_an_id_that_was_mistyped_names_no_other_file(kept: UnsavedArticles, data_dir: Path, id: str) -> None:
    name = kept.new_name(id)
    kept.keep(name, ArticleForm(id=id, title="Ny"), 0)
    assert [each.form.title for each in kept.of(id)] == ["Ny"]
    assert [each.name for each in data_dir.iterdir()] == ["unsaved"]
    kept.forget(name)
    assert kept.all() == ()


def test_a_file_that_cannot_be_read_is_left_alone(kept: UnsavedArticles) -> None:
    kept.keep(NAME, FORM, 3)
    damaged = kept.folder / "gatelys.json"
    damaged.write_text('{"form": {"id": 7', encoding="utf-8")
    assert [each.form.id for each in kept.all()] == ["broeyting"]
    assert kept.of("gatelys") == ()
    assert damaged.exists()


def test_what_is_kept_is_for_the_owner_alone(kept: UnsavedArticles) -> None:
    kept.keep(NAME, FORM, 3)
    assert {oct(each.stat().st_mode & 0o777) for each in kept.folder.iterdir()} == {"0o600"}


def test_no_half_written_file_is_left_behind(kept: UnsavedArticles) -> None:
    kept.keep(NAME, FORM, 3)
    kept.keep(NAME, FORM, 3)
    assert sorted(each.name for each in kept.folder.iterdir()) == sorted([f"{NAME}.json", f"{kept.window}.lock"])


def test_a_folder_that_cannot_be_written_to_is_told_of(data_dir: Path, clock: Clock) -> None:
    (data_dir / "unsaved").write_text("", encoding="utf-8")
    with pytest.raises(KontaktError, match="could not be kept"):
        unsaved_articles(data_dir / "unsaved", clock=clock).keep(NAME, FORM, 3)


def test_a_program_that_is_killed_after_keeping_loses_nothing(data_dir: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from kontakt.editor.article.form import ArticleForm; from kontakt.editor.article.unsaved import UnsavedArticles, unsaved_articles\n"
        "unsaved_articles(Path(sys.argv[1])).keep('a', ArticleForm(id='gatelys', answer='Si nummeret.'), 2)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    folder = data_dir / "unsaved"
    killed = subprocess.run([sys.executable, "-c", program, str(folder)], check=False, env=dict(os.environ))
    assert killed.returncode < 0
    assert [each.form.answer for each in unsaved_articles(folder).of("gatelys")] == ["Si nummeret."]


def test_a_number_that_a_save_would_refuse_is_not_kept(kept: UnsavedArticles, data_dir: Path) -> None:
    id = "ny-01019010046"
    kept.keep(
        kept.new_name(id),
        ArticleForm(id=id, title="Prøv 010190 10046", keywords=("010190-10046",), answer="Ring 35 08 12 34."),
        0,
    )
    (again,) = kept.of(id)
    assert again.form.title == "Prøv [fødselsnummer]"
    assert again.form.answer == "Ring 35 08 12 34."
    assert not [
        file
        for file in data_dir.rglob("*")
        if b"10046" in file.name.encode() + (file.read_bytes() if file.is_file() else b"")
    ]
