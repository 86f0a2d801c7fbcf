"""What is asked when the list of articles is filtered, and when the facts of several are changed at once."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from textual.app import App

from kontakt.editor.list_filter import ListFilter, parts
from kontakt.files.days import read_day
from kontakt.knowledge.article import Article, Status
from kontakt.library.labels import STATUSES
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number
from kontakt.search import fold
from kontakt.tui.widgets.ask_screen import AskScreen
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu

if TYPE_CHECKING:
    from datetime import date

    from kontakt.editor.many_articles import FactsChange


def filter_name(filter: ListFilter) -> str:
    """What a filter of one thing shows."""
    if filter.status is not None:
        return _("status {name}").format(name=_(STATUSES[filter.status]))
    if filter.owner is not None:
        return _("owner {name}").format(name=filter.owner) if filter.owner else _("without owner")
    return _("source {name}").format(name=filter.source) if filter.source else _("Every article")


def filter_menu(articles: Iterable[Article]) -> FilterMenu[ListFilter]:
    """All of them, or one status, owner or source that there is."""
    named = [(ListFilter(), filter_name(ListFilter()), "")]
    named += [(part, filter_name(part), number(count)) for part, count in parts(articles)]

    def find(text: str) -> Sequence[Choice[ListFilter]]:
        return [Choice(part, name, count) for part, name, count in named if fold(text.strip()) in fold(name)]

    return FilterMenu(_("Show only"), find, hint=_("Letters narrow the list. What was chosen before stays, too."))


class _Fact(Enum):
    OWNER = auto()
    REVIEW_BY = auto()


async def ask_facts(app: App[Any], count: int, known_owners: Mapping[str, str]) -> "FactsChange | None":
    """What is to be known of so many articles; None where the editor went back. An owner that is one of the
    ``known_owners`` in another spelling is written as they are (by the folded name)."""
    from kontakt.editor.many_articles import FactsChange  # noqa: PLC0415 (loads the database libraries: the service has)

    def owner_of(text: str) -> str:
        return known_owners.get(fold(text.strip()), text.strip())

    choices: list[Choice[_Fact | Status]] = [
        Choice(_Fact.OWNER, _("Another owner"), key="1"),
        Choice(_Fact.REVIEW_BY, _("Another day of review"), key="2"),
        Choice(Status.PUBLISHED, _("Publish them"), _("not those with an error"), "3"),
        Choice(Status.DRAFT, _("Make them drafts"), key="4"),
        Choice(Status.ARCHIVED, _("Archive them"), key="5"),
    ]
    title = ngettext("Change {count} article", "Change {count} articles", count).format(count=number(count))
    chosen = await app.push_screen_wait(KeyMenu(title, choices, hint=_("One key chooses.   Esc: back")))
    match chosen.value if chosen else None:
        case Status() as status:
            return FactsChange(status=status)
        case _Fact.OWNER:
            owner = await app.push_screen_wait(AskScreen(_("Owner"), owner_of, hint=_("Enter takes it.   Esc: back")))
            return FactsChange(owner=owner) if owner is not None else None
        case _Fact.REVIEW_BY:
            hint = _("A day, such as 01.09.2027. Enter takes it.   Esc: back")
            day = await app.push_screen_wait(AskScreen(_("Review by"), _day, hint=hint))
            return FactsChange(review_by=day) if day else None
    return None


def _day(text: str) -> "date":
    if day := read_day(text):
        return day
    raise ValueError(_("That is not a date: write it as 01.09.2026 or 2026-09-01."))
