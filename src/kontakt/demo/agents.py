"""Who answers: roles, not people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt
from random import Random

from kontakt.demo.callers import Callers

AGENTS = 30

_AT_HOME = 0.3  # how often an agent of the caller's own municipality takes the call, where one is free


@dataclass(frozen=True, slots=True)
class Agent:
    """``home`` is the number of the municipality that employs the agent."""

    name: str
    home: str


def agents_of(callers: Sequence[Callers]) -> list[Agent]:
    """The agents of the centre, the first from the largest municipality. The large employ more of them than the
    small, but not by as much as they are larger."""
    seats: Counter[str] = Counter()
    for _seat in range(AGENTS):
        # One seat at a time to whoever has the largest quotient (D'Hondt).
        next_home = max(callers, key=lambda caller: sqrt(caller.people) / (seats[caller.municipality.number] + 1))
        seats[next_home.municipality.number] += 1
    return [Agent(f"agent {n}", home) for n, home in enumerate(seats.elements(), start=1)]


@dataclass(slots=True)
class Rota:
    """Who is free to answer: nobody has two calls at once unless all have one."""

    agents: Sequence[Agent]
    _busy_until: dict[str, datetime] = field(default_factory=dict)

    def answers(self, rng: Random, start: datetime, municipality: str) -> Agent:
        free = [agent for agent in self.agents if self._busy_until.get(agent.name, start) <= start]
        at_home = [agent for agent in free if agent.home == municipality]
        return rng.choice(at_home if at_home and rng.random() < _AT_HOME else free or self.agents)

    def busy(self, agent: Agent, until: datetime) -> None:
        self._busy_until[agent.name] = until
