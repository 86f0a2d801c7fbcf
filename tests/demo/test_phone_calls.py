from collections import Counter
from datetime import datetime, timedelta

from kontakt.demo.phone_calls import made_up_answered
from kontakt.directory.region import Region
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.inquiry import Channel, Inquiry


def test_a_few_more_calls_were_answered_than_logged_in_every_municipality(
    region: Region, inquiries: list[Inquiry], now: datetime
) -> None:
    answered = list(made_up_answered(inquiries, now, 20))
    days = {(each.day, each.municipality) for each in answered}
    calls = {
        each.call_id: each.municipality or ""
        for each in inquiries
        if each.channel is Channel.PHONE and (each.started_at.astimezone(OSLO).date(), each.municipality or "") in days
    }
    logged, told = Counter(calls.values()), Counter[str]()
    for each in answered:
        told[each.municipality] += each.calls
    for municipality in region.municipalities:
        assert 0.85 < logged[municipality.number] / told[municipality.number] < 0.97


def test_the_phone_system_tells_of_a_day_when_it_has_passed_and_of_eight_weeks(
    inquiries: list[Inquiry], now: datetime
) -> None:
    days = [each.day for each in made_up_answered(inquiries, now, 20)]
    today = now.astimezone(OSLO).date()
    assert max(days) == today - timedelta(days=1)
    assert min(days) >= today - timedelta(weeks=8)


def test_no_inquiries_no_calls(now: datetime) -> None:
    assert list(made_up_answered((), now, 1)) == []
