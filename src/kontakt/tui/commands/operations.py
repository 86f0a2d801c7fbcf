"""What can be done in the operations room, in all of it and in each of its lists."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group
from kontakt.tui.commands.editor import TAKE_BACK
from kontakt.tui.commands.lists import KEYS_OF_A_LIST, SORT

VIEWS = (
    Command("view.units", "f2", "2", N_("Units"), N_("Show the units that callers are put through to.")),
    Command("view.contacts", "f3", "3", N_("Contacts"), N_("Show the contacts in the units.")),
    Command(
        "view.responsibilities", "f4", "4", N_("Responsibilities"), N_("Show who answers for what, first and second.")
    ),
    Command("view.absences", "f5", "5", N_("Absences"), N_("Show who is away or will be, and until when.")),
    Command(
        "view.calendars",
        "f6",
        "6",
        N_("Calendars"),
        N_("Show the calendars that are read, how old each is, and what is wrong."),
    ),
    Command(
        "view.changes", "f7", "7", N_("What changed"), N_("Show who changed which list, when, and the difference.")
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

HALF_DAYS = Command(
    "half_days", "", "l", N_("Half days"), N_("Set the days on which the region's offices close early.")
)

OPERATIONS_ROOM = Group(N_("The operations room"), (*VIEWS, WHOSE_LIST, TAKE_BACK, HALF_DAYS))

A_LIST = Group(
    N_("Units, contacts and responsibilities"),
    (
        Command("new_item", "ctrl+n", "n", N_("New"), N_("Begin a new unit, contact or responsibility.")),
        Command(
            "remove_item",
            "f10",
            "x",
            N_("Remove"),
            N_("Take the unit, the contact or the responsibility out of its list; the history keeps it."),
        ),
        SORT,
    ),
    (*KEYS_OF_A_LIST, ("Enter", N_("Open what the row is about, and change it."))),
)

ABSENCES = Group(
    N_("Absences"),
    (
        Command("new_absence", "ctrl+n", "n", N_("New"), N_("Tell that somebody is away, and until when.")),
        Command("remove_absence", "f10", "x", N_("Remove"), N_("Take the absence away, as if it had not been told.")),
        SORT,
    ),
    (*KEYS_OF_A_LIST, ("Enter", N_("Change when the absence is."))),
)

CALENDARS = Group(
    N_("Calendars"),
    (
        Command("new_calendar", "ctrl+n", "n", N_("New"), N_("Have somebody's calendar read from its web address.")),
        Command("remove_calendar", "f10", "x", N_("Remove"), N_("Read the calendar no longer; what stood in it goes.")),
        SORT,
    ),
    (*KEYS_OF_A_LIST, ("Enter", N_("Give the calendar another address."))),
)

CHANGES = Group(
    N_("What changed in the lists"),
    (
        Command(
            "bring_back",
            "f8",
            "m",
            N_("Bring it back"),
            N_("Have the list as it was after the chosen change; what it is now stays in the history."),
        ),
        SORT,
    ),
)

ONE_ITEM = Group(
    N_("One unit, contact or responsibility"),
    (
        Command("save", "ctrl+s", "s", N_("Save"), N_("Save it; every desk has it within seconds.")),
        Command(
            "choose_value",
            "f8",
            "m",
            N_("Choose from what there is"),
            N_("List what the field can hold: units, contacts, articles or themes."),
            N_("Choose"),
        ),
    ),
    (("Tab", N_("Go to the next field.")),),
)

OPERATIONS_GROUPS = (
    OPERATIONS_ROOM,
    A_LIST,
    ABSENCES.without([SORT]),
    CALENDARS.without([SORT]),
    CHANGES.without([SORT]),
    ONE_ITEM,
)
