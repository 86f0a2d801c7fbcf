"""What the help page says in the operations room."""

from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.commands.operations import OPERATIONS_GROUPS

ROOM_HELP = (*OPERATIONS_GROUPS, *EVERYWHERE)
