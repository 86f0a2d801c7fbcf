"""What can be counted in the columns, and the form of the answer."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kontakt.firstline import Count, Period


class Dimension(StrEnum):
    """What inquiries can be counted by. MUNICIPALITY is a number, or UNKNOWN. HOUR is the hour of the week in Oslo, 0
    (Monday 00) to 167; WEEK the Monday of the ISO week, as a date; THEME what the article of the inquiry is given as.
    UNIT is the one that the caller was put through to, and TRANSFER_RESULT what came of it; both None where nothing is
    known."""

    MUNICIPALITY = "municipality"
    ARTICLE = "article"
    THEME = "theme"
    CHANNEL = "channel"
    CALLER_TYPE = "caller_type"
    HOME = "home_municipality"
    HOUR = "hour"
    WEEK = "week"
    UNIT = "unit"
    TRANSFER_RESULT = "transfer_result"


Grouping = Callable[[Count], Hashable | None]
"""Gives the same value for counts that may be put together, and None for those that are left out."""


Themes = Mapping[str | None, str]
"""The theme of each article, by id, and of inquiries without an article."""


NO_THEMES: Themes = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which inquiries: those that started in ``period``, and where more is given, all of that. ``municipality`` may be
    UNKNOWN. ``articles`` are ids; None among them stands for inquiries without an article."""

    period: Period
    municipality: str | None = None
    articles: frozenset[str | None] | None = None
    channel: str | None = None
    caller_type: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The inquiries that share the values in ``key``, in the order of the dimensions asked for. ``agents`` is how many
    agents stand behind them, or fewer: never more."""

    key: tuple[Any, ...]
    counts: tuple[Count, ...]
    agents: int

    @property
    def n(self) -> int:
        return sum(count.n for count in self.counts)
