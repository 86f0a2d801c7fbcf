"""What can be done in the editor's room, in all of it and in each of its lists. One key means one thing in every list:
F8 does what the line asks for, F9 does it another way, F10 puts it aside. The digit of a function key is its letter,
too.
"""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group
from kontakt.tui.commands.lists import KEYS_OF_A_LIST, SORT

UNSAVED = Command(
    "unsaved",
    "ctrl+t",
    "t",
    N_("Unsaved texts"),
    N_("List the texts that were not saved, and take one up."),
    N_("Unsaved"),
)

VIEWS = (
    Command("view.next", "f2", "2", N_("Next"), N_("Show what is best mended next.")),
    Command("view.articles", "f3", "3", N_("Articles"), N_("Show every article and how it fares.")),
    Command("view.gaps", "f4", "4", N_("Gaps"), N_("Show the searches that found nothing, and the reported answers.")),
    Command("view.overlaps", "f5", "5", N_("Overlaps"), N_("Show articles that get in each other's way.")),
    Command("view.coverage", "f6", "6", N_("Coverage"), N_("Show which municipalities have looked at which article.")),
    Command("view.review", "f7", "7", N_("Review"), N_("Show what is to be checked again.")),
)

CLOSED_VIEW = Command(
    "view.closed", "ctrl+l", "k", N_("Closed"), N_("Show the searches and reports that are closed: by whom, and when.")
)

TAKE_BACK = Command(
    "take_back",
    "ctrl+z",
    "z",
    N_("Take back"),
    N_("Have everything as it was before what was done last in these lists."),
    N_("Take back"),
)

EDITOR_ROOM = Group(
    N_("The editor's room"),
    (
        *VIEWS,
        CLOSED_VIEW,
        UNSAVED,
        TAKE_BACK,
        Command(
            "find",
            "ctrl+b",
            "f",
            N_("Find and replace"),
            N_("Search the texts of every article, or of those in the list, and replace what is found."),
            N_("Find/replace"),
        ),
        Command(
            "changes",
            "ctrl+g",
            "g",
            N_("What changed"),
            N_("Show what was changed across articles: by whom, when, and the difference."),
            N_("What changed"),
        ),
        Command(
            "urgent",
            "",
            "u",
            N_("When life is at stake"),
            N_("Show the words that mean danger to life, and whom the desk says to ring."),
            N_("Danger"),
        ),
    ),
)

_NEW_ARTICLE = Command(
    "new_article", "ctrl+n", "n", N_("New article"), N_("Begin a new article; it is a draft at first.")
)

IN_EVERY_LIST = Group(
    N_("In every list"),
    (_NEW_ARTICLE, SORT),
    (
        *KEYS_OF_A_LIST,
        ("← →", N_("Choose the municipality, among the articles by municipalities.")),
        ("Enter", N_("Open the place where it is mended.")),
        ("Shift+↑ ↓", N_("Scroll what is shown of the chosen row.")),
    ),
)
"""What works in most lists, for the help page."""

_NEW_FROM_GAP = Command(
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
NEXT = Group(
    N_("Next"),
    (
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
            N_("Choose the article that the search is to be a keyword of, or say that a reported answer is corrected."),
            N_("Another way"),
        ),
        _DISMISS,
        _NEW_FROM_GAP,
    ),
)

_MARK_ALL = Command(
    "mark_all", "", "a", N_("Mark all in the list"), N_("Mark all that the list shows, or take their marks away.")
)

ARTICLES = Group(
    N_("Articles"),
    (
        Command(
            "change_facts",
            "f8",
            "m",
            N_("Owner, review day, status"),
            N_(
                "Change the owner, the day of review or the status of the marked articles, or of this one, as one step."
            ),
            N_("Owner/day/status"),
        ),
        Command("mark", "f9", "w", N_("Mark"), N_("Mark the article, to change several at once."), N_("Mark")),
        Command(
            "filter_list",
            "f10",
            "l",
            N_("Filter"),
            N_("Show only the articles of a status, of an owner, or that rest on a source."),
            N_("Filter"),
        ),
        _MARK_ALL,
        _NEW_ARTICLE,
        SORT,
    ),
)

GAPS = Group(
    N_("Gaps"),
    (
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
            N_("Choose the article that the search is to be a keyword of, or say that a reported answer is corrected."),
            N_("Another way"),
        ),
        _DISMISS,
        _NEW_FROM_GAP,
        SORT,
    ),
)

CLOSED = Group(
    N_("Closed"),
    (
        Command(
            "mend",
            "f8",
            "m",
            N_("Reopen"),
            N_("Have it stand open again, until something is done about it."),
            N_("Reopen"),
        ),
        SORT,
    ),
)

OVERLAPS = Group(
    N_("Overlaps"),
    (
        Command(
            "mend", "f8", "m", N_("Merge"), N_("Make one article of the two; you choose which stays."), N_("Merge")
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
    ),
)

COVERAGE = Group(
    N_("Coverage"),
    (
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
    ),
)

RULE_CHANGED = Command(
    "rule_changed",
    "",
    "l",
    N_("A law has changed"),
    N_("Note the law and the day: the articles that rest on it are to be looked at again."),
    N_("Law changed"),
)

REVIEW = Group(
    N_("Review"),
    (
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
        _MARK_ALL,
        RULE_CHANGED,
        SORT,
    ),
)

LISTS = (
    EDITOR_ROOM,
    IN_EVERY_LIST,
    *(each.without(IN_EVERY_LIST.commands) for each in (NEXT, ARTICLES, GAPS, CLOSED, OVERLAPS, COVERAGE, REVIEW)),
)
"""The groups of the room, each command once."""
