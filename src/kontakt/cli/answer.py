"""An answer in full, line by line: the desk's card for scripts and screen readers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kontakt.cli.output import print_line
from kontakt.desk.answering_texts import answering_lines, nobody_there
from kontakt.desk.card import Card
from kontakt.desk.card_texts import age, local_rule, with_hint
from kontakt.desk.contact_texts import week_hours
from kontakt.library.reachable import CallOrder
from kontakt.locale import _, language
from kontakt.presence.availability import Availability


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
                "name": each.found.name_in(language()),
                "phone": each.found.phone,
                "email": each.found.email,
                "hours": week_hours(each.found.hours),
                **plain_availability(each.availability),
            }
            for each in card.call_order.tried
        ],
        "sources": list(card.sources),
        "checked": age(card),
        "overdue": card.overdue,
    }


def plain_availability(known: Availability | None) -> dict[str, Any]:
    """Whether somebody can be reached, as a code and with its times (UTC); None where nothing is read."""
    return {
        "availability": known.state.value if known else None,
        "until": known.until.isoformat() if known and known.until else None,
        "next_in": known.next_in.isoformat() if known and known.next_in else None,
        "source": known.source.value if known and known.source else None,
        "known_at": known.known_at.isoformat() if known and known.known_at else None,
    }


def _answering(order: CallOrder, today: date) -> list[str]:
    lines = [each.mark + "  ".join(each.parts) for each in answering_lines(order, today)]
    return [*lines, *filter(None, (str(nobody_there(order, today)),))]


def _lines(card: Card) -> Iterator[str]:
    yield card.title
    yield card.theme
    if rule := local_rule(card):
        yield from rule.split("\n")
    yield from ("", *with_hint(card.answer, card).split("\n"), "")
    sections = {
        _("Who answers"): _answering(card.call_order, card.today),
        _("Ask about"): [f"– {with_hint(question, card)}" for question in card.ask],
        _("Do this"): [f"{at}. {with_hint(step, card)}" for at, step in enumerate(card.steps, 1)],
        _("Links"): [text if text == to else f"{text}: {to}" for text, to in card.links],
        _("Rests on"): list(card.sources),
    }
    for label, items in sections.items():
        if items:
            yield from (f"{label}:", *items)
    if card.owner and not card.call_order.tried:
        yield f"{_('Owner')}: {card.owner}"
    overdue = f", {_('due for review')}" if card.overdue else ""
    yield f"{_('Checked')}: {age(card)}{overdue}"
