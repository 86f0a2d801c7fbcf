"""A report is written whole or not at all."""

import resource
from collections.abc import Iterator

import pytest

from kontakt.errors import KontaktError
from kontakt.firstline import periods
from kontakt.reports.figures import Scope
from kontakt.reports.writing import Format, rendered, suggested_name, write_report
from kontakt.sheets import write_file

NOVEMBER = Scope(period=periods.parse("2026-11"))


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file can grow beyond a few bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_one_sentence_and_leaves_nothing_behind(made, tmp_path, full_disk):
    page = rendered(made, Format.HTML)
    with pytest.raises(KontaktError, match=r"a\.html cannot be written"):
        write_file(tmp_path / "a.html", lambda: page, overwrite=False)
    assert [each for each in tmp_path.iterdir() if each.is_file()] == []


def test_a_file_that_is_there_is_kept_unless_it_may_be_written_over(board, log, tmp_path):
    log()
    file = tmp_path / "a.txt"
    file.write_text("mine")
    with pytest.raises(KontaktError, match="--force"):
        write_report(board, NOVEMBER, Format.TEXT, file)
    assert file.read_text() == "mine"
    write_report(board, NOVEMBER, Format.TEXT, file, overwrite=True)
    assert "Prøveregionen" in file.read_text(encoding="utf-8")


def test_a_folder_that_is_missing_is_named(board, tmp_path):
    with pytest.raises(KontaktError, match="nowhere"):
        write_report(board, NOVEMBER, Format.JSON, tmp_path / "nowhere" / "a.json")


def test_a_file_is_named_by_what_is_in_it(board, log):
    assert suggested_name(board, NOVEMBER, Format.HTML) == "first-line-prøveregionen-november-2026.html"
