"""What can be done where the texts of all articles are searched."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group
from kontakt.tui.commands.editor import TAKE_BACK

FIND = Group(
    N_("Find and replace"),
    (
        Command(
            "replace",
            "f8",
            "m",
            N_("Replace"),
            N_("Replace the text in the marked articles, or in all that are listed, as one step."),
            N_("Replace"),
        ),
        Command("mark", "f9", "w", N_("Mark"), N_("Mark the article: then it is replaced in the marked ones alone.")),
        TAKE_BACK,
    ),
    (
        ("Tab", N_("Go to the next field, and to the list.")),
        ("Enter", N_("In the list: open the article.")),
    ),
)
