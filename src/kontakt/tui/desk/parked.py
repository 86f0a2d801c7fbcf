"""The list of parked calls: one is taken up, or given up for good."""

from collections.abc import Sequence

from textual.app import App

from kontakt.desk.call import Call
from kontakt.desk.session import DeskSession
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import clock
from kontakt.tui.widgets.choice import Choice, KeyMenu


async def choose_parked(app: App[None], session: DeskSession) -> tuple[bool, str]:
    """Let the agent take up a parked call, or drop those that will never have an outcome.

    Returns whether one was taken up, and what to say, in one sentence; empty for nothing.
    """
    said = "" if session.calls.parked else _("No call is parked.")
    while session.calls.parked:
        chosen = await app.push_screen_wait(_parked_menu(session))
        if chosen is None:
            break
        if not chosen.second_way:
            session.take_up(chosen.value)
            return True, said
        line = call_line(chosen.value, session.library)
        answer = await app.push_screen_wait(_drop_menu(line))
        if answer and answer.value:
            session.calls.drop(chosen.value)
            said = _("Dropped, and not logged: {call}").format(call=line)
    return False, said


def restored(count: int, set_aside: str) -> str:
    """What a window that is gone has left."""
    sentences = []
    if count:
        sentence = ngettext(
            "{count} call from before is brought back as parked: Ctrl+L",
            "{count} calls from before are brought back as parked: Ctrl+L",
            count,
        )
        sentences.append(sentence.format(count=count))
    if set_aside:
        sentence = _("Calls from before could not be read; the file is set aside as {path}.")
        sentences.append(sentence.format(path=set_aside))
    return "  ".join(sentences)


def call_line(call: Call, library: Library) -> str:
    """When it began, for whom and about what, in one line."""
    municipality = library.region.municipality(call.municipality)
    article = library.article(call.linked.id) if call.linked else None
    parts = [
        clock(call.started_at),
        municipality.name if municipality else _("no municipality"),
        title_of(article, language()) if article else call.query or _("nothing searched for"),
    ]
    return "  ".join(parts)


def _parked_menu(session: DeskSession) -> KeyMenu[Call]:
    choices = _numbered(session.calls.parked, session.library)
    hint = _("One key takes it up.   Delete: drop one that will have no outcome   Esc: back")
    if session.calls.current_is_unlogged:
        hint = f"{_('The call in progress is parked instead.')}   {hint}"
    return KeyMenu(_("Parked calls"), choices, hint=hint, offers_delete=True)


def _numbered(calls: Sequence[Call], library: Library) -> list[Choice[Call]]:
    """The first nine have a digit, the others are reached with the arrows."""
    return [
        Choice(call, call_line(call, library), call.note, str(key) if key < 10 else "")
        for key, call in enumerate(calls, 1)
    ]


def _drop_menu(line: str) -> KeyMenu[bool]:
    choices = [
        Choice(True, _("Drop it: it is not logged, and gone with its note"), key="1"),
        Choice(False, _("Leave it parked"), key="2"),
    ]
    return KeyMenu(_("Drop this call? {call}").format(call=line), choices, hint=_("One key chooses.   Esc: back"))
