"""What can be done with the table of what means danger to life, and with one kind of danger in it."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group

KINDS = Group(
    N_("The kinds of danger"),
    (
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
    ),
)

ONE_KIND = Group(
    N_("One kind of danger"),
    (
        Command("save", "ctrl+s", "s", N_("Save"), N_("Save the words; every desk has them within seconds.")),
        Command(
            "history", "f6", "6", N_("History"), N_("List what these words were, and take one of it into the fields.")
        ),
    ),
)

PHRASES = Group(
    N_("How a phrase is written"),
    keys=(
        (N_("word word"), N_("In this order, with few other words between; any form of a word, and a slip.")),
        ("a/b", N_("Either word.")),
        (N_("begin-  -end"), N_("Every word that begins so, or ends so.")),
        (N_("not"), N_("Any word that denies, also in dialect.")),
    ),
)

URGENT_GROUPS = (KINDS, ONE_KIND, PHRASES)
