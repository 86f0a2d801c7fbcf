"""What the desk says of a note that is written after the outcome."""

from textwrap import shorten

from kontakt.desk.session import DeskSession
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.privacy_guard import masked_note
from kontakt.library.labels import OUTCOMES
from kontakt.library.names import title_of
from kontakt.locale import _, language
from kontakt.tui.desk.sentences import municipality_name

_TITLE_WIDTH = 40


def heading(session: DeskSession) -> str:
    """Which inquiry the open note belongs to; empty for the call in progress."""
    late = session.logbook.open_note
    return _("Note on {inquiry}, just logged").format(inquiry=_name(late.entry.inquiry, session)) if late else ""


def stored(inquiry: Inquiry, session: DeskSession) -> str:
    if not inquiry.note:
        return _("The note on {inquiry} is taken away.").format(inquiry=_name(inquiry, session))
    said = _("The note is added to {inquiry}.").format(inquiry=_name(inquiry, session))
    return "   ".join(filter(None, (said, masked_note(inquiry.note), _("Ctrl+Z corrects it."))))


def left() -> str:
    return _("The note is not stored. Ctrl+T opens it again, until the next call begins.")


def refused(problem: Exception) -> str:
    return _("{problem} Or press Esc to leave the note.").format(problem=problem)


def _name(inquiry: Inquiry, session: DeskSession) -> str:
    article = session.library.article(inquiry.article)
    about = title_of(article, language()) if article else _(OUTCOMES[inquiry.outcome])
    return (
        f"{shorten(about, _TITLE_WIDTH, placeholder=' …')} · {municipality_name(inquiry.municipality, session.library)}"
    )
