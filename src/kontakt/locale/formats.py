"""Numbers, dates and clocks as the language writes them. Times are shown in Europe/Oslo.

Babel is imported when something first needs it, so that it does not delay the first screen; nor does the first card
wait for it, whose numbers and dates are short. The desk makes it ready behind both.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from kontakt.locale.translate import language, ngettext

OSLO = ZoneInfo("Europe/Oslo")
_MONDAY = date(2024, 1, 1)
_THOUSAND = 1000


def make_ready() -> None:
    """Do now what the first text that needs Babel would wait for: load it, and what it knows of the language."""
    from babel.dates import get_day_names  # noqa: PLC0415
    from babel.numbers import get_group_symbol  # noqa: PLC0415

    get_day_names(locale=_locale())
    get_group_symbol(locale=_locale())


def number(value: int) -> str:
    """A whole number with the language's thousands mark: ``1 204``."""
    if 0 <= value < _THOUSAND:
        return str(value)
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, locale=_locale())


def percent(share: float, digits: int = 1) -> str:
    """A share of one as a percentage: ``83,4 %``."""
    from babel.numbers import format_percent  # noqa: PLC0415

    return format_percent(share, format=_percent_pattern(digits), locale=_locale(), decimal_quantization=True)


def short_date(day: date) -> str:
    """A day in figures: ``14.09.2026``; in English ``14 Sept 2026``."""
    if language() != "en":
        return f"{day:%d.%m}.{day.year}"
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, format="d MMM y", locale=_locale())


def clock(moment: datetime) -> str:
    """The time of day in Oslo, of an aware moment: ``11:30``."""
    return f"{moment.astimezone(OSLO):%H:%M}"


def day_and_clock(moment: datetime) -> str:
    """``14.09.2026 11:30``, in Oslo."""
    return f"{short_date(moment.astimezone(OSLO).date())} {clock(moment)}"


def since_when(moment: datetime, now: datetime) -> str:
    """The time of day, with the day where it is another one in Oslo than ``now``'s."""
    same_day = moment.astimezone(OSLO).date() == now.astimezone(OSLO).date()
    return clock(moment) if same_day else day_and_clock(moment)


def weekday_and_clock(moment: datetime, now: datetime) -> str:
    """The time of day, with the day of the week where it is another day in Oslo than ``now``'s: ``fre. 11:30``."""
    day = moment.astimezone(OSLO).date()
    return clock(moment) if day == now.astimezone(OSLO).date() else f"{short_weekday(day)} {clock(moment)}"


def age(duration: timedelta) -> str:
    """How long ago, in the largest unit of which there are two: ``25 minutter``, ``3 dager``; never less than
    nothing."""
    seconds = max(0, round(duration.total_seconds()))
    minutes, hours, days = seconds // 60, seconds // 3_600, seconds // 86_400
    if days >= 2:
        return ngettext("{count} day", "{count} days", days).format(count=number(days))
    if hours >= 2:
        return ngettext("{count} hour", "{count} hours", hours).format(count=number(hours))
    if minutes >= 2:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=number(minutes))
    return ngettext("{count} second", "{count} seconds", seconds).format(count=number(seconds))


def stopwatch(seconds: float) -> str:
    """A duration as minutes and seconds, ``01:42``; from an hour on ``1:02:03``."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def working_days(count: int) -> str:
    """So many working days, in words."""
    return ngettext("{count} working day", "{count} working days", count).format(count=number(count))


def listed(words: Sequence[str]) -> str:
    """Words in a sentence: ``Kongsberg, Notodden og Tinn``."""
    from babel.lists import format_list  # noqa: PLC0415

    return format_list(words, locale=_locale())


def _locale() -> str:
    return {"nb": "nb_NO", "nn": "nn_NO"}.get(language(), "en_GB")


def _percent_pattern(digits: int) -> str:
    decimals = f".{'0' * digits}" if digits else ""
    # A no-break space, so that a percentage is never split over two lines.
    return f"#,##0{decimals}{'' if language() == 'en' else chr(160)}%"


def month_and_year(day: date) -> str:
    """The month of a day: ``november 2026``."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, format="LLLL y", locale=_locale())


def weekday(day: date) -> str:
    """The name of a day's weekday: ``mandag``."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, format="EEEE", locale=_locale())


def short_weekday(day: date) -> str:
    """The day of the week, shortened: ``man.``."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, format="EEE", locale=_locale())


def weekdays(first: int, last: int) -> str:
    """Days of the week (0: Monday) from the first up to and including the last: ``man.–fre.``, or one alone:
    ``man.``."""
    names = [short_weekday(_MONDAY + timedelta(days=day)) for day in dict.fromkeys((first, last))]
    return "–".join(names)


def decimal(value: float | Decimal, digits: int = 1) -> str:
    """A number with decimals: ``1 204,5``; halves are rounded to even, as in percentages."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=_locale())
