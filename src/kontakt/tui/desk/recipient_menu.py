"""The list of those that a caller can be put through to, or a message be sent to."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from kontakt.desk.availability_texts import availability_text, known_from
from kontakt.desk.recipients import recipients
from kontakt.desk.session import DeskSession
from kontakt.knowledge.article import Article
from kontakt.library.contacts import FoundContact
from kontakt.library.reachable import TriedContact, order_of
from kontakt.locale import _, language
from kontakt.tui.desk.menus import ESCAPE
from kontakt.tui.widgets.choice import Choice, FilterMenu

Recipient: TypeAlias = FoundContact | None
"""A unit or a contact; None for somebody who stands in no list."""


def recipient_menu(
    session: DeskSession, article: Article | None, municipality: str, *, title: str, others: bool = True
) -> FilterMenu[Recipient]:
    """Those who answer for the article, the first of them who is there chosen already, and the other units; by letters,
    anybody there; and, with ``others``, somebody who stands in no list."""

    library, now, read_at = session.library, session.clock(), session.finder.read_at

    def tried(words: str) -> tuple[TriedContact, ...]:
        return order_of(recipients(library, article, municipality, words), municipality, library, now, read_at).tried

    def find(words: str) -> Sequence[Choice[Recipient]]:
        choices = [_choice(each, session.finder.today) for each in tried(words)]
        return [*choices, Choice(None, _("Somebody else"), _("stands in no list"))] if others else choices

    there = (place for place, each in enumerate(tried("")) if each.passed_over is None)
    hint = _("Letters find others.   Enter chooses") + f"   {ESCAPE}: " + _("back")
    return FilterMenu(title, find, hint=hint, first=next(there, 0), wide=True)


def _choice(tried: TriedContact, today: date) -> Choice[Recipient]:
    found = tried.found
    unit = found.unit.name_in(language()) if found.contact else _("unit")
    there, source = availability_text(tried.availability, today), known_from(tried.availability, today)
    short = "  ".join(filter(None, (found.phone, there or unit)))
    return Choice(found, found.name_in(language()), f"{short} ({source})" if source else short, short=short)
