"""What of a logged inquiry can be corrected, and the inquiry that a correction makes of it. Nothing is stored here."""

from dataclasses import replace
from enum import StrEnum

from kontakt.desk.outcome import Missing
from kontakt.directory.region import Region
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry, LinkedBy, TransferResult, may_be_unknown
from kontakt.inquiries.privacy_guard import guarded_note, refuse_together
from kontakt.library.library import Library


class Correction(StrEnum):
    """What an agent can do with an inquiry of their own, in the order in which it is offered."""

    OUTCOME = "outcome"
    CAUSE = "cause"
    MUNICIPALITY = "municipality"
    ARTICLE = "article"
    NOTE = "note"
    CALLER = "caller"
    EMPTY_NOTE = "empty_note"
    WITHDRAW = "withdraw"
    UNIT = "unit"
    TRANSFER_RESULT = "transfer_result"


def is_possible(correction: Correction, inquiry: Inquiry) -> bool:
    """Whether there is something to correct: only what is forwarded has a cause, only a note can be emptied, only a
    caller who was put through came to a unit, and something came of it."""
    match correction:
        case Correction.CAUSE:
            return _is_forwarded(inquiry)
        case Correction.EMPTY_NOTE:
            return bool(inquiry.note)
        case Correction.UNIT:
            return inquiry.outcome is Outcome.TRANSFERRED
        case Correction.TRANSFER_RESULT:
            return inquiry.unit is not None
        case _:
            return True


def missing_for(inquiry: Inquiry, outcome: Outcome) -> Missing | None:
    """What another outcome needs and the inquiry does not have, in the order to ask it. The municipality comes first:
    without it the inquiry cannot have that outcome at all."""
    if inquiry.municipality is None and not may_be_unknown(outcome):
        return Missing.MUNICIPALITY
    return Missing.CAUSE if counts_as(outcome) is CountsAs.FORWARDED else None


def with_outcome(inquiry: Inquiry, outcome: Outcome) -> Inquiry:
    """With another outcome; the cause of the old one goes, and so does the transfer. Raises ValueError where the
    municipality is missing."""
    return replace(inquiry, outcome=outcome, cause=None, warm=False, unit=None, transfer_result=None)


def with_cause(inquiry: Inquiry, cause: Cause, *, warm: bool) -> Inquiry:
    return replace(inquiry, cause=cause, warm=warm)


def put_through_to(inquiry: Inquiry, unit: str | None) -> Inquiry:
    """Put through to another unit (None: nobody's); what came of it is another thing then, and not known."""
    return inquiry if unit == inquiry.unit else replace(inquiry, unit=unit, transfer_result=None)


def with_transfer_result(inquiry: Inquiry, result: TransferResult) -> Inquiry:
    return replace(inquiry, transfer_result=result)


def in_municipality(inquiry: Inquiry, number: str | None, region: Region) -> Inquiry:
    """For another municipality, judged on the target that it had on the day; None: for an unknown one."""
    municipality = region.municipality(number)
    day = inquiry.logged_at.astimezone(OSLO).date()
    return replace(inquiry, municipality=number, target=municipality.target_on(day) if municipality else None)


def about_article(inquiry: Inquiry, id: str, library: Library) -> Inquiry:
    """About another article, which the agent chose themselves."""
    article = library.article(id)
    return replace(
        inquiry,
        article=article.id if article else id,
        linked_by=LinkedBy.PINNED,
        first_line=article.first_line.value if article else None,
    )


def about_no_article(inquiry: Inquiry) -> Inquiry:
    """About something else: neither an article nor a notice."""
    return replace(inquiry, article=None, linked_by=None, first_line=None, notice=None)


def without_note(inquiry: Inquiry) -> Inquiry:
    return replace(inquiry, note="")


def with_note(inquiry: Inquiry, text: str) -> Inquiry:
    """With this note, as it is stored. Raises NotAllowed where it may not be, alone or beside the inquiry's search."""
    note = guarded_note(text.strip())
    refuse_together(inquiry.query, note)
    return replace(inquiry, note=note)


def with_caller(inquiry: Inquiry, caller: CallerType | Channel) -> Inquiry:
    """With another caller type, or another channel."""
    if isinstance(caller, CallerType):
        return replace(inquiry, caller_type=caller)
    return replace(inquiry, channel=caller)


def _is_forwarded(inquiry: Inquiry) -> bool:
    return counts_as(inquiry.outcome) is CountsAs.FORWARDED
