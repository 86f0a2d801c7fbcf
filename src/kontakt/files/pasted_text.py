"""Text that was copied from Word, a web page or an e-mail, as the field that it is pasted into means it.

There a list is drawn with bullets and tabs, a word may be divided by a hyphen that is not seen, and a line may be
broken in the middle of a paragraph. In a field one line is one item, so none of that may stay as letters.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto

_BREAK_IN_A_PARAGRAPH = "\v"  # Shift+Enter in Word

_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys("\u00ad\x1f\u200b\u2060\ufeff"),  # where a word may be divided, and what has no width
        **dict.fromkeys("\x1e\u2011", "-"),  # hyphens that do not break
        **dict.fromkeys("\u00a0\u2007\u202f", " "),  # spaces that do not break
        **dict.fromkeys("\f\x85\u2028\u2029", "\n"),
    }
)
_BULLET = re.compile("[ \t]*(?:[•‣⁃◦∙●○■□▪▫◆◇➢➤❖✓✔·\uf02d\uf0a7\uf0b7\uf0d8\uf0fc\uf076][ \t]*|[-–—*o]\t[ \t]*)")
_DASH = re.compile(r"[ \t]*[-–—*] +")
_TABBED_NUMBER = re.compile(r"[ \t]*(\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zæøå])[.)]?)\t[ \t]*")
_NUMBER = re.compile(r"[ \t]*\(?([0-9]{1,3})[.)] +")


class TextKind(Enum):
    """What a field holds: one line; lines and paragraphs; one item a line; or one item a line of two parts, apart by a
    bar."""

    LINE = auto()
    PARAGRAPHS = auto()
    ITEMS = auto()
    PAIRS = auto()


def meant(text: str, kind: TextKind) -> str:
    """The text that what was pasted stands for in a field of this kind.

    In items and lines the bullets and numbers of a list are left out, and an item that was broken is one line again; in
    paragraphs a list stays one, with ``- `` before each item or with its numbers. Tabs are spaces, between two parts a
    bar. A number that is part of the text (``1. januar``) stays.
    """
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").translate(_CHARACTERS)
    if kind is TextKind.PARAGRAPHS:
        return "\n".join(map(_paragraph, plain.replace(_BREAK_IN_A_PARAGRAPH, "\n").split("\n")))
    items = _items(plain.replace(_BREAK_IN_A_PARAGRAPH, " ").split("\n"))
    if kind is TextKind.LINE:
        return _spaced(" ".join(items))
    bar = " | " if kind is TextKind.PAIRS else " "
    return "\n".join(_spaced(item.replace("\t", bar)) for item in items)


def _paragraph(line: str) -> str:
    if found := _BULLET.match(line):
        return f"- {_spaced(line[found.end() :])}".rstrip()
    if found := _TABBED_NUMBER.match(line):
        return f"{found[1]} {_spaced(line[found.end() :])}".rstrip()
    # A space at the end is what stands before the words that are pasted into.
    return re.sub(r"[ \t]+", " ", line)


def _items(lines: Sequence[str]) -> list[str]:
    """The items without what marks them as items of a list."""
    filled = [line for line in lines if line.strip()]
    marked = [_mark(line) for line in filled]
    counted = [_NUMBER.match(line) for line in filled]
    numbers = [int(found[1]) for found in counted if found]
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        marked = [found or number for found, number in zip(marked, counted, strict=True)]
    if sum(1 for line in filled if _DASH.match(line)) > 1:
        marked = [found or _DASH.match(line) for found, line in zip(marked, filled, strict=True)]
    items: list[str] = []
    for line, found in zip(filled, marked, strict=True):
        if found:
            items.append(line[found.end() :])
        elif any(marked) and items and line.strip()[0].islower():
            items[-1] = f"{items[-1].rstrip()} {line.strip()}"  # the item before was broken here
        else:
            items.append(line)
    return [item for item in items if item.strip()]


def _mark(line: str) -> re.Match[str] | None:
    """What surely marks an item of a list: a bullet, or a number with a tab after it."""
    return _BULLET.match(line) or _TABBED_NUMBER.match(line)


def _spaced(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text).strip()
