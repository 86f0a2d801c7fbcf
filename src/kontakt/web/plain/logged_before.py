"""What becomes of a form whose call is logged already: a browser keeps pages, behind Back and in duplicated tabs."""

from collections.abc import Callable, Set
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from kontakt.desk.outcome import inquiry_of
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.inquiries.privacy_guard import guarded_note, guarded_query
from kontakt.web.plain.call_form import CallForm, is_of_this_shift, put_through_to


def as_new_call(form: CallForm, entry: Entry | None, now: datetime) -> CallForm:
    """The form of the next call, made of one that is logged: what was typed stays, and what is the logged call's own
    goes, its municipality and its note. ``entry`` is None where it was withdrawn, or is of long ago."""
    logged = entry.inquiry if entry else None
    is_chosen = form.municipality != form.drawn_municipality
    is_other = logged is not None and form.municipality != logged.municipality
    return replace(
        form,
        inquiry=uuid4(),
        id_made_at=now,
        started=None,
        searched="",
        drawn_municipality="",
        municipality=form.municipality if is_chosen and is_other else "",
        note="" if logged and form.note.strip() == logged.note else form.note,
    )


def with_usable_id(form: CallForm, logged: Set[UUID], own: Callable[[UUID], Entry | None], now: datetime) -> CallForm:
    """With another id where its own belongs to an inquiry that was withdrawn, or may belong to one of long ago: the
    same one for the same form, so that a button that is pressed twice logs once. ``logged`` are the ids that inquiries
    of the last day at least have had."""
    if form.id_made_at and not is_of_this_shift(form.id_made_at, now):
        form = replace(form, inquiry=_next(form.inquiry, now), id_made_at=now)
    while form.inquiry in logged and own(form.inquiry) is None:
        form = replace(form, inquiry=_next(form.inquiry, now), id_made_at=now)
    return form


def _next(id: UUID, now: datetime) -> UUID:
    return uuid5(id, now.date().isoformat())


def says_the_same(form: CallForm, outcome: Outcome, session: DeskSession, logged: Inquiry) -> bool:
    """Whether logging the form, which ``session`` holds, would say of the call what is logged."""
    if not form.is_of_what_was_read or session.missing_for(outcome, form.cause):
        return False
    to = put_through_to(form, session)
    said = inquiry_of(
        session.calls,
        session.finder,
        outcome,
        cause=form.cause,
        warm=form.warm,
        unit=to.unit_key if to else None,
        transfer_result=None,
        settings=session.settings,
        at=session.clock(),
    )
    try:
        said = replace(said, query=guarded_query(said.query), note=guarded_note(said.note))
    except KontaktError:
        return False
    return all(getattr(said, name) == getattr(logged, name) for name in _SAID)


_SAID = (
    "outcome",
    "cause",
    "municipality",
    "article",
    "notice",
    "query",
    "note",
    "channel",
    "caller_type",
    "unit",
    "warm",
)
"""The fields of an inquiry that the form says."""
