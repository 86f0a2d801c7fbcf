"""The overview as the database has it at this moment, made anew only where something that it depends on has changed."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from kontakt.database import Engine, reading
from kontakt.editor.overview import builder
from kontakt.editor.overview.builder import OverviewBuilder, State
from kontakt.editor.overview.gaps import subjects
from kontakt.editor.overview.overview import Overview


class LatestOverview:
    """May be used from several threads; one overview is made at a time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._one_at_a_time = Lock()
        self._builder = OverviewBuilder()
        self._made: tuple[State, Overview] | None = None
        self._shown: State = ()

    def poll(self, engine: Engine) -> Overview | None:
        """The overview for the screen if anything has changed since the last one it got; else None."""
        return None if self._state(engine) == self._shown else self.for_screen(engine)

    def for_screen(self, engine: Engine) -> Overview:
        """A new overview for the screen: the next poll is against this one."""
        with self._one_at_a_time:
            self._shown, overview = self._make(engine)
            return overview

    def now(self, engine: Engine) -> Overview:
        """The overview of this moment for something else than the screen: the next poll still gives out what the
        screen has not seen."""
        with self._one_at_a_time:
            if self._made and self._made[0] == self._state(engine):
                return self._made[1]
            return self._make(engine)[1]

    def subjects_of(self, gap: str) -> frozenset[str]:
        """All subjects that end with the gap of this subject, as it was last listed."""
        listed = self._made[1].gaps if self._made else ()
        return next((subjects(each) for each in listed if each.subject == gap), frozenset({gap}))

    def _state(self, engine: Engine) -> State:
        with reading(engine) as session:
            return builder.state_of(session, self._clock())

    def _make(self, engine: Engine) -> tuple[State, Overview]:
        with reading(engine) as session:
            read = self._builder.read(session, self._clock())
        overview = self._builder.overview(read)
        # What is not complete is no state to stay with: the next poll brings the rest.
        self._made = read.state if self._builder.complete else (), overview
        return self._made
