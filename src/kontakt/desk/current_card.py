"""Which card stands on the desk, or why none does."""

from enum import StrEnum
from typing import NamedTuple

from kontakt.desk.calls import Calls
from kontakt.desk.card import Card, make_card
from kontakt.desk.finder import Finder, Listed
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.knowledge.article import Article
from kontakt.library.contacts import FoundContact
from kontakt.locale.formats import OSLO
from kontakt.notices.notice import Notice

FORMS = (BOKMAAL, NYNORSK, ENGLISH) = ("nb", "nn", "en")
"""The language forms of an article, in the order in which one key goes through them."""


class NoCard(StrEnum):
    """Why no card stands there."""

    DANGER = "danger"
    """Somebody is in danger and the hits are only near: no answer of theirs is to be read out."""
    NO_LIBRARY = "no_library"
    """The knowledge base has not been read yet."""
    NO_DATABASE = "no_database"
    """Nor can it be: the database is away, and there is no copy here."""
    NO_ARTICLES = "no_articles"
    NOTHING_FOUND = "nothing_found"
    THEMES_LISTED = "themes_listed"
    NOTHING_ASKED = "nothing_asked"
    NO_CONTACTS = "no_contacts"
    """The region has no units and contacts yet."""
    NOBODY_FOUND = "nobody_found"
    CONTACTS_NEED_WORDS = "contacts_need_words"


class CurrentCard(NamedTuple):
    """``nearest`` says that the search is not sure of it, ``again`` that the inquiry before was about it and that it is
    asked for in another municipality now. ``times_asked`` counts the last seven days' inquiries.
    ``pinned`` says that it is what an outcome is logged about, whatever is searched for; ``pinned_instead`` is the
    article that is pinned while another is looked at."""

    card: Card
    nearest: bool
    times_asked: int
    again: bool = False
    pinned: bool = False
    pinned_instead: Article | None = None


def current_card(calls: Calls, finder: Finder, *, language: str) -> CurrentCard | FoundContact | Notice | NoCard:
    """The card of the article that the agent looks at: in ``language`` ("nn", or any other: bokmål), unless it was
    found in English or another form was chosen for the call. Or the unit, the contact or the notice that the agent
    looks at."""
    if finder.listed is Listed.CONTACTS:
        return finder.contact_on_card or _why_nobody(calls, finder)
    if notice := finder.notice_on_card:
        return notice
    article = finder.article_on_card
    if article is None:
        return finder.contact_on_card or _why_none(finder)
    linked = calls.current.linked
    only_shown = calls.begun and linked is not None and linked.by is LinkedBy.SHOWN
    if only_shown and finder.dangers:
        return NoCard.DANGER
    now = calls.clock()
    form = reading(calls, finder, language)
    card = make_card(
        article,
        finder.library,
        calls.municipality_of_card,
        language=language if form == ENGLISH else form,
        today=now.astimezone(OSLO).date(),
        english=form == ENGLISH,
        now=now,
        read_at=finder.read_at,
    )
    pinned = finder.library.article(calls.current.pinned) if calls.begun else None
    return CurrentCard(
        card,
        nearest=only_shown and not calls.current.read_elsewhere,
        again=only_shown and bool(calls.current.read_elsewhere),
        times_asked=finder.times_asked.get(article.id, 0),
        pinned=pinned == article,
        pinned_instead=pinned if pinned != article else None,
    )


def reading(calls: Calls, finder: Finder, language: str) -> str:
    """The language form that the card is read in now: what was chosen for the call, else English where English words
    found the article, else that of the screen's ``language``."""
    own = NYNORSK if language == NYNORSK else BOKMAAL
    return calls.current.reading or (ENGLISH if finder.found_in_english else own)


def read_in_next(calls: Calls, finder: Finder, language: str) -> str:
    """Read the cards of this call in the next language form from now on; returns which."""
    form = FORMS[(FORMS.index(reading(calls, finder, language)) + 1) % len(FORMS)]
    calls.current.reading = form
    return form


def _why_nobody(calls: Calls, finder: Finder) -> NoCard:
    if not finder.library.contacts:
        return NoCard.NO_CONTACTS if finder.library.change else _why_no_library(finder)
    return NoCard.NOBODY_FOUND if (calls.current.looked_for or "").strip() else NoCard.CONTACTS_NEED_WORDS


def _why_none(finder: Finder) -> NoCard:
    if not finder.library.articles:
        return NoCard.NO_ARTICLES if finder.library.change else _why_no_library(finder)
    match finder.listed:
        case Listed.HITS:
            return NoCard.NOTHING_FOUND
        case Listed.THEMES:
            return NoCard.THEMES_LISTED
        case _:
            return NoCard.NOTHING_ASKED


def _why_no_library(finder: Finder) -> NoCard:
    return NoCard.NO_DATABASE if finder.read_at else NoCard.NO_LIBRARY
