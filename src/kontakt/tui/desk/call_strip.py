"""The strip at the top: whose rules hold, how the caller came in, and for how long they have waited."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from kontakt.desk.session import DeskSession
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.library.labels import CALLER_TYPES, CHANNELS
from kontakt.locale import _, ngettext
from kontakt.locale.formats import stopwatch

ROOM_FOR_KEYS = 100  # columns


class Strip(NamedTuple):
    """``municipality`` and ``suggested`` are names; ``started_at`` is UTC, None while no call is in progress."""

    municipality: str | None
    locked: bool
    suggested: str | None
    channel: Channel
    caller_type: CallerType
    parked: int
    repeats: bool
    started_at: datetime | None


def strip_of(session: DeskSession) -> Strip:
    """What the strip says of the call on the desk."""
    call = session.call
    chosen = session.library.region.municipality(session.municipality)
    suggested = session.library.region.municipality(call.answer.municipality if session.begun else None)
    return Strip(
        municipality=chosen.name if chosen else None,
        locked=session.calls.locked is not None and session.calls.locked == session.municipality,
        suggested=suggested.name if suggested else None,
        channel=call.channel,
        caller_type=call.caller_type,
        parked=len(session.calls.parked),
        repeats=call.repeats is not None,
        started_at=call.started_at if session.begun else None,
    )


class CallStrip(Widget):
    """The call in progress, with its timer, which it moves by itself. ``clock`` tells the time in UTC."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(id="strip")
        self._strip: Strip | None = None
        self._clock = clock
        self._now = clock()

    def on_mount(self) -> None:
        self.set_interval(1, self._tick)

    def show(self, strip: Strip) -> None:
        if strip != self._strip:
            self._strip = strip
            self.refresh()

    def _tick(self) -> None:
        self._now = self._clock()
        if self._strip and self._strip.started_at:
            self.refresh()

    def render(self) -> Content:
        strip = self._strip
        if strip is None:
            return Content("")
        parts = [
            self._municipality(strip),
            Content(_(CHANNELS[strip.channel])),
            Content(_(CALLER_TYPES[strip.caller_type])),
        ]
        if strip.repeats:
            parts.append(Content.styled(_("rings again"), "$act"))
        if strip.parked:
            waiting = ngettext("{count} parked", "{count} parked", strip.parked)
            parts.append(Content.styled(waiting.format(count=strip.parked), "$warn"))
        left = Content.assemble(("kontakt", "$quiet"), "   ", Content("   ").join(parts))
        right = self._timer(strip.started_at)
        gap = self.size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(1, gap), right)

    def _timer(self, started_at: datetime | None) -> Content:
        if started_at is None:
            return Content.styled(_("no call"), "$quiet")
        return Content(stopwatch((max(self._now, started_at) - started_at).total_seconds()))

    def _municipality(self, strip: Strip) -> Content:
        if strip.municipality:
            wide = self.size.width >= ROOM_FOR_KEYS
            locked = f" {_('(locked, Tab unlocks)') if wide else _('(locked)')}" if strip.locked else ""
            return Content.assemble((strip.municipality, "$act bold"), (locked, "$quiet"))
        if strip.suggested:
            return Content.assemble((_("{municipality}?").format(municipality=strip.suggested), "$warn bold"))
        return Content.styled(_("Municipality?"), "$warn")
