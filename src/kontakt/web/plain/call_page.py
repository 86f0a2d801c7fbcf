"""The plain page of a call: the search, what it finds, the answer, and the outcome. One form, so that nothing that is
typed is lost whichever button is pressed."""

from collections.abc import Sequence

from kontakt.desk.current_card import CurrentCard, NoCard, current_card
from kontakt.desk.finder import Listed
from kontakt.desk.outcome import Missing
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import UNKNOWN, Entry, Inquiry
from kontakt.library.labels import CALLER_TYPES, CAUSES, CHANNELS, OUTCOMES
from kontakt.library.names import theme_name, title_of
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import number
from kontakt.notices.notice import Notice
from kontakt.reports.markup import Markup, element
from kontakt.tui.desk.sentences import heading
from kontakt.web.plain.call_form import CallForm, drawn_municipality
from kontakt.web.plain.card_part import card_part, why_none
from kontakt.web.plain.inquiry_page import correct_link, own_list
from kontakt.web.plain.page import ERROR, button, error, form, hidden, page, selection, status, text_field

_NOTE_LENGTH = "200"


def call_page(
    call: CallForm,
    session: DeskSession,
    own: Sequence[Entry],
    *,
    said: str = "",
    wrong: str = "",
    about: Inquiry | None = None,
    missing: Missing | None = None,
    trouble: str = "",
) -> str:
    """``own`` are the agent's own inquiries of late. ``said`` is what was done, to the inquiry that it is ``about``
    if there is one, and ``wrong`` what is wrong, each in one sentence; ``missing`` what the outcome of the form still
    needs."""
    asks_why = missing is Missing.CAUSE and call.outcome is not None
    card = session.finder.article_on_card
    chosen = card.id if card and (session.call.pinned or session.call.moved) else ""
    return page(
        wrong or said or _title(call, session),
        element("h1", _("Answer and log")),
        *status(said),
        *correct_link(about),
        *error(wrong),
        form(
            hidden("inquiry", str(call.inquiry)),
            hidden("id_made_at", (call.id_made_at or session.clock()).isoformat()),
            hidden("started", session.call.started_at.isoformat() if session.begun else ""),
            hidden("searched", call.text),
            hidden("article", chosen),
            hidden("theme", session.call.theme or ""),
            _search(call, session, is_missing=missing is Missing.MUNICIPALITY),
            _dangers(session),
            [] if asks_why else _found(session),
            [] if asks_why else card_part(session),
            _why(call) if asks_why else _outcome(call),
        ),
        *own_list(own, session.library),
        agent=session.settings.agent,
        trouble=trouble,
    )


def _title(call: CallForm, session: DeskSession) -> str:
    """What whoever has just asked must hear first."""
    if dangers := session.finder.dangers:
        return dangers[0].sentence_in(language())
    if not call.text:
        return _("Search")
    match current := current_card(session.calls, session.finder, language=language()):
        case CurrentCard():
            return current.card.title
        case NoCard():
            return why_none(current) or _("Search")
        case Notice():
            return current.title_in(language())
        case _:
            return current.name_in(language())


def _search(call: CallForm, session: DeskSession, *, is_missing: bool) -> Markup:
    members = [(each.number, each.name) for each in session.library.region.municipalities]
    options = [("", _("Not chosen")), *members, (UNKNOWN, _("Unknown municipality"))]
    chosen = drawn_municipality(session)
    wrong = {"aria_invalid": "true", "aria_describedby": ERROR, "autofocus": ""} if is_missing else {}
    return element(
        "div",
        text_field("text", _("What the caller asks about"), call.text, type="search", autofocus=_first(call.text)),
        hidden("drawn_municipality", chosen),
        selection("municipality", _("Municipality"), options, chosen, **wrong),
        button(_("Search"), "do", "search"),
        role="search",
        class_="row",
    )


def _first(text: str) -> str | None:
    """Whether whoever opens the page begins here."""
    return None if text else ""


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


def _found(session: DeskSession) -> list[Markup]:
    """What is listed beside the answer, a button each."""
    finder, answer = session.finder, session.call.answer
    maybe = [element("p", _("Did you mean “{text}”?").format(text=answer.did_you_mean))] if answer.did_you_mean else []
    if finder.listed is Listed.THEMES:
        buttons = [button(theme_name(each, language()), "open", each.id) for each in finder.themes]
        return [*_listed(_("Themes"), buttons), *maybe]
    card = finder.article_on_card
    buttons = [
        button(
            title_of(article, language()),
            "show",
            article.id,
            aria_current="true" if card and article.id == card.id else None,
        )
        for hit in answer.hits
        if (article := session.library.article(hit.id))
    ]
    count = ngettext("{count} article", "{count} articles", len(buttons)).format(count=number(len(buttons)))
    title = heading(finder.listed, session.call.theme, session.library) or _("Found")
    missed = [element("p", button(_("Send the search to the editor"), "do", "missed"))] if finder.is_searching else []
    return [*maybe, *_listed(f"{title}: {count}", buttons), *(missed if not answer.sure else [])]


def _listed(title: str, buttons: Sequence[Markup]) -> list[Markup]:
    if not buttons:
        return []
    return [
        element(
            "section",
            element("h2", title, id="found"),
            element("ul", [element("li", each) for each in buttons], class_="found"),
            aria_labelledby="found",
        )
    ]


def _outcome(call: CallForm) -> Markup:
    return element(
        "section",
        element("h2", _("Outcome"), id="outcome"),
        text_field(
            "note", _("Note, at most 200 characters, without names and numbers"), call.note, maxlength=_NOTE_LENGTH
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


def _why(call: CallForm) -> Markup:
    """The outcome was said, and its cause was not."""
    title = _("{outcome}: why?").format(outcome=_(OUTCOMES[call.outcome]) if call.outcome else "")
    held = {"outcome": call.outcome or "", "note": call.note, "channel": call.channel, "caller": call.caller_type}
    return element(
        "section",
        [hidden(*each) for each in held.items()],
        element("h2", title, id="why", tabindex="-1", autofocus=""),
        element("ul", [element("li", button(_(CAUSES[each]), "cause", each.value)) for each in Cause], class_="keys"),
        element("p", button(_("Back to the answer"), "do", "search")),
        aria_labelledby="why",
    )
