"""What is said where two people have changed one notice."""

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.notices.notice import Notice


class NoticeConflict(KontaktError):
    """Somebody else has changed the notice meanwhile; ``theirs`` is what it is now."""

    def __init__(self, theirs: Notice) -> None:
        self.theirs = theirs
        text = _("{name} has changed “{title}” meanwhile: saving again writes over that; Esc goes back to look at it.")
        super().__init__(text.format(name=theirs.changed_by, title=theirs.title))
