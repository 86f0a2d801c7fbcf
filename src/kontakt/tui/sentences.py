"""What several rooms say in one line."""

from datetime import datetime

from kontakt.locale import N_, _
from kontakt.locale.formats import clock

NOTHING_CHANGED = N_(
    "That went wrong because of a mistake in the program; nothing was changed. The log file says what."
)
"""What a room says of a step that failed, where a step that fails changes nothing."""


def no_contact(since: datetime) -> str:
    return _("No contact with the database since {time}.").format(time=clock(since))


def made_up() -> str:
    return _("Demo: every inquiry here is made up, and so are the figures.")
