"""A terminal that does not send UTF-8, as most older ones do where they are not told to."""

from textual.message import Message

from kontakt.locale import _


class Misread(Message):
    """Bytes that are not UTF-8 were read as U+FFFD."""


def misread() -> str:
    return _("The terminal sends characters that are not UTF-8 (shown as �): set it to UTF-8.")
