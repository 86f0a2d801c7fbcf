"""What was typed into one line, in steps that can be taken back: a word, a run of deletions, or what was pasted."""


class LineHistory:
    """Remembers the texts before each step; ``changed`` is told of every change, also of those that it makes itself."""

    def __init__(self) -> None:
        self._past: list[str] = []
        self._future: list[str] = []
        self._growing: bool | None = None

    def forget(self) -> None:
        """Another text stands in the line now, which is where taking back ends."""
        self._past, self._future, self._growing = [], [], None

    def changed(self, before: str, after: str) -> None:
        """Somebody has typed, deleted or pasted."""
        growing = len(after) > len(before)
        one_by_one = abs(len(after) - len(before)) == 1
        begins_word = growing and after.endswith(" ") and not before.endswith(" ")
        if growing != self._growing or not one_by_one or begins_word:
            self._past.append(before)
        self._growing = growing if one_by_one else None
        self._future = []

    def undo(self, now: str) -> str | None:
        """The text before the last step; None where there is none."""
        return self._step(self._past, self._future, now)

    def redo(self, now: str) -> str | None:
        """The text that was taken back last; None where there is none."""
        return self._step(self._future, self._past, now)

    def _step(self, source: list[str], target: list[str], now: str) -> str | None:
        self._growing = None
        if not source:
            return None
        target.append(now)
        return source.pop()


def end_of_change(before: str, after: str) -> int:
    """Where in ``after`` the part ends that ``before`` has not."""
    same = 0
    while same < min(len(before), len(after)) and before[-1 - same] == after[-1 - same]:
        same += 1
    return len(after) - same
