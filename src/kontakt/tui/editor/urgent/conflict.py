"""Two editors saved the same words of danger: what the second is shown."""

from kontakt.editor.text_diff import differences
from kontakt.knowledge.files.urgent import format_kind
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.locale import _
from kontakt.tui.editor.conflict_screen import ConflictScreen, Resolution
from kontakt.tui.editor.diff_lines import diff_parts


def urgent_conflict(mine: UrgentKind, theirs: UrgentKind | None, by: str) -> ConflictScreen:
    """The question what is to be saved. ``theirs`` of None was removed, and cannot be taken."""
    heading = (
        _("{name} saved these words too, while you were writing")
        if theirs
        else _("{name} removed these words, while you were writing")
    )
    possible = [Resolution.KEEP_MINE, *([Resolution.TAKE_THEIRS] if theirs else [])]
    lines = differences("\n".join(format_kind(theirs)), "\n".join(format_kind(mine)))
    both = diff_parts(lines, otherwise=_("Both versions say the same."))
    return ConflictScreen(heading.format(name=by), by, both, possible)
