"""The part of an article file below its keys: the answer, and the sections under their headings.

A line of an answer or note that looks like a heading is written with a backslash before its first ``#`` (as
Markdown itself does), and read without it: whatever people write in a text comes back as it was.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article
from kontakt.locale import _

NYNORSK = "Nynorsk"
ENGLISH = "English"
ASK = "Spør om"
STEPS = "Slik gjør du"
ASK_NN = "Spør om (nynorsk)"
STEPS_NN = "Slik gjer du (nynorsk)"
LOCAL = "Lokalt"

_FIELDS = {
    NYNORSK: "answer_nn",
    ENGLISH: "answer_en",
    ASK: "ask",
    STEPS: "steps",
    ASK_NN: "ask_nn",
    STEPS_NN: "steps_nn",
    LOCAL: "local",
}
_POINT = (re.compile(r"[-*] +(.*)"), "- …")
_STEP = (re.compile(r"[0-9]{1,3}[.)] +(.*)"), "1. …")
_ITEMS = {"ask": _POINT, "steps": _STEP, "ask_nn": _POINT, "steps_nn": _STEP}

_HEADING = re.compile(r" *(#{1,6})(?: +(.*))?")
_UNESCAPED = re.compile(r"( *)(\\*#{1,6}(?: .*)?)")
_ESCAPED = re.compile(r"( *)\\(\\*#{1,6}(?: .*)?)")
_MUNICIPALITY = re.compile(r"([0-9]{4})(?: +(.*))?")


@dataclass(slots=True)
class Body:
    """What was read: ``values`` by the names of Article's fields, the line of each, and the problems found,
    each with its line. ``names`` are the names that follow the municipality numbers in headings."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def read_body(lines: Iterable[str], first_line: int) -> Body:
    """Read the lines below an article's keys; ``first_line`` is the line of the file they begin on."""
    body = Body(lines={("answer",): first_line})
    place: Place | None = ("answer",)
    texts: dict[Place, list[str]] = {("answer",): []}
    for number, raw in enumerate(lines, first_line):
        line = raw.replace("\t", "    ").rstrip()
        if heading := _HEADING.fullmatch(line):
            place = _open(body, len(heading[1]), heading[2] or "", number)
            if place:
                texts[place] = []
        elif place and place[0] in _ITEMS:
            _read_item(body, texts[place], str(place[0]), line, number)
        elif place == ("local",) and line:
            body.problems.append((number, _("a local note needs its municipality: write “### 4026 Tinn” above it.")))
        elif place:
            texts[place].append(_ESCAPED.sub(r"\1\2", line) if _ESCAPED.fullmatch(line) else line)
    for place, written in texts.items():
        _keep(body, place, written)
    return body


def _open(body: Body, level: int, title: str, line: int) -> Place | None:
    """Begin the section under a heading. None where there is no such section: what follows is skipped."""
    place: Place | None = None
    if level == 2 and title in _FIELDS:
        place = (_FIELDS[title],)
    elif level == 3 and ("local",) in body.lines and (named := _MUNICIPALITY.fullmatch(title)):
        place = ("local", named[1])
        body.names[named[1]] = named[2] or ""
    if place is None:
        known = ", ".join(f"## {name}" for name in _FIELDS)
        text = _(
            "“{heading}” is not a heading of an article: use {known}, or ### and a municipality number under "
            "## {local}, or put a backslash before the # if it belongs to the text."
        )
        heading = f"{'#' * level} {title}"[:60].rstrip()
        body.problems.append((line, text.format(heading=heading, known=known, local=LOCAL)))
    elif place in body.lines:
        body.problems.append((line, _("this heading stands twice: put both texts under one.")))
        return None
    else:
        body.lines[place] = line
    return place


def _read_item(body: Body, items: list[str], section: str, line: str, number: int) -> None:
    pattern, shape = _ITEMS[section]
    if match := pattern.fullmatch(line):
        body.lines[(section, len(items))] = number
        items.append(match[1])
    elif line.startswith(" ") and items:  # a long item, continued on an indented line
        items[-1] += " " + line.strip()
    elif line:
        text = _("under this heading every line is an item: begin it with “{shape}”.")
        body.problems.append((number, text.format(shape=shape)))


def _keep(body: Body, place: Place, written: list[str]) -> None:
    if place[0] in _ITEMS:
        body.values[str(place[0])] = written
    elif place[0] == "local":
        if len(place) == 2:
            body.values.setdefault("local", {})[place[1]] = "\n".join(written)
    elif place == ("answer",) or any(written):
        body.values[str(place[0])] = "\n".join(written)


def format_body(article: Article, municipalities: Mapping[str, str]) -> str:
    """The canonical text below the keys, with no line feed at its end."""
    sections = [_escape(article.answer)]
    for heading, answer in ((NYNORSK, article.answer_nn), (ENGLISH, article.answer_en)):
        if answer:
            sections.append(f"## {heading}\n{_escape(answer)}")
    for ask, steps, questions, acts in (
        (ASK, STEPS, article.ask, article.steps),
        (ASK_NN, STEPS_NN, article.ask_nn, article.steps_nn),
    ):
        if questions:
            sections.append(f"## {ask}\n" + "\n".join(f"- {item}" for item in questions))
        if acts:
            sections.append(f"## {steps}\n" + "\n".join(f"{n}. {item}" for n, item in enumerate(acts, 1)))
    if article.local:
        notes = (
            f"### {number} {municipalities.get(number, '')}".rstrip() + f"\n{_escape(article.local[number])}"
            for number in sorted(article.local)
        )
        sections.append(f"## {LOCAL}\n" + "\n\n".join(notes))
    return "\n\n".join(sections)


def _escape(text: str) -> str:
    return "\n".join(
        _UNESCAPED.sub(r"\1\\\2", line) if _UNESCAPED.fullmatch(line) else line for line in text.split("\n")
    )
