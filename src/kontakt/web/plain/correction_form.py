"""What was sent with the form that corrects an inquiry, and the inquiry that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kontakt.desk.corrections import (
    about_no_article,
    in_municipality,
    put_through_to,
    with_cause,
    with_note,
    with_outcome,
    with_transfer_result,
)
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.inquiry import UNKNOWN, Inquiry, TransferResult, may_be_unknown
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.web.plain.call_form import code
from kontakt.web.plain.transfer_part import RESULT, WARM

DRAWN = "drawn_"
"""Before the name of a field: what stood in it when the page was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionForm:
    """``municipality`` is None where it is unknown; ``keeps_subject`` is False where the article or the notice is
    taken off. ``unit``, ``warm`` and ``result`` are of a transfer: the unit as an inquiry names it, None where nobody
    has said, and what came of it, None where that is not said anew."""

    outcome: Outcome
    cause: Cause | None
    municipality: str | None
    note: str
    keeps_subject: bool = True
    unit: str | None = None
    warm: bool = False
    result: TransferResult | None = None


def as_logged(inquiry: Inquiry) -> CorrectionForm:
    return CorrectionForm(
        outcome=inquiry.outcome,
        cause=inquiry.cause,
        municipality=inquiry.municipality,
        note=inquiry.note,
        unit=inquiry.unit,
        warm=inquiry.warm,
    )


def drawn_fields(inquiry: Inquiry) -> dict[str, str]:
    """What the page says about what stood in its fields, for ``correction_form``."""
    fields = {
        "outcome": inquiry.outcome,
        "cause": inquiry.cause or "",
        "municipality": inquiry.municipality or UNKNOWN,
        "note": inquiry.note,
        "unit": inquiry.unit or "",
        WARM: warm_value(warm=inquiry.warm),
        RESULT: inquiry.transfer_result or "",
    }
    return {DRAWN + name: value for name, value in fields.items()}


def correction_form(fields: Mapping[str, str], inquiry: Inquiry, library: Library) -> CorrectionForm:
    """What is none of the codes, and what was not touched since the page was drawn, is as the inquiry has it now:
    another page may have corrected it meanwhile."""
    touched = {name: value for name, value in fields.items() if value != fields.get(DRAWN + name)}
    return CorrectionForm(
        outcome=code(touched, "outcome", Outcome) or inquiry.outcome,
        cause=None if touched.get("cause") == "" else code(touched, "cause", Cause) or inquiry.cause,
        municipality=_municipality(touched.get("municipality", ""), inquiry, library),
        note=touched.get("note", inquiry.note),
        keeps_subject=fields.get("about") != "none",
        unit=touched.get("unit", inquiry.unit) or None,
        warm=touched[WARM] == warm_value(warm=True) if WARM in touched else inquiry.warm,
        result=code(touched, RESULT, TransferResult),
    )


def warm_value(*, warm: bool) -> str:
    """Of the field that says whether a transfer was warm."""
    return "yes" if warm else "no"


def _municipality(value: str, inquiry: Inquiry, library: Library) -> str | None:
    member = library.region.municipality(value)
    return None if value == UNKNOWN else member.number if member else inquiry.municipality


def corrected(inquiry: Inquiry, form: CorrectionForm, library: Library) -> Inquiry:
    """The inquiry as the form has it. Raises KontaktError where the outcome lacks something, or the note may not be
    stored."""
    if form.municipality is None and not may_be_unknown(form.outcome):
        raise KontaktError(_("Choose the municipality first."))
    # No step between may be of an unknown municipality, unless its outcome allows that.
    changed = _in_municipality(inquiry, form.municipality or inquiry.municipality, library)
    if form.outcome is not inquiry.outcome:
        changed = with_outcome(changed, form.outcome)
    changed = _in_municipality(changed, form.municipality, library)
    if counts_as(form.outcome) is CountsAs.FORWARDED:
        if form.cause is None:
            raise KontaktError(_("Choose the cause: a forwarded inquiry has one."))
        changed = with_cause(changed, form.cause, warm=changed.warm)
    if inquiry.outcome is changed.outcome is Outcome.TRANSFERRED:
        changed = put_through_to(replace(changed, warm=form.warm), form.unit)
        if form.result and changed.unit:
            changed = with_transfer_result(changed, form.result)
    if form.note.strip() != inquiry.note:
        changed = with_note(changed, form.note)
    return changed if form.keeps_subject else about_no_article(changed)


def _in_municipality(inquiry: Inquiry, number: str | None, library: Library) -> Inquiry:
    """What is of it already keeps the target of its day."""
    return inquiry if number == inquiry.municipality else in_municipality(inquiry, number, library.region)
