"""What is asked on an article's screen."""

from collections.abc import Sequence

from kontakt.directory.region import Municipality
from kontakt.knowledge.article import Article, Status
from kontakt.library.labels import STATUSES
from kontakt.locale import _
from kontakt.search import fold
from kontakt.tui.editor import sentences
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu


def archive_menu(article: Article) -> KeyMenu[Status]:
    """How an article is to leave the search; the same key for the same thing, whatever it is now."""
    names = {
        Status.ARCHIVED: _("Archive it: it leaves the search and keeps its history"),
        Status.DRAFT: _("Make it a draft: agents do not find it"),
    }
    choices = [
        Choice(status, name, key=str(key))
        for key, (status, name) in enumerate(names.items(), 1)
        if status is not article.status
    ]
    title = _("“{title}” is {status}").format(title=sentences.name_of(article), status=_(STATUSES[article.status]))
    return KeyMenu(title, choices, hint=_("One key chooses.   Esc: back"))


def municipality_menu(members: Sequence[Municipality]) -> FilterMenu[str]:
    """For which municipality the preview is to be, by its number."""

    def find(text: str) -> Sequence[Choice[str]]:
        wanted = fold(text.strip())
        return [
            Choice(each.number, each.name, each.number)
            for each in members
            if wanted in fold(each.name) or each.number.startswith(wanted)
        ]

    hint = _("Letters narrow the list.   Enter shows the article for it.   Esc: back")
    return FilterMenu(_("Preview for a municipality"), find, hint=hint)
