"""What is logged at this desk, and how it is corrected."""

from collections.abc import Callable
from datetime import datetime

from kontakt.desk.corrections import about_no_article
from kontakt.desk.late_note import LateNote, late_note
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.message_item import MessageItem


class Logbook:
    """Every entry goes into the journal, and is safe when a method returns.

    ``just_logged`` is the newest entry of the inquiry logged last, None where there is none to mend. ``late_note`` is
    the note that is written for it after its outcome. Every method raises KontaktError, with nothing changed, when
    the journal cannot take the entry or the privacy guard refuses a text.
    """

    def __init__(self, journal: Journal, clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._clock = clock
        self.just_logged: Entry | None = None
        self.late_note: LateNote | None = None

    def log(self, inquiry: Inquiry, *messages: MessageItem) -> None:
        """With the messages that leave with it: all of it is stored, or nothing."""
        entry = logged(inquiry, inquiry.logged_at)
        self._journal.append(entry, *messages)
        self.just_logged = entry
        self.late_note = self.open_note  # one that was left belongs to the inquiry before

    def correct(self, previous: Entry, inquiry: Inquiry) -> None:
        """Put ``inquiry`` in the place of what ``previous``, its newest entry, says."""
        entry = corrected(previous, inquiry, self._clock())
        self._journal.append(entry)
        if self._is_just_logged(inquiry):
            self.just_logged = entry

    def take_article_off(self) -> Inquiry | None:
        """Say that the inquiry just logged was about no article, and no notice: the inquiry as corrected. None where
        there is none to correct."""
        entry = self.just_logged
        if entry is None or (entry.inquiry.article is None and entry.inquiry.notice is None):
            return None
        corrected_inquiry = about_no_article(entry.inquiry)
        self.correct(entry, corrected_inquiry)
        return corrected_inquiry

    def withdraw(self, previous: Entry) -> None:
        """Take an inquiry out of every count; its history is kept."""
        self._journal.append(withdrawn(previous, self._clock()))
        if self._is_just_logged(previous.inquiry):
            self.just_logged = self.late_note = None

    def _is_just_logged(self, inquiry: Inquiry) -> bool:
        return self.just_logged is not None and self.just_logged.inquiry.id == inquiry.id

    # --- the note written after the outcome ----------------------------------------------------------------

    @property
    def open_note(self) -> LateNote | None:
        """The late note, while the agent writes it."""
        return self.late_note if self.late_note and self.late_note.open else None

    def write_late_note(self) -> None:
        """Open the note of the inquiry just logged: as it was stored, or as it was left half-written."""
        if self.late_note:
            self.late_note.open = True
        elif self.just_logged:
            self.late_note = late_note(self.just_logged)

    def store_late_note(self) -> Inquiry | None:
        """Store it as a correction, and close it; the inquiry as corrected, None where nothing was changed."""
        late = self.late_note
        changed = late.corrected if late and late.is_changed else None
        if late and changed:
            self.correct(late.entry, changed)
        self.late_note = None
        return changed

    def leave_late_note(self) -> bool:
        """Close it without storing it. Returns whether that leaves anything unstored, which can be opened again."""
        late = self.late_note
        if late and late.is_changed:
            late.open = False
            return True
        self.late_note = None
        return False
