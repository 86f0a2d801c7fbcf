"""What is asked before articles are published about which there is something to look at."""

from collections.abc import Sequence

from kontakt.locale import _
from kontakt.locale.formats import number
from kontakt.tui.widgets.choice import Choice, KeyMenu

_MOST = 6


def warnings_menu(question: str, warnings: Sequence[str]) -> KeyMenu[bool]:
    """Whether to publish in spite of these ``warnings``, each a sentence."""
    lines = [f"– {each}" for each in warnings[:_MOST]]
    if (more := len(warnings) - _MOST) > 0:
        lines.append(_("– and {count} more").format(count=number(more)))
    choices = [
        Choice(True, _("Yes, publish it like this"), key="1"),
        Choice(False, _("No, I will look at it"), key="2"),
    ]
    return KeyMenu("\n".join([question, "", *lines]), choices, hint=_("One key chooses.   Esc: back"))
