"""What passes between the server and the process that answers for a user: a request, and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ADDRESS = "plain"
"""Of the plain page, seen from the page with the terminal, and from itself."""


@dataclass(frozen=True, slots=True)
class PlainRequest:
    """``fields`` are those of the form that was sent, or of the address where none was (``is_sent`` False).
    ``language`` is the one that the browser asks for, "" where nobody says."""

    fields: Mapping[str, str]
    is_sent: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """A page; or, where there is a ``query``, the plain page's own address with it, for the browser to open in its
    place."""

    html: str = ""
    query: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "PlainAnswer":
        return cls(str(told.get("html", "")), str(told.get("query", "")))
