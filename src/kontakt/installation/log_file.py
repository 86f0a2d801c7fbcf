"""The log file, where the details of what went wrong stay."""

import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from kontakt.visible import visible, visible_lines

_MEGABYTE = 1_000_000


class _PrivateFile(RotatingFileHandler):
    """Whatever file it begins is the user's alone."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        return super()._open()


def log_to_file(path: Path) -> None:
    """Send the program's log to a file of at most two megabytes, the older half included. A file that cannot be
    written costs the details, not the desk."""
    logger = logging.getLogger("kontakt")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.raiseExceptions = False  # a folder that is gone, a full disk
    try:
        handler: logging.Handler = _PrivateFile(path, maxBytes=_MEGABYTE, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Visible("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)


class _Visible(logging.Formatter):
    """A message is one line, whatever it quotes, and nothing acts on the terminal of whoever looks at the file."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        return visible(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return visible_lines(super().formatException(ei))
