"""The outcome of a call: what must be known before it is logged, and the inquiry that the call becomes."""

from datetime import datetime
from enum import StrEnum

from kontakt.desk.calls import Calls
from kontakt.desk.finder import Finder
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.inquiry import Inquiry, LinkedBy, TransferResult
from kontakt.settings import Settings


class Missing(StrEnum):
    """What the agent must still say before an outcome can be logged."""

    CALL = "call"
    MUNICIPALITY = "municipality"
    CAUSE = "cause"


def missing_for(outcome: Outcome, cause: Cause | None, calls: Calls, finder: Finder) -> Missing | None:
    """What must still be asked for, in the order to ask it."""
    if not calls.begun:
        return Missing.CALL
    municipality = finder.library.region.municipality(calls.municipality)
    if municipality is None and not calls.current.needs_none(outcome):
        return Missing.MUNICIPALITY
    return Missing.CAUSE if counts_as(outcome) is CountsAs.FORWARDED and cause is None else None


def inquiry_of(
    calls: Calls,
    finder: Finder,
    outcome: Outcome,
    *,
    cause: Cause | None,
    warm: bool,
    unit: str | None,
    transfer_result: TransferResult | None,
    settings: Settings,
    at: datetime,
) -> Inquiry:
    """The inquiry that the call in progress becomes with this outcome, logged ``at`` (UTC) by the agent of the
    ``settings``. What the outcome does not have is left out, such as a cause, or the unit of a transfer. Raises
    ValueError where something is missing."""
    call, library, transferred = calls.current, finder.library, outcome is Outcome.TRANSFERRED
    municipality = library.region.municipality(calls.municipality)
    linked = call.subject(outcome, cause, urgent=bool(finder.dangers))
    notice = None if outcome is Outcome.VOID else finder.notice_on_card
    if notice and linked and linked.by is not LinkedBy.PINNED:
        linked = None  # the hits below it were not read
    article = library.article(linked.id) if linked else None
    return Inquiry(
        id=call.inquiry_id,
        call_id=call.call_id,
        municipality=municipality.number if municipality else None,
        outcome=outcome,
        cause=cause if counts_as(outcome) is CountsAs.FORWARDED else None,
        warm=warm and transferred,
        unit=unit if transferred else None,
        transfer_result=transfer_result if transferred else None,
        started_at=call.started_at,
        logged_at=at,
        agent=settings.agent,
        home_municipality=settings.home_municipality,
        channel=call.channel,
        caller_type=call.caller_type,
        article=article.id if article else None,
        linked_by=linked.by if linked and article else None,
        query=finder.stored_query,
        note=call.note.strip(),
        repeats=call.repeats,
        first_line=article.first_line.value if article else None,
        notice=notice.id if notice else None,
        target=municipality.target_on(at.astimezone(OSLO).date()) if municipality else None,
    )
