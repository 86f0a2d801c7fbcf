"""Cases and whatever else went by e-mail and was done with by that, on plain pages: what was sent of late, what came
back, and one that is sent again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kontakt.desk.message_draft import MessageRecipient
from kontakt.desk.open_messages import (
    MessageAct,
    act_name,
    message_label,
    message_state,
    message_subject,
    possible_acts,
    recipient_gone,
    sent_lately_title,
    what_is_gone,
)
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.messages.message import OpenMessage
from kontakt.reports.markup import Markup, element
from kontakt.web.plain.exchange import ADDRESS
from kontakt.web.plain.page import button, error, form, hidden, page, status, text_area, text_field

CASES = "cases"
"""The field that every request about cases has."""
CAME_BACK, ARRIVED, WENT_ANOTHER_WAY = "came_back", "arrived", "another_way"
WRITE_ANEW, SEND = "write_anew", "send"
"""The names of the buttons; their value is the id of the message."""


@dataclass(frozen=True, slots=True)
class CaseWrittenAnew:
    """What stands in the form of one that is sent again, checked or not."""

    message: OpenMessage
    address: str
    number: str = ""
    text: str = ""


def cases_link() -> list[Markup]:
    label = _("E-mails that were sent or came back, in a tab of its own")
    return [element("p", element("a", label, href=f"{ADDRESS}?{CASES}=1", target="_blank"))]


def cases_page(
    came_back: Sequence[OpenMessage],
    sent: Sequence[OpenMessage],
    library: Library,
    now: datetime,
    *,
    agent: str,
    said: str = "",
    wrong: str = "",
    trouble: str = "",
) -> str:
    """Both lists as the desk's have them."""
    title = _("E-mails that were sent or came back")
    return page(
        wrong or said or title,
        element("h1", title, tabindex="-1", autofocus=""),
        *status(said),
        *error(wrong),
        form(
            hidden(CASES, "1"),
            _part(
                "returned",
                _("Came back, and open again"),
                [_returned(each, library, now, possible_acts(each, agent, now)) for each in came_back],
            ),
            _part("sent", sent_lately_title(), [_sent(each, library, now) for each in sent]),
        ),
        agent=agent,
        trouble=trouble,
    )


def written_anew_page(
    case: CaseWrittenAnew, to: MessageRecipient, library: Library, *, agent: str, wrong: str = "", trouble: str = ""
) -> str:
    """The form of one that came back; ``to`` is where it would go by the lists."""
    message = case.message
    title = _("Send it again")
    return page(
        wrong or title,
        element("h1", title),
        element("p", f"{message_subject(message)}, {message_label(message, library)}"),
        element("p", what_is_gone(message)),
        *error(wrong),
        form(
            hidden(CASES, "1"),
            text_field("address", _("E-mail address, by the lists {name}").format(name=to.name), case.address),
            *_texts(case),
            element("p", button(_("Send"), SEND, str(message.id))),
        ),
        element("p", element("a", _("Back to the list"), href=f"{ADDRESS}?{CASES}=1")),
        agent=agent,
        trouble=trouble,
    )


def _texts(case: CaseWrittenAnew) -> list[Markup]:
    if not case.message.lost_its_text:
        return []
    return [
        text_field("number", _("Ring back"), case.number, type="tel", autofocus=""),
        text_area("text", _("What they want: no names or diagnoses"), case.text),
    ]


def _part(id: str, title: str, rows: Sequence[Markup]) -> Markup:
    found = element("ul", rows, class_="found") if rows else element("p", _("None."))
    return element("section", element("h2", title, id=id), found, aria_labelledby=id)


def _returned(message: OpenMessage, library: Library, now: datetime, acts: Sequence[MessageAct]) -> Markup:
    told = (f"{message_state(message, now)}.", recipient_gone(message, library), what_is_gone(message))
    return _row(
        message,
        library,
        " ".join(filter(None, told)),
        {name: label for name, act, label in _buttons(message) if act in acts},
    )


def _buttons(message: OpenMessage) -> Iterator[tuple[str, MessageAct, str]]:
    anew = _("Write it anew, and send it again") if message.lost_its_text else act_name(message, MessageAct.READDRESS)
    yield WRITE_ANEW, MessageAct.READDRESS, anew
    for name, act in ((WENT_ANOTHER_WAY, MessageAct.DONE), (ARRIVED, MessageAct.ARRIVED)):
        yield name, act, act_name(message, act)


def _sent(message: OpenMessage, library: Library, now: datetime) -> Markup:
    told = f"{message_state(message, now)}, Message-ID {str(message.id)[:8]}…"
    return _row(message, library, told, {CAME_BACK: act_name(message, MessageAct.CAME_BACK)})


def _row(message: OpenMessage, library: Library, told: str, acts: dict[str, str]) -> Markup:
    """What is known of it, and buttons that are described by that."""
    id = f"case-{message.id}"

    def parts() -> Iterator[Markup]:
        yield element("h3", f"{message_subject(message)}, {message_label(message, library)}", id=id)
        yield element("p", told[:1].upper() + told[1:])
        for name, label in acts.items():
            yield button(label, name, str(message.id), aria_describedby=id)

    return element("li", element("div", parts()))
