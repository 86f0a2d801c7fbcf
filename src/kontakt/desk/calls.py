"""The calls at one desk: the one in progress, and those that are parked without an outcome."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kontakt.desk.call import Call, ReadArticle
from kontakt.inquiries.inquiry import CallerType, Channel


class Calls:
    """What belongs to a call whatever is found for it: when it begins, its municipality, note and caller, and where it
    goes when another one comes.

    ``current`` always stands there; until it has ``begun`` it only shows what the last one left on the screen.
    ``parked`` are calls without an outcome, the oldest first. ``locked`` is the number of the municipality that holds
    for every call, None for none. ``last_logged`` is the call whose outcome was logged last. ``clock`` tells the time
    in UTC.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.current = Call(started_at=clock())
        self.begun = False
        self.parked: list[Call] = []
        self.locked: str | None = None
        self.last_logged: Call | None = None

    def begin(self) -> None:
        """The agent does something in a call: it begins now, if it has not begun yet."""
        if not self.begun:
            self.begun = True
            self.current.started_at = self.clock()

    # --- the municipality --------------------------------------------------------------------------------

    @property
    def municipality(self) -> str | None:
        """The number of the call's; None while the text names one and chooses none, or where it is said to be
        unknown."""
        call = self.current
        return None if call.undecided or call.unknown else call.municipality or self.locked

    @property
    def municipality_of_card(self) -> str | None:
        """The one whose rule is to be read: what was just logged stays readable, with its own, until the next call
        begins."""
        return self.municipality if self.begun or not self.last_logged else self.last_logged.municipality

    @property
    def suggested_municipality(self) -> str | None:
        """The one that stands first in a list: the call's, else one that the text merely names."""
        return self.municipality or self.current.answer.municipality

    def choose_municipality(self, number: str | None, *, lock: bool) -> None:
        self.begin()
        if number == self.municipality:  # locked so far, perhaps: an earlier inquiry stays linked
            self.current.municipality = number
        self.current.choose(number)
        self.locked = number if lock else None

    def unlock(self) -> None:
        """The locked municipality holds no longer, nor for the call in progress."""
        if self.current.municipality in (None, self.locked):
            self.current.choose(None)
            self.current.repeats, self.current.unknown = None, False
        self.locked = None

    # --- the caller and the note -------------------------------------------------------------------------

    def set_channel(self, channel: Channel) -> None:
        self.current.channel = channel

    def set_caller_type(self, caller_type: CallerType) -> None:
        self.current.caller_type = caller_type

    def write_note(self, text: str) -> None:
        if text:
            self.begin()
        self.current.note = text

    def link_repeat(self, call: Call, earlier: UUID) -> None:
        """The question of ``call``, in progress or parked, repeats this earlier inquiry."""
        if call is self.current:
            self.begin()
        call.repeats = earlier

    # --- one call after another --------------------------------------------------------------------------

    @property
    def none_waits(self) -> bool:
        """Whether nobody is on the line, nor parked."""
        return not self.begun and not self.parked

    @property
    def unlogged(self) -> list[Call]:
        """The parked calls and the one in progress, if anything has been done in it; each as it stands."""
        return [*self.parked, self._as_it_stands()] if self.current_is_unlogged else list(self.parked)

    @property
    def current_is_unlogged(self) -> bool:
        """Whether anything has been done in the call in progress."""
        return self.begun and not self.current.is_blank

    def _as_it_stands(self) -> Call:
        """With the municipality as it is now: what is locked later is another call's."""
        return replace(self.current, municipality=self.municipality)

    def start(self, call: Call) -> None:
        """Put a call in the place of the one in progress; one without an outcome is parked, not cleared away."""
        if self.current_is_unlogged:
            self.parked.append(self._as_it_stands())
        self.current, self.begun = call, True

    def start_new(self) -> None:
        self.start(Call(started_at=self.clock()))

    def start_next_question(self) -> bool:
        """Begin the same caller's next question. False where there has been no call to go on from."""
        source = self.current if self.begun else self.last_logged
        if source is None:
            return False
        self.start(source.next_question(self.clock()))
        return True

    def take_up(self, parked: Call) -> None:
        """Go on with a parked call; the one in progress is parked in its place."""
        self.parked.remove(parked)
        self.start(parked)

    def drop(self, parked: Call) -> None:
        """Give up a parked call that will never have an outcome: nothing of it is logged."""
        self.parked.remove(parked)

    def park_before(self, calls: Iterable[Call]) -> None:
        """Park calls that are older than everything that is parked here."""
        self.parked[:0] = calls

    def end(self, about: str | None) -> None:
        """The call has its outcome, and is logged ``about`` this article (None: about none): leave its text, hits and
        card on the screen, and forget the municipality unless it is locked."""
        last = self.last_logged = self._as_it_stands()
        last.read = ReadArticle(about, last.municipality) if about and last.municipality else None
        self.begun = False
        self.current = Call(
            started_at=self.clock(),
            answer=last.answer,
            cursor=last.cursor,
            moved=last.moved,
            pinned=last.pinned,
            inherited=last.pinned is not None,
            theme=last.theme,
            named_notices=last.named_notices,
            notice_cursor=last.notice_cursor,
            notice_chosen=last.notice_chosen,
            read=last.read,
        )

    def forget_read(self) -> None:
        """What was logged last was about another article, or none."""
        for each in filter(None, (self.last_logged, self.current)):
            each.read = None
