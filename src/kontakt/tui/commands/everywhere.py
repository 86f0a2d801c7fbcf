"""What can be done in every room."""

from kontakt.locale import N_
from kontakt.tui.commands.command import MORE, MORE_KEY, Command, Group, pick

KONTAKT_ITSELF = Group(
    N_("kontakt itself"),
    (
        Command("help", "f1", "h", N_("Help"), N_("Show every key."), N_("Help")),
        Command(
            MORE, MORE_KEY, "", N_("More"), N_("List everything that can be done here; a letter chooses."), N_("More")
        ),
        Command("command_palette", "ctrl+p", "d", N_("Find a command"), N_("Find any action by its name."), N_("Find")),
        Command(
            "room",
            "ctrl+f",
            "e",
            N_("Room"),
            N_("Go to another room; pressed twice, it leads to the desk from everywhere."),
            N_("Room"),
        ),
        Command("language", "", "v", N_("Language"), N_("Switch between bokmål, nynorsk and English.")),
        Command("colours", "", "c", N_("Colours"), N_("Switch between dark, light and high contrast.")),
        Command("quit", "ctrl+q", "0", N_("Quit"), N_("Close the desk. What is logged is safe.")),
    ),
)

EVERYWHERE = (KONTAKT_ITSELF,)

IN_EVERY_FOOT = pick(EVERYWHERE, "more", "room", "help")
(ROOM,) = pick(EVERYWHERE, "room")
