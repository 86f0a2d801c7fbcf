"""The rooms, each with screens of its own that stay as they are while one is in another room; and which of them one may
use."""

from typing import NamedTuple

DESK, EDITOR, LEAD, OPERATIONS = "desk", "editor", "lead", "operations"
"""The modes of the app, in Textual's word."""
ROOMS = (DESK, EDITOR, LEAD, OPERATIONS)

RIGHT_TO = {DESK: "agent", EDITOR: "editor", LEAD: "lead", OPERATIONS: "editor"}
"""The group of a shared region's database whose members may use the room."""
_OWNER = "owner"


class Access(NamedTuple):
    """``groups`` are those that whoever signed in is in; None in an embedded region, where everybody may do
    everything."""

    groups: tuple[str, ...] | None = None

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms that one may use; the first is the one to begin in."""
        if self.groups is None or _OWNER in self.groups:
            return ROOMS
        return tuple(room for room in ROOMS if RIGHT_TO[room] in self.groups)


EVERYTHING = Access()
UNKNOWN = Access((RIGHT_TO[DESK],))
"""Until the database has answered once: calls can be logged, and wait."""
