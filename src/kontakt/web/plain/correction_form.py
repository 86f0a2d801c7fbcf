"""What was sent with the form that corrects an inquiry, and the inquiry that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass

from kontakt.desk.corrections import about_no_article, in_municipality, with_cause, with_note, with_outcome
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.inquiry import Inquiry, may_be_unknown
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.web.plain.call_form import code


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionForm:
    """``municipality`` is None where it is unknown; ``keeps_subject`` is False where the article or the notice is
    taken off."""

    outcome: Outcome
    cause: Cause | None
    municipality: str | None
    note: str
    keeps_subject: bool = True


def as_logged(inquiry: Inquiry) -> CorrectionForm:
    return CorrectionForm(
        outcome=inquiry.outcome, cause=inquiry.cause, municipality=inquiry.municipality, note=inquiry.note
    )


def correction_form(fields: Mapping[str, str], inquiry: Inquiry, library: Library) -> CorrectionForm:
    """What is none of the codes is left as it was logged."""
    member = library.region.municipality(fields.get("municipality"))
    return CorrectionForm(
        outcome=code(fields, "outcome", Outcome) or inquiry.outcome,
        cause=code(fields, "cause", Cause),
        municipality=member.number if member else None,
        note=fields.get("note", inquiry.note),
        keeps_subject=fields.get("about") != "none",
    )


def corrected(inquiry: Inquiry, form: CorrectionForm, library: Library) -> Inquiry:
    """The inquiry as the form has it. Raises KontaktError where the outcome lacks something, or the note may not be
    stored."""
    if form.municipality is None and not may_be_unknown(form.outcome):
        raise KontaktError(_("Choose the municipality first."))
    if form.outcome is inquiry.outcome:
        changed = in_municipality(inquiry, form.municipality, library.region)
    elif form.municipality is None:
        changed = in_municipality(with_outcome(inquiry, form.outcome), None, library.region)
    else:
        changed = with_outcome(in_municipality(inquiry, form.municipality, library.region), form.outcome)
    if counts_as(form.outcome) is CountsAs.FORWARDED:
        if form.cause is None:
            raise KontaktError(_("Choose the cause: a forwarded inquiry has one."))
        changed = with_cause(changed, form.cause, warm=changed.warm)
    if form.note.strip() != inquiry.note:
        changed = with_note(changed, form.note)
    return changed if form.keeps_subject else about_no_article(changed)
