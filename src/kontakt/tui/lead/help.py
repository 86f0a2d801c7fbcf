"""What the help page says in the lead's room."""

from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.commands.lead import ROOM_AND_VIEWS
from kontakt.tui.help_screen import RATE_HELP

ROOM_HELP = (*ROOM_AND_VIEWS, RATE_HELP, *EVERYWHERE)
