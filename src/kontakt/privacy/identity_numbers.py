"""Numbers that stand for one person: fødselsnummer, D-, H- and FH-numbers, and DUF numbers.

A number counts when its control digits hold (and, but for the last two kinds, when it begins with a day that there
is), in whatever it is written: short punctuation or space between its digits, the year in full, O for 0 and I or l for
1, one digit too many at either end, or a date of birth in any form and then, words between, five digits.

An unbroken run of thirteen digits or more (a KID, a metering point, a parcel) is not searched, nor is one of twelve
that is called a KID. One in a thousand eleven-digit windows passes the control digits by chance, so one in a hundred
such references would be refused, with no way for the agent to mend it.
"""

import re
from collections.abc import Iterator

from kontakt.privacy.birth_dates import birth_dates
from kontakt.privacy.plain import Span, with_letters_as_digits

_CHAIN = re.compile(r"\d+(?:[\W_]{1,6}\d+)*")
_DIGITS = re.compile(r"\d+")

_LAST_FIVE = r"(?P<five>(?<!\d)\d(?:[ .-]?\d){4})(?!\d)"
_SAID = r"(?:p(?:erson)?\.?\ ?n(?:umme)?r|personnummer(?:et)?|f(?:ødsels)?\.?\ ?n(?:umme)?r|fødselsnummer(?:et)?|siste\ fem|fem\ siste)"
_AFTER_DATE = re.compile(rf"(?:\D{{1,30}}?|.{{1,150}}?{_SAID}\D{{0,10}}){_LAST_FIVE}", re.IGNORECASE)
_BEFORE_DATE = re.compile(rf"{_SAID}\D{{0,10}}{_LAST_FIVE}\D{{1,30}}$", re.IGNORECASE)
_AMOUNT_BEFORE = re.compile(r"(?:kr|nok|kroner)[. :]*$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(r"(?:,-|,\d\d(?!\d)| ?(?:kr|kroner|nok|kwh|mwh|m2|m3|kvm|kg|km|liter|stk|%))", re.IGNORECASE)

_CALLED_KID = re.compile(r"kid\W{0,3}(?:nr|nummer)?\W{0,3}$", re.IGNORECASE)
_CALLED_DUF = re.compile(r"duf\W{0,3}(?:nr|nummer(?:et)?)?\W{0,3}$", re.IGNORECASE)
_CALLED_FH = re.compile(r"(?:fh|hjelpe)\W{0,3}(?:nr|nummer(?:et)?)?\W{0,3}$", re.IGNORECASE)

_NEAR = 80
"""Characters in which what belongs to a number stands before it."""

_DUF_WEIGHTS = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)


def identity_numbers(plain: str) -> list[Span]:
    """Where a plain text holds identity numbers, in order and apart from each other."""
    numbers: list[Span] = []
    # As it stands, too: in "nr.lo010290…" the letters belong to the word.
    readings = {plain, with_letters_as_digits(plain)}
    for span in sorted({span for reading in readings for span in (*_in_chains(reading), *_spoken(reading))}):
        if not numbers or span[0] >= numbers[-1][1]:
            numbers.append(span)
        else:
            numbers[-1] = (numbers[-1][0], max(span[1], numbers[-1][1]))
    return numbers


def _in_chains(plain: str) -> Iterator[Span]:
    """The numbers whose digits have nothing but short punctuation or space between them."""
    for chain in _CHAIN.finditer(plain):
        groups = list(_DIGITS.finditer(plain, *chain.span()))
        for first in range(len(groups)):
            run, sizes = "", []
            before = plain[max(0, groups[first].start() - _NEAR) : groups[first].start()]
            for group in groups[first:]:
                run += group.group()
                sizes.append(len(group.group()))
                if len(run) > 13:
                    break
                if len(run) >= 11 and _stands_for_somebody(run, sizes, before):
                    yield groups[first].start(), group.end()


def _stands_for_somebody(run: str, sizes: list[int], before: str) -> bool:
    """Whether 11 to 13 digits, in groups of these ``sizes`` after the text ``before``, are an identity number."""
    if len(run) == 13:  # ddmmyyyy and five more
        short = run[:4] + run[6:]
        return _born(short) is not None and str(_born(short)) == run[4:8]
    if len(run) == 11:
        in_two = sizes in ([11], [6, 5])
        return _born(run) is not None or ((in_two or bool(_CALLED_FH.search(before))) and _is_fh_number(run))
    if _CALLED_KID.search(before):
        return False
    glued = any(_born(part) is not None for part in (run[:11], run[1:]))
    in_three = sizes in ([12], [4, 6, 2], [4, 8], [10, 2])
    return glued or ((in_three or bool(_CALLED_DUF.search(before))) and _is_duf_number(run))


def _spoken(plain: str) -> Iterator[Span]:
    """A date of birth with five digits, words between the two; after "personnummer" they may stand before it."""
    for date in birth_dates(plain):
        after = _AFTER_DATE.match(plain, date.span[1])
        before = _BEFORE_DATE.search(plain, max(0, date.span[0] - _NEAR), date.span[0])
        for five in (after, before):
            if five is None or _is_amount(plain, *five.span("five")):
                continue
            born = _born(date.six + re.sub(r"\D", "", five["five"]))
            if born is not None and date.year in (None, born):
                yield min(date.span[0], five.start("five")), max(date.span[1], five.end("five"))


def _is_amount(plain: str, start: int, end: int) -> bool:
    return bool(_AMOUNT_BEFORE.search(plain, max(0, start - _NEAR), start) or _AMOUNT_AFTER.match(plain, end))


def _born(digits: str) -> int | None:
    """The year of birth in eleven digits that are a valid fødselsnummer, D- or H-number; else None."""
    # Late, because a desk starts without it. Not its validate(), which asks what day it is.
    from stdnum.exceptions import ValidationError  # noqa: PLC0415
    from stdnum.no import fodselsnummer  # noqa: PLC0415

    if not _controls_hold(digits):
        return None
    try:
        return int(fodselsnummer.get_birth_date(digits).year)
    except ValidationError:
        return None


def _is_fh_number(digits: str) -> bool:
    """Felles hjelpenummer: any nine digits of which the first is 8 or 9, and the same control digits."""
    return digits[0] in "89" and _controls_hold(digits)


def _controls_hold(digits: str) -> bool:
    from stdnum.no import fodselsnummer  # noqa: PLC0415

    return bool(
        digits[9] == fodselsnummer.calc_check_digit1(digits) and digits[10] == fodselsnummer.calc_check_digit2(digits)
    )


def _is_duf_number(digits: str) -> bool:
    """The immigration authorities': the year, six digits, and two that are the others' weighted sum modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _DUF_WEIGHTS, strict=False))
    return "1990" <= digits[:4] < "2040" and int(digits[10:]) == total % 11
