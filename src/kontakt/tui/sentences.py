"""What several rooms say in one line."""

from kontakt.locale import N_, _

NOTHING_CHANGED = N_(
    "That went wrong because of a mistake in the program; nothing was changed. The log file says what."
)
"""What a room says of a step that failed, where a step that fails changes nothing."""


def made_up() -> str:
    return _("Demo: every inquiry here is made up, and so are the figures.")
