"""Calls under way: what is open or parked at a desk, as it is kept beside it and brought back after a kill."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kontakt.desk.call import Call
from kontakt.desk.session import DeskSession
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.inquiries.privacy_guard import NotAllowed, guarded_query, refuse_together
from kontakt.library.library import Library, unsearched
from kontakt.search.answer import SearchAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class UnloggedCall:
    """What is kept of one call: enough to go on with it. ``inquiry_id`` is the one that it is logged with.

    ``started_at`` is UTC. ``moved_to`` is the article that the agent moved to; all else is as in ``Call``.
    """

    inquiry_id: UUID
    call_id: UUID
    started_at: datetime
    municipality: str | None
    channel: Channel
    caller_type: CallerType
    query: str
    moved_to: str | None
    pinned: str | None
    inherited: bool
    theme: str | None
    note: str
    repeats: UUID | None
    by_text: bool
    undecided: bool
    unknown: bool


def unlogged_calls(session: DeskSession) -> tuple[UnloggedCall, ...]:
    """The parked calls and the open one, each as it stands. Quick: nothing is guarded or written yet."""
    calls = list(session.parked)
    if session.begun and not session.call.is_blank:
        calls.append(replace(session.call, municipality=session.municipality))
    return tuple(_kept(each) for each in calls)


def guarded_call(call: UnloggedCall) -> UnloggedCall:
    """The call as it may be kept: a text that the privacy guard refuses is left out, and the rest stays."""
    query, note = _allowed(call.query), _allowed(call.note)
    try:
        refuse_together(query, note)
    except NotAllowed:
        note = ""
    return replace(call, query=query, note=note)


def park_restored(session: DeskSession, kept: Iterable[UnloggedCall]) -> int:
    """Park calls that a window left behind, before those that are parked here; how many they were."""
    calls = [_as_it_was(each, session.library) for each in kept]
    session.parked[:0] = calls
    return len(calls)


def _kept(call: Call) -> UnloggedCall:
    hits = call.answer.hits
    return UnloggedCall(
        inquiry_id=call.inquiry_id,
        call_id=call.call_id,
        started_at=call.started_at,
        municipality=call.municipality,
        channel=call.channel,
        caller_type=call.caller_type,
        query=call.query,
        moved_to=hits[call.cursor].id if call.moved and call.cursor < len(hits) else None,
        pinned=call.pinned,
        inherited=call.inherited,
        theme=call.theme,
        note=call.note,
        repeats=call.repeats,
        by_text=call.by_text,
        undecided=call.undecided,
        unknown=call.unknown,
    )


def _allowed(text: str) -> str:
    try:
        return guarded_query(text)  # a note as well: one that is too long to be logged is kept as far as it may be
    except NotAllowed:
        return ""


def _as_it_was(kept: UnloggedCall, library: Library) -> Call:
    answer = _answer(kept, library)
    call = Call(
        inquiry_id=kept.inquiry_id,
        call_id=kept.call_id,
        started_at=kept.started_at,
        municipality=kept.municipality,
        channel=kept.channel,
        caller_type=kept.caller_type,
        answer=answer,
        pinned=kept.pinned,
        inherited=kept.inherited,
        theme=kept.theme,
        note=kept.note,
        repeats=kept.repeats,
        heard=answer.said,
        by_text=kept.by_text,
        undecided=kept.undecided and bool(answer.said),
        unknown=kept.unknown,
    )
    found = [hit.id for hit in call.answer.hits]
    if kept.moved_to in found:
        call.move_to(found.index(kept.moved_to))
    return call


def _answer(kept: UnloggedCall, library: Library) -> SearchAnswer:
    if kept.theme:
        return SearchAnswer(query="", hits=tuple(map(unsearched, library.in_theme(kept.theme))))
    return library.index.search(kept.query, kept.municipality) if kept.query.strip() else SearchAnswer(query="")
