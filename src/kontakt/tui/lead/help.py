"""What the help page says in the lead's room."""

from kontakt.locale import N_
from kontakt.tui.commands import APP_COMMANDS
from kontakt.tui.help_screen import RATE_HELP, Group
from kontakt.tui.lead.commands import IN_A_LIST, ROOM_COMMANDS, SCOPE_COMMANDS, SORT
from kontakt.tui.lead.views import VIEWS

ROOM_HELP = (
    Group(N_("The lead's room"), tuple(each for each in ROOM_COMMANDS if each not in SCOPE_COMMANDS)),
    Group(N_("Which inquiries"), SCOPE_COMMANDS),
    Group(N_("In every list"), (SORT,), keys=IN_A_LIST),
    *(Group(each.TITLE, own) for each in VIEWS if (own := tuple(a for a in each.COMMAND_TABLE if a is not SORT))),
    RATE_HELP,
    Group(N_("kontakt itself"), APP_COMMANDS),
)
