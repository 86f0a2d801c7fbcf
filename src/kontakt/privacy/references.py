"""Numbers that are called by a name which says that they are no person's: they are left as they are."""

import re
from collections.abc import Iterable

from kontakt.privacy.plain import Span

_CALLED = re.compile(
    r"(?<![^\W\d_])(?:kid|faktura|måler|målepunkt|org|gnr|bnr|g/bnr|gbnr|gnr/bnr|gårdsnr|matrikkel)"
    r"(?:[ .-]?(?:id|nr|nummer(?:et)?))?[.:#]*\ ?(?P<number>\d[\d ./-]*)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:kr\.?|nok)\ ?$", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:,-|,\d\d(?!\d)|\ ?(?:kr|kroner|nok|[kmg]?wh|m2|m3|m²|m³|kvm|kg|tonn|km|liter|stk|innbyggere|innbyggjarar)(?!\w)|\ ?%)",
    re.IGNORECASE,
)


def that_are_no_reference(plain: str, spans: Iterable[Span]) -> list[Span]:
    """The spans without those that a word calls a KID, an invoice, a meter, an organisation or a plot, and without
    amounts, of money or of anything that is measured."""
    called = [match.span("number") for match in _CALLED.finditer(plain)]
    return [
        span
        for span in spans
        if not any(first <= span[0] < last for first, last in called)
        and not _BEFORE.search(plain, max(0, span[0] - 5), span[0])
        and not _AFTER.match(plain, span[1])
    ]
