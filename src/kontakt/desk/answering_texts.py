"""Who answers for something, a line each, and whether they are there: each thing is said once."""

from datetime import date, datetime
from typing import NamedTuple

from kontakt.desk.availability_texts import availability_line, when
from kontakt.desk.contact_texts import own_phone, week_hours
from kontakt.directory.contacts.contact_list import Contact, Unit
from kontakt.library.reachable import CallOrder, PassedOver, TriedContact
from kontakt.locale import _, language


class AnsweringLine(NamedTuple):
    """One who is tried. ``mark`` stands before their name (see ``mark_of``). ``there`` is whether they are, empty where
    ``NobodyThere`` tells it of everybody; ``address`` is empty where that names it."""

    tried: TriedContact
    mark: str
    name: str
    phone: str
    there: str
    address: str
    hours: str

    @property
    def parts(self) -> tuple[str, ...]:
        """What there is to say, in its order."""
        return tuple(filter(None, (self.name, self.phone, self.there, self.address, self.hours)))


class NobodyThere(NamedTuple):
    """That none of those who are tried can be rung, and what is left; beside it ``why``, where that is the same for all
    of them and not said with it. Both are "" where somebody can."""

    sentence: str = ""
    why: str = ""

    def __str__(self) -> str:
        return "  ".join(filter(None, self))


def answering_lines(order: CallOrder, today: date) -> list[AnsweringLine]:
    """In the order in which they are tried. ``today`` is the day in Oslo."""
    is_nobody_there, told = _is_nobody_there(order), _told(order, today)
    return [
        AnsweringLine(
            tried=each,
            mark=mark_of(each, order),
            name=each.found.name_in(language()),
            phone=own_phone(each.found),
            there="" if is_nobody_there and len(told) == 1 else availability_line(each.availability, today),
            address="" if is_nobody_there and _own(each).email == order.mailbox else _own(each).email,
            hours=week_hours(_own(each).hours),
        )
        for each in order.tried
    ]


def nobody_there(order: CallOrder, today: date) -> NobodyThere:
    """Empty where somebody can be rung, and where there is nobody to try."""
    if not _is_nobody_there(order):
        return NobodyThere()
    if (back := _all_back(order)) and order.mailbox:
        text = _("Nobody is there before {when}: write to {address}.")
    elif back:
        text = _("Nobody is there before {when}.")
    elif order.mailbox:
        text = _("Nobody is there now: write to {address}.")
    else:
        text = _("Nobody is there now.")
    told = _told(order, today)
    why = "" if back or len(told) > 1 else _sentence(told.pop())
    return NobodyThere(text.format(when=when(back, today) if back else "", address=order.mailbox), why)


def mark_of(tried: TriedContact, order: CallOrder) -> str:
    """What stands before one of several: an arrow before the first who is there."""
    if len(order.tried) < 2 or all(each.availability is None for each in order.tried):
        return ""
    return "→ " if tried == order.first_there else "  "


def _is_nobody_there(order: CallOrder) -> bool:
    return bool(order.tried) and order.first_there is None


def _told(order: CallOrder, today: date) -> set[str]:
    return {availability_line(each.availability, today) for each in order.tried}


def _all_back(order: CallOrder) -> datetime | None:
    """When all of them are there again who are only outside their hours; None where that is not the same for all."""
    backs = {
        each.availability.next_in if each.availability and each.passed_over is PassedOver.OUTSIDE_HOURS else None
        for each in order.tried
    }
    return backs.pop() if len(backs) == 1 else None


def _own(tried: TriedContact) -> Contact | Unit:
    """What belongs to it alone: what a contact has of its unit stands with the unit."""
    return tried.found.contact or tried.found.unit


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}." if told else ""
