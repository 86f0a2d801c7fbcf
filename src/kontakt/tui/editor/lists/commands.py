"""What can be done in the editor's views, on the pattern of tui.actions. One key means one thing in all of them: F8
does what the line asks for, F9 does it another way, F10 puts it aside.

A view binds its own, so a key that a view does not name here does nothing there.
"""

from kontakt.locale import N_
from kontakt.tui.commands import Command

IN_A_LIST = (
    (N_("letters"), N_("Narrow the list; Esc lists everything again.")),
    ("↑ ↓ PgUp PgDn", N_("Move through the list, with Ctrl+Home and Ctrl+End to its ends.")),
    ("← →", N_("Choose the municipality, among the articles by municipalities.")),
    ("Enter", N_("Open the place where it is mended.")),
    ("Shift+↑ ↓", N_("Scroll what is shown of the chosen row.")),
)
"""What works in every list without being an action, for the help page."""

SORT = Command("sort", "ctrl+r", "r", N_("Sort"), N_("Sort the list by its next column."), N_("Sort"))

_NEW_ARTICLE = Command(
    "new_from_gap",
    "ctrl+n",
    "n",
    N_("New article from the search"),
    N_("Begin a new article with the phrase as its first keyword."),
    N_("New article"),
)
_DISMISS = Command(
    "dismiss",
    "f10",
    "x",
    N_("Dismiss"),
    N_("Take it off the queue; it comes back if it fails again."),
    N_("Dismiss"),
)
_TAKE_BACK = Command(
    "take_back",
    "ctrl+z",
    "z",
    N_("Take the keyword back"),
    N_("Open the keywords of the article that one was added to last."),
    N_("Take back"),
)

NEXT_COMMANDS = (
    Command(
        "mend",
        "f8",
        "m",
        N_("Mend it"),
        N_("Do what the line asks for: add the keyword, say that it is checked today, or that it is as shared."),
        N_("Mend it"),
    ),
    Command(
        "other_way",
        "f9",
        "w",
        N_("Mend it another way"),
        N_("Choose the wording and the article that it is to be a keyword of."),
        N_("Another article"),
    ),
    _DISMISS,
    _NEW_ARTICLE,
    _TAKE_BACK,
)

GAPS_COMMANDS = (
    Command(
        "mend",
        "f8",
        "m",
        N_("Add as a keyword"),
        N_("Make the phrase a keyword of the suggested article."),
        N_("Add keyword"),
    ),
    Command(
        "other_way",
        "f9",
        "w",
        N_("Add to another article"),
        N_("Choose the wording and the article that it is to be a keyword of."),
        N_("Another article"),
    ),
    _DISMISS,
    _NEW_ARTICLE,
    _TAKE_BACK,
    SORT,
)

OVERLAPS_COMMANDS = (
    Command(
        "mend",
        "f8",
        "m",
        N_("Merge"),
        N_("Make one article of the two; you choose which stays."),
        N_("Merge"),
    ),
    Command(
        "other_way",
        "f9",
        "w",
        N_("Remove a shared keyword"),
        N_("Take a keyword that both have away from one of them."),
        N_("Remove keyword"),
    ),
    SORT,
)

COVERAGE_COMMANDS = (
    Command(
        "mend",
        "f8",
        "m",
        N_("As shared, looked at today"),
        N_("Say that nothing differs in the chosen municipality."),
        N_("As shared"),
    ),
    Command(
        "other_way",
        "f9",
        "w",
        N_("As shared in the whole row"),
        N_("Say that nothing differs wherever nobody has looked at the article yet."),
        N_("Whole row"),
    ),
    SORT,
)

REVIEW_COMMANDS = (
    Command(
        "mend",
        "f8",
        "m",
        N_("Checked today, still right"),
        N_("Say so of the article, or of all that are marked."),
        N_("Checked today"),
    ),
    Command(
        "mark", "f9", "w", N_("Mark"), N_("Mark the article, to say that several are checked at once."), N_("Mark")
    ),
    Command(
        "rule_changed",
        "ctrl+l",
        "l",
        N_("A law has changed"),
        N_("Note the law and the day: the articles that rest on it are to be looked at again."),
        N_("Law changed"),
    ),
    SORT,
)
