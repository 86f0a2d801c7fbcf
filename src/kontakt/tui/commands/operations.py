"""What can be done in the operations room, in all of it and in each of its lists."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group
from kontakt.tui.commands.lists import KEYS_OF_A_LIST, SORT

VIEWS = (
    Command("view.units", "f2", "2", N_("Units"), N_("Show the units that callers are put through to.")),
    Command("view.contacts", "f3", "3", N_("Contacts"), N_("Show the contacts in the units.")),
    Command(
        "view.responsibilities", "f4", "4", N_("Responsibilities"), N_("Show who answers for what, first and second.")
    ),
)

WHOSE_LIST = Command(
    "whose_list",
    "f9",
    "f",
    N_("Municipality"),
    N_("Show only the list of one municipality, or what several share, or everything again."),
    N_("Municipality"),
)

OPERATIONS_ROOM = Group(N_("The operations room"), (*VIEWS, WHOSE_LIST))

A_LIST = Group(N_("Units, contacts and responsibilities"), (SORT,), KEYS_OF_A_LIST)

OPERATIONS_GROUPS = (OPERATIONS_ROOM, A_LIST)
