"""The log file, where the details stay."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kontakt.installation.log_file import log_to_file


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    raising = logging.raiseExceptions
    logger = logging.getLogger("kontakt")
    yield logger
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True
    logging.raiseExceptions = raising


def test_there_is_no_file_before_something_is_logged(logger: logging.Logger, data_dir: Path) -> None:
    log_to_file(data_dir / "kontakt.log")
    assert not (data_dir / "kontakt.log").exists()


def test_what_any_room_logs_goes_to_the_file_with_its_traceback(logger: logging.Logger, data_dir: Path) -> None:
    log_to_file(data_dir / "kontakt.log")
    try:
        raise ZeroDivisionError("a mistake")
    except ZeroDivisionError:
        logging.getLogger("kontakt.inquiries.delivery").exception("delivery failed")
    text = (data_dir / "kontakt.log").read_text(encoding="utf-8")
    assert "ERROR kontakt.inquiries.delivery: delivery failed" in text
    assert "ZeroDivisionError: a mistake" in text


def test_the_file_is_its_owners_alone_and_so_is_the_next(logger: logging.Logger, data_dir: Path) -> None:
    before = os.umask(0o022)
    try:
        log_to_file(data_dir / "kontakt.log")
        for _ in range(3):
            logger.error("x" * 600_000)
    finally:
        os.umask(before)
    modes = {file.name: file.stat().st_mode & 0o777 for file in data_dir.glob("kontakt.log*")}
    assert modes == {"kontakt.log": 0o600, "kontakt.log.1": 0o600}


def test_nothing_is_printed(logger: logging.Logger, data_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log_to_file(data_dir / "kontakt.log")
    logger.error("delivery failed")
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_is_gone_costs_the_details_and_nothing_else(
    logger: logging.Logger, data_dir: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    log_to_file(data_dir / "nowhere" / "kontakt.log")
    logger.error("delivery failed")
    assert capfd.readouterr() == ("", "")


def test_a_folder_in_the_place_of_the_file_costs_the_details_and_nothing_else(
    logger: logging.Logger, data_dir: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (data_dir / "kontakt.log").mkdir()
    log_to_file(data_dir / "kontakt.log")
    logger.error("delivery failed")
    assert capfd.readouterr() == ("", "")


def test_the_log_never_grows_beyond_two_megabytes(logger: logging.Logger, data_dir: Path) -> None:
    log_to_file(data_dir / "kontakt.log")
    for _ in range(60):
        logger.error("a" * 50_000)
    files = list(data_dir.glob("kontakt.log*"))
    assert len(files) == 2
    assert sum(file.stat().st_size for file in files) <= 2_000_000
