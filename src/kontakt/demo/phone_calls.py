"""What the phone system counted: a few more calls each day than were logged."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from kontakt.firstline.periods import OSLO
from kontakt.inquiries.inquiry import Channel, Inquiry
from kontakt.inquiries.log.phone_calls import AnsweredCalls

_WEEKS = 8
_LOGGED = (0.87, 0.96)  # the part of a municipality's calls that is logged


def made_up_answered(inquiries: Iterable[Inquiry], now: datetime, seed: int) -> Iterator[AnsweredCalls]:
    """The calls of the last weeks, by day and municipality, up to yesterday in Oslo: the phone system tells of a day
    when it has passed."""
    rng = Random(seed)
    today = now.astimezone(OSLO).date()
    first = today - timedelta(weeks=_WEEKS)
    calls: dict[object, tuple[date, str]] = {}
    for inquiry in inquiries:
        day = inquiry.started_at.astimezone(OSLO).date()
        if inquiry.channel is Channel.PHONE and first <= day < today:
            calls.setdefault(inquiry.call_id, (day, inquiry.municipality or ""))
    logged = Counter(calls.values())
    shares = {number: rng.uniform(*_LOGGED) for number in sorted({number for _day, number in logged})}
    owed = dict.fromkeys(shares, 0.0)  # what is less than a whole call waits for another day
    for (day, number), n in sorted(logged.items()):
        owed[number] += n / shares[number] - n
        missing = int(owed[number])
        owed[number] -= missing
        yield AnsweredCalls(day, number, "", n + missing)
