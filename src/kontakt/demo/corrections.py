"""What an agent changes afterwards: a few outcomes and causes corrected, a few inquiries withdrawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from kontakt.demo.draws import draw_id
from kontakt.firstline import Cause, Outcome
from kontakt.inquiries.entries import corrected, withdrawn
from kontakt.inquiries.inquiry import Entry, Inquiry

_CORRECTED = 0.012
_WITHDRAWN = 0.005
_WITHIN_SECONDS = (5, 1800)


def correction_of(rng: Random, entry: Entry, now: datetime) -> Iterator[Entry]:
    """What follows ``entry``, the first of its inquiry, up to ``now``: nothing, or one entry."""
    draw = rng.random()
    if draw >= _CORRECTED + _WITHDRAWN:
        return
    at = entry.made_at + timedelta(seconds=rng.randint(*_WITHIN_SECONDS))
    if at > now:
        return
    if draw < _WITHDRAWN:
        yield replace(withdrawn(entry, at), id=draw_id(rng))
    elif (changed := _changed(rng, entry.inquiry)) != entry.inquiry:
        yield replace(corrected(entry, changed, at), id=draw_id(rng))


def _changed(rng: Random, inquiry: Inquiry) -> Inquiry:
    """The inquiry with another outcome or cause that counts as before."""
    if inquiry.cause is not None:
        return replace(inquiry, cause=rng.choice([cause for cause in Cause if cause is not inquiry.cause]))
    other = {Outcome.ANSWERED: Outcome.GUIDED, Outcome.GUIDED: Outcome.ANSWERED}
    return replace(inquiry, outcome=other.get(inquiry.outcome, inquiry.outcome))
