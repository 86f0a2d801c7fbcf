"""What stands on the plain page where the desk has its card: an answer, a notice, a unit, or why there is none."""

from collections.abc import Iterator, Sequence
from datetime import date

from kontakt.desk.answering_texts import answering_lines, nobody_there
from kontakt.desk.card import Card
from kontakt.desk.card_texts import age, local_rule, no_english, with_hint
from kontakt.desk.contact_facts import contact_facts
from kontakt.desk.contact_texts import where_of
from kontakt.desk.current_card import ENGLISH, CurrentCard, NoCard, current_card, reading
from kontakt.desk.notice_texts import time_of, where_it_holds
from kontakt.desk.session import DeskSession
from kontakt.library.contacts import FoundContact
from kontakt.library.reachable import CallOrder
from kontakt.locale import N_, _, language
from kontakt.notices.notice import Notice
from kontakt.reports.markup import Markup, element

_WHY_NONE = {
    NoCard.DANGER: N_(
        "Somebody may be in danger: do as it says at the top. The articles are those that the words resemble."
    ),
    NoCard.NO_LIBRARY: N_("The knowledge base has not been read yet: load the page again in a moment."),
    NoCard.NO_DATABASE: N_(
        "The region's database could not be opened yet: load the page again in a while. Until then there is no "
        "municipality to log for: write down elsewhere what the calls are about, and log them then."
    ),
    NoCard.NO_ARTICLES: N_("There are no articles yet. Calls can be logged meanwhile."),
    NoCard.NOTHING_FOUND: N_("No article found. Try another word, or send the search to the editor."),
    NoCard.NOBODY_FOUND: N_("Nobody found. Try another word, or another municipality."),
    NoCard.NO_CONTACTS: N_(
        "There are no contacts yet. They are added in the operations room, or read in with kontakt people import."
    ),
    NoCard.CONTACTS_NEED_WORDS: N_(
        "Type a name, a unit, what it is about, or a number. With a municipality, # alone lists its units."
    ),
}


def why_none(why: NoCard) -> str:
    """In one sentence; "" where nothing was asked."""
    return _(_WHY_NONE[why]) if why in _WHY_NONE else ""


def card_part(session: DeskSession) -> list[Markup]:
    """Empty where nothing was asked."""
    match current := current_card(session.calls, session.finder, language=language()):
        case CurrentCard():
            return [_article(current, session)]
        case Notice():
            return [element("section", _heading(current.title_in(language())), *_notice_lines(current, session))]
        case FoundContact():
            return [_contact(current, session)]
        case NoCard() if current in _WHY_NONE:
            first = {"tabindex": "-1", "autofocus": ""} if current is not NoCard.DANGER else {}
            return [element("p", why_none(current), role="status", **first)]
        case _:
            return []


def _heading(text: str) -> Markup:
    """Whoever has just asked begins to read here."""
    return element("h2", text, id="answer", tabindex="-1", autofocus="")


def _contact(found: FoundContact, session: DeskSession) -> Markup:
    facts = contact_facts(found, session.finder).items()
    return element(
        "section",
        _heading(found.name_in(language())),
        element("p", where_of(found, session.library.region)),
        element("dl", [part for label, text in facts for part in (element("dt", label), element("dd", text))]),
        aria_labelledby="answer",
    )


def _article(current: CurrentCard, session: DeskSession) -> Markup:
    card = current.card
    in_english = reading(session.calls, session.finder, language()) == ENGLISH and not card.no_english
    spoken = "en" if in_english else "nn" if language() == "nn" else "nb"
    parts = [
        element("p", _("No sure answer: this is the nearest.")) if current.nearest else None,
        _paragraphs(local_rule(card), class_="local") if local_rule(card) else None,
        element("p", no_english(card)) if no_english(card) else None,
        _paragraphs(with_hint(card.answer, card), class_="answer", lang=spoken),
    ]
    notices = [
        element("section", element("h3", each.title_in(language())), *_notice_lines(each, session))
        for each in card.notices
    ]
    return element(
        "section",
        element("h2", card.title, id="answer", tabindex="-1", autofocus="", lang=spoken),
        notices,
        filter(None, parts),
        _rest(card, spoken),
        aria_labelledby="answer",
    )


def _rest(card: Card, spoken: str) -> Iterator[Markup]:
    yield from _section(_("Ask about"), [with_hint(each, card) for each in card.ask], lang=spoken)
    yield from _section(_("Do this"), [with_hint(each, card) for each in card.steps], list_="ol", lang=spoken)
    yield from _section(_("Who answers"), _answering(card.call_order, card.today))
    if links := [_link(*each) for each in card.links]:
        yield from (element("h3", _("Links")), element("ul", [element("li", each, lang=spoken) for each in links]))
    yield from _section(_("Rests on"), card.sources, lang=spoken)
    owner = f"{_('Owner')}: {card.owner}. " if card.owner and not card.call_order.tried else ""
    overdue = f", {_('due for review')}" if card.overdue else ""
    yield element("p", f"{_('Theme')}: {card.theme}. {owner}{_('Checked')}: {age(card)}{overdue}.", class_="quiet")


def _link(text: str, to: str) -> Markup:
    if to.startswith(("https://", "http://", "mailto:", "tel:")):
        return element("a", text, href=to, rel="noreferrer")
    return element("span", text if text == to else f"{text}: {to}")


def _section(label: str, items: Sequence[str], *, list_: str = "ul", lang: str | None = None) -> Iterator[Markup]:
    if items:
        yield element("h3", label)
        yield element(list_, [element("li", each) for each in items], lang=lang)


def _answering(order: CallOrder, today: date) -> list[str]:
    """Whom to ring, in the order in which they are tried, and whether they are there."""
    lines = [each.mark + ", ".join(each.parts) for each in answering_lines(order, today)]
    return [*lines, *filter(None, (str(nobody_there(order, today)),))]


def _notice_lines(notice: Notice, session: DeskSession) -> list[Markup]:
    where = f"{where_it_holds(notice, session.library.region)}, {time_of(notice, session.finder.now)}"
    text = notice.text_in(language())
    return [element("p", where), *([_paragraphs(text)] if text else [])]


def _paragraphs(text: str, **attributes: str | None) -> Markup:
    return element("div", [element("p", each) for each in text.split("\n") if each.strip()], **attributes)
