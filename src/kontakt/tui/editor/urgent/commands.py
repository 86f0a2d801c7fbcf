"""What can be done with the table of dangers, on the pattern of tui.actions."""

from kontakt.locale import N_
from kontakt.tui.commands import Command

URGENT = Command(
    "urgent",
    "ctrl+y",
    "u",
    N_("When life is at stake"),
    N_("Show the words that mean danger to life, and whom the desk says to ring."),
    N_("Danger"),
)

KINDS_COMMANDS = (
    Command("new_kind", "ctrl+n", "n", N_("New kind"), N_("Begin a new kind of danger."), N_("New")),
    Command(
        "raise_kind",
        "f8",
        "m",
        N_("More dangerous"),
        N_("Move the kind up: where a call speaks of several, the topmost is told of."),
        N_("Move up"),
    ),
    Command(
        "remove_kind",
        "f10",
        "x",
        N_("Remove the kind"),
        N_("Take the kind out of the table; its history is kept."),
        N_("Remove"),
    ),
)

KIND_COMMANDS = (
    Command("save", "ctrl+s", "s", N_("Save"), N_("Save the words; every desk has them within seconds.")),
    Command("history", "f6", "6", N_("History"), N_("List what these words were, and take one of it into the fields.")),
)
