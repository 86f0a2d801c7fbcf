"""A window that is going to be killed: calls are begun, written in, parked, taken up, logged and dropped, as fast as
it can, and kept as a desk keeps them.

Run with a data folder and a seed. Every line it writes begins with a time of the machine's monotonic clock in seconds
(the same for all processes): ``brought`` the calls that it was offered; ``open``, how all of them stand after a step;
``kept``, what its autosave has had on the disk since; ``try`` before logging or dropping one, and ``logged`` or
``dropped`` after it.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread

from kontakt.desk.call import Call
from kontakt.desk.session import DeskSession
from kontakt.desk.unlogged import UnloggedCall, park_restored, unlogged_calls
from kontakt.desk.unlogged_autosave import UnloggedAutosave
from kontakt.directory.region import Municipality, Region
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.clock import utc_now
from kontakt.knowledge.article import Article
from kontakt.library.library import build_library
from kontakt.settings import Settings
from kontakt.tui.desk.unlogged_autosave_link import LOOK_SECONDS

REGION = Region("Prøveregionen", (Municipality(number="4026", name="Tinn"), Municipality(number="3336", name="Rollag")))
ARTICLES = [Article(id="gatelys", theme="vei", title="Gatelys", answer="Si nummeret på stolpen.")]
MOST_CALLS = 6
# A number is written in letters: one of eight digits is masked as a phone number, as the machine's clock comes to after
# five and a half hours.
LETTERS = str.maketrans("0123456789", "abcdefghij")
DIGITS = {letter: digit for digit, letter in LETTERS.items()}


def say(word: str, what: object) -> None:
    sys.stdout.write(f"{time.monotonic():.6f} {word} {json.dumps(what)}\n")
    sys.stdout.flush()


def standing(calls: Iterable[UnloggedCall]) -> dict[str, int]:
    """The number of the newest text in each call: notes are numbers that only grow."""
    return {str(call.inquiry_id): int(call.note.translate(DIGITS) or 0) for call in calls}


def tell_what_is_kept(autosave: UnloggedAutosave) -> None:
    told = None
    while True:
        kept = autosave._file._stored
        if kept is not told:
            told = kept
            say("kept", standing(kept))
        time.sleep(0.002)


class Window:
    def __init__(self, session: DeskSession, autosave: UnloggedAutosave, chance: random.Random) -> None:
        self.session = session
        self.autosave = autosave
        self.chance = chance
        self.number = int(time.monotonic() * 1000)

    def step(self) -> None:
        session = self.session
        chance = self.chance.random()
        if not session.begun or session.call.is_blank:
            session.finder.search(f"@tinn gatelys {str(self.number).translate(LETTERS)}")
        elif chance < 0.05 and len(session.calls.parked) < MOST_CALLS:
            session.new_call()
            session.finder.search("@rollag gatelys")
        elif chance < 0.1 and session.calls.parked:
            session.take_up(self.chance.choice(session.calls.parked))
        elif chance < 0.13 and len(session.calls.parked) > 1:
            self.ending("dropped", self.chance.choice(session.calls.parked), session.calls.drop)
        elif chance < 0.2 and session.municipality:
            self.ending("logged", session.call, lambda _call: session.log(Outcome.ANSWERED))
        if session.begun:
            self.number += 1
            session.write_note(str(self.number).translate(LETTERS))
        say("open", standing(unlogged_calls(session.calls)))

    def ending(self, word: str, call: Call, end: Callable[[Call], object]) -> None:
        say("try", str(call.inquiry_id))
        end(call)
        self.look()
        say(word, str(call.inquiry_id))

    def look(self) -> None:
        """As the desk's screen does."""
        if found := self.autosave.take_restored():
            park_restored(self.session.calls, found.calls, self.session.library)
            say("brought", standing(found.calls))
        self.autosave.hand_over(unlogged_calls(self.session.calls))


def main(folder: Path, chance: random.Random) -> None:
    settings = Settings(data_dir=folder, agent="kari")
    autosave = UnloggedAutosave(settings, clock=utc_now)
    with Journal(settings.journal_path) as journal:
        window = Window(DeskSession(settings, journal, build_library(ARTICLES, (), REGION)), autosave, chance)
        autosave.start()
        Thread(target=tell_what_is_kept, args=(autosave,), daemon=True).start()
        looked = time.monotonic()
        while True:
            window.step()
            if time.monotonic() - looked >= LOOK_SECONDS:
                looked = time.monotonic()
                window.look()
            time.sleep(chance.uniform(0, 0.03))


if __name__ == "__main__":
    main(Path(sys.argv[1]), random.Random(int(sys.argv[2])))
