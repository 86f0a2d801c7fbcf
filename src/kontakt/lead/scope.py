"""Which inquiries the lead's figures are of."""

from dataclasses import dataclass

from kontakt.firstline import Period
from kontakt.inquiries.inquiry import CallerType, Channel

NO_THEME = ""
"""In place of a theme: inquiries that are linked to no article, or to one that no longer exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which inquiries the figures are of. ``against`` is the period that ``period`` is compared with (None: with none).
    The filters combine; None does not filter. ``municipality`` may be UNKNOWN: inquiries of no known municipality."""

    period: Period
    against: Period | None = None
    municipality: str | None = None
    theme: str | None = None
    channel: Channel | None = None
    caller_type: CallerType | None = None
