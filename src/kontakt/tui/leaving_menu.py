"""What is asked of an editor who leaves something that is not saved."""

from enum import StrEnum

from kontakt.locale import _
from kontakt.tui.widgets.choice import Choice, KeyMenu


class Leaving(StrEnum):
    """What is to become of what is not saved."""

    SAVE = "save"
    KEEP = "keep"
    DROP = "drop"


def leaving_menu(title: str, *, may_keep: bool) -> KeyMenu[Leaving]:
    """``may_keep`` offers to leave it among the unsaved texts."""
    labels = {
        Leaving.SAVE: (_("Save it"), ""),
        **({Leaving.KEEP: (_("Leave it unsaved for now"), _("Ctrl+T lists it"))} if may_keep else {}),
        Leaving.DROP: (_("Throw away what is not saved"), ""),
    }
    choices = [Choice(each, label, detail, str(key)) for key, (each, (label, detail)) in enumerate(labels.items(), 1)]
    return KeyMenu(title, choices, hint=_("One key chooses.   Esc: stay here"))
