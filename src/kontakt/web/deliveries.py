"""Files that an app hands to its browser: taken from the app piece by piece, and given out once.

The app's side is Textual's web driver (``App.deliver_binary``): it says that there is a file, and gives the next piece
of it whenever it is asked, an empty one at the end.
"""

import secrets
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

LARGEST_FILE = 32 * 1024 * 1024
"""In bytes. A report has less than a hundredth of it."""
PIECE = 256 * 1024
_MOST_WAITING = 3
"""Files that no browser has taken yet; the oldest is dropped first."""


class TooLarge(Exception):
    """The app hands over more than LARGEST_FILE at once."""


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    name: str
    type: str
    content: bytes


@dataclass(slots=True)
class _Incoming:
    name: str
    type: str
    content: bytearray


class Deliveries:
    """Of one session. A file that is whole waits under a name that nobody can guess, until a browser has taken it."""

    def __init__(self) -> None:
        self._incoming: dict[str, _Incoming] = {}
        self._waiting: dict[str, DeliveredFile] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The names under which files wait."""
        return tuple(self._waiting)

    def begin(self, told: dict[str, Any]) -> str:
        """What the app said of a file that it has. Returns the key by which pieces of it are asked for."""
        key = str(told.get("key", ""))
        name = PurePath(str(told.get("path", ""))).name
        type = str(told.get("mime_type") or "application/octet-stream")
        self._incoming[key] = _Incoming(name or "kontakt", type, bytearray())
        return key

    def awaits(self, key: str) -> bool:
        """Whether there is more of a file to ask for."""
        return key in self._incoming

    def take(self, key: str, piece: bytes) -> str | None:
        """The next piece. The name under which the file waits where that was the end of it. Raises TooLarge, and the
        file is forgotten."""
        coming = self._incoming.get(key)
        if coming is None:
            return None
        if piece:
            coming.content += piece
            if sum(len(each.content) for each in self._incoming.values()) > LARGEST_FILE:
                del self._incoming[key]
                raise TooLarge
            return None
        del self._incoming[key]
        whole = secrets.token_urlsafe(24)
        self._waiting[whole] = DeliveredFile(coming.name, coming.type, bytes(coming.content))
        while len(self._waiting) > _MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        return whole

    def give_out(self, name: str) -> DeliveredFile | None:
        """The file that waits under this name, which waits no more; None where none does."""
        return self._waiting.pop(name, None)
