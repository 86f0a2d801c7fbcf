"""What is said of an agent's own inquiries that may still be corrected and withdrawn."""

from kontakt.inquiries.inquiry import UNDO_DAYS
from kontakt.locale import _


def own_title() -> str:
    """What the list of them is called."""
    return _("Yours from the last {days} days").format(days=UNDO_DAYS)


def nothing_of_own() -> str:
    return _("You have logged nothing in the last {days} days.").format(days=UNDO_DAYS)


def not_among_own() -> str:
    return _("That inquiry is not among yours of the last {days} days.").format(days=UNDO_DAYS)


def not_of_own(id: str) -> str:
    return _("{id} is not an inquiry of yours from the last {days} days.").format(id=id, days=UNDO_DAYS)
