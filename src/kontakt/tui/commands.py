"""What can be done, once: its key, its letter after Ctrl+O, its name and its explanation.

The bindings, the bar at the foot of the screen, the help screen, the command palette and the Ctrl+O list are
all drawn from here. Letters follow the Norwegian names and are the same in every language. What the views of the
editor's room offer, each in its own list, stands in tui/editor/lists/commands.py.
"""

from dataclasses import dataclass

from textual.binding import Binding

from kontakt.firstline.outcomes import Outcome
from kontakt.library.labels import OUTCOMES
from kontakt.locale import N_


@dataclass(frozen=True, slots=True)
class Command:
    """``id`` names the binding; ``name`` and ``explanation`` are translated when
    drawn, ``short`` is the name where room is scarce. ``letter`` follows Ctrl+O."""

    id: str
    key: str
    letter: str
    name: str
    explanation: str
    short: str = ""

    @property
    def binding(self) -> Binding:
        # Without priority: a key must not overtake the letters typed before it. The search box binds none of these.
        return Binding(self.key, self.call, self.name, tooltip=self.explanation, id=self.id, show=False)

    @property
    def call(self) -> str:
        """The action as Textual calls it: "outcome.answered" is outcome('answered')."""
        name, _dot, argument = self.id.partition(".")
        return f"{name}('{argument}')" if argument else name


def _outcome(outcome: Outcome, key: str, letter: str, short: str, explanation: str) -> Command:
    return Command(f"outcome.{outcome.value}", key, letter, OUTCOMES[outcome], explanation, short)


OUTCOME_COMMANDS = (
    _outcome(Outcome.ANSWERED, "f2", "b", N_("Answered"), N_("Log the question as answered by you.")),
    _outcome(Outcome.GUIDED, "f3", "s", N_("Self-service"), N_("Log that you guided the caller to do it themselves.")),
    _outcome(Outcome.BOOKED, "f4", "t", N_("Booked"), N_("Log that you made an appointment.")),
    _outcome(Outcome.TRANSFERRED, "f5", "o", N_("Transferred"), N_("Log that you put the caller through.")),
    _outcome(Outcome.MESSAGE, "f6", "m", N_("Message"), N_("Log that you passed on a message.")),
    _outcome(Outcome.CASE, "f7", "k", N_("Case"), N_("Log that the question became a case.")),
    _outcome(Outcome.NOT_OURS, "f8", "i", N_("Not ours"), N_("Log that the question belongs to somebody else.")),
    _outcome(Outcome.VOID, "f9", "f", N_("Wrong/dropped"), N_("Log a wrong number, a dropped or an internal call.")),
)

CALL_COMMANDS = (
    Command(
        "new_call",
        "ctrl+n",
        "n",
        N_("New call"),
        N_("Begin a new call; the one in progress is parked if it has no outcome."),
        N_("New"),
    ),
    Command(
        "next_question",
        "ctrl+s",
        "q",
        N_("Same caller, next question"),
        N_("Begin the same caller's next question, with the municipality, the channel and who asks."),
        N_("Same caller"),
    ),
    Command(
        "municipality",
        "ctrl+g",
        "g",
        N_("Municipality"),
        N_("Choose the municipality, for this call or for all of them."),
        N_("Municipality"),
    ),
    Command(
        "unlock",
        "tab",
        "p",
        N_("Unlock the municipality"),
        N_("Unlock the municipality that holds for every call."),
        N_("Unlock"),
    ),
    Command("caller", "ctrl+y", "y", N_("Who asks, and how"), N_("Choose the caller type and the channel."), N_("Who")),
    Command(
        "note",
        "ctrl+t",
        "a",
        N_("Note"),
        N_("Write a note of at most 200 characters; after the outcome, to the call just logged."),
        N_("Note"),
    ),
    Command(
        "rings_again",
        "ctrl+r",
        "r",
        N_("Rings again"),
        N_("Link the question to an earlier one about the same article and municipality."),
        N_("Again"),
    ),
    Command("undo", "ctrl+z", "z", N_("Undo or correct"), N_("List what you logged the last 12 hours."), N_("Undo")),
    Command(
        "take_article_off",
        "shift+tab",
        "w",
        N_("Without the article"),
        N_("Take the article off what you logged just now: it was about something else."),
        N_("No article"),
    ),
    Command("parked", "ctrl+l", "l", N_("Parked calls"), N_("Take up a parked call again, or drop it."), N_("Parked")),
)

FEEDBACK_COMMANDS = (
    Command(
        "send_missed",
        "f10",
        "x",
        N_("Found no answer"),
        N_("Send the search to the editor: it led nowhere."),
        N_("No answer"),
    ),
    Command(
        "send_unclear",
        "ctrl+b",
        "u",
        N_("The answer is wrong or unclear"),
        N_("Send the article to the editor: its answer is wrong or unclear."),
        N_("Wrong answer"),
    ),
)

APP_COMMANDS = (
    Command("help", "f1", "h", N_("Help"), N_("Show every key."), N_("Help")),
    Command("second_way", "ctrl+o", "", N_("Keys by letter"), N_("Every key a second way: Ctrl+O, then a letter.")),
    Command("language", "f11", "v", N_("Language"), N_("Switch between bokmål, nynorsk and English.")),
    Command("colours", "f12", "c", N_("Colours"), N_("Switch between dark, light and high contrast.")),
    Command(
        "room",
        "ctrl+f",
        "e",
        N_("Room"),
        N_("Go from the desk to the editor's or the lead's room, and from there back."),
        N_("Room"),
    ),
    Command("quit", "ctrl+q", "", N_("Quit"), N_("Close the desk. What is logged is safe.")),
)

DESK_COMMANDS = OUTCOME_COMMANDS + CALL_COMMANDS + FEEDBACK_COMMANDS
COMMAND_TABLE = DESK_COMMANDS + APP_COMMANDS

# --- the editor's room: the digit of a function key is its letter, too ------------------------------------

UNSAVED = Command(
    "unsaved",
    "ctrl+t",
    "t",
    N_("Unsaved texts"),
    N_("List the texts that were not saved, and take one up."),
    N_("Unsaved"),
)

VIEW_COMMANDS = (
    Command("view.next", "f2", "2", N_("Next"), N_("Show what is best mended next.")),
    Command("view.articles", "f3", "3", N_("Articles"), N_("Show every article and how it fares.")),
    Command("view.gaps", "f4", "4", N_("Gaps"), N_("Show the searches that found nothing, and the reported answers.")),
    Command("view.overlaps", "f5", "5", N_("Overlaps"), N_("Show articles that get in each other's way.")),
    Command("view.coverage", "f6", "6", N_("Coverage"), N_("Show which municipalities have looked at which article.")),
    Command("view.review", "f7", "7", N_("Review"), N_("Show what is to be checked again.")),
)
ROOM_COMMANDS = (*VIEW_COMMANDS, UNSAVED)

LIST_COMMANDS = (
    Command("new_article", "ctrl+n", "n", N_("New article"), N_("Begin a new article; it is a draft at first.")),
)

SECTION_COMMANDS = (
    Command("section.text", "f2", "2", N_("Text"), N_("Edit the title, the answer, the questions and the steps.")),
    Command("section.keywords", "f3", "3", N_("Keywords"), N_("Edit the keywords, and see which searches they find.")),
    Command("section.facts", "f4", "4", N_("Facts"), N_("Edit theme, audience, owner, sources, links and dates.")),
    Command("section.local", "f5", "5", N_("Local notes"), N_("Edit what differs in a municipality."), N_("Local")),
    Command("section.history", "f6", "6", N_("History"), N_("Show every revision, and what it changed.")),
)
ARTICLE_COMMANDS = (
    *SECTION_COMMANDS,
    Command("preview", "f7", "7", N_("Preview"), N_("Show or hide the article as agents see it."), N_("Preview")),
    Command("save", "ctrl+s", "s", N_("Save"), N_("Save the article as a new revision."), N_("Save")),
    Command(
        "status",
        "ctrl+l",
        "p",
        N_("Publish or archive"),
        N_("Publish the article, make it a draft, or archive it: it leaves the search and keeps its history."),
        N_("Publish/archive"),
    ),
    Command(
        "preview_for",
        "ctrl+g",
        "g",
        N_("Preview for a municipality"),
        N_("Choose the municipality that the article is shown for."),
        N_("Municipality"),
    ),
    UNSAVED,
)
NOTE_COMMANDS = (
    Command(
        "as_shared",
        "f8",
        "m",
        N_("As shared, looked at today"),
        N_("Say that nothing differs in this municipality: somebody has looked today."),
        N_("As shared today"),
    ),
)
HISTORY_COMMANDS = (
    Command(
        "restore",
        "f8",
        "m",
        N_("Restore this revision"),
        N_("Make the article what it was; that is a new revision, and nothing is lost."),
        N_("Restore"),
    ),
)
CONFLICT_COMMANDS = (
    Command("keep_mine", "f8", "", N_("Save mine"), N_("Save yours over theirs; theirs stays in the history.")),
    Command(
        "take_theirs", "f9", "", N_("Take theirs"), N_("Go on from theirs; yours is kept among the unsaved texts.")
    ),
    Command("edit_on", "f10", "", N_("Edit mine"), N_("Edit yours with theirs beside it, and save when they agree.")),
)


def key_name(key: str) -> str:
    """A key as it is printed on the screen: "F2", "Ctrl+N"."""
    return "+".join(part.capitalize() for part in key.split("+"))
