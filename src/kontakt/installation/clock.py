"""The clock of this machine. Everything that asks for the time is given a clock, so that a test can set it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time of this machine, in UTC."""
    return datetime.now(UTC)
