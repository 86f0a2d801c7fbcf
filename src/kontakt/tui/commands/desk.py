"""What can be done at the desk. Letters follow the Norwegian names and are the same in every language.

A key of their own have the steps of every call; what is done now and then has its letter after Ctrl+O alone.
"""

from kontakt.firstline.outcomes import Outcome
from kontakt.library.labels import OUTCOMES
from kontakt.locale import N_
from kontakt.tui.commands.command import Command, Group, pick
from kontakt.tui.commands.everywhere import KONTAKT_ITSELF
from kontakt.tui.commands.notices import HAPPENS_NOW


def _outcome(outcome: Outcome, key: str, letter: str, short: str, explanation: str) -> Command:
    return Command(f"outcome.{outcome.value}", key, letter, OUTCOMES[outcome], explanation, short)


LOG_OUTCOME = Group(
    N_("Log the outcome"),
    (
        _outcome(Outcome.ANSWERED, "f2", "b", N_("Answered"), N_("Log the question as answered by you.")),
        _outcome(
            Outcome.GUIDED, "f3", "s", N_("Self-service"), N_("Log that you guided the caller to do it themselves.")
        ),
        _outcome(Outcome.BOOKED, "f4", "t", N_("Booked"), N_("Log that you made an appointment.")),
        _outcome(
            Outcome.TRANSFERRED,
            "f5",
            "o",
            N_("Transferred"),
            N_("Log that you put the caller through, and to whom; again: what came of it."),
        ),
        _outcome(
            Outcome.MESSAGE,
            "f6",
            "m",
            N_("Message"),
            N_("Log that you passed on a message; where the region sends e-mail, write it."),
        ),
        _outcome(
            Outcome.CASE,
            "f7",
            "k",
            N_("Case"),
            N_("Log that the question became a case; where the region sends e-mail, send it to the post office."),
        ),
        _outcome(Outcome.NOT_OURS, "f8", "i", N_("Not ours"), N_("Log that the question belongs to somebody else.")),
        _outcome(
            Outcome.VOID, "f9", "f", N_("Wrong/dropped"), N_("Log a wrong number, a dropped or an internal call.")
        ),
    ),
)

THE_CALL = Group(
    N_("The call"),
    (
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
        Command(
            "caller", "ctrl+y", "y", N_("Who asks, and how"), N_("Choose the caller type and the channel."), N_("Who")
        ),
        Command(
            "note",
            "ctrl+t",
            "a",
            N_("Note"),
            N_("Write a short note; after the outcome, to the call just logged."),
            N_("Note"),
        ),
        Command(
            "read_in",
            "ctrl+@,ctrl+space",
            "j",
            N_("Bokmål, nynorsk or English"),
            N_(
                "Read the cards of this call in bokmål, in nynorsk, in English; what English words find comes in English."
            ),
            N_("Language form"),
        ),
        Command(
            "rings_again",
            "",
            "r",
            N_("Rings again"),
            N_("Link the question to an earlier one about the same article and municipality."),
            N_("Again"),
        ),
        Command(
            "undo",
            "ctrl+z",
            "z",
            N_("Undo or correct"),
            N_("List what you logged of late, to correct or withdraw it."),
            N_("Undo"),
        ),
        Command(
            "take_article_off",
            "shift+tab",
            "w",
            N_("Without the article"),
            N_("Take the article off what you logged just now: it was about something else."),
            N_("No article"),
        ),
        Command(
            "parked", "ctrl+l", "l", N_("Parked calls"), N_("Take up a parked call again, or drop it."), N_("Parked")
        ),
    ),
)

WHO_ANSWERS = Group(
    N_("Who answers"),
    (
        Command(
            "unanswered",
            "f12",
            "1",
            N_("Rang, no answer"),
            N_("Tell every desk for a while that the first on the card who is there did not answer."),
            N_("No answer"),
        ),
        Command(
            "absence",
            "",
            "2",
            N_("Absence"),
            N_("Tell that somebody on the card is away, and until when; or that they are in after all."),
            N_("Absence"),
        ),
    ),
)

MESSAGES = Group(
    N_("Messages"),
    (
        Command(
            "messages",
            "ctrl+b",
            "5",
            N_("Open messages"),
            N_(
                "List messages that are open or were sent: mark one as dealt with, remind of it, or say that it came back."
            ),
            N_("Messages"),
        ),
    ),
)

TO_THE_EDITOR = Group(
    N_("To the editor"),
    (
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
            "",
            "u",
            N_("The answer is wrong or unclear"),
            N_("Send the article to the editor: its answer is wrong or unclear."),
            N_("Wrong answer"),
        ),
    ),
)

DESK_GROUPS = (LOG_OUTCOME, THE_CALL, WHO_ANSWERS, HAPPENS_NOW, MESSAGES, TO_THE_EDITOR)

IN_THE_FOOT = pick(
    (*DESK_GROUPS, KONTAKT_ITSELF),
    *("new_call", "more", "help", "municipality", "undo", "next_question", "note", "caller", "parked", "room"),
)
"""What stands below the outcomes, as far as there is room."""

IN_THE_SEARCH_BOX = Group(
    N_("In the search box"),
    keys=(
        ("↑ ↓", N_("Move through the hits.")),
        ("Enter", N_("Pin the article to the question, or loosen it.")),
        ("PgUp PgDn", N_("Scroll the card.")),
        (
            "Esc",
            N_(
                "Select what is typed, so that the next letter replaces it. In a list, a question or the note: go back; "
                "nothing is logged."
            ),
        ),
        ("@", N_("@ and letters choose a municipality.")),
        ("#", N_("# and letters find units and contacts, by name, task or number.")),
    ),
)
