"""One agent at work, without a screen."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kontakt.desk.call import Call
from kontakt.desk.calls import Calls
from kontakt.desk.corrections import with_transfer_result
from kontakt.desk.feedback import FeedbackSender
from kontakt.desk.finder import Finder
from kontakt.desk.logbook import Logbook
from kontakt.desk.message_draft import MessageDraft, TypedMessage, message_of
from kontakt.desk.outcome import Missing, inquiry_of, missing_for
from kontakt.desk.recipients import has_recipients
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import Inquiry, TransferResult
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.privacy_guard import NotAllowed, guarded_note, refuse_together
from kontakt.installation.clock import utc_now
from kontakt.library.library import Library
from kontakt.library.message_item import item_of
from kontakt.messages.message import MessageStep, StepKind
from kontakt.settings import Settings


class DeskSession:
    """The rules of a call (docs/architecture.md): the parts of a desk, and what concerns several of them. Every method
    is quick enough for the screen's thread.

    The arrows between the parts go one way: ``finder`` searches for the call in progress of ``calls``; ``feedback`` and
    the module ``outcome`` read both; ``logbook`` stores what it is given. No part knows the session.
    """

    def __init__(
        self, settings: Settings, journal: Journal, library: Library, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.journal = journal
        self.clock = clock
        self.calls = Calls(clock)
        self.finder = Finder(self.calls, library)
        self.logbook = Logbook(journal, clock)
        self.warm = False
        """Whether the agent's last transfer was warm, which the next one is then, too."""
        self.typed_messages: dict[tuple[UUID, Outcome], TypedMessage] = {}
        """What stands in the form of a message that was left, by its inquiry. In memory alone."""
        self.typed_corrections: dict[UUID, TypedMessage] = {}
        """What stands in the form that corrects an open message, by its id, until that is done. In memory alone."""
        self.sign_in(settings)

    def sign_in(self, settings: Settings) -> None:
        """Work with these settings from now on. Nothing may have been logged under another name."""
        self.settings = settings
        self.feedback = FeedbackSender(self.calls, self.finder, self.journal, agent=settings.agent, clock=self.clock)

    @property
    def library(self) -> Library:
        return self.finder.library

    @property
    def call(self) -> Call:
        """The call in progress; until it has ``begun``, what the last one left on the screen."""
        return self.calls.current

    @property
    def begun(self) -> bool:
        return self.calls.begun

    @property
    def municipality(self) -> str | None:
        """The number of the call's municipality; None while it has none."""
        return self.calls.municipality

    # --- what changes the call, and so what is found for it ------------------------------------------------

    def choose_municipality(self, number: str | None, *, lock: bool = False) -> None:
        """Choose for this call (None: it is unknown), or lock for every call until another is chosen."""
        self.calls.choose_municipality(number, lock=lock)
        self.finder.answer_anew()

    def unlock(self) -> None:
        """The locked municipality holds no longer, nor for the call in progress."""
        self.calls.unlock()
        self.finder.answer_anew()

    def new_call(self) -> None:
        """Begin a call; one without an outcome is parked, not cleared away."""
        self.calls.start_new()
        self.finder.answer_anew()

    def next_question(self) -> bool:
        """Begin the same caller's next question. False where there has been no call to go on from."""
        started = self.calls.start_next_question()
        if started:
            self.finder.answer_anew()
        return started

    def take_up(self, parked: Call) -> None:
        """Go on with a parked call; the one in progress is parked in its place."""
        self.calls.take_up(parked)
        self.finder.answer_anew()

    # --- the note: of the call in progress, or, after its outcome, of the inquiry just logged ------------------

    @property
    def note(self) -> str:
        """What stands in the note that is written."""
        late = self.logbook.open_note
        return late.text if late else self.call.note

    @property
    def note_refusal(self) -> str:
        """Why the note may not be stored beside the search that it belongs to, in one sentence; empty where it may."""
        late = self.logbook.open_note
        query = late.entry.inquiry.query if late else self.call.query
        try:
            guarded_note(self.note)
            refuse_together(query, self.note)
        except NotAllowed as refused:
            return str(refused)
        return ""

    def open_note(self) -> None:
        """Write the note of the call in progress; after an outcome, of the inquiry just logged."""
        if not self.begun:
            self.logbook.write_late_note()

    def write_note(self, text: str) -> None:
        if late := self.logbook.open_note:
            late.text = text
        else:
            self.calls.write_note(text)

    # --- the outcome -----------------------------------------------------------------------------------

    def missing_for(self, outcome: Outcome, cause: Cause | None = None) -> Missing | None:
        """What must still be asked for, in the order to ask it."""
        return missing_for(outcome, cause, self.calls, self.finder)

    @property
    def offers_recipients(self) -> bool:
        """Whether there is anybody to put this caller through to by name."""
        return has_recipients(self.library, self.finder.article_on_card, self.municipality)

    @property
    def just_put_through(self) -> bool:
        """Whether the inquiry just logged went to a unit, and no other call is in progress: what came of it can be
        said."""
        entry = self.logbook.just_logged
        return not self.begun and entry is not None and entry.inquiry.unit is not None

    @property
    def nobody_answered(self) -> bool:
        """Whether that is what came of the transfer just logged."""
        entry = self.logbook.just_logged
        return entry is not None and entry.inquiry.transfer_result is TransferResult.NO_ANSWER

    def set_transfer_result(self, result: TransferResult) -> Inquiry | None:
        """Say what came of the transfer just logged: the inquiry as corrected. None where there is none. Raises
        KontaktError."""
        entry = self.logbook.just_logged
        if entry is None or not self.just_put_through:
            return None
        inquiry = with_transfer_result(entry.inquiry, result)
        self.logbook.correct(entry, inquiry)
        return inquiry

    def log(
        self,
        outcome: Outcome,
        *,
        cause: Cause | None = None,
        warm: bool = False,
        unit: str | None = None,
        transfer_result: TransferResult | None = None,
        draft: MessageDraft | None = None,
    ) -> Inquiry:
        """Log the outcome of the question in progress; it is safe when this returns. ``unit`` is the one that the
        caller was put through to, as in ``Inquiry``; ``draft`` is the message that leaves with it, and is as safe.

        Raises KontaktError, with nothing changed, when the journal cannot take it or the privacy guard
        refuses a text. Nothing may be ``missing_for`` the outcome: else ValueError.
        """
        inquiry = inquiry_of(
            self.calls,
            self.finder,
            outcome,
            cause=cause,
            warm=warm,
            unit=unit,
            transfer_result=transfer_result,
            settings=self.settings,
            at=self.clock(),
        )
        written = [MessageStep(StepKind.WRITTEN, message_of(draft, inquiry, self.library))] if draft else []
        self.logbook.log(inquiry, *map(item_of, written))
        self.finder.count_about(inquiry.notice)
        self.calls.end(inquiry.article)
        self._forget_typed()
        return inquiry

    def _forget_typed(self) -> None:
        """Of what stands in forms, keep that of the calls that are parked."""
        parked = {call.inquiry_id for call in self.calls.parked}
        self.typed_messages = {key: typed for key, typed in self.typed_messages.items() if key[0] in parked}

    def take_article_off(self) -> Inquiry | None:
        """Say that the inquiry just logged was about no article: the inquiry as corrected. None where there is none to
        correct, or another call is in progress. Raises KontaktError."""
        corrected = None if self.begun else self.logbook.take_article_off()
        if corrected:
            self.calls.forget_read()
        return corrected
