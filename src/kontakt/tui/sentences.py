"""What several rooms say in one line."""

from datetime import datetime

from kontakt.locale import N_, _
from kontakt.locale.formats import since_when
from kontakt.tui.modes import DESK, EDITOR, LEAD, OPERATIONS, RIGHT_TO, Access

NOTHING_CHANGED = N_(
    "That went wrong because of a mistake in the program; nothing was changed. The log file says what."
)
"""What a room says of a step that failed, where a step that fails changes nothing."""


def server_away(since: datetime, now: datetime) -> str:
    return _("No contact with the database since {time}.").format(time=since_when(since, now))


def standby_away(since: datetime, now: datetime) -> str:
    return _("No contact with the standby of the figures since {time}.").format(time=since_when(since, now))


_MAY = {
    DESK: N_("You may log calls in the region's database now. What waited is sent."),
    EDITOR: N_("You may edit articles now: Ctrl+F leads to the editor's room."),
    LEAD: N_("You may see the figures now: Ctrl+F leads to the lead's room."),
    OPERATIONS: N_("You may edit the lists of contacts now: Ctrl+F leads to the operations room."),
}
_MAY_NOT = {
    DESK: N_("You have no right to log calls in the region's database: the group “agent” is missing."),
    EDITOR: N_("You have no right to edit articles in the region's database: the group “editor” is missing."),
    LEAD: N_("You have no right to see the lead's figures in the region's database: the group “lead” is missing."),
    OPERATIONS: N_(
        "You have no right to edit the lists of contacts in the region's database: the group “editor” is missing."
    ),
}


def may(room: str) -> str:
    """That one may use this room from now on."""
    return _(_MAY[room])


def no_right_to_log() -> str:
    return _(_MAY_NOT[DESK])


def may_not(room: str, access: Access) -> str:
    """That one may not use this room, and who gives the right."""
    roles = " ".join(f"--role {each}" for each in (*(access.groups or ()), RIGHT_TO[room]))
    owner = _("Its owner gives it: {command}.").format(command=f"kontakt database grant LOGIN {roles}")
    return f"{_(_MAY_NOT[room])} {owner}"


def made_up() -> str:
    return _("Demo: every inquiry here is made up, and so are the figures.")
