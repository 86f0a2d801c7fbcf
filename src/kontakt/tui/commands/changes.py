"""What can be done where the changes across articles are listed."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group

CHANGES = Group(
    N_("What changed"),
    (
        Command(
            "since",
            "f7",
            "p",
            N_("Since when"),
            N_("Show the changes of today, of 7 or 30 days, of a year, or all."),
            N_("Since when"),
        ),
    ),
    (("Enter", N_("Open the article.")),),
)
