"""Shares over time, one cell for each: how high the block stands is how high the share is."""

from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(shares: Sequence[float | None], floor: float = 0.0) -> str:
    """Draw shares (0–1) from ``floor`` to 1; where there was nothing to measure (None), the cell stays empty."""

    def block(share: float) -> str:
        height = max(0.0, share - floor) / (1 - floor)
        return _BLOCKS[round(height * (len(_BLOCKS) - 1))]

    return "".join(" " if share is None else block(share) for share in shares)
