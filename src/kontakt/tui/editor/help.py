"""What the help page says in the editor's room, on an article's page, and at the table of what means danger to life."""

from kontakt.tui.commands.article import ARTICLE_GROUPS
from kontakt.tui.commands.changes import CHANGES
from kontakt.tui.commands.editor import LISTS
from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.commands.find import FIND
from kontakt.tui.commands.urgent import URGENT_GROUPS

ARTICLE_HELP = (*ARTICLE_GROUPS, *EVERYWHERE)
CHANGES_HELP = (CHANGES, *EVERYWHERE)
FIND_HELP = (FIND, *EVERYWHERE)
ROOM_HELP = (*LISTS, *ARTICLE_HELP)
URGENT_HELP = (*URGENT_GROUPS, *EVERYWHERE)
