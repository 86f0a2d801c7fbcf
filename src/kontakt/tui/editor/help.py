"""What the help page says in the editor's room, on an article's page, and at the table of what means danger to life."""

from kontakt.tui.commands import article, editor, urgent
from kontakt.tui.commands.everywhere import EVERYWHERE

ARTICLE_HELP = (
    article.THE_ARTICLE,
    article.IN_THE_FIELDS,
    article.LOCAL_NOTES,
    article.HISTORY,
    article.CONFLICT,
    *EVERYWHERE,
)

ROOM_HELP = (
    editor.EDITOR_ROOM,
    editor.IN_EVERY_LIST,
    *(
        each.without(editor.IN_EVERY_LIST.commands)
        for each in (editor.NEXT, editor.GAPS, editor.OVERLAPS, editor.COVERAGE, editor.REVIEW)
    ),
    *ARTICLE_HELP,
)

URGENT_HELP = (urgent.KINDS, urgent.ONE_KIND, urgent.PHRASES, *EVERYWHERE)
