"""Correcting and withdrawing one's own inquiries, and linking one that rings again."""

from dataclasses import replace
from textwrap import shorten

from textual.app import App

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import CountsAs, counts_as
from kontakt.inquiries.inquiry import CallerType, Entry, Inquiry, may_be_unknown
from kontakt.library.labels import CALLER_TYPES, CAUSES, CHANNELS, OUTCOMES
from kontakt.library.names import title_of
from kontakt.locale import _, language
from kontakt.locale.formats import clock, day_and_clock
from kontakt.tui.desk import sentences
from kontakt.tui.desk.menus import article_menu, caller_menu, cause_menu, municipality_menu, note_question, outcome_menu
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.widgets.choice import Choice, KeyMenu

_NOTE_WIDTH = 60


async def undo(app: App[None], session: DeskSession, link: DeskLink) -> str:
    """Let the agent choose one of their own inquiries and what to do with it. Returns what was done, in one
    sentence; empty for nothing."""
    try:
        entries = await link.own_inquiries()
        if not entries:
            return _("You have logged nothing in the last 12 hours.")
        chosen = await app.push_screen_wait(_own_menu(entries, session))
        return await _change(app, session, chosen.value) if chosen else ""
    except KontaktError as problem:
        return str(problem)


async def link_repeat(app: App[None], session: DeskSession, link: DeskLink) -> str:
    """Let the agent say which earlier inquiry the question repeats. Returns what was done, in one sentence."""
    call, article, municipality = session.call, session.looked_at, session.municipality
    if article is None or municipality is None:
        return _("Choose the article and the municipality first; then their earlier inquiries are listed.")
    try:
        earlier = await link.same_before(article.id, municipality)
    except KontaktError as problem:
        return str(problem)
    name = sentences.municipality_name(municipality, session.library)
    title = title_of(article, language())
    if not earlier:
        return _("Nobody asked about “{title}” for {municipality} in the last seven days.").format(
            title=title, municipality=name
        )
    choices = [
        Choice(
            each.id,
            f"{day_and_clock(each.started_at)}  {_(OUTCOMES[each.outcome])}",
            " · ".join(filter(None, (_(CAUSES[each.cause]) if each.cause else "", each.note))),
            str(key) if key < 10 else "",
        )
        for key, each in enumerate(earlier, 1)
    ]
    heading = _("Which one does the caller ring again about? {title}, {municipality}").format(
        title=title, municipality=name
    )
    chosen = await app.push_screen_wait(KeyMenu(heading, choices, hint=_("Enter links it.")))
    if chosen is None:
        return ""
    session.link_repeat(call, chosen.value)
    return _("Linked: the earlier inquiry counts as not resolved once this one is logged.")


def _own_menu(entries: list[Entry], session: DeskSession) -> KeyMenu[Entry]:
    choices = []
    for key, entry in enumerate(entries, 1):
        inquiry = entry.inquiry
        article = session.library.article(inquiry.article)
        about = title_of(article, language()) if article else inquiry.query or _("no article")
        municipality = sentences.municipality_name(inquiry.municipality, session.library)
        label = f"{clock(inquiry.logged_at)}  {_(OUTCOMES[inquiry.outcome])}"
        choices.append(Choice(entry, label, f"{municipality} · {about}", str(key) if key < 10 else ""))
    return KeyMenu(_("Yours from the last 12 hours"), choices, hint=_("Enter: correct or withdraw it."))


async def _change(app: App[None], session: DeskSession, entry: Entry) -> str:
    inquiry = entry.inquiry
    forwarded = counts_as(inquiry.outcome) is CountsAs.FORWARDED
    # The same digit for the same step, whatever else is possible: a habit must not withdraw what it meant to mend.
    steps = [
        ("outcome", _("Outcome"), _(OUTCOMES[inquiry.outcome])),
        ("cause", _("Cause"), _(CAUSES[inquiry.cause]) if inquiry.cause else ""),
        ("municipality", _("Municipality"), sentences.municipality_name(inquiry.municipality, session.library)),
        ("article", _("Article"), _title(inquiry, session)),
        ("note", _("Note"), shorten(inquiry.note, _NOTE_WIDTH, placeholder=" …") or _("no note")),
        ("caller", _("Who asks, and how"), _who(inquiry)),
        ("empty", _("Empty the note"), _("at once, in its history too")),
        ("withdraw", _("Withdraw it"), _("it counts no longer; note and search text are emptied")),
    ]
    out_of_place = {each for each, holds in (("cause", forwarded), ("empty", inquiry.note)) if not holds}
    choices = [
        Choice(what, name, now, str(key)) for key, (what, name, now) in enumerate(steps, 1) if what not in out_of_place
    ]
    chosen = await app.push_screen_wait(KeyMenu(_("Correct or withdraw"), choices, hint=_("One key chooses.")))
    if chosen is None:
        return ""
    if chosen.value == "withdraw":
        session.withdraw(entry)
        return sentences.withdrawn(inquiry, session.library)
    if chosen.value == "empty":
        session.correct(entry, replace(inquiry, note=""))
        return sentences.emptied(inquiry, session.library)
    changed = await _corrected(app, session, inquiry, chosen.value)
    if changed is None:
        return ""
    session.correct(entry, changed)
    return sentences.corrected(changed, session.library)


async def _corrected(app: App[None], session: DeskSession, inquiry: Inquiry, what: str) -> Inquiry | None:
    """The inquiry with one thing changed; None when the agent went back."""
    step = {
        "outcome": _another_outcome,
        "cause": _another_cause,
        "municipality": _another_municipality,
        "article": _another_article,
        "note": _another_note,
        "caller": _another_caller,
    }[what]
    return await step(app, session, inquiry)


async def _another_outcome(app: App[None], session: DeskSession, inquiry: Inquiry) -> Inquiry | None:
    """What the new outcome needs and the old one did not is asked for."""
    chosen = await app.push_screen_wait(outcome_menu())
    if chosen is None:
        return None
    if inquiry.municipality is None and not may_be_unknown(chosen.value):
        where = await app.push_screen_wait(municipality_menu(session.library, None, offers_lock=False))
        if where is None:
            return None
        inquiry = session.moved_to(inquiry, where.value)
    changed = replace(inquiry, outcome=chosen.value, cause=None, warm=False)
    forwarded = counts_as(changed.outcome) is CountsAs.FORWARDED
    return await _another_cause(app, session, changed) if forwarded else changed


async def _another_cause(app: App[None], session: DeskSession, inquiry: Inquiry) -> Inquiry | None:
    chosen = await app.push_screen_wait(cause_menu(inquiry.outcome))
    return replace(inquiry, cause=chosen.value, warm=chosen.second_way) if chosen else None


async def _another_municipality(app: App[None], session: DeskSession, inquiry: Inquiry) -> Inquiry | None:
    menu = municipality_menu(session.library, inquiry.municipality, offers_lock=False, outcome=inquiry.outcome)
    chosen = await app.push_screen_wait(menu)
    return session.moved_to(inquiry, chosen.value) if chosen else None


async def _another_article(app: App[None], session: DeskSession, inquiry: Inquiry) -> Inquiry | None:
    chosen = await app.push_screen_wait(article_menu(session.library, inquiry.municipality))
    return session.linked_to(inquiry, chosen.value) if chosen else None


async def _another_note(app: App[None], session: DeskSession, inquiry: Inquiry) -> Inquiry | None:
    text = await app.push_screen_wait(note_question(inquiry))
    return None if text is None else replace(inquiry, note=text)


async def _another_caller(app: App[None], session: DeskSession, inquiry: Inquiry) -> Inquiry | None:
    chosen = await app.push_screen_wait(caller_menu())
    if chosen is None:
        return None
    if isinstance(chosen.value, CallerType):
        return replace(inquiry, caller_type=chosen.value)
    return replace(inquiry, channel=chosen.value)


def _who(inquiry: Inquiry) -> str:
    caller = [_(CALLER_TYPES[inquiry.caller_type])] if inquiry.caller_type else []
    return " · ".join([*caller, _(CHANNELS[inquiry.channel])])


def _title(inquiry: Inquiry, session: DeskSession) -> str:
    article = session.library.article(inquiry.article)
    return title_of(article, language()) if article else _("no article")
