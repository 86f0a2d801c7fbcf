"""The target that was in force: one municipality has raised its own some weeks ago."""

from datetime import datetime, timedelta

from kontakt.directory.region import Region

_RAISED_BY = 5  # per cent
_DAYS_AGO = 42


class Targets:
    """The targets of the region's municipalities at any time in the months up to ``now``.

    The one in the middle by inhabitants, of those that have a target, had a lower one before.
    """

    def __init__(self, region: Region, now: datetime) -> None:
        self._now = {municipality.number: municipality.target for municipality in region.municipalities}
        with_target = [municipality for municipality in region.municipalities if municipality.target]
        by_size = sorted(with_target, key=lambda municipality: (municipality.inhabitants or 0, municipality.number))
        self._raised = by_size[len(by_size) // 2].number if by_size else None
        self._since = now - timedelta(days=_DAYS_AGO)

    def of(self, municipality: str, moment: datetime) -> int | None:
        """Per cent; None for none."""
        target = self._now[municipality]
        if target is None or municipality != self._raised or moment >= self._since:
            return target
        return max(0, target - _RAISED_BY)
