"""What of a message may be stored: the number, the text, the address. And when it is due."""

from datetime import UTC, datetime, time, timedelta

import pytest

from kontakt.messages.checked import MessageRefused, checked_number, checked_text, is_address, remark_on_text
from kontakt.messages.due import due_at
from kontakt.presence.days_off import ALL_DAY, DaysOff


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("41234567", "412 34 567"),
        ("412 34 567", "412 34 567"),
        ("+47 35 08 12 34", "35 08 12 34"),
        ("004735081234", "35 08 12 34"),
        ("+46 70 123 45 67", "+46701234567"),
        ("", ""),
    ],
)
def test_a_number_has_one_form(written: str, stored: str) -> None:
    assert checked_number(written) == stored
    assert checked_number(stored) == stored


@pytest.mark.parametrize(
    "wrong", ["1234567", "12345678", "412345678", "ring meg", "01017000027", "41234567\nBcc: a@b.no"]
)
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(MessageRefused, match="not a phone number"):
        checked_number(wrong)


def test_the_text_stands_behind_the_guard_and_is_not_cut_in_silence() -> None:
    assert checked_text("  Brunt vann.\x00 Ring 41234567. ") == "Brunt vann.  Ring [telefon]."
    assert remark_on_text("Brunt vann.", "41234567") == ""
    assert "the number to ring back has its own field" in remark_on_text("Brunt vann. Ring 41234567.")
    assert "identity number" in remark_on_text("Fødselsnummer 01017000027")
    with pytest.raises(MessageRefused, match="501 characters: shorten it to 500"):
        checked_text("å" * 501)
    with pytest.raises(MessageRefused, match="identity number"):
        checked_text("Fødselsnummer 01017000027")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "kari",
        "a@b",
        "a b@c.no",
        "a@b.no,c@d.no",
        "a@b.no\nBcc: c@d.no",
        "<a@b.no>",
        "ø@b.no",
        "a@b.no>",
        "vakt.@tinn.no",
        "a..b@x.no",
        ".a@x.no",
    ],
)
def test_what_is_no_single_address_is_none(wrong: str) -> None:
    assert not is_address(wrong)
    assert is_address("post.mottak+sak@nore-og-uvdal.kommune.no")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-11-19T11:30+01:00", "2026-11-20T11:30+01:00"),
        ("2026-11-20T11:30+01:00", "2026-11-23T11:30+01:00"),  # a Friday
        ("2026-11-21T20:00+01:00", "2026-11-24T08:00+01:00"),  # a Saturday counts from Monday at eight
        ("2026-12-23T11:00+01:00", "2026-12-24T11:00+01:00"),  # half a day is a day
        ("2026-12-23T14:00+01:00", "2026-12-28T08:00+01:00"),  # and over at noon
        ("2026-12-24T14:00+01:00", "2026-12-29T08:00+01:00"),
        ("2026-12-24T11:00+01:00", "2026-12-28T11:00+01:00"),
        ("2027-03-24T11:00+01:00", "2027-03-30T11:00+02:00"),  # before Easter, over summer time
    ],
)
def test_one_working_day_leaves_out_days_off(written: str, due: str) -> None:
    assert due_at(at(written), DaysOff().closing) == at(due)


def test_a_unit_that_takes_longer_has_so_many_working_days_and_the_region_s_own_half_days_count() -> None:
    friday = at("2026-11-20T11:30+01:00")
    assert due_at(friday, DaysOff().closing, 3) == at("2026-11-25T11:30+01:00")
    closed = DaysOff({"11-23": ALL_DAY, "11-24": time(11)})
    assert due_at(friday, closed.closing) == at("2026-11-25T08:00+01:00")  # the 24th is over at eleven
    assert due_at(friday - timedelta(hours=2), closed.closing) == at("2026-11-24T09:30+01:00")
