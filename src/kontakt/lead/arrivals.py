"""When inquiries come, by which channels and from whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from kontakt.firstline import Proportion, Rate, first_line_rate
from kontakt.inquiries.columns.query import Cell
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.lead.enough_agents import ENOUGH_AGENTS

_HOURS_A_WEEK = 7 * 24


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the week in Oslo, 0 (Monday 00) to 167: how many inquiries started in it, and their gross rate where
    at least ENOUGH_AGENTS agents stand behind it. ``hidden``: there is a rate, but fewer agents stand behind it."""

    hour: int
    n: int
    gross: Proportion | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When inquiries come: all 168 hours of a week in their order, and the rates by channel and by caller type (None:
    it was not noted), those without inquiries left out."""

    hours: tuple[Hour, ...]
    by_channel: tuple[tuple[Channel, Rate], ...]
    by_caller_type: tuple[tuple[CallerType | None, Rate], ...]


def arrivals(by_hour: Iterable[Cell], by_channel: Iterable[Cell], by_caller_type: Iterable[Cell]) -> Arrivals:
    """The arrivals from three lists of cells: by hour of the week, by channel and by caller type."""
    hours = {cell.key[0]: cell for cell in by_hour}
    channels = {cell.key[0]: cell.counts for cell in by_channel}
    callers = {cell.key[0]: cell.counts for cell in by_caller_type}
    return Arrivals(
        hours=tuple(_hour(hour, hours.get(hour)) for hour in range(_HOURS_A_WEEK)),
        by_channel=tuple((channel, first_line_rate(channels[channel])) for channel in Channel if channel in channels),
        by_caller_type=tuple(
            (caller, first_line_rate(callers[caller])) for caller in (*CallerType, None) if caller in callers
        ),
    )


def _hour(hour: int, cell: Cell | None) -> Hour:
    if cell is None:
        return Hour(hour, 0, None)
    gross = first_line_rate(cell.counts).gross
    hidden = gross is not None and cell.agents < ENOUGH_AGENTS
    return Hour(hour, cell.n, None if hidden else gross, hidden)
