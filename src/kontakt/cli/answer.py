"""An answer in full, line by line: the desk's card for scripts and screen readers."""

from collections.abc import Iterator
from typing import Any

from kontakt.cli.output import print_line
from kontakt.desk.card import Card
from kontakt.desk.card_texts import age, local_rule, with_hint
from kontakt.desk.contact_texts import own_ways, week_hours
from kontakt.library.contacts import FoundContact
from kontakt.locale import _, language


def print_card(card: Card) -> None:
    """The card as it is read: this municipality's rule before the answer, then what to ask and do."""
    for line in _lines(card):
        print_line(line)


def plain_card(card: Card) -> dict[str, Any]:
    """The card's texts by name, with what is known of the municipality as a code (``looked``) and in words."""
    return {
        "title": card.title,
        "theme": card.theme,
        "looked": card.looked.value if card.looked else None,
        "local": local_rule(card),
        "answer": with_hint(card.answer, card),
        "ask": [with_hint(question, card) for question in card.ask],
        "steps": [with_hint(step, card) for step in card.steps],
        "links": [{"text": text, "to": to} for text, to in card.links],
        "owner": card.owner,
        "answering": [
            {
                "name": each.name_in(language()),
                "phone": each.phone,
                "email": each.email,
                "hours": week_hours(each.hours),
            }
            for each in card.answering
        ],
        "sources": list(card.sources),
        "checked": age(card),
        "overdue": card.overdue,
    }


def _who(found: FoundContact) -> str:
    return "  ".join(filter(None, (found.name_in(language()), own_ways(found))))


def _lines(card: Card) -> Iterator[str]:
    yield card.title
    yield card.theme
    if rule := local_rule(card):
        yield from rule.split("\n")
    yield from ("", *with_hint(card.answer, card).split("\n"), "")
    sections = {
        _("Who answers"): [_who(each) for each in card.answering],
        _("Ask about"): [f"– {with_hint(question, card)}" for question in card.ask],
        _("Do this"): [f"{at}. {with_hint(step, card)}" for at, step in enumerate(card.steps, 1)],
        _("Links"): [text if text == to else f"{text}: {to}" for text, to in card.links],
        _("Rests on"): list(card.sources),
    }
    for label, items in sections.items():
        if items:
            yield from (f"{label}:", *items)
    if card.owner and not card.answering:
        yield f"{_('Owner')}: {card.owner}"
    overdue = f", {_('due for review')}" if card.overdue else ""
    yield f"{_('Checked')}: {age(card)}{overdue}"
