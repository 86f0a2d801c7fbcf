"""What the plain page asks about a transfer beside to whom and why: whether it was warm, and what came of it."""

from kontakt.desk.contact_texts import outcome_name
from kontakt.inquiries.inquiry import Inquiry
from kontakt.library.labels import TRANSFER_RESULTS
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.reports.markup import Markup, element
from kontakt.web.plain.page import button, checkbox, hidden

WARM = "warm"
PUT_THROUGH = "put_through"
"""The field with the id of the inquiry that something came of."""
RESULT = "transfer_result"


def warm_label() -> str:
    return _("Warm transfer: you told the receiver what it is about")


def warm_field(*, warm: bool) -> Markup:
    return checkbox(WARM, warm_label(), checked=warm)


def is_asked_first(put_through: Inquiry | None) -> bool:
    """Whether what came of it is the next thing to say: the caller may be waiting yet."""
    return put_through is not None and put_through.transfer_result is None


def what_came_of_it(put_through: Inquiry, library: Library) -> Markup:
    """A button for each, the one that was said marked. It can be said otherwise until the next call begins."""
    first: dict[str, str] = {"tabindex": "-1", "autofocus": ""} if is_asked_first(put_through) else {}
    said = put_through.transfer_result
    buttons = [
        button(_(name), RESULT, each.value, aria_current="true" if each is said else None)
        for each, name in TRANSFER_RESULTS.items()
    ]
    return element(
        "section",
        hidden(PUT_THROUGH, str(put_through.id)),
        element("h2", _("What came of it?"), id="came", **first),
        element("p", outcome_name(put_through, library)),
        element("ul", [element("li", each) for each in buttons], class_="keys"),
        aria_labelledby="came",
    )
