"""What the agent has logged, on plain pages: a list, and one of it with what can be corrected."""

from collections.abc import Sequence

from kontakt.desk.contact_texts import outcome_name
from kontakt.desk.own_texts import own_title
from kontakt.desk.recipients import recipients
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import UNKNOWN, Entry, Inquiry
from kontakt.inquiries.privacy_guard import NOTE_LENGTH
from kontakt.library.labels import CAUSES, OUTCOMES, TRANSFER_RESULTS
from kontakt.library.library import Library
from kontakt.library.names import unit_name
from kontakt.locale import _, language
from kontakt.locale.formats import day_and_clock
from kontakt.reports.markup import Markup, element
from kontakt.tui.desk.sentences import municipality_name, subject_of
from kontakt.web.plain.correction_form import CorrectionForm, drawn_fields, warm_value
from kontakt.web.plain.exchange import ADDRESS
from kontakt.web.plain.page import button, error, form, hidden, page, selection, text_field
from kontakt.web.plain.transfer_part import RESULT, WARM, warm_label


def own_list(entries: Sequence[Entry], library: Library) -> list[Markup]:
    """A link for each, which leaves what is half-typed where it is; nothing where there is none."""
    if not entries:
        return []
    links = [
        element("a", summary(each.inquiry, library), href=_address(each.inquiry), target="_blank") for each in entries
    ]
    return [
        element(
            "section",
            element("h2", own_title(), id="own"),
            element("p", _("A link opens it in a tab of its own, to correct or withdraw it.")),
            element("ul", [element("li", each) for each in links]),
            aria_labelledby="own",
        )
    ]


def correct_link(inquiry: Inquiry | None) -> list[Markup]:
    """To the page that corrects what was just logged: beside this one, where the next call may be half-typed."""
    if inquiry is None:
        return []
    label = _("Correct or withdraw it, in a tab of its own")
    return [element("p", element("a", label, href=_address(inquiry), target="_blank"))]


def _address(inquiry: Inquiry) -> str:
    return f"{ADDRESS}?inquiry={inquiry.id}"


def summary(inquiry: Inquiry, library: Library) -> str:
    """When, which outcome, about what and where, in one line."""
    what = (outcome_name(inquiry, library), subject_of(inquiry, library))
    return f"{day_and_clock(inquiry.logged_at)} " + " · ".join(
        (*what, municipality_name(inquiry.municipality, library))
    )


def inquiry_page(
    inquiry: Inquiry, corrected: CorrectionForm, library: Library, *, wrong: str = "", agent: str, trouble: str = ""
) -> str:
    """``corrected`` is what stands in the fields."""
    outcomes = [(each.value, _(OUTCOMES[each])) for each in Outcome]
    causes = [("", _("None")), *((each.value, _(name)) for each, name in CAUSES.items())]
    has_subject = inquiry.article is not None or inquiry.notice is not None
    about = [("", subject_of(inquiry, library)), ("none", _("no article"))]
    return page(
        wrong or _("Correct or withdraw"),
        element("h1", _("Correct or withdraw")),
        element("p", summary(inquiry, library)),
        *error(wrong),
        form(
            hidden("inquiry", str(inquiry.id)),
            [hidden(*each) for each in drawn_fields(inquiry).items()],
            selection("outcome", _("Outcome"), outcomes, corrected.outcome, autofocus=""),
            selection("cause", _("Cause, of what was forwarded"), causes, corrected.cause or ""),
            selection(
                "municipality",
                _("Municipality"),
                _municipalities(inquiry, library),
                corrected.municipality or UNKNOWN,
            ),
            selection("about", _("Article"), about, "" if corrected.keeps_subject else "none") if has_subject else [],
            _transfer(inquiry, corrected, library) if inquiry.outcome is Outcome.TRANSFERRED else [],
            text_field(
                "note",
                _("Note, at most {most} characters, without names and numbers").format(most=NOTE_LENGTH),
                corrected.note,
                maxlength=str(NOTE_LENGTH),
            ),
            element(
                "p",
                button(_("Store the correction"), "do", "correct"),
                button(_("Withdraw: it counts no longer"), "do", "withdraw"),
                class_="row",
            ),
        ),
        agent=agent,
        trouble=trouble,
    )


def _transfer(inquiry: Inquiry, corrected: CorrectionForm, library: Library) -> list[Markup]:
    """To which unit, whether it was warm, and what came of it; none of it is said of another outcome."""
    units = [("", _("not said")), *_units(inquiry, library).items()]
    warm = [(warm_value(warm=each), _("Yes") if each else _("No")) for each in (True, False)]
    parts = [
        selection("unit", _("Put through to"), units, corrected.unit or ""),
        selection(WARM, warm_label(), warm, warm_value(warm=corrected.warm)),
    ]
    if inquiry.unit:
        said = corrected.result or inquiry.transfer_result or ""
        results = [*([] if inquiry.transfer_result else [("", _("not said"))]), *_results()]
        parts.append(selection(RESULT, _("What came of it"), results, said))
    return parts


def _results() -> list[tuple[str, str]]:
    return [(each.value, _(name)) for each, name in TRANSFER_RESULTS.items()]


def _units(inquiry: Inquiry, library: Library) -> dict[str, str]:
    """Those that a caller there can be put through to, and the one that is logged, which may be gone."""
    found = recipients(library, library.article(inquiry.article), inquiry.municipality)
    keys = dict.fromkeys([*([inquiry.unit] if inquiry.unit else []), *(each.unit_key for each in found)])
    return {key: unit_name(key, library.contacts, language()) for key in keys}


def _municipalities(inquiry: Inquiry, library: Library) -> list[tuple[str, str]]:
    """The region's, and the one that it is logged for, which may have left."""
    members = {each.number: each.name for each in library.region.municipalities}
    logged = inquiry.municipality
    return [*({UNKNOWN: _("Unknown municipality")} | ({logged: logged} if logged else {}) | members).items()]
