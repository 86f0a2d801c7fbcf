"""A note that is written after the outcome: it belongs to the inquiry just logged, and never to the next caller."""

from dataclasses import dataclass, replace

from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.inquiries.privacy_guard import guarded_note


@dataclass(slots=True)
class LateNote:
    """What is written, over the inquiry's newest entry. ``open`` says that the agent is writing it now; one that was
    left without being stored can be opened again until the next inquiry is logged."""

    entry: Entry
    text: str
    open: bool = True

    @property
    def is_changed(self) -> bool:
        return self.text.strip() != _stored(self.entry)

    @property
    def corrected(self) -> Inquiry:
        """The inquiry with this note."""
        return replace(self.entry.inquiry, note=self.text.strip())


def late_note(entry: Entry) -> LateNote:
    """The note of a logged inquiry, to be mended: as it was stored, which is not always as it was typed."""
    return LateNote(entry, _stored(entry))


def _stored(entry: Entry) -> str:
    return guarded_note(entry.inquiry.note)  # it was logged, so it is refused no longer
