"""What the help page says at the desk."""

from textual.dom import DOMNode

from kontakt.desk.finder import CONTACTS_MARK
from kontakt.locale import N_
from kontakt.tui.commands.command import Group, commands_in
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


def desk_help(desk: DOMNode, *, has_contacts: bool) -> tuple[Group, ...]:
    """Without what cannot be done in this region: contacts, messages and notices may be none."""
    impossible = [each for each in commands_in(DESK_GROUPS) if not each.is_possible(desk)]
    groups = [group.without(impossible) for group in DESK_HELP]
    if not has_contacts:
        groups = [each._replace(keys=tuple(key for key in each.keys if key[0] != CONTACTS_MARK)) for each in groups]
    return tuple(each for each in groups if each.commands or each.keys)
