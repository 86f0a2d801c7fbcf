"""The copies that are made of a database before it is brought up to date, in the data folder."""

from pathlib import Path

SUFFIX = ".copy.sqlite"


def newest_copy(folder: Path) -> Path | None:
    """The one that was finished last; None where there is none."""
    return max(folder.glob(f"*{SUFFIX}"), key=lambda copy: copy.stat().st_mtime, default=None)
