"""Phone numbers of people, in the groups that they are written in.

Numbers in the 8 series (800, 815, …) and with fewer than eight digits (113, 116 117, 02800) belong to services, not to
people. What is called a KID, a meter or an organisation number, and amounts, are no phone numbers.
"""

import re
from collections.abc import Iterator

from kontakt.privacy.plain import Span
from kontakt.privacy.references import that_are_no_reference

_GAP = r"(?:\ ?[./-]\ ?|\ )"
_NUMBER = re.compile(
    rf"""
    (?<![\d+]) (?! (?<=\d/) \d{{1,3}}/ )                                    # 12/45/67/89/10 is a plot
    (?:
        (?P<abroad> (?:\+|00) (?!\ ?47) [1-9] (?:[ .()-]{{0,2}}\d){{6,13}} )
      | (?P<called> \(? (?:\+\ ?|00\ ?) 47 \)? [ ./-]? \(? \d (?:[ ./()-]{{0,2}}\d){{7}} )
      | (?: 47 {_GAP}? )? (?P<eight> \(? [2-79] (?: \)? {_GAP}? \d ){{7}} )
    )
    (?!\d)
    """,
    re.VERBOSE,
)
_LANDLINES = {(3, 2, 3), (2, 2, 2, 2), (3, 5)}
_MOBILES = {
    *_LANDLINES,
    *((2, 3, 3), (3, 3, 2), (5, 3), (2, 6), (2, 2, 4), (2, 4, 2), (4, 4), (4, 2, 2)),
}
_TOGETHER, _ONE_BY_ONE = (8,), (1,) * 8


def phones(plain: str) -> list[Span]:
    """Where a plain text holds phone numbers: with a country code, or eight digits as they are usually grouped."""
    return that_are_no_reference(plain, _numbers(plain))


def _numbers(plain: str) -> Iterator[Span]:
    for match in _NUMBER.finditer(plain):
        first, last = match.span()
        if (eight := match["eight"]) is None or _is_grouped_as_a_phone(eight):
            opened = match.group().startswith("(") and ")" not in match.group()  # the bracket is the sentence's
            yield first + opened, last


def _is_grouped_as_a_phone(eight: str) -> bool:
    groups = re.findall(r"\d+", eight)
    sizes, gaps = tuple(map(len, groups)), set(re.findall(r"(?<=\d)[^\d()]+(?=\d)", eight))
    if groups[0][:1] in "49" and sizes in _MOBILES and not _holds_years_or_municipalities(groups):
        return True
    if "".join(groups).startswith("20"):  # 20261122 is a date; no number begins with 20
        return False
    if sizes in (_TOGETHER, _ONE_BY_ONE):
        return True
    return sizes in _LANDLINES and len(gaps) < 2 and gaps <= {" ", ".", "-"}


def _holds_years_or_municipalities(groups: list[str]) -> bool:
    """45 12 2026 ends with a year, and 4026 3303 are two municipalities."""
    years = any(len(group) == 4 and group[:2] in ("19", "20") for group in groups[1:])
    return years or (len(groups[0]) == 4 and groups[0][:2] in ("40", "42", "46", "48"))
