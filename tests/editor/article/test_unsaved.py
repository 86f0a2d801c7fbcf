"""Texts that were not saved: kept on the disk, offered again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.unsaved import UnsavedForm, UnsavedForms
from kontakt.errors import KontaktError

FORM = ArticleForm(id="broeyting", title="Brøyting", keywords=("snø", "is"), local={"4026": "I helgene:\n\nring."})


@pytest.fixture
def kept(data_dir, clock) -> UnsavedForms:
    return UnsavedForms(data_dir / "unsaved", clock=clock)


def test_nothing_is_kept_at_first(kept):
    assert kept.all() == ()
    assert kept.load("broeyting") is None


def test_what_is_kept_comes_back_as_it_was_typed(kept, clock):
    kept.keep(FORM, 3)
    assert kept.load("broeyting") == UnsavedForm(FORM, 3, clock())


def test_the_latest_text_of_an_article_is_kept(kept):
    kept.keep(FORM, 3)
    later = ArticleForm(id="broeyting", title="Brøyting og strøing")
    kept.keep(later, 3)
    assert [each.form for each in kept.all()] == [later]


def test_the_latest_stands_first(kept, clock):
    for id in ("a", "b"):
        kept.keep(ArticleForm(id=id), 0)
        clock.forward(minutes=1)
    assert [each.form.id for each in kept.all()] == ["b", "a"]


def test_what_is_forgotten_does_not_come_back(kept):
    kept.keep(FORM, 3)
    kept.forget("broeyting")
    kept.forget("broeyting")
    assert kept.all() == ()


@pytest.mark.parametrize("id", ["", "../../kontakt", "a/b", "..", "\x00", "\ud800", "x" * 500, "Æ ø"])
def test_an_id_that_was_mistyped_names_no_other_file(kept, data_dir, id):
    kept.keep(ArticleForm(id=id, title="Ny"), 0)
    assert kept.load(id).form.title == "Ny"
    assert [each.name for each in data_dir.iterdir()] == ["unsaved"]
    kept.forget(id)
    assert kept.all() == ()


def test_a_file_that_cannot_be_read_is_left_alone(kept):
    kept.keep(FORM, 3)
    damaged = kept.folder / "gatelys.json"
    damaged.write_text('{"form": {"id": 7', encoding="utf-8")
    assert [each.form.id for each in kept.all()] == ["broeyting"]
    assert kept.load("gatelys") is None
    assert damaged.exists()


def test_what_is_kept_is_for_the_owner_alone(kept):
    kept.keep(FORM, 3)
    assert [oct(each.stat().st_mode & 0o777) for each in kept.folder.iterdir()] == ["0o600"]


def test_no_half_written_file_is_left_behind(kept):
    kept.keep(FORM, 3)
    kept.keep(FORM, 3)
    assert [each.name for each in kept.folder.iterdir()] == ["broeyting.json"]


def test_a_folder_that_cannot_be_written_to_is_told_of(data_dir, clock):
    (data_dir / "unsaved").write_text("", encoding="utf-8")
    with pytest.raises(KontaktError, match="could not be kept"):
        UnsavedForms(data_dir / "unsaved", clock=clock).keep(FORM, 3)


def test_a_program_that_is_killed_after_keeping_loses_nothing(data_dir):
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from kontakt.editor.article.form import ArticleForm; from kontakt.editor.article.unsaved import UnsavedForms\n"
        "UnsavedForms(Path(sys.argv[1])).keep(ArticleForm(id='gatelys', answer='Si nummeret.'), 2)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    folder: Path = data_dir / "unsaved"
    killed = subprocess.run([sys.executable, "-c", program, str(folder)], check=False, env=dict(os.environ))
    assert killed.returncode < 0
    assert UnsavedForms(folder).load("gatelys").form.answer == "Si nummeret."


def test_a_number_that_a_save_would_refuse_is_not_kept(kept, data_dir):
    kept.keep(
        ArticleForm(
            id="ny-01019010046", title="Prøv 010190 10046", keywords=("010190-10046",), answer="Ring 35 08 12 34."
        ),
        0,
    )
    (again,) = kept.all()
    assert again.form.title == "Prøv [fødselsnummer]"
    assert again.form.answer == "Ring 35 08 12 34."
    assert not [
        file
        for file in data_dir.rglob("*")
        if b"10046" in file.name.encode() + (file.read_bytes() if file.is_file() else b"")
    ]
