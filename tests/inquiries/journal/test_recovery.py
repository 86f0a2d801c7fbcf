"""A damaged journal: set aside, read as far as it can be, told."""

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Entry
from kontakt.inquiries.journal.journal import Journal

from ..conftest import (
    MakeInquiry,
    left_alone,
)


@pytest.fixture
def stored(journal: Journal, an_inquiry: MakeInquiry, noon: datetime) -> list[Entry]:
    entries = [logged(an_inquiry(note=f"merknad {number}"), noon) for number in range(40)]
    for entry in entries:
        journal.append(entry)
    journal.close()
    return entries


def overwrite(path: Path, start: int, end: int) -> None:
    content = bytearray(path.read_bytes())
    content[start:end] = random.Random(1).randbytes(len(content[start:end]))
    path.write_bytes(content)


def test_a_file_that_is_no_database_is_set_aside_and_logging_goes_on(
    tmp_path: Path, an_inquiry: MakeInquiry, noon: datetime
) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"this was something else " * 100)
    entry = logged(an_inquiry(), noon)
    with Journal(path) as journal:
        journal.append(entry)
        assert journal.pending(10) == [entry]
        (aside,) = tmp_path.glob("journal.sqlite.set-aside-*")
        assert journal.damage is not None
        assert str(aside) in journal.damage
    assert aside.read_bytes().startswith(b"this was something else")


def test_all_entries_survive_the_loss_of_the_files_first_page(journal: Journal, stored: list[Entry]) -> None:
    overwrite(journal.path, 0, 4096)
    assert {entry.id for entry in journal.pending(1000)} == {entry.id for entry in stored}
    assert "40 entries" in (journal.damage or "")


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5])
def test_entries_on_whole_pages_survive_damage_to_another(journal: Journal, stored: list[Entry], page: int) -> None:
    overwrite(journal.path, page * 4096, page * 4096 + 200)
    saved = journal.pending(1000)
    assert len(saved) >= 30
    assert set(saved) <= set(stored)


def test_a_file_cut_short_keeps_what_is_left(journal: Journal, stored: list[Entry]) -> None:
    journal.path.write_bytes(journal.path.read_bytes()[: 9 * 4096])
    saved = journal.pending(1000)
    assert saved
    assert set(saved) <= set(stored)


def test_a_sound_journal_gives_no_notice(journal: Journal, stored: list[Entry]) -> None:
    assert journal.pending(1000) == stored
    assert journal.damage is None


def test_what_a_newer_program_wrote_survives_too(journal: Journal, stored: list[Entry]) -> None:
    overwrite(journal.path, 0, 100)
    content = journal.path.read_bytes().replace(b'{"version": 1', b'{"version": 9')
    journal.path.write_bytes(content)
    assert (journal.pending(1000), left_alone(journal)) == ([], 40)


def test_a_program_that_has_the_damaged_file_open_loses_nothing(
    journal: Journal, stored: list[Entry], an_inquiry: MakeInquiry, noon: datetime
) -> None:
    before, after = logged(an_inquiry(), noon), logged(an_inquiry(), noon)
    with Journal(journal.path) as open_before:
        open_before.append(before)
        overwrite(journal.path, 0, 100)
        ids = {entry.id for entry in journal.pending(1000)}
        open_before.append(after)
    assert ids == {entry.id for entry in [*stored, before]}
    assert {entry.id for entry in journal.pending(1000)} == ids | {after.id}


def test_a_file_set_aside_by_a_program_that_died_is_read_by_the_next(
    journal: Journal, stored: list[Entry], tmp_path: Path
) -> None:
    left = tmp_path / "journal.sqlite.damaged-20261120T120000000000"
    shutil.move(journal.path, left)
    assert {entry.id for entry in journal.pending(1000)} == {entry.id for entry in stored}
    assert not left.exists()


def test_files_set_aside_are_deleted_with_the_notes_in_them(
    journal: Journal, stored: list[Entry], tmp_path: Path
) -> None:
    overwrite(journal.path, 0, 100)
    journal.waiting()
    (aside,) = tmp_path.glob("journal.sqlite.set-aside-*")
    journal.purge_notes(datetime.now(UTC) - timedelta(days=1))
    assert aside.exists()
    journal.purge_notes(datetime.now(UTC) + timedelta(days=1))
    assert not aside.exists()
