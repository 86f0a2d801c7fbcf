"""Texts that were not saved, to choose from: those of one article that is opened, or all."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import TypeVar

from kontakt.editor.article.unsaved import UnsavedArticle, UnsavedArticles
from kontakt.locale import _, ngettext
from kontakt.locale.formats import day_and_clock, number
from kontakt.tui.widgets.choice import Choice, KeyMenu

T = TypeVar("T")

_MOST_WITH_KEY = 7  # two more lines have a digit, too


class Instead(Enum):
    """What is done with unsaved texts where none is taken up: they STAY as they are, or are dropped."""

    STAY = auto()
    DROP = auto()


def resume_menu(texts: Sequence[UnsavedArticle], forms: UnsavedArticles) -> KeyMenu[UnsavedArticle | Instead]:
    """Which of one article's unsaved texts to go on with, or what is to become of them."""
    choices: list[Choice[UnsavedArticle | Instead]] = [
        Choice(each, _("Go on with the text from {time}").format(time=day_and_clock(each.at)), typed_where(each, forms))
        for each in texts[:_MOST_WITH_KEY]
    ]
    choices.append(Choice(Instead.STAY, _("Show what is saved; it stays"), _("Ctrl+T lists it")))
    choices.append(Choice(Instead.DROP, _("Throw it away, and show what is saved")))
    title = ngettext(
        "A text of this article was not saved", "{count} texts of this article were not saved", len(texts)
    ).format(count=number(len(texts)))
    return KeyMenu(title, _numbered(choices), hint=_("One key chooses.   Esc: back, it stays kept"))


def unsaved_menu(texts: Sequence[UnsavedArticle], forms: UnsavedArticles) -> KeyMenu[UnsavedArticle]:
    """All texts that were not saved, the latest first."""
    choices = [
        Choice(
            each,
            each.form.title or _("Without a title"),
            "  ".join(filter(None, (day_and_clock(each.at), typed_where(each, forms)))),
        )
        for each in texts
    ]
    return KeyMenu(_("Texts that were not saved"), _numbered(choices), hint=_("Enter takes it up.   Esc: back"))


def typed_where(unsaved: UnsavedArticle, forms: UnsavedArticles) -> str:
    """Who typed it, if somebody else did, and whether it stands in another window that is open."""
    who = unsaved.by if unsaved.by != forms.agent else ""
    where = _("open in another window") if forms.is_open_elsewhere(unsaved) else ""
    return ", ".join(filter(None, (who, where)))


def _numbered(choices: Sequence[Choice[T]]) -> list[Choice[T]]:
    return [each._replace(key=str(key) if key < 10 else "") for key, each in enumerate(choices, 1)]
