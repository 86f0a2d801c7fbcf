"""What the help page says in the lead's room."""

from kontakt.tui.commands import lead
from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.commands.lists import SORT
from kontakt.tui.help_screen import RATE_HELP

ROOM_HELP = (
    *lead.LEAD_GROUPS,
    lead.IN_EVERY_LIST,
    *(each.without([SORT]) for each in (lead.WHY_NOT, lead.CLOSING, lead.WHEN, lead.HELPING)),
    RATE_HELP,
    *EVERYWHERE,
)
