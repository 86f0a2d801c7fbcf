"""Two editors saved the same words of danger: what the second is shown."""

from kontakt.editor.urgent.form import kind_differences
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.locale import _
from kontakt.tui.conflict_screen import ConflictScreen, Resolution
from kontakt.tui.diff_lines import field_parts


def urgent_conflict(mine: UrgentKind, theirs: UrgentKind | None, by: str) -> ConflictScreen:
    """The question what is to be saved. ``theirs`` of None was removed, and cannot be taken."""
    heading = (
        _("{name} saved these words too, while you were writing")
        if theirs
        else _("{name} removed these words, while you were writing")
    )
    possible = [Resolution.KEEP_MINE, *([Resolution.TAKE_THEIRS] if theirs else [])]
    both = field_parts(kind_differences(theirs, mine), otherwise=_("Both versions say the same."))
    return ConflictScreen(heading.format(name=by), by, both, possible)
