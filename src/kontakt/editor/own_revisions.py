"""Which revisions of articles this window made itself: what it did is never told as somebody else's change."""

from collections.abc import Mapping


class OwnRevisions:
    """The changes that one window's service has stored. A list on the screen shows them a moment later: until then it
    still names the revisions from before them."""

    def __init__(self) -> None:
        self._next: dict[tuple[str, int], int] = {}

    def add(self, stored: Mapping[tuple[str, int], int]) -> None:
        """Remember what was just stored: the new revision, by the article's id and the revision that it replaced."""
        self._next.update(stored)

    def after(self, shown: Mapping[str, int]) -> dict[str, int]:
        """Where this window left the articles that a list shows at these revisions, by id: the same revision for one
        that it has not changed since."""
        return {id: self._newest(id, revision) for id, revision in shown.items()}

    def _newest(self, id: str, revision: int) -> int:
        while (id, revision) in self._next:
            revision = self._next[id, revision]
        return revision
