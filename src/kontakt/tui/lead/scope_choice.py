"""What the lead has chosen to look at: a stretch of time, what it is held against, and the filters."""

from dataclasses import dataclass, replace
from datetime import datetime

from kontakt.firstline import Period, Span
from kontakt.firstline.periods import Comparison, current, following, parse, preceding
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.lead.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeChoice:
    """``stretch`` is one that goes on with the clock, or a fixed period. The filters are those of Scope."""

    stretch: Span | Period = Span.QUARTER
    against: Comparison = Comparison.BEFORE
    municipality: str | None = None
    theme: str | None = None
    channel: Channel | None = None
    caller_type: CallerType | None = None

    def scope(self, now: datetime) -> Scope:
        """What is chosen, at the time ``now`` (UTC). All of time is compared with nothing."""
        period = self.stretch if isinstance(self.stretch, Period) else current(self.stretch, now)
        against = self.against.of(period, now) if self.stretch is not Span.ALL else None
        return Scope(
            period=period,
            against=against,
            municipality=self.municipality,
            theme=self.theme,
            channel=self.channel,
            caller_type=self.caller_type,
        )

    def over_the_next_stretch(self) -> "ScopeChoice":
        """Today, this week, …, all of time, and around again; after a fixed period, today."""
        spans = list(Span)
        at = spans.index(self.stretch) + 1 if isinstance(self.stretch, Span) else 0
        return replace(self, stretch=spans[at % len(spans)])

    def step(self, step: int, now: datetime) -> "ScopeChoice | None":
        """The stretch before (-1) or after (1) this one; None of all of time, and for one that has not begun
        ``now``."""
        if self.stretch is Span.ALL:
            return None
        period = self.stretch if isinstance(self.stretch, Period) else current(self.stretch, now)
        other = preceding(period) if step < 0 else following(period)
        if other.start > now:
            return None
        # The one that is under way goes on with the clock.
        under_way = (span for span in Span if span is not Span.ALL and current(span, now) == other)
        return replace(self, stretch=next(under_way, other))

    def against_the_next(self, now: datetime) -> "ScopeChoice":
        """The next way to compare that is not with the same period as now; this one where there is no other."""
        ways, shown = list(Comparison), self.scope(now).against
        at = ways.index(self.against)
        others = (replace(self, against=each) for each in ways[at + 1 :] + ways[:at])
        return next((each for each in others if each.scope(now).against != shown), self)

    def without_filters(self) -> "ScopeChoice":
        return ScopeChoice(stretch=self.stretch, against=self.against)


def read_period(text: str) -> Period:
    """The period written as ``2026-Q4`` or the like, or as two of these with ``..`` between them: from the first up to
    and including the last. Raises ValueError."""
    first, dots, last = text.partition("..")
    begins, ends = parse(first), parse(last if dots else first)
    if ends.end <= begins.start:
        raise ValueError(f"{text!r} ends before it begins")
    return Period(begins.start, ends.end)
