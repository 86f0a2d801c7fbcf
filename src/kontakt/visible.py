"""Text from elsewhere, made fit to be shown: files, arguments, settings and rows may hold what a terminal obeys.

An escape sequence could clear the screen, set the window's title or forge a line; a bidi mark shows text in another
order than it has. Such characters are shown by their codes instead, at the edges where text leaves the program for a
terminal or the log file. Files keep them as their format demands.
"""

import re

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""A class of characters, for a pattern: what could move, hide or reorder what stands on a screen. Not tab and line
feed."""

_OF_NO_LINE = re.compile(f"[{CONTROLS}\t\n\u2028\u2029]")
_OF_NO_TEXT = re.compile(f"[{CONTROLS}\u2028\u2029]")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def visible(text: str) -> str:
    r"""One line: control characters, line ends included, as ``\x1b``, ``\n`` or ``\u202e``; a byte that was no text,
    as Python holds it, as ``\xff``."""
    return _OF_NO_LINE.sub(_code, text)


def visible_lines(text: str) -> str:
    """As ``visible``, for a text of several lines: its tabs and line feeds stay."""
    return _OF_NO_TEXT.sub(_code, text)


def visible_json(document: str) -> str:
    """A JSON document of the same value, in whose texts such characters are escaped; a byte that was no text is the
    replacement character there, since many readers refuse what Python holds it as."""
    return _OF_NO_TEXT.sub(_escape, document)


def _code(match: re.Match[str]) -> str:
    character = match[0]
    if short := _SHORT.get(character):
        return short
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return "\\ufffd" if 0xD800 <= number <= 0xDFFF else f"\\u{number:04x}"
