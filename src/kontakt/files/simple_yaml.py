"""The plain part of YAML that nearly every line of our files is written in, read without a parser: 601 articles in a
tenth of the time. What is not of that form is left to the parser.

A text has the form when each of its lines is one of ``key: value``, ``key: [value, value]``, and ``key:`` with lines
``  - {key: value, key: value}`` below it; where a value is a text in double quotes without a backslash, or begins with
a letter or a digit and has no character after it that could mean something.
"""

import re
from typing import Any

from kontakt.files.validation import Place

_NULL = re.compile(r"null|Null|NULL|~|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_KEY = r"[a-z][a-z_]*"
_HARMLESS = r"\w()/.§–«»'\-"
_WITHIN_BRACKETS = rf"\w(?:[{_HARMLESS} ]*[{_HARMLESS}])?"
_ON_ITS_OWN = rf"\w(?:[{_HARMLESS}, ]*[{_HARMLESS},])?"
_QUOTED = rf'"[{_HARMLESS} ,:;?!#=&%+]*"'

_ITEM = rf"(?:{_QUOTED}|{_WITHIN_BRACKETS})"
_PAIR = rf"{_KEY}: {_ITEM}"
_ITEMS = re.compile(_ITEM)
_PAIRS = re.compile(rf"({_KEY}): ({_ITEM})")
_VALUE_LINE = re.compile(rf"({_KEY}):(?: ({_QUOTED}|{_ON_ITS_OWN})| \[({_ITEM}(?:, {_ITEM})*)\])?")
_MAPPING_LINE = re.compile(rf"  - \{{({_PAIR}(?:, {_PAIR})*)\}}")


def read_simple(text: str, first_line: int) -> tuple[dict[str, Any], dict[Place, int]] | None:
    """The values of a mapping, and the line of every key and item by its place; None where the text is not simple all
    through, right or wrong. ``first_line`` is the number of its first line."""
    values: dict[str, Any] = {}
    lines: dict[Place, int] = {(): first_line}
    open_list: list[Any] | None = None  # of the key that has its items below it
    key = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if item := _MAPPING_LINE.fullmatch(line):
            pairs = _PAIRS.findall(item[1])
            mapping = {name: _value(written) for name, written in pairs}
            if open_list is None or len(mapping) < len(pairs) or not all(map(_is_text, mapping)):
                return None
            place = (key, len(open_list))
            lines |= {place: number} | {(*place, name): number for name in mapping}
            open_list.append(mapping)
            continue
        match = _VALUE_LINE.fullmatch(line)
        if match is None or match[1] in values or not _is_text(match[1]) or open_list == []:
            return None
        key, open_list = match[1], None
        lines[key,] = number
        if match[2] is not None:
            values[key] = _value(match[2])
        elif match[3] is not None:
            values[key] = [_value(each) for each in _ITEMS.findall(match[3])]
            lines |= {(key, at): number for at in range(len(values[key]))}
        else:
            values[key] = open_list = []
    return None if open_list == [] else (values, lines)


def resolved(text: str) -> Any:
    """What a plain scalar is in the core schema of YAML 1.2: null, true or false, a number or text."""
    if _NULL.fullmatch(text):
        return None
    if _BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text) and len(text) <= 100:
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def _value(written: str) -> Any:
    return written[1:-1] if written.startswith('"') else resolved(written)


def _is_text(key: str) -> bool:
    return isinstance(resolved(key), str)
