"""The articles before and after the one that is shown, in the list that it was opened from."""

from collections.abc import Callable
from dataclasses import dataclass

from kontakt.locale import _
from kontakt.locale.formats import number
from kontakt.tui.view import View


@dataclass(frozen=True, slots=True)
class Neighbours:
    """``ids`` are those of the list, in its order then; ``open`` has an article opened."""

    ids: tuple[str, ...]
    open: Callable[[View.OpenArticle], object]

    def beside(self, id: str, step: int) -> str | None:
        """The id of the article so many places further on; None where the list ends."""
        at = self.ids.index(id) + step if id in self.ids else -1
        return self.ids[at] if 0 <= at < len(self.ids) else None

    def place(self, id: str) -> str:
        """ "3 of 12"; empty for an article that is not in the list, or alone there."""
        if id not in self.ids or len(self.ids) == 1:
            return ""
        return _("{place} of {count}").format(place=number(self.ids.index(id) + 1), count=number(len(self.ids)))

    def go(self, id: str, section: str) -> None:
        """Open the article with this id in the same section."""
        self.open(View.OpenArticle(id, among=self.ids, section=section))


NO_NEIGHBOURS = Neighbours((), lambda _wanted: None)
