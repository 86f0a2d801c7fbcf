"""What the desk says first when somebody's life may be at stake: the region's table, watched for in what is typed."""

from typing import Any

from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.search.urgent import Alarm, Watch


class Urgent:
    """The table, ready for every key press. May be used from any thread."""

    def __init__(self, table: UrgentTable | None = None) -> None:
        self.table = table or UrgentTable()
        self._watch = Watch(Alarm(each.id, each.phrases, each.unless) for each in self.table.kinds)

    def make_ready(self) -> None:
        """Do now what the first key press would wait for."""
        self._watch.make_ready()

    def folded(self) -> Any:
        """What is made ready, as plain data to be stored."""
        return self._watch.folded()

    def unfold(self, folded: Any) -> None:
        """Be ready at once, by what was folded of the same table. Raises ValueError or TypeError where it is none."""
        self._watch.unfold(folded)

    def raised(self, *texts: str) -> tuple[UrgentKind, ...]:
        """The kinds of danger that texts speak of, the most dangerous first."""
        found = {id for text in texts if text for id in self._watch.raised(text)}
        return tuple(each for each in self.table.kinds if each.id in found) if found else ()


NOTHING_URGENT = Urgent()
