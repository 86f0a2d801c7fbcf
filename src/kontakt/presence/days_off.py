"""Days on which the offices of a region are closed, all day or from an hour on."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from functools import cache

Closing = time | None
"""From which hour on nobody is there: ``time.min`` where they are not there at all, None on a day like any other."""

ALL_DAY = time.min

USUAL_HALF_DAYS: Mapping[str, time] = {"easter-4": time(12), "12-24": time(12), "12-31": time(12)}
"""The half days of a region that has said nothing else: each a day of the year, month before day, or days before Easter
Day; with the hour at which the offices close. The first is the Wednesday of Holy Week."""


class DaysOff:
    """The public holidays of Norway, and ``half_days`` (as USUAL_HALF_DAYS)."""

    def __init__(self, half_days: Mapping[str, time] = USUAL_HALF_DAYS) -> None:
        self.half_days = dict(half_days)
        self._years: dict[int, dict[date, time]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DaysOff) and other.half_days == self.half_days

    def __hash__(self) -> int:
        return hash(tuple(self.half_days.items()))

    def closing(self, day: date) -> Closing:
        """From when on the offices are closed on this day."""
        if day.year not in self._years:
            self._years[day.year] = dict(self._closings(day.year))
        return self._years[day.year].get(day)

    def _closings(self, year: int) -> Iterator[tuple[date, time]]:
        for text, at in self.half_days.items():
            if (day := day_of(text, year)) is not None:
                yield day, at
        for day in holiday_names(year):  # after the half days: a holiday is one all day
            yield day, ALL_DAY


def day_of(text: str, year: int) -> date | None:
    """The day of the year that a half day is: "12-24", or "easter-4" for so many days before Easter Day. None where the
    year has no such day. Raises ValueError for a text that is neither."""
    if text.startswith("easter"):
        return _easter_day(year) - timedelta(days=int(text.removeprefix("easter-")))
    month, day = map(int, text.split("-"))
    date(2024, month, day)  # a leap year: any day that there is
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def holiday_names(year: int) -> Mapping[date, str]:
    """The public holidays of the year, in their order, with their Norwegian names. The first call takes a moment."""
    from holidays import country_holidays  # noqa: PLC0415 (0.1 s, which the first frame does not wait for)

    return dict(sorted(country_holidays("NO", years=year, language="no").items()))


def _easter_day(year: int) -> date:
    return next(day for day, name in holiday_names(year).items() if "Første påskedag" in name)
