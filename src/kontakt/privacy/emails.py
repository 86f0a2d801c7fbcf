"""E-mail addresses, also with the at sign in brackets or in words."""

import re

from kontakt.privacy.plain import Span

_AT = r"(?:\ ?@\ ?|\ ?[(\[{]\ ?(?:at|a|@|krøllalfa|alfakrøll)\ ?[)\]}]\ ?|\ (?:krøllalfa|alfakrøll|snabel-?a)\ )"
_DOT = r"(?:\.|\ ?[(\[{]\ ?(?:dot|punktum|prikk|\.)\ ?[)\]}]\ ?)"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]+{_AT}(?:[\w-]+(?:{_DOT}[\w-]+)+|(?:gmail|hotmail|outlook|icloud|yahoo)(?:\ (?:com|no))?(?!\w))",
    re.IGNORECASE,
)


def emails(plain: str) -> list[Span]:
    """Where a plain text holds e-mail addresses."""
    return [match.span() for match in _EMAIL.finditer(plain)]
