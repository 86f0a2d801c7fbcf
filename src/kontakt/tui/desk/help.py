"""What the help page says at the desk."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Group
from kontakt.tui.commands.desk import DESK_GROUPS, IN_THE_SEARCH_BOX
from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.commands.notices import ONE_NOTICE
from kontakt.tui.help_screen import RATE_HELP

DESK_HELP = (
    IN_THE_SEARCH_BOX,
    *DESK_GROUPS,
    ONE_NOTICE,
    *EVERYWHERE,
    Group(
        N_("Which article is logged"),
        keys=(
            (N_("Pinned"), N_("The one that you pinned with Enter; else the one that you moved to with ↑ ↓.")),
            (
                N_("Else"),
                N_("The first hit: the search was sure of it, or it is the nearest one that you have before you."),
            ),
            (
                N_("Nearest hit"),
                N_(
                    "Short words fit several articles. That is no mistake of yours: answer as you would, and the card you "
                    "read is logged. Only articles that you chose yourself teach the search."
                ),
            ),
            (
                N_("The same again"),
                N_(
                    "What you logged last, where you change nothing but the municipality: Ctrl+S and @ with a name, or the "
                    "name alone."
                ),
            ),
            (
                N_("No article"),
                N_("Where nothing was found, on a wrong number, and with the cause that no answer was found."),
            ),
        ),
    ),
    RATE_HELP,
)
