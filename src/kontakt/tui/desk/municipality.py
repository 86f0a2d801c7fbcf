"""Choosing the municipality of a call from a list, and unlocking one that holds for every call."""

from textual.app import App

from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Outcome
from kontakt.tui.desk import sentences
from kontakt.tui.desk.menus import municipality_menu


def may_choose(session: DeskSession) -> bool:
    """Whether there is anything to choose from. Before a new desk has read its region there is not; in a shared one,
    neither is it known under which name to log then."""
    return bool(session.library.region.municipalities)


async def choose_municipality(app: App[None], session: DeskSession, outcome: Outcome | None = None) -> str | None:
    """Let the agent choose the municipality, for this call or locked for every one; where the ``outcome`` that is to be
    logged allows it, also that it is unknown. Returns what to say of it, in one sentence or none; None where they went
    back."""
    menu = municipality_menu(session.library, session.finder.suggested_municipality, outcome=outcome)
    chosen = await app.push_screen_wait(menu)
    if chosen is None:
        return None
    session.choose_municipality(chosen.value, lock=chosen.second_way)
    locked = chosen.value if chosen.second_way else None
    return sentences.locked(sentences.municipality_name(locked, session.library)) if locked else ""


def unlock(session: DeskSession) -> str:
    """Unlock the municipality. Returns what was done, in one sentence; empty where none was locked."""
    if session.calls.locked is None:
        return ""
    name = sentences.municipality_name(session.calls.locked, session.library)
    session.unlock()
    return sentences.unlocked(name)
