"""When an absence begins, as people write it."""

from datetime import UTC, datetime

import pytest

from kontakt.locale.formats import OSLO
from kontakt.presence.until import read_begin, stretch_of, stretch_text

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("20.11", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("24.12", datetime(2026, 12, 23, 23, tzinfo=UTC)),
        ("20.11.2027", datetime(2027, 11, 19, 23, tzinfo=UTC)),
    ],
)
def test_a_day_that_has_passed_is_of_this_year(text: str, begins: datetime) -> None:
    assert read_begin(text, NOW) == begins


def test_a_stretch_is_from_now_or_from_its_beginning() -> None:
    today = NOW.replace(hour=23)
    assert stretch_of("24.12", NOW) == (NOW, datetime(2026, 12, 24, 23, tzinfo=UTC))
    assert stretch_of("24.12 til 3.1", NOW) == (
        datetime(2026, 12, 23, 23, tzinfo=UTC),
        datetime(2027, 1, 3, 23, tzinfo=UTC),
    )
    assert stretch_of("14:30 – 15:00", NOW) == (NOW.replace(hour=13, minute=30), NOW.replace(hour=14))
    assert stretch_of(stretch_text((NOW, today)), NOW) == (NOW, today)
    for text in ("3.1.2027 til 24.12.2026", "i går til i dag", "1.1.2020 til 2.1.2020", ""):
        with pytest.raises(ValueError, match="Write"):
            stretch_of(text, NOW)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("24.12–28.12", "2026-12-24", "2026-12-29"),
        ("24.12-28.12", "2026-12-24", "2026-12-29"),
        ("24.12.2026-3.1.2027", "2026-12-24", "2027-01-04"),
        ("2026-12-24-2026-12-28", "2026-12-24", "2026-12-29"),
        ("2026-12-24 Til 2026-12-28", "2026-12-24", "2026-12-29"),
        ("mandag-fredag", "2026-11-30", "2026-12-05"),
    ],
)
def test_a_stretch_may_be_written_with_a_dash(text: str, begins: str, ends: str) -> None:
    found = stretch_of(text, NOW)
    assert found == tuple(datetime.fromisoformat(each).replace(tzinfo=OSLO) for each in (begins, ends))


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("24.12 til 3.1", "2026-12-24", "2027-01-04"),
        ("24.12 12:00 til 3.1", "2026-12-24T12:00", "2027-01-04"),
        ("24.12 til 1.1", "2027-12-24", "2028-01-02"),  # last year's has ended
        ("24.12.2027 til 3.1", "2027-12-24", "2028-01-04"),  # the year is written
        ("10.1 til 3.1", "2027-01-10", "2028-01-04"),  # nobody has been away for a year without a day
    ],
)
def test_what_began_before_the_new_year_is_under_way(text: str, begins: str, ends: str) -> None:
    found = stretch_of(text, datetime(2027, 1, 2, 12, tzinfo=UTC))
    assert found == tuple(datetime.fromisoformat(each).replace(tzinfo=OSLO) for each in (begins, ends))
