"""Every command of kontakt, by the place where it is possible: what the keys of a place are checked against, and what the
handbook's table of keys is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from kontakt.locale import N_
from kontakt.tui.commands import article, editor, lead, urgent
from kontakt.tui.commands.command import Command, Group, commands_in
from kontakt.tui.commands.desk import DESK_GROUPS
from kontakt.tui.commands.everywhere import EVERYWHERE


@dataclass(frozen=True, slots=True)
class Place:
    """Where one works, and the groups of what is possible there at one time. ``room`` is translated when drawn."""

    room: str
    groups: tuple[Group, ...]

    @property
    def commands(self) -> tuple[Command, ...]:
        return commands_in(self.groups)


_DESK, _EDITOR, _LEAD = N_("The desk"), N_("The editor's room"), N_("The lead's room")

PLACES = (
    Place(_DESK, (*DESK_GROUPS, *EVERYWHERE)),
    *(
        Place(_EDITOR, (view, editor.EDITOR_ROOM, *EVERYWHERE))
        for view in (
            editor.NEXT,
            editor.ARTICLES,
            editor.GAPS,
            editor.OVERLAPS,
            editor.COVERAGE,
            editor.REVIEW,
        )
    ),
    Place(_EDITOR, (article.THE_ARTICLE, *EVERYWHERE)),
    *(
        Place(_EDITOR, (section, article.THE_ARTICLE, *EVERYWHERE))
        for section in (article.LOCAL_NOTES, article.HISTORY)
    ),
    Place(_EDITOR, (article.CONFLICT,)),
    Place(_EDITOR, (urgent.KINDS, *EVERYWHERE)),
    Place(_EDITOR, (urgent.ONE_KIND, *EVERYWHERE)),
    *(
        Place(_LEAD, (view, *lead.LEAD_GROUPS, *EVERYWHERE))
        for view in (lead.MUNICIPALITIES, lead.WHY_NOT, lead.CLOSING, lead.WHEN, lead.HELPING)
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One command in the handbook's table of keys; ``room`` and ``group`` are its headings, untranslated."""

    room: str
    group: str
    command: Command


def rows() -> Iterator[Row]:
    """Every command once under each group that it is in, rooms and groups in their order; what is possible in every room
    comes last."""
    everywhere = N_("In every room")
    seen: set[tuple[str, str]] = set()
    for place in PLACES:
        for group in reversed(place.groups):
            if group not in EVERYWHERE and (place.room, group.heading) not in seen:
                seen.add((place.room, group.heading))
                yield from (Row(place.room, group.heading, each) for each in group.commands)
    yield from (Row(everywhere, group.heading, each) for group in EVERYWHERE for each in group.commands)
