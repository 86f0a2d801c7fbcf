"""Unlogged calls as plain values: what is stored of a call without an outcome, and brought back in another window."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kontakt.desk.call import Call
from kontakt.desk.calls import Calls
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.inquiries.privacy_guard import NotAllowed, guarded_query, refuse_together
from kontakt.library.library import Library, unsearched
from kontakt.search.answer import SearchAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class UnloggedCall:
    """What is stored of one call: enough to go on with it. ``inquiry_id`` is the one that it is logged with.

    ``started_at`` is UTC. ``moved_to`` is the article that the agent moved to, ``notice`` the one on the card that they
    chose from the list of notices; all else is as in ``Call``.
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
    notice: UUID | None = None


def unlogged_calls(calls: Calls) -> tuple[UnloggedCall, ...]:
    """The parked calls and the one in progress, each as it stands. Quick: nothing is guarded or written yet."""
    return tuple(map(_stored, calls.unlogged))


def guarded_call(call: UnloggedCall) -> UnloggedCall:
    """The call as it may be stored: a text that the privacy guard refuses is left out, and the rest stays."""
    query, note = _allowed(call.query), _allowed(call.note)
    try:
        refuse_together(query, note)
    except NotAllowed:
        note = ""
    return replace(call, query=query, note=note)


def _restored(stored: UnloggedCall, library: Library) -> Call:
    """The call as it was, with what the library finds for it now."""
    answer = _answer(stored, library)
    call = Call(
        inquiry_id=stored.inquiry_id,
        call_id=stored.call_id,
        started_at=stored.started_at,
        municipality=stored.municipality,
        channel=stored.channel,
        caller_type=stored.caller_type,
        answer=answer,
        pinned=stored.pinned,
        inherited=stored.inherited,
        theme=stored.theme,
        note=stored.note,
        repeats=stored.repeats,
        settled_names=answer.outright,
        by_text=stored.by_text,
        undecided=stored.undecided and bool(answer.outright),
        unknown=stored.unknown,
    )
    if stored.notice:
        call.set_notices((stored.notice,), chosen=True)
    hit_ids = [hit.id for hit in call.answer.hits]
    if stored.moved_to in hit_ids:
        call.move_to(hit_ids.index(stored.moved_to))
    return call


def park_restored(calls: Calls, stored: Iterable[UnloggedCall], library: Library) -> int:
    """Park calls that a window left behind, before those that are parked here; how many they were."""
    restored = [_restored(call, library) for call in stored]
    calls.park_before(restored)
    return len(restored)


def _stored(call: Call) -> UnloggedCall:
    hits = call.answer.hits
    on_notice = call.notice_cursor is not None
    return UnloggedCall(
        inquiry_id=call.inquiry_id,
        call_id=call.call_id,
        started_at=call.started_at,
        municipality=call.municipality,
        channel=call.channel,
        caller_type=call.caller_type,
        query=call.query,
        moved_to=hits[call.cursor].id if call.moved and not on_notice and call.cursor < len(hits) else None,
        pinned=call.pinned,
        inherited=call.inherited,
        theme=call.theme,
        note=call.note,
        repeats=call.repeats,
        by_text=call.by_text,
        undecided=call.undecided,
        unknown=call.unknown,
        notice=call.named_notices[0] if call.notice_chosen and on_notice else None,
    )


def _allowed(text: str) -> str:
    try:
        return guarded_query(text)  # a note as well: one that is too long to be logged is stored as far as it may be
    except NotAllowed:
        return ""


def _answer(stored: UnloggedCall, library: Library) -> SearchAnswer:
    if stored.theme:
        return SearchAnswer(query="", hits=tuple(map(unsearched, library.in_theme(stored.theme))))
    return library.index.search(stored.query, stored.municipality) if stored.query.strip() else SearchAnswer(query="")
