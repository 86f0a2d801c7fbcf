"""Bars that show how far a long work has come, on a terminal alone."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from kontakt.editor.exchange import Progress, Stage, unseen
from kontakt.knowledge.files import Track
from kontakt.locale import N_, _

T = TypeVar("T")

_STAGES = {
    Stage.READING: N_("Reading files"),
    Stage.COMPARING: N_("Comparing"),
    Stage.STORING: N_("Storing"),
    Stage.WRITING: N_("Writing files"),
}


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Bars on standard error, gone when the work is done; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield unseen
        return
    # Every other command starts without these.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:

        def bar(stage: Stage, /) -> Track:
            def track(items: Sequence[T], /) -> Iterable[T]:
                return bars.track(items, description=_(_STAGES[stage]))

            return track

        yield bar
