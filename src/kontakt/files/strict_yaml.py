"""YAML 1.2 files that people write: read safely and with line numbers, and written in one canonical form.

Read are mappings, lists and scalars; a plain scalar is null, true or false, a number or text, as the core
schema of YAML 1.2 has it (so ``no`` and ``2026-11-21`` are texts). Tags, anchors, aliases, directives and
duplicate keys are refused: the files have no use for them, and each has been somebody's trap.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kontakt.errors import KontaktError
from kontakt.files.reading import read_file
from kontakt.files.simple_yaml import read_simple, resolved
from kontakt.files.validation import Place, refused_character
from kontakt.locale import _

LARGEST_FILE = 1_000_000
"""In bytes."""

_DEEPEST = 10

# What other readers, or YAML itself, could take for something else than text.
_LOOKS_SPECIAL = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~<.+]|\d{4}-\d|\d[\d_]*$")
_NOT_PLAIN_CHARACTERS = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A mapping read from a file. ``lines`` has the line of every key and item by its place, such as
    ``("links", 0, "url")``; ``comment`` is the text of the comment lines at the file's top."""

    file: str
    values: dict[str, Any]
    lines: Mapping[Place, int]
    comment: str = ""

    def line(self, place: Place) -> int:
        """The line of ``place``, or of the nearest thing around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class Located(str):
    """A text for a person that names a place in a file; ``sentence`` is what it says of line ``line`` (from 1)
    of ``file``."""

    __slots__ = ("file", "line", "sentence")

    file: str
    line: int
    sentence: str

    def __new__(cls, text: str, file: str, line: int, sentence: str) -> "Located":
        self = super().__new__(cls, text)
        self.file, self.line, self.sentence = file, line, sentence
        return self


def at_line(file: str, line: int, sentence: str) -> Located:
    """``sentence`` with its place before it."""
    return Located(
        _("{file}, line {line}: {sentence}").format(file=file, line=line, sentence=sentence), file, line, sentence
    )


def of_file(file: str, sentence: str) -> Located:
    """A sentence that names the whole ``file`` itself."""
    return Located(sentence, file, 1, sentence)


def read_text(path: Path, file: str) -> str:
    """The text of a file, with line ends ``\\n``; ``file`` is what errors call it.

    Raises KontaktError when it is no regular file, cannot be read, has over 1 MB, is not UTF-8 or holds control
    characters.
    """
    data = read_file(path, LARGEST_FILE, file)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise KontaktError(at_line(file, line, _("not UTF-8: save the file in that encoding."))) from problem
    if match := refused_character(text):
        line = text.count("\n", 0, match.start()) + 1
        sentence = _("the control character {character} may not stand in a text: remove it.")
        raise KontaktError(at_line(file, line, sentence.format(character=f"U+{ord(match[0]):04X}")))
    return text


def load_mapping(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Read a mapping whose keys are texts. ``first_line`` is the line of the file that ``text`` begins on.

    Raises KontaktError, one sentence with file and line, for the first thing that is wrong.
    """
    if simple := read_simple(text, first_line):
        return YamlDocument(file, *simple)
    return parse_mapping(text, file, first_line)


def parse_mapping(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """As load_mapping, by the rules of all of YAML."""
    reader = _YamlReader(file, first_line)
    try:
        values = reader.read(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        sentence = _("not valid YAML ({reason}): correct that line.").format(reason=problem.problem)
        raise KontaktError(at_line(file, first_line + (mark.line if mark else 0), sentence)) from problem
    except YAMLError as problem:
        sentence = _("not valid YAML: it holds a character that may not stand there.")
        raise KontaktError(at_line(file, first_line, sentence)) from problem
    return YamlDocument(file, values, reader.lines, _comment(text))


class _YamlReader:
    """Builds plain values from YAML events, and notes where each stands."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.lines: dict[Place, int] = {(): first_line}

    def read(self, events: Iterator[Event]) -> dict[str, Any]:
        documents = 0
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error(event, _("a second document begins here: remove the line ---."))
                if event.version or event.tags:
                    raise self._error(event, _("a line that begins with % stands above and has no use: remove it."))
            elif isinstance(event, MappingStartEvent):
                values = self._value(event, events, ())
            elif isinstance(event, (ScalarEvent, SequenceStartEvent, AliasEvent)):
                raise self._error(event, _("expected are keys with values, such as “name: value”."))
        return values

    def _value(self, event: Event, events: Iterator[Event], place: Place) -> Any:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._error(
                event, _("anchors (&) and aliases (*) are not read here: write the value out, in quotes.")
            )
        if getattr(event, "tag", None):
            raise self._error(event, _("tags (!) are not read here: remove it, or put quotes around the value."))
        if len(place) > _DEEPEST:
            raise self._error(event, _("the lists stand too deep inside each other: write them out."))
        self.lines.setdefault(place, self._line(event))
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, place)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, place)
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        raise self._error(event, _("a value is missing here: write one."))

    def _mapping(self, events: Iterator[Event], place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event)
            if key in values:
                raise self._error(event, _("the key “{key}” stands twice: keep one.").format(key=key))
            self.lines[(*place, key)] = self._line(event)
            values[key] = self._value(next(events), events, (*place, key))
        return values

    def _sequence(self, events: Iterator[Event], place: Place) -> list[Any]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            values.append(self._value(event, events, (*place, len(values))))
        return values

    def _key(self, event: Event) -> str:
        if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
            raise self._error(event, _("a key must be plain text: write it as “name: value”."))
        key = _scalar(event)
        if not isinstance(key, str):
            raise self._error(event, _("the key {key} must be text: put quotes around it.").format(key=event.value))
        return key

    def _line(self, event: Event) -> int:
        return self.first_line + int(event.start_mark.line)

    def _error(self, event: Event, sentence: str) -> KontaktError:
        return KontaktError(at_line(self.file, self._line(event), sentence))


def _scalar(event: ScalarEvent) -> Any:
    text: str = event.value
    return text if event.style else resolved(text)


def filled(value: Any) -> Any:
    """Values that were read, without the keys that nobody has filled in yet."""
    if isinstance(value, dict):
        return {key: filled(item) for key, item in value.items() if item is not None}
    return [filled(item) for item in value] if isinstance(value, list) else value


def _comment(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        lines.append(line[1:].removeprefix(" ").rstrip())
    return "\n".join(lines)


def comment_lines(comment: str) -> list[str]:
    """The comment at the top of a file, as its lines."""
    return [f"# {line}".rstrip() for line in comment.split("\n")] if comment else []


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as YAML: plain where nobody could misread it, else in double quotes; ``flow`` says that it
    stands within brackets."""
    if (
        not isinstance(resolved(text), str)
        or _LOOKS_SPECIAL.match(text)
        or ":" in text
        or " #" in text
        or text != text.strip()
        or _NOT_PLAIN_CHARACTERS.search(text)
        or (flow and re.search(r"[,\[\]{}]", text))
    ):
        return quoted(text)
    return text


def quoted(text: str) -> str:
    """A text in double quotes."""
    written = json.dumps(text, ensure_ascii=False)
    return _NOT_PLAIN_CHARACTERS.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def flow_list(texts: Iterable[str]) -> str:
    """Texts as a list in brackets, on one line whatever its length."""
    return f"[{', '.join(scalar(text, flow=True) for text in texts)}]"


def flow_mapping(pairs: Iterable[tuple[str, str]]) -> str:
    """Keys, and values that are YAML already, as a mapping in braces on one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
