"""Everything that is known of whether contacts can be reached, as the database has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kontakt.presence.absence import Absence, CalendarFeed, ContactKey, UnansweredCall
from kontakt.presence.availability import Availability, WeekHours, availability
from kontakt.presence.days_off import DaysOff


@dataclass(frozen=True)
class Presence:
    """By contact or unit: absences in the order of their begin, the newest call that was not answered, and the
    calendar."""

    absences: Mapping[ContactKey, tuple[Absence, ...]] = field(default_factory=dict)
    unanswered: Mapping[ContactKey, UnansweredCall] = field(default_factory=dict)
    feeds: Mapping[ContactKey, CalendarFeed] = field(default_factory=dict)
    days_off: DaysOff = field(default_factory=DaysOff)

    def of(self, who: ContactKey, hours: WeekHours, now: datetime, read_at: datetime | None = None) -> Availability:
        """Whether ``who`` with these hours can be reached; ``now`` and ``read_at``, when this was read, are UTC."""
        call = self.unanswered.get(who)
        return availability(
            now,
            hours=hours,
            absences=self.absences.get(who, ()),
            unanswered=call.at if call else None,
            feed=self.feeds.get(who),
            closing=self.days_off.closing,
            read_at=read_at,
        )

    def make_ready(self, now: datetime) -> None:
        """Learn the days off of this year and the next, which takes a moment: on a thread, before the screen asks."""
        for year in (now.year, now.year + 1):
            self.days_off.closing(now.date().replace(year=year, day=1))
