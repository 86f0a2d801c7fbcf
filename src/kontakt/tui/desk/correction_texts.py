"""What the desk says of a correction: the inquiry as it stands now, and beside what has changed what it was."""

from collections.abc import Iterator

from kontakt.desk.contact_texts import outcome_name
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.privacy_guard import masked_note
from kontakt.library.labels import CALLER_TYPES, CAUSES, CHANNELS, TRANSFER_RESULTS
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.tui.desk.sentences import municipality_name, subject_of


def corrected(before: Inquiry, now: Inquiry, library: Library) -> str:
    if before == now:
        return _("Nothing is corrected: it was logged like that.")
    said = _("Corrected: {inquiry}.").format(inquiry=" · ".join(_parts(before, now, library)))
    return "   ".join(filter(None, (said, masked_note(now.note) if now.note != before.note else "")))


def _parts(before: Inquiry, now: Inquiry, library: Library) -> Iterator[str]:
    """Outcome, article and municipality, which say which inquiry it is; of the rest what is another now."""
    yield _was(outcome_name(now, library), outcome_name(before, library))
    if now.cause != before.cause and now.cause:
        yield _was(_(CAUSES[now.cause]), _(CAUSES[before.cause]) if before.cause else "")
    if now.transfer_result != before.transfer_result and now.transfer_result:
        yield _was(transfer_result(now), transfer_result(before))
    yield _was(subject_of(now, library), subject_of(before, library))
    yield _was(municipality_name(now.municipality, library), municipality_name(before.municipality, library))
    if caller(now) != caller(before):
        yield _was(caller(now), caller(before))
    if now.note != before.note:
        yield _("note corrected") if now.note else _("no note")


def caller(inquiry: Inquiry) -> str:
    """Who asks, and how."""
    caller_type = [_(CALLER_TYPES[inquiry.caller_type])] if inquiry.caller_type else []
    return " · ".join([*caller_type, _(CHANNELS[inquiry.channel])])


def transfer_result(inquiry: Inquiry) -> str:
    """What came of putting the caller through."""
    return _(TRANSFER_RESULTS[inquiry.transfer_result]) if inquiry.transfer_result else _("not said")


def _was(now: str, before: str) -> str:
    return _("{now} (was: {before})").format(now=now, before=before) if before and now != before else now
