"""Every command of kontakt, by the place where it is possible, and by room."""

from dataclasses import dataclass

from kontakt.locale import N_
from kontakt.tui.commands import article, changes, editor, find, lead, operations, urgent
from kontakt.tui.commands.command import Command, Group, commands_in
from kontakt.tui.commands.desk import DESK_GROUPS, IN_THE_SEARCH_BOX
from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.commands.notices import ONE_NOTICE


@dataclass(frozen=True, slots=True)
class CommandPlace:
    """Where one works, and the groups of what is possible there at one time. ``room`` is translated when drawn."""

    room: str
    groups: tuple[Group, ...]

    @property
    def commands(self) -> tuple[Command, ...]:
        return commands_in(self.groups)


_DESK, _EDITOR, _LEAD, _OPERATIONS = (
    N_("The desk"),
    N_("The editor's room"),
    N_("The lead's room"),
    N_("The operations room"),
)

PLACES = (
    CommandPlace(_DESK, (*DESK_GROUPS, *EVERYWHERE)),
    CommandPlace(_DESK, (ONE_NOTICE, *EVERYWHERE)),
    *(
        CommandPlace(_EDITOR, (view, editor.EDITOR_ROOM, *EVERYWHERE))
        for view in (
            editor.NEXT,
            editor.ARTICLES,
            editor.GAPS,
            editor.CLOSED,
            editor.OVERLAPS,
            editor.COVERAGE,
            editor.REVIEW,
        )
    ),
    CommandPlace(_EDITOR, (article.THE_ARTICLE, *EVERYWHERE)),
    *(
        CommandPlace(_EDITOR, (section, article.THE_ARTICLE, *EVERYWHERE))
        for section in (article.LOCAL_NOTES, article.HISTORY)
    ),
    CommandPlace(_EDITOR, (article.CONFLICT,)),
    CommandPlace(_EDITOR, (changes.CHANGES, *EVERYWHERE)),
    CommandPlace(_EDITOR, (find.FIND, *EVERYWHERE)),
    CommandPlace(_EDITOR, (urgent.KINDS, *EVERYWHERE)),
    CommandPlace(_EDITOR, (urgent.ONE_KIND, *EVERYWHERE)),
    *(
        CommandPlace(_LEAD, (view, *lead.LEAD_GROUPS, *EVERYWHERE))
        for view in (lead.MUNICIPALITIES, lead.WHY_NOT, lead.CLOSING, lead.WHEN, lead.HELPING, lead.REGION)
    ),
    *(
        CommandPlace(_OPERATIONS, (view, operations.OPERATIONS_ROOM, *EVERYWHERE))
        for view in (operations.A_LIST, operations.ABSENCES, operations.CALENDARS, operations.CHANGES)
    ),
    CommandPlace(_OPERATIONS, (operations.ONE_ITEM, *EVERYWHERE)),
)


ROOMS: tuple[tuple[str, tuple[Group, ...]], ...] = (
    (_DESK, (IN_THE_SEARCH_BOX, *DESK_GROUPS, ONE_NOTICE)),
    (_EDITOR, (*editor.LISTS, find.FIND, changes.CHANGES, *article.ARTICLE_GROUPS, *urgent.URGENT_GROUPS)),
    (_LEAD, lead.ROOM_AND_VIEWS),
    (_OPERATIONS, operations.OPERATIONS_GROUPS),
    (N_("In every room"), EVERYWHERE),
)
"""Every group once, under the room that it is in, as a handbook lists them. The names are translated when shown."""
