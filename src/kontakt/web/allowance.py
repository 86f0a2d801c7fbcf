"""How much one may ask for in a while: as much as a person does, so that nobody takes what belongs to all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

_KNOWN = 1000
"""Names whose allowance is remembered before those that have all of it left are forgotten."""


@dataclass
class Allowance:
    """At most ``most`` at once, and ``per_second`` in the long run. ``now`` is a clock, in seconds."""

    most: float
    per_second: float
    now: Callable[[], float] = monotonic
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._left = self.most
        self._at = self.now()

    @property
    def left(self) -> float:
        now = self.now()
        self._left = min(self.most, self._left + (now - self._at) * self.per_second)
        self._at = now
        return self._left

    def take(self, amount: float = 1) -> bool:
        """Take so much, unless there is less."""
        if self.left < amount:
            return False
        self._left -= amount
        return True

    def overdraw(self, amount: float) -> float:
        """Take so much in any case. For how many seconds whoever took it has to wait."""
        self._left = self.left - amount
        return max(0.0, -self._left / self.per_second)


class Allowances:
    """Of everybody, by name."""

    def __init__(self, most: float, per_second: float, now: Callable[[], float] = monotonic) -> None:
        self._new = partial(Allowance, most, per_second, now)
        self._of: dict[str, Allowance] = {}

    def take(self, name: str, amount: float = 1) -> bool:
        """Take so much of this one's, unless there is less."""
        if name not in self._of:
            if len(self._of) >= _KNOWN:
                self._of = {each: known for each, known in self._of.items() if known.left < known.most}
            self._of[name] = self._new()
        return self._of[name].take(amount)

    def __len__(self) -> int:
        return len(self._of)
