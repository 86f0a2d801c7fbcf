"""Two editors saved the same unit, contact or responsibility: what the second is shown."""

from kontakt.directory.contacts.contact_list import ContactItem
from kontakt.directory.contacts.editing import ItemConflict
from kontakt.locale import _
from kontakt.operations.form import FormContext, item_differences
from kontakt.tui.conflict_screen import ConflictScreen, Resolution
from kontakt.tui.diff_lines import field_parts


def item_conflict(mine: ContactItem, conflict: ItemConflict, context: FormContext) -> ConflictScreen:
    """The question what is to be saved. What was removed cannot be taken."""
    heading = (
        _("{name} saved this too, while you were writing")
        if conflict.theirs
        else _("{name} removed or changed this, while you were writing")
    )
    possible = [Resolution.KEEP_MINE, *([Resolution.TAKE_THEIRS] if conflict.theirs else [])]
    both = field_parts(item_differences(conflict.theirs, mine, context), otherwise=_("Both versions say the same."))
    return ConflictScreen(heading.format(name=conflict.by), conflict.by, both, possible)
