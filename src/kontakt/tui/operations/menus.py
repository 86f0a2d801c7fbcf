"""The lists that the operations room opens to choose from."""

from collections.abc import Sequence

from kontakt.locale import _
from kontakt.operations.overview import ContactsOverview
from kontakt.search import fold
from kontakt.tui.operations import sentences
from kontakt.tui.widgets.choice import Choice, FilterMenu


def whose_list_menu(overview: ContactsOverview, *, offers_all: bool) -> FilterMenu[str | None]:
    """Whose list: a municipality's by its number, or the shared one; with ``offers_all``, None for every list."""
    region = overview.names.region
    every: list[Choice[str | None]] = [Choice(None, _("All of them"))] if offers_all else []
    every += [
        Choice(each, sentences.whose(each, region), each if region.municipality(each) else "")
        for each in overview.possible
    ]

    def find(text: str) -> Sequence[Choice[str | None]]:
        wanted = fold(text.strip())
        return [each for each in every if wanted in fold(each.label) or each.detail.startswith(wanted)]

    return FilterMenu(_("Whose list?"), find, hint=_("Letters narrow the list.   Enter chooses.   Esc: back"))
