"""A report is written whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kontakt.errors import KontaktError
from kontakt.firstline import periods
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.reports.writing import ReportFormat, suggested_name, write_report

NOVEMBER = Scope(period=periods.parse("2026-11"))


PAGE = """
    from kontakt.files.writing import write_file

    write_file(Path(sys.argv[1]), lambda: bytes(1000), overwrite=False)
"""


def test_a_full_disk_is_one_sentence_and_leaves_nothing_behind(
    refused_on_a_full_disk: Callable[..., str], tmp_path: Path
) -> None:
    assert "a.html cannot be written" in refused_on_a_full_disk(PAGE, tmp_path / "a.html")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept_unless_it_may_be_written_over(
    service: LeadService, log: Callable[..., Any], tmp_path: Path
) -> None:
    log()
    file = tmp_path / "a.txt"
    file.write_text("mine")
    with pytest.raises(KontaktError, match="--force"):
        write_report(service, NOVEMBER, ReportFormat.TEXT, file)
    assert file.read_text() == "mine"
    write_report(service, NOVEMBER, ReportFormat.TEXT, file, overwrite=True)
    assert "Prøveregionen" in file.read_text(encoding="utf-8")


def test_a_folder_that_is_missing_is_named(service: LeadService, tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match="nowhere"):
        write_report(service, NOVEMBER, ReportFormat.JSON, tmp_path / "nowhere" / "a.json")


def test_a_file_is_named_by_what_is_in_it(service: LeadService, log: Callable[..., Any]) -> None:
    assert suggested_name(service, NOVEMBER, ReportFormat.HTML) == "first-line-prøveregionen-november-2026.html"
