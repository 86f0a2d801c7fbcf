"""Correcting and withdrawing one's own inquiries, and linking one that rings again."""

from collections.abc import Mapping
from textwrap import shorten
from uuid import UUID

from textual.app import App

from kontakt.desk.contact_texts import outcome_name
from kontakt.desk.corrections import (
    Correction,
    about_article,
    in_municipality,
    is_possible,
    missing_for,
    with_caller,
    with_cause,
    with_outcome,
    without_note,
)
from kontakt.desk.open_messages import how_it_went, message_state
from kontakt.desk.outcome import Missing
from kontakt.desk.own_texts import nothing_of_own, own_title
from kontakt.desk.recipients import has_recipients
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline import REPEAT_WINDOW
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.library.labels import CAUSES, OUTCOMES
from kontakt.library.library import Library
from kontakt.library.names import title_of, unit_name
from kontakt.locale import _, language
from kontakt.locale.formats import day_and_clock, weekday_and_clock
from kontakt.messages.message import MessageDelivery, OpenMessage
from kontakt.tui.desk import correction_texts, sentences
from kontakt.tui.desk.menus import (
    ESCAPE,
    article_menu,
    caller_menu,
    cause_menu,
    municipality_menu,
    note_question,
    outcome_menu,
)
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.desk.transfer import corrected_transfer
from kontakt.tui.widgets.choice import Choice, KeyMenu

_NOTE_WIDTH = 60


async def correct_own(app: App[None], session: DeskSession, link: DeskLink) -> str:
    """Let the agent choose one of their own inquiries and what to do with it. Returns what was done, in one
    sentence; empty for nothing."""
    try:
        entries = await link.own_inquiries()
        if not entries:
            return nothing_of_own()
        sent = await link.sent_for(entries) if session.library.outbox.sends else {}
        chosen = await app.push_screen_wait(_own_menu(entries, session, sent))
        return await _change(app, session, chosen.value) if chosen else ""
    except KontaktError as problem:
        return str(problem)


async def link_repeat(app: App[None], session: DeskSession, link: DeskLink) -> str | OpenMessage:
    """Let the agent say which earlier inquiry the question repeats. Returns what was done, in one sentence; or the open
    message about the same that they chose instead."""
    call, article, municipality = session.call, session.finder.article_on_card, session.municipality
    if article is None or municipality is None:
        return _("Choose the article and the municipality first; then their earlier inquiries are listed.")
    try:
        earlier = await link.same_before(article.id, municipality)
    except KontaktError as problem:
        return str(problem)
    name = sentences.municipality_name(municipality, session.library)
    title = title_of(article, language())
    waiting = session.library.outbox.about(article.id, municipality)
    if not earlier and not waiting:
        return _("Nobody asked about “{title}” for {municipality} in the last {days} days.").format(
            title=title, municipality=name, days=REPEAT_WINDOW.days
        )
    choices: list[Choice[UUID | OpenMessage]] = [
        Choice(each, _("Open message: {name}").format(name=each.recipient), message_state(each, session.clock()), "b")
        for each in waiting[:1]
    ]
    choices += [
        Choice(
            inquiry.id,
            f"{day_and_clock(inquiry.started_at)}  {_(OUTCOMES[inquiry.outcome])}",
            " · ".join(filter(None, (_(CAUSES[inquiry.cause]) if inquiry.cause else "", inquiry.note))),
            str(digit) if digit < 10 else "",
        )
        for digit, inquiry in enumerate(earlier, 1)
    ]
    heading = _("Which one does the caller ring again about? {title}, {municipality}").format(
        title=title, municipality=name
    )
    chosen = await app.push_screen_wait(KeyMenu(heading, choices, hint=_("Enter links it.")))
    if chosen is None:
        return ""
    if isinstance(chosen.value, OpenMessage):
        return chosen.value
    session.calls.link_repeat(call, chosen.value)
    return _("Linked: the earlier inquiry counts as not resolved once this one is logged.")


def _own_menu(entries: list[Entry], session: DeskSession, sent: Mapping[UUID, MessageDelivery]) -> KeyMenu[Entry]:
    choices = []
    moments = [weekday_and_clock(each.inquiry.logged_at, session.clock()) for each in entries]
    width = max(map(len, moments))
    for key, entry in enumerate(entries, 1):
        inquiry = entry.inquiry
        known = session.library.article(inquiry.article) or session.library.notices.of_id(inquiry.notice)
        about = sentences.subject_of(inquiry, session.library) if known else inquiry.query or _("no article")
        municipality = sentences.municipality_name(inquiry.municipality, session.library)
        label = f"{moments[key - 1]:>{width}}  {outcome_name(inquiry, session.library)}"
        went = how_it_went(sent[inquiry.id]) if inquiry.id in sent else ""
        detail = " · ".join(filter(None, (went, municipality, about)))  # the end is cut where there is no room
        choices.append(Choice(entry, label, detail, str(key) if key < 10 else ""))
    hint = _("Enter: correct or withdraw it.") + f"   {ESCAPE}: " + _("back")
    return KeyMenu(own_title(), choices, hint=hint, wide=True)


async def _change(app: App[None], session: DeskSession, entry: Entry) -> str:
    inquiry = entry.inquiry
    chosen = await app.push_screen_wait(_correction_menu(inquiry, session.library))
    if chosen is None:
        return ""
    match chosen.value:
        case Correction.WITHDRAW:
            session.logbook.withdraw(entry)
            return sentences.withdrawn(inquiry, session.library)
        case Correction.EMPTY_NOTE:
            session.logbook.correct(entry, without_note(inquiry))
            return sentences.emptied(inquiry, session.library)
    if chosen.value in (Correction.UNIT, Correction.TRANSFER_RESULT):
        corrected = await corrected_transfer(app, session, inquiry, chosen.value)
    else:
        corrected = await _corrected(app, session.library, inquiry, chosen.value)
    if corrected is None:
        return ""
    if corrected != inquiry:
        session.logbook.correct(entry, corrected)
    return correction_texts.corrected(inquiry, corrected, session.library)


def _correction_menu(inquiry: Inquiry, library: Library) -> KeyMenu[Correction]:
    """The same digit for the same step, whatever else is possible: a habit must not withdraw what it meant to mend."""
    lines = {
        Correction.OUTCOME: (_("Outcome"), _(OUTCOMES[inquiry.outcome])),
        Correction.CAUSE: (_("Cause"), _(CAUSES[inquiry.cause]) if inquiry.cause else ""),
        Correction.MUNICIPALITY: (_("Municipality"), sentences.municipality_name(inquiry.municipality, library)),
        Correction.ARTICLE: (_("Article"), _title(inquiry, library)),
        Correction.NOTE: (_("Note"), shorten(inquiry.note, _NOTE_WIDTH, placeholder=" …") or _("no note")),
        Correction.CALLER: (_("Who asks, and how"), correction_texts.caller(inquiry)),
        Correction.EMPTY_NOTE: (_("Empty the note"), _("at once, in its history too")),
        Correction.WITHDRAW: (_("Withdraw it"), _("it counts no longer; note and search text are emptied")),
        Correction.UNIT: (_("Put through to"), _unit(inquiry, library)),
        Correction.TRANSFER_RESULT: (_("What came of it"), correction_texts.transfer_result(inquiry)),
    }
    choices = [
        Choice(correction, *lines[correction], str(digit % 10))
        for digit, correction in enumerate(Correction, 1)
        if is_possible(correction, inquiry)
        and not (correction is Correction.UNIT and not _has_recipients(inquiry, library))
    ]
    hint = _("One key chooses.") + f"   {ESCAPE}: " + _("back")
    return KeyMenu(_("Correct or withdraw"), choices, hint=hint, wide=True)


async def _corrected(app: App[None], library: Library, inquiry: Inquiry, correction: Correction) -> Inquiry | None:
    """The inquiry with one thing changed; None when the agent went back."""
    match correction:
        case Correction.OUTCOME:
            return await _with_outcome(app, library, inquiry)
        case Correction.CAUSE:
            return await _with_cause(app, inquiry)
        case Correction.MUNICIPALITY:
            return await _in_municipality(app, library, inquiry, inquiry.outcome)
        case Correction.ARTICLE:
            article = await app.push_screen_wait(article_menu(library, inquiry.municipality))
            return about_article(inquiry, article.value, library) if article else None
        case Correction.NOTE:
            with_other_note: Inquiry | None = await app.push_screen_wait(note_question(inquiry))
            return with_other_note
        case _:
            caller = await app.push_screen_wait(caller_menu())
            return with_caller(inquiry, caller.value) if caller else None


async def _with_outcome(app: App[None], library: Library, inquiry: Inquiry) -> Inquiry | None:
    """What the new outcome needs and the old one did not is asked for."""
    chosen = await app.push_screen_wait(outcome_menu())
    if chosen is None:
        return None
    located: Inquiry | None = inquiry
    if missing_for(inquiry, chosen.value) is Missing.MUNICIPALITY:
        located = await _in_municipality(app, library, inquiry, chosen.value)
    if located is None:
        return None
    changed = with_outcome(located, chosen.value)
    return await _with_cause(app, changed) if missing_for(changed, changed.outcome) is Missing.CAUSE else changed


async def _with_cause(app: App[None], inquiry: Inquiry) -> Inquiry | None:
    cause = await app.push_screen_wait(cause_menu(inquiry.outcome, warm=inquiry.warm))
    return with_cause(inquiry, cause.value, warm=cause.second_way) if cause else None


async def _in_municipality(app: App[None], library: Library, inquiry: Inquiry, outcome: Outcome) -> Inquiry | None:
    """In another municipality; it may be unknown where the ``outcome`` allows it."""
    menu = municipality_menu(library, inquiry.municipality, offers_lock=False, outcome=outcome)
    municipality = await app.push_screen_wait(menu)
    return in_municipality(inquiry, municipality.value, library.region) if municipality else None


def _unit(inquiry: Inquiry, library: Library) -> str:
    return unit_name(inquiry.unit, library.contacts, language()) if inquiry.unit else _("not said")


def _has_recipients(inquiry: Inquiry, library: Library) -> bool:
    """Whether its unit can be said, or taken back."""
    article = library.article(inquiry.article)
    return inquiry.unit is not None or has_recipients(library, article, inquiry.municipality)


def _title(inquiry: Inquiry, library: Library) -> str:
    article = library.article(inquiry.article)
    return title_of(article, language()) if article else _("no article")
