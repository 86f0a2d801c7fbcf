"""What the screens of a room have in common beyond the desk: they are drawn anew, and may hold what is not saved."""

from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from kontakt.tui.help_screen import Group


class Room(Screen[None]):
    """A screen of a room, below its menus."""

    def draw(self) -> None:
        """Draw everything anew: the language was switched."""
        raise NotImplementedError

    def left_undone(self) -> str:
        """What closing the program now would leave undone, as a sentence; empty for nothing."""
        return ""

    def help_groups(self) -> "tuple[Group, ...]":
        """The keys that work here, for the help."""
        raise NotImplementedError
