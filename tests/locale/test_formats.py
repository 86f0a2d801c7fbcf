"""Numbers and days that are written without Babel are written as Babel writes them, and no card waits for it."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from kontakt.locale import LANGUAGES, language, use_language
from kontakt.locale.formats import number, short_date

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


@pytest.fixture(params=LANGUAGES)
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    use_language(request.param)
    yield LOCALES[request.param]
    use_language(before)


@pytest.mark.parametrize("value", [-1, 0, 1, 10, 999, 1000, 1001, 1_234_567])
def test_a_number_is_as_babel_writes_it(locale: str, value: int) -> None:
    assert number(value) == format_decimal(value, locale=locale)


@pytest.mark.parametrize("day", [date(999, 1, 2), date(2026, 9, 14), date(2026, 12, 31)], ids=str)
def test_a_day_is_as_babel_writes_it(locale: str, day: date) -> None:
    pattern = "d MMM y" if locale == "en_GB" else "dd.MM.y"
    assert short_date(day) == format_date(day, pattern, locale=locale)


def test_what_a_card_shows_of_its_age_needs_no_babel() -> None:
    check = (
        "import sys; from datetime import date; from kontakt.locale import use_language;"
        "from kontakt.locale.formats import number, short_date; use_language('nb');"
        "print(number(77), short_date(date(2026, 9, 14)), 'babel' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert told.stdout == "77 14.09.2026 False\n"
