"""What can be done with one article: on its page, in single sections of it, and where two have edited it at once."""

from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group, pick
from kontakt.tui.commands.editor import UNSAVED

SECTIONS = (
    Command("section.text", "f2", "2", N_("Text"), N_("Edit the title, the answer, the questions and the steps.")),
    Command("section.keywords", "f3", "3", N_("Keywords"), N_("Edit the keywords, and see which searches they find.")),
    Command("section.facts", "f4", "4", N_("Facts"), N_("Edit theme, audience, owner, sources, links and dates.")),
    Command("section.local", "f5", "5", N_("Local notes"), N_("Edit what differs in a municipality."), N_("Local")),
    Command("section.history", "f6", "6", N_("History"), N_("Show every revision, and what it changed.")),
)

THE_ARTICLE = Group(
    N_("The article"),
    (
        *SECTIONS,
        Command("preview", "f7", "7", N_("Preview"), N_("Show or hide the article as agents see it."), N_("Preview")),
        Command("save", "ctrl+s", "s", N_("Save"), N_("Save the article as a new revision."), N_("Save")),
        Command(
            "checked",
            "f10",
            "k",
            N_("Checked today, still right"),
            N_("Say that you have read the article and it is still right: it and its sources are dated today."),
            N_("Checked today"),
        ),
        Command("publish", "ctrl+l", "p", N_("Publish"), N_("Publish the article: agents find it."), N_("Publish")),
        Command(
            "archive",
            "",
            "a",
            N_("Archive, or make a draft"),
            N_("Archive the article, which leaves the search and keeps its history, or make it a draft."),
            N_("Archive"),
        ),
        Command(
            "corrected",
            "f9",
            "r",
            N_("The answer is corrected"),
            N_("Say so of an answer that was reported as wrong or unclear: the report is closed."),
            N_("Answer corrected"),
        ),
        Command(
            "preview_for",
            "ctrl+g",
            "g",
            N_("Preview for a municipality"),
            N_("Choose the municipality that the article is shown for."),
            N_("Municipality"),
        ),
        Command(
            "neighbour.previous",
            "ctrl+b",
            "b",
            N_("The article before"),
            N_("Go back to the article before this one in the list."),
            N_("Before"),
        ),
        Command(
            "neighbour.next",
            "ctrl+n",
            "n",
            N_("The next article"),
            N_("Go on to the next article of the list."),
            N_("Next article"),
        ),
        UNSAVED,
    ),
)

IN_THE_FOOT = pick([THE_ARTICLE], "save", "corrected", "checked", "preview", "publish", "preview_for", "unsaved")

IN_THE_FIELDS = Group(
    N_("In the fields"),
    keys=(
        ("Tab", N_("Go to the next field; Shift+Tab to the one before.")),
        (N_("Space"), N_("Mark or unmark one of several values; the arrows go through them.")),
        ("Ctrl+Z", N_("Take back what was typed in the field; Ctrl+Y does it again.")),
        ("Ctrl+Home", N_("Go to the beginning of the text; Ctrl+End to its end.")),
        ("Esc", N_("Back to the list; a text that is not saved is asked about.")),
    ),
)

LOCAL_NOTES = Group(
    N_("Local notes"),
    (
        Command(
            "as_shared",
            "f8",
            "m",
            N_("As shared, looked at today"),
            N_("Say that nothing differs in this municipality: somebody has looked today."),
            N_("As shared today"),
        ),
    ),
)

HISTORY = Group(
    N_("History"),
    (
        Command(
            "restore",
            "f8",
            "m",
            N_("Restore this revision"),
            N_("Make the article what it was; that is a new revision, and nothing is lost."),
            N_("Restore"),
        ),
    ),
)

CONFLICT = Group(
    N_("When somebody else has saved the article meanwhile"),
    (
        Command(
            "resolve.keep_mine", "f8", "", N_("Save mine"), N_("Save yours over theirs; theirs stays in the history.")
        ),
        Command(
            "resolve.take_theirs",
            "f9",
            "",
            N_("Take theirs"),
            N_("Go on from theirs; yours is kept among the unsaved texts."),
        ),
        Command(
            "resolve.edit_on",
            "f10",
            "",
            N_("Edit mine"),
            N_("Edit yours with theirs beside it, and save when they agree."),
        ),
    ),
)

ARTICLE_GROUPS = (THE_ARTICLE, IN_THE_FIELDS, LOCAL_NOTES, HISTORY, CONFLICT)
