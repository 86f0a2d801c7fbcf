"""What works in the lists of the editor's and the lead's room alike."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command

SORT = Command("sort", "ctrl+r", "r", N_("Sort"), N_("Sort the list by its next column."), N_("Sort"))

KEYS_OF_A_LIST = (
    (N_("letters"), N_("Narrow the list; Esc lists everything again.")),
    ("↑ ↓ PgUp PgDn", N_("Move through the list, with Ctrl+Home and Ctrl+End to its ends.")),
)
