"""Breaking off: Ctrl+C, or the end of the input where something was asked."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from kontakt.errors import KontaktError
from kontakt.locale import _


@contextmanager
def nothing_stored() -> Iterator[None]:
    """Whoever breaks off in here is told that nothing was stored: for work that is left before it is committed.

    Raises KontaktError.
    """
    try:
        yield
    except (KeyboardInterrupt, typer.Abort) as stopped:
        raise KontaktError(_("Stopped. Nothing was stored.")) from stopped
