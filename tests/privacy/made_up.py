"""Identity numbers of people nobody has been."""

from datetime import date

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def control_digit(digits: str, weights: tuple[int, ...]) -> int:
    return -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def identity_number(born: date, start: int, *, day: int = 0, month: int = 0) -> str:
    """The first valid number for a made-up birth, with individual digits from ``start`` on; ``day`` 40 makes
    a D-number and ``month`` 40 an H-number."""
    for individual in range(start, start + 100):
        digits = f"{born.day + day:02}{born.month + month:02}{born:%y}{individual:03}"
        first = control_digit(digits, FIRST)
        second = control_digit(f"{digits}{first}", SECOND) if first < 10 else 10
        if second < 10:
            return f"{digits}{first}{second}"
    raise AssertionError("no such number")


# Born 1 February 1990, a person nobody has been: the individual digits are the lowest that fit.
MADE_UP = identity_number(date(1990, 2, 1), 0)


def duf_number(year: int, serial: int) -> str:
    """A DUF number of that year: its last two digits are the weighted sum of the others, modulo 11."""
    digits = f"{year}{serial:06}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, (4, 6, 3, 2, 4, 6, 3, 2, 7, 5), strict=True))
    return f"{digits}{total % 11:02}"


def fh_number(start: int) -> str:
    """The first FH number, nine digits of which the first is 8 or 9, from ``start`` on."""
    for number in range(start, start + 100):
        first = control_digit(str(number), FIRST)
        second = control_digit(f"{number}{first}", SECOND) if first < 10 else 10
        if second < 10:
            return f"{number}{first}{second}"
    raise AssertionError("no such number")


def bank_account(digits: str) -> str:
    """A bank account that begins with these ten digits; they must leave a control digit."""
    control = control_digit(digits, SECOND)
    assert control < 10
    return f"{digits}{control}"
