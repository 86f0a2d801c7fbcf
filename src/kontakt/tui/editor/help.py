"""What the help page says in the editor's room, and on an article's page."""

from kontakt.locale import N_
from kontakt.tui.commands import (
    APP_COMMANDS,
    ARTICLE_COMMANDS,
    CONFLICT_COMMANDS,
    HISTORY_COMMANDS,
    LIST_COMMANDS,
    NOTE_COMMANDS,
    ROOM_COMMANDS,
)
from kontakt.tui.editor.lists.commands import IN_A_LIST, SORT
from kontakt.tui.editor.lists.views import VIEWS
from kontakt.tui.editor.urgent.commands import URGENT
from kontakt.tui.help_screen import Group

_IN_EVERY_LIST = (*LIST_COMMANDS, SORT)
_ITSELF = Group(N_("kontakt itself"), APP_COMMANDS)

ARTICLE_HELP = (
    Group(N_("The article"), ARTICLE_COMMANDS),
    Group(
        N_("In the fields"),
        keys=(
            ("Tab", N_("Go to the next field; Shift+Tab to the one before.")),
            (N_("Space"), N_("Mark or unmark one of several values; the arrows go through them.")),
            ("Ctrl+Z", N_("Take back what was typed in a field of several lines.")),
            ("Esc", N_("Back to the list; a text that is not saved is asked about.")),
        ),
    ),
    Group(N_("Local notes"), NOTE_COMMANDS),
    Group(N_("History"), HISTORY_COMMANDS),
    Group(N_("When somebody else has saved the article meanwhile"), CONFLICT_COMMANDS),
    _ITSELF,
)

ROOM_HELP = (
    Group(N_("The editor's room"), (*ROOM_COMMANDS, URGENT)),
    Group(N_("In every list"), _IN_EVERY_LIST, keys=IN_A_LIST),
    *(
        Group(each.TITLE, own)
        for each in VIEWS
        if (own := tuple(a for a in each.COMMAND_TABLE if a not in _IN_EVERY_LIST))
    ),
    *ARTICLE_HELP,
)
