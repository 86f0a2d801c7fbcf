"""A share as a bar of block characters, fine to an eighth of a cell."""

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, width: int) -> str:
    """``share`` (0–1) of ``width`` cells, without the empty ones; more than nothing is always seen."""
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")
