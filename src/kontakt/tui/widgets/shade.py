"""A share as a shade: the second way to say it, beside the figure."""

_SHADES = " ░▒▓█"


def shade(share: float, width: int = 1) -> str:
    """``width`` cells as dense as ``share`` (0–1) is high; more than nothing is always seen."""
    step = round(share * (len(_SHADES) - 1))
    return _SHADES[max(1, step) if share > 0 else 0] * width
