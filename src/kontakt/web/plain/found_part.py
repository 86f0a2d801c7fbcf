"""What the plain page lists before the answer: what happens now, themes, articles, units and contacts."""

from collections.abc import Iterable, Iterator, Sequence

from kontakt.desk.answering_texts import mark_of
from kontakt.desk.availability_texts import availability_line
from kontakt.desk.contact_texts import where_of
from kontakt.desk.finder import Finder, Listed
from kontakt.desk.notice_texts import time_of, where_it_holds
from kontakt.desk.recipients import recipients
from kontakt.desk.session import DeskSession
from kontakt.library.contacts import FoundContact
from kontakt.library.names import theme_name, title_of
from kontakt.library.reachable import order_of
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import number
from kontakt.notices.notice import Notice
from kontakt.reports.markup import Markup, element
from kontakt.tui.desk.sentences import heading
from kontakt.web.plain.page import button

OTHER = "other"
"""For somebody whom a caller is put through to, and who stands in no list."""


def found_part(session: DeskSession) -> Iterator[Markup]:
    """What is listed for what was asked; the themes, and what happens now, where nothing was."""
    finder, answer = session.finder, session.call.answer
    yield from _list("notices", _("What happens now"), _notices(session))
    if answer.did_you_mean:
        yield element("p", _("Did you mean “{text}”?").format(text=answer.did_you_mean))
    match finder.listed:
        case Listed.THEMES:
            themes = (button(theme_name(each, language()), "open", each.id) for each in finder.themes)
            yield from _list("found", _("Themes"), themes)
        case Listed.CONTACTS:
            found = [_contact(each, finder, shown=each == finder.contact_on_card) for each in finder.contacts]
            yield from _list("found", _counted_contacts(len(found)), found)
        case _:
            yield from _articles(session)


def _notices(session: DeskSession) -> Iterator[Markup]:
    """Those that the text names; where nothing is searched for, all that are out."""
    finder = session.finder
    notices: Sequence[Notice] = finder.named_notices
    if finder.listed is Listed.THEMES:
        notices = finder.library.notices.out(finder.now, session.municipality)
    for each in notices:
        where = f"{where_it_holds(each, finder.library.region)}, {time_of(each, finder.now)}"
        yield _row(each.title_in(language()), "show_notice", str(each.id), where, shown=each == finder.notice_on_card)


def _articles(session: DeskSession) -> Iterator[Markup]:
    finder, answer = session.finder, session.call.answer
    card = finder.article_on_card
    articles = [article for hit in answer.hits if (article := session.library.article(hit.id))]
    count = ngettext("{count} article", "{count} articles", len(articles)).format(count=number(len(articles)))
    theme = heading(finder.listed, session.call.theme, session.library)
    rows = (_row(title_of(each, language()), "show", each.id, shown=each == card) for each in articles)
    yield from _list(
        "found",
        f"{theme or _('Found')}: {count}",
        rows,
        is_read_first=finder.listed is Listed.THEME and not session.call.moved,
    )
    named = [
        element("div", element("h3", each.name_in(language())), element("p", _known_of(each, finder)))
        for each in finder.named_contacts
        if each != finder.contact_on_card
    ]
    yield from _list("people", _counted_contacts(len(named)), named)
    if finder.is_searching and not answer.sure:
        yield element("p", button(_("Send the search to the editor"), "do", "missed"))


def whom_part(session: DeskSession) -> list[Markup]:
    """To whom a caller is put through: those who answer for the article, whether they are there, and the others; the
    first who is there is named as who is rung first."""
    finder, municipality = session.finder, session.municipality or ""
    found = recipients(finder.library, finder.article_on_card, municipality)
    order = order_of(found, municipality, finder.library, finder.now, finder.read_at)
    rows = []
    for each in order.tried:
        ring_first = _("Ring first") if mark_of(each, order).strip() else ""
        known = " · ".join(filter(None, (ring_first, _known_of(each.found, finder))))
        rows.append(_row(each.found.name_in(language()), "to", each.found.key, known))
    other = _row(_("Somebody else"), "to", OTHER, _("stands in no list"))
    return [
        *_list("whom", _("Put through to"), [*rows, other], is_read_first=True),
        element("p", button(_("Back to the answer"), "do", "search")),
    ]


def _counted_contacts(count: int) -> str:
    return f"{_('Units and contacts')}: {number(count)}"


def _contact(found: FoundContact, finder: Finder, *, shown: bool) -> Markup:
    return _row(found.name_in(language()), "show_contact", found.key, _known_of(found, finder), shown=shown)


def _known_of(found: FoundContact, finder: Finder) -> str:
    """Its number, whether it can be reached, and where it is."""
    there = availability_line(finder.availability_of(found), finder.today)
    now = f"{_('Now')}: {there}" if there else ""
    return " · ".join(filter(None, (found.phone, now, where_of(found, finder.library.region))))


def _row(label: str, name: str, value: str, more: str = "", *, shown: bool = False) -> Markup:
    """A button, with what is known of what it shows."""
    pressed = button(label, name, value, aria_current="true" if shown else None)
    return element("div", pressed, element("span", more, class_="quiet")) if more else pressed


def _list(id: str, title: str, rows: Iterable[Markup], *, is_read_first: bool = False) -> list[Markup]:
    """A part of the page with a heading; nothing without rows."""
    items = [element("li", each) for each in rows]
    if not items:
        return []
    first: dict[str, str] = {"tabindex": "-1", "autofocus": ""} if is_read_first else {}
    return [
        element(
            "section",
            element("h2", title, id=id, **first),
            element("ul", items, class_="found"),
            aria_labelledby=id,
        )
    ]
