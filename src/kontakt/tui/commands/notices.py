"""What can be done with notices: at the desk, and while one is written."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group

HAPPENS_NOW = Group(
    N_("What happens now"),
    (
        Command(
            "notices",
            "ctrl+r",
            "3",
            N_("Notices"),
            N_("List the notices that are out: read one, log the answer to it, end or lengthen it."),
            N_("Notices"),
        ),
        Command(
            "write_notice",
            "",
            "4",
            N_("Write a notice"),
            N_("Tell every desk what happens now: a kind, a title, and until when."),
            N_("New notice"),
        ),
    ),
)

ONE_NOTICE = Group(
    N_("One notice"),
    (
        Command("save", "ctrl+s", "s", N_("Save"), N_("Save it; every desk has it within seconds.")),
        Command(
            "choose_value",
            "f8",
            "m",
            N_("Choose from what there is"),
            N_("List what the field can hold: kinds, priorities, municipalities or articles."),
            N_("Choose"),
        ),
    ),
    (("Tab", N_("Go to the next field.")),),
)
