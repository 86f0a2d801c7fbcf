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
            N_("Go on to a longer time, up to all there ever was; then to the last day again."),
            N_("Since when"),
        ),
    ),
    (("Enter", N_("Open the article.")),),
)
