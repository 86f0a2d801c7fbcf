"""What the agent has logged, on plain pages: a list, and one of it with what can be corrected."""

from collections.abc import Sequence

from kontakt.desk.contact_texts import outcome_name
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import UNKNOWN, Entry, Inquiry
from kontakt.library.labels import CAUSES, OUTCOMES
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.locale.formats import clock
from kontakt.reports.markup import Markup, element
from kontakt.tui.desk.sentences import municipality_name, subject_of
from kontakt.web.plain.correction_form import CorrectionForm, drawn_fields
from kontakt.web.plain.exchange import ADDRESS
from kontakt.web.plain.page import button, error, form, hidden, page, selection, text_field


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
            element("h2", _("Yours from the last 12 hours"), id="own"),
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
    return f"{clock(inquiry.logged_at)} " + " · ".join((*what, municipality_name(inquiry.municipality, library)))


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
            text_field(
                "note", _("Note, at most 200 characters, without names and numbers"), corrected.note, maxlength="200"
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


def _municipalities(inquiry: Inquiry, library: Library) -> list[tuple[str, str]]:
    """The region's, and the one that it is logged for, which may have left."""
    members = {each.number: each.name for each in library.region.municipalities}
    logged = inquiry.municipality
    return [*({UNKNOWN: _("Unknown municipality")} | ({logged: logged} if logged else {}) | members).items()]
