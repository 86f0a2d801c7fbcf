"""Which messages this machine has sent, in a small file beside the database: an older copy of the database that is put
in its place says of them that they wait, and would have them sent a second time."""

from pathlib import Path
from uuid import UUID

from kontakt.files import private
from kontakt.files.writing import put_in_place

FILE = "mail-sent.txt"
_MOST = 2_000


class SentIds:
    """The ids in the file at ``path``, of the last two thousand messages; nothing of a message but that."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._ids = dict.fromkeys(path.read_text(encoding="ascii").split())
        except (OSError, UnicodeDecodeError):
            self._ids = {}

    def __contains__(self, id: UUID) -> bool:
        return str(id) in self._ids

    def add(self, id: UUID) -> None:
        """Raises OSError where the file cannot be written."""
        self._ids[str(id)] = None
        kept = [*self._ids][-_MOST:]
        self._ids = dict.fromkeys(kept)
        put_in_place(self._path, "\n".join(kept).encode("ascii"), private.MODE)
