"""A target counts from a day on, today or one to come, and never back: every inquiry was judged on the one in force."""

from dataclasses import replace
from datetime import date, timedelta

from kontakt.directory.region import ComingTarget, Municipality, Region

DAYS_KEPT = timedelta(days=30)
"""How long a target that was replaced still stands with the day of its successor: an inquiry that is corrected is
judged on the target of its own day."""


def with_target(municipality: Municipality, target: int | None, day: date) -> Municipality:
    """With this target (None: none) from the beginning of ``day`` on, until the next coming one."""
    others = (each for each in municipality.coming if each.day != day)
    return replace(municipality, coming=_in_order((*others, ComingTarget(day, target))))


def without_coming(municipality: Municipality, day: date) -> Municipality:
    """Without the target that was to count from ``day`` on."""
    return replace(municipality, coming=tuple(each for each in municipality.coming if each.day != day))


def never_back(stored: Region, given: Region, today: date) -> Region:
    """The ``given`` region with the targets that were in force until now as they are ``stored``: where a target
    differs, it counts from ``today``. A municipality that is new has the targets that are given."""
    members = (_never_back(stored.municipality(each.number), each, today) for each in given.municipalities)
    return replace(given, municipalities=tuple(members))


def _never_back(stored: Municipality | None, given: Municipality, today: date) -> Municipality:
    if stored is None:
        return given
    past = stored.as_of(today - DAYS_KEPT)
    begun = tuple(each for each in past.coming if each.day <= today)
    wanted = given.target_on(today)
    if wanted != past.target_on(today):
        begun = (*(each for each in begun if each.day != today), ComingTarget(today, wanted))
    later = (each for each in given.coming if each.day > today)
    return replace(given, target=past.target, coming=_in_order((*begun, *later)))


def _in_order(coming: tuple[ComingTarget, ...]) -> tuple[ComingTarget, ...]:
    return tuple(sorted(coming, key=lambda each: each.day))
