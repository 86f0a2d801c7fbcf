"""The number and the text of a message at the command line, where others may read what is written there: ``-`` reads
them from standard input, and at a terminal they are asked for."""

import sys
from typing import Annotated

import typer

from kontakt.cli.output import answer_to, print_error
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.messages.checked import checked_number, checked_text, masked_text
from kontakt.messages.message import TEXT_LENGTH

Number = Annotated[
    str | None,
    typer.Option(help=_("Where the caller is rung back; - reads it from standard input."), show_default=False),
]
Text = Annotated[
    str | None,
    typer.Option(
        help=_("What the caller wants, at most {most} characters; - reads it from standard input.").format(
            most=TEXT_LENGTH
        ),
        show_default=False,
    ),
]


def given_texts(number: str | None, text: str | None, ask_number: str, ask_text: str) -> tuple[str | None, str | None]:
    """As they are given, read or typed after these questions; None for what is not. Where both are read, the number is
    the first line."""
    if number is None and text is None and sys.stdin.isatty():
        return answer_to(ask_number, default="") or None, answer_to(ask_text, default="") or None
    if "-" not in (number, text):
        return number, text
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    read = sys.stdin.read()
    if number == "-":
        number, _end, read = read.partition("\n")
    return number, read if text == "-" else text


def checked_texts(number: str | None, text: str | None, stored: tuple[str, str] = ("", "")) -> tuple[str, str]:
    """Both as they may be stored, what is missing as it is ``stored``. Raises KontaktError where that is not known."""
    if None in (number, text) and not stored[1]:
        raise KontaktError(_("Its text is gone, or cannot be read now: write --number and --text."))
    checked = checked_number(stored[0] if number is None else number)
    kept = checked_text(stored[1] if text is None else text, checked)
    if masked := masked_text(kept):
        print_error(masked)
    return checked, kept
