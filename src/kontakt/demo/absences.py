"""Made-up absences: some are in a meeting, some back tomorrow, some away for weeks; as those of made-up contacts
are."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from kontakt.directory.contacts.contact_list import ContactList
from kontakt.presence.absence import Absence, AbsenceSource, ContactKey
from kontakt.presence.until import end_of_day

_AWAY = 0.12
"""The share of contacts who are away."""


def made_up_absences(lists: Iterable[ContactList], now: datetime, seed: int) -> Iterator[Absence]:
    """Of some contacts of these lists, around ``now`` (UTC)."""
    draw = Random(seed)
    for each in lists:
        for contact in each.contacts:
            if draw.random() >= _AWAY:
                continue
            begins = now - timedelta(minutes=draw.randint(5, 180))
            ends = draw.choice(
                (now + timedelta(minutes=draw.randint(30, 150)), end_of_day(now), end_of_day(now, draw.randint(1, 20)))
            )
            yield Absence(
                id=UUID(int=draw.getrandbits(128), version=4),
                who=ContactKey(each.municipality, contact=contact.id),
                begins=begins,
                ends=ends,
                phone_closed=draw.random() < 0.8,
                source=draw.choice((AbsenceSource.DESK, AbsenceSource.LIST)),
                known_at=begins,
            )
