"""Bars that show how far a long work has come, on a terminal alone."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

from kontakt.editor.exchange.import_export import ImportProgress, Stage, unseen
from kontakt.knowledge.files import Track
from kontakt.locale import N_, _

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

T = TypeVar("T")

_STAGES = {
    Stage.READING: N_("Reading files"),
    Stage.COMPARING: N_("Comparing"),
    Stage.STORING: N_("Storing"),
    Stage.WRITING: N_("Writing files"),
}


@contextmanager
def shown_progress() -> Iterator[ImportProgress]:
    """Bars on standard error, gone when the work is done; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield unseen
        return
    with _bars() as bars:

        def bar(stage: Stage, /) -> Track:
            def track(items: Sequence[T], /) -> Iterable[T]:
                return bars.track(items, description=_(_STAGES[stage]))

            return track

        yield bar


@contextmanager
def shown_count(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error for work that tells how much is done, and of how much; nothing for what is done at
    once."""
    with ExitStack() as stack:
        update: Callable[[int], None] | None = None

        def tell(done: int, of: int) -> None:
            nonlocal update
            if update is None and done < of and sys.stderr.isatty():
                update = stack.enter_context(_bar(label, of))
            if update is not None:
                update(done)

        yield tell


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    with _bars() as bars:
        task = bars.add_task(label, total=total)
        yield lambda done: bars.update(task, completed=done)


def _bars() -> "Bars":
    # Every other command starts without these.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    return Bars(*columns, console=Console(stderr=True), transient=True)
