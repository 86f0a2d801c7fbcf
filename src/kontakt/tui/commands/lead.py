"""What can be done in the lead's room, in all of it and in each of its views. Ctrl+B does what is peculiar to a
view."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group, pick
from kontakt.tui.commands.lists import KEYS_OF_A_LIST, SORT

VIEWS = (
    Command(
        "view.municipalities",
        "f2",
        "2",
        N_("Municipalities"),
        N_("Show where each municipality stands against its target."),
        N_("Standing"),
    ),
    Command("view.why_not", "f3", "3", N_("Why not"), N_("Show why inquiries were forwarded, and on what.")),
    Command(
        "view.closing",
        "f4",
        "4",
        N_("Closing the gap"),
        N_("Show what would bring a municipality to its target."),
        N_("The gap"),
    ),
    Command("view.when", "f5", "5", N_("When"), N_("Show at which hours and by which channels inquiries come.")),
    Command(
        "view.helping",
        "f6",
        "6",
        N_("Who helps whom"),
        N_("Show who answers for whom, how well the search serves, and the time that is freed."),
        N_("Helping"),
    ),
    Command(
        "view.region",
        "f11",
        "1",
        N_("The region"),
        N_("Show and change the municipalities with their targets, and the themes; and who has changed what."),
        N_("Region"),
    ),
)

WHICH_INQUIRIES = Group(
    N_("Which inquiries"),
    (
        Command(
            "stretch",
            "f7",
            "p",
            N_("Period"),
            N_("Go on to the next period: today, week, month, quarter, year, all."),
        ),
        Command(
            "step.before",
            "ctrl+g",
            "g",
            N_("The period before"),
            N_("Go back to the period before: the month before, the quarter before."),
            N_("Before"),
        ),
        Command(
            "step.after",
            "ctrl+l",
            "i",
            N_("The period after"),
            N_("Go on to the period after."),
            N_("After"),
        ),
        Command(
            "compare",
            "f8",
            "s",
            N_("Compare with"),
            N_("Compare with the period before, the same one last year, or nothing."),
            N_("Compare"),
        ),
        Command("filters", "f9", "f", N_("Filter"), N_("Choose a municipality, a theme, a channel or a caller type.")),
        Command("clear_filters", "f10", "x", N_("Clear the filters"), N_("Look at everything again."), N_("All")),
        Command(
            "type_period",
            "ctrl+t",
            "t",
            N_("Type a period"),
            N_("Write any period: a day, a week, a month, a quarter, a year, or from one to another."),
            N_("Any period"),
        ),
    ),
)

LEAD_ROOM = Group(
    N_("The lead's room"),
    (
        *VIEWS,
        Command(
            "report", "ctrl+s", "l", N_("Make a report"), N_("Make a report of what is shown, as a file."), N_("Report")
        ),
        Command("refresh", "ctrl+n", "n", N_("Count anew"), N_("Take in what was logged until now."), N_("Count anew")),
    ),
)

LEAD_GROUPS = (LEAD_ROOM, WHICH_INQUIRIES)

IN_THE_FOOT = pick(LEAD_GROUPS, "stretch", "step.before", "step.after", "filters", "compare", "report")
(TYPE_PERIOD,) = pick(LEAD_GROUPS, "type_period")

_OPEN_ARTICLE = Command(
    "open_article",
    "ctrl+b",
    "b",
    N_("Open the article"),
    N_("Open the article in the editor's room."),
    N_("Open the article"),
)

COSTS = Command(
    "costs",
    "",
    "k",
    N_("Share a cost"),
    N_("Share a cost between the municipalities: a part equally, the rest by inhabitants or by inquiries."),
    N_("Share a cost"),
)

MUNICIPALITIES = Group(N_("Municipalities"), (SORT,))
WHY_NOT = Group(N_("Why not"), (_OPEN_ARTICLE, SORT))
CLOSING = Group(N_("Closing the gap"), (_OPEN_ARTICLE,))
WHEN = Group(
    N_("When"),
    (
        Command(
            "switch",
            "ctrl+b",
            "b",
            N_("Inquiries or rate"),
            N_("Switch between how many inquiries come and how many of them are resolved."),
            N_("Inquiries or rate"),
        ),
    ),
)
HELPING = Group(
    N_("Who helps whom"),
    (
        Command(
            "minutes",
            "ctrl+b",
            "b",
            N_("Minutes per inquiry"),
            N_("Change how many minutes a case worker is assumed to spend on an inquiry."),
            N_("Minutes"),
        ),
        COSTS,
    ),
)

REGION = Group(
    N_("The region"),
    (
        Command(
            "themes",
            "ctrl+b",
            "b",
            N_("Municipalities or themes"),
            N_("Switch between the region's municipalities and its themes."),
            N_("Themes"),
        ),
        Command(
            "add",
            "ctrl+y",
            "y",
            N_("A new one"),
            N_("Add a municipality that joins the region, or a theme."),
            N_("New"),
        ),
    ),
)

IN_EVERY_LIST = Group(
    N_("In every list"),
    (SORT,),
    (
        *KEYS_OF_A_LIST,
        ("← →", N_("Go to the next municipality, where one at a time is shown.")),
        ("Enter", N_("Open what is behind the chosen row.")),
        ("Esc", N_("Go back up.")),
    ),
)
"""What works in every list, for the help page."""

ROOM_AND_VIEWS = (
    *LEAD_GROUPS,
    IN_EVERY_LIST,
    *(each.without(IN_EVERY_LIST.commands) for each in (WHY_NOT, CLOSING, WHEN, HELPING, REGION)),
)
"""The groups of the room, each command once."""
