"""What every view of the operations room is."""

from typing import TYPE_CHECKING

from kontakt.tui.view import View

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview


class OperationsView(View):
    def show(self, overview: "ContactsOverview", municipality: str | None) -> None:
        """Draw what there is now, in the list of one municipality (REGION: the shared one) or in all of them (None). Called
        whenever it has changed, and when the language is switched."""
        raise NotImplementedError
