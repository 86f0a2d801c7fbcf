"""Which messages this machine has sent, in a small file beside the database: an older copy of the database that is put
in its place says of them that they wait, and would have them sent a second time."""

from pathlib import Path

from kontakt.files import private
from kontakt.files.writing import put_in_place

FILE = "mail-sent.txt"
_MOST = 2_000


class SentIds:
    """The ids of e-mails in the file at ``path``, the last two thousand; nothing of a message but that."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._ids = dict.fromkeys(path.read_text(encoding="ascii").split())
        except (OSError, UnicodeDecodeError):
            self._ids = {}

    def __contains__(self, id: str) -> bool:
        return id in self._ids

    def add(self, id: str) -> None:
        """Raises OSError where the file cannot be written."""
        self._keep([*(each for each in self._ids if each != id), id])

    def remove(self, id: str) -> None:
        """A person has it sent again. Raises OSError where the file cannot be written."""
        self._keep([each for each in self._ids if each != id])

    def _keep(self, ids: list[str]) -> None:
        kept = ids[-_MOST:]
        self._ids = dict.fromkeys(kept)
        put_in_place(self._path, "\n".join(kept).encode("ascii"), private.MODE)
