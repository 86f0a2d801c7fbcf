"""The plain page of a call: the search, what it finds, the answer, and the outcome. One form, so that nothing that is
typed is lost whichever button is pressed."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from kontakt.desk.current_card import CurrentCard, NoCard, current_card
from kontakt.desk.finder import Listed
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import UNKNOWN, Entry, Inquiry
from kontakt.inquiries.privacy_guard import NOTE_LENGTH
from kontakt.library.labels import CALLER_TYPES, CAUSES, CHANNELS, OUTCOMES
from kontakt.locale import _, language
from kontakt.notices.notice import Notice
from kontakt.reports.markup import Markup, element
from kontakt.web.plain.call_form import CallForm, drawn_municipality
from kontakt.web.plain.card_part import card_part, why_none
from kontakt.web.plain.cases_page import cases_link
from kontakt.web.plain.found_part import found_part, whom_part
from kontakt.web.plain.inquiry_page import correct_link, own_list
from kontakt.web.plain.page import ERROR, button, error, form, hidden, page, selection, status, text_field
from kontakt.web.plain.transfer_part import is_asked_first, warm_field, what_came_of_it


class Asks(StrEnum):
    """What the page asks for before an outcome is logged."""

    MUNICIPALITY = "municipality"
    RECIPIENT = "recipient"
    """Whom the caller is put through to."""
    CAUSE = "cause"


def call_page(
    call: CallForm,
    session: DeskSession,
    own: Sequence[Entry],
    *,
    said: str = "",
    wrong: str = "",
    about: Inquiry | None = None,
    asks: Asks | None = None,
    put_through: Inquiry | None = None,
    trouble: str = "",
) -> str:
    """``own`` are the agent's own inquiries of late. ``said`` is what was done, to the inquiry that it is ``about``
    if there is one, and ``wrong`` what is wrong, each in one sentence; ``asks`` what the outcome of the form still
    needs. ``put_through`` is the transfer of which can be said what came of it."""
    return page(
        _danger(session) or wrong or said or _title(session),
        element("h1", _("Answer and log")),
        *status(said),
        *correct_link(about),
        *error(wrong),
        form(
            hidden("inquiry", str(call.inquiry)),
            hidden("id_made_at", (call.id_made_at or session.clock()).isoformat()),
            hidden("started", session.call.started_at.isoformat() if session.begun else ""),
            hidden("searched", call.text),
            _chosen(session),
            _search(call, session, is_missing=asks is Asks.MUNICIPALITY, begins=not is_asked_first(put_through)),
            _dangers(session),
            [what_came_of_it(put_through, session.library)] if put_through else [],
            *_asked(call, session, asks),
        ),
        *own_list(own, session.library),
        *(cases_link() if session.library.outbox.sends else []),
        agent=session.settings.agent,
        trouble=trouble,
    )


def _asked(call: CallForm, session: DeskSession, asks: Asks | None) -> Iterator[Markup | Iterable[Markup]]:
    """What is asked for; where that is nothing more, what was found, the answer and the outcomes."""
    held = {"outcome": call.outcome or "", "note": call.note, "channel": call.channel, "caller": call.caller_type}
    match asks:
        case Asks.RECIPIENT:
            yield from ([hidden(*each) for each in held.items()], whom_part(session))
        case Asks.CAUSE:
            yield from ([hidden(*each) for each in {**held, "to": call.to}.items()], [_why(call, warm=session.warm)])
        case _:
            yield from (found_part(session), card_part(session), [_outcome(call)])


def _chosen(session: DeskSession) -> list[Markup]:
    """What the agent went to, which the next page goes on with."""
    call, finder = session.call, session.finder
    article, notice = finder.article_on_card, finder.notice_on_card
    contact = finder.contact_on_card if finder.listed is Listed.CONTACTS else None
    return [
        hidden("article", article.id if article and (call.pinned or call.moved) else ""),
        hidden("theme", call.theme or ""),
        hidden("notice", str(notice.id) if notice and (call.notice_chosen or call.moved) else ""),
        hidden("contact", contact.key if contact else ""),
    ]


def _danger(session: DeskSession) -> str:
    """Whom to ring, before anything else is heard; "" where nobody is in danger."""
    return next((each.sentence_in(language()) for each in session.finder.dangers), "")


def _title(session: DeskSession) -> str:
    """What whoever has just asked must hear first."""
    match current := current_card(session.calls, session.finder, language=language()):
        case CurrentCard():
            return current.card.title
        case NoCard():
            return why_none(current) or _("Search")
        case Notice():
            return current.title_in(language())
        case _:
            return current.name_in(language())


def _search(call: CallForm, session: DeskSession, *, is_missing: bool, begins: bool) -> Markup:
    """``begins`` says that whoever opens the page begins here where nothing was asked."""
    members = [(each.number, each.name) for each in session.library.region.municipalities]
    options = [("", _("Not chosen")), *members, (UNKNOWN, _("Unknown municipality"))]
    chosen = drawn_municipality(session)
    wrong = {"aria_invalid": "true", "aria_describedby": ERROR, "autofocus": ""} if is_missing else {}
    return element(
        "div",
        text_field(
            "text",
            _("What the caller asks about"),
            call.text,
            type="search",
            autofocus="" if begins and not _is_asked(call) else None,
        ),
        hidden("drawn_municipality", chosen),
        selection("municipality", _("Municipality"), options, chosen, **wrong),
        button(_("Search"), "do", "search"),
        role="search",
        class_="row",
    )


def _is_asked(call: CallForm) -> bool:
    """Whether there is something to read; else whoever opens the page begins with the search."""
    return any((call.text, call.theme, call.article, call.notice))


def _dangers(session: DeskSession) -> list[Markup]:
    """Reading begins at the first."""
    first: dict[str, str] = {"tabindex": "-1", "autofocus": ""}
    return [
        element(
            "p",
            kind.sentence_in(language()),
            role="alert",
            class_="danger",
            lang=language(),
            **(first if place == 0 else {}),
        )
        for place, kind in enumerate(session.finder.dangers)
    ]


def _outcome(call: CallForm) -> Markup:
    return element(
        "section",
        element("h2", _("Outcome"), id="outcome"),
        text_field(
            "note",
            _("Note, at most {most} characters, without names and numbers").format(most=NOTE_LENGTH),
            call.note,
            maxlength=str(NOTE_LENGTH),
        ),
        element(
            "div",
            selection("channel", _("Channel"), [(each.value, _(CHANNELS[each])) for each in CHANNELS], call.channel),
            selection(
                "caller",
                _("Who asks"),
                [(each.value, _(CALLER_TYPES[each])) for each in CALLER_TYPES],
                call.caller_type,
            ),
            class_="row",
        ),
        element("p", _("A button logs it:")),
        element(
            "ul", [element("li", button(_(OUTCOMES[each]), "outcome", each.value)) for each in Outcome], class_="keys"
        ),
        aria_labelledby="outcome",
    )


def _why(call: CallForm, *, warm: bool) -> Markup:
    """The outcome was said, and its cause was not; of a transfer also whether it was ``warm``, as chosen already."""
    title = _("{outcome}: why?").format(outcome=_(OUTCOMES[call.outcome]) if call.outcome else "")
    return element(
        "section",
        element("h2", title, id="why", tabindex="-1", autofocus=""),
        [warm_field(warm=warm)] if call.outcome is Outcome.TRANSFERRED else [],
        element("ul", [element("li", button(_(CAUSES[each]), "cause", each.value)) for each in Cause], class_="keys"),
        element("p", button(_("Back to the answer"), "do", "search")),
        aria_labelledby="why",
    )
