"""Writes the pages of reference in docs/ from the code: ``python tools/write_reference.py [--check]``.

``commands.md`` comes from the command line's own help and the docstrings of the commands, ``settings.md`` from
``Settings`` and the docstrings of its fields, ``keys.md`` from the table of commands. A test
fails while a page is not up to date. With ``--check`` nothing is written: the pages that would change are named, and
the exit status is 1 if there are any.
"""

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, Field, fields
from datetime import timedelta
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import typer.main

from kontakt import settings
from kontakt.cli.app import NAMES, app_with
from kontakt.cli.jobs import PURGED_EVERY_MINUTES
from kontakt.files.setting_values import OneOf, WholeNumber
from kontakt.inquiries.inquiry import UNDO_DAYS
from kontakt.inquiries.journal import delivered
from kontakt.installation.shared_region import BACKUP_AGE
from kontakt.library.calendar_feeds import READ_EVERY
from kontakt.messages.message import SENT_LATELY_DAYS
from kontakt.messages.store import KEPT_DAYS
from kontakt.presence.absence import ENOUGH_CONTACTS
from kontakt.settings import Settings
from kontakt.tui.commands.command import Group
from kontakt.tui.commands.table import ROOMS
from kontakt.vocabulary.reading import LARGEST_FILE
from kontakt.web.sessions import AWAY_SECONDS

DOCS = Path(__file__).resolve().parents[1] / "docs"
_MADE_BY = "<!-- Written by tools/write_reference.py: change the code and run it again. -->"
_WORDS = {str: "TEXT", int: "NUMBER", Path: "PATH"}


_FIGURES = {
    "absence_contacts": ENOUGH_CONTACTS,
    "away_minutes": round(AWAY_SECONDS / 60),
    "backup_hours": BACKUP_AGE // timedelta(hours=1),
    "calendar_minutes": READ_EVERY // timedelta(minutes=1),
    "delivered_days": delivered.KEPT_FOR.days,
    "message_days": KEPT_DAYS,
    "purge_minutes": PURGED_EVERY_MINUTES,
    "sent_days": SENT_LATELY_DAYS,
    "undo_days": UNDO_DAYS,
    "vocabulary_megabytes": LARGEST_FILE // 1_000_000,
}
"""What stands in braces in the docstring of a command."""


def pages() -> dict[Path, str]:
    """The text of every page of reference, by its file. The language must be English."""
    made = {"commands.md": _commands_page(), "settings.md": _settings_page(), "keys.md": _keys_page()}
    return {DOCS / name: "\n".join(lines) + "\n" for name, lines in made.items()}


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table in Markdown with an empty line below it; nothing without rows."""
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    if lines:
        columns = list(headings)
        yield from (f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *(f"| {line} |" for line in lines), "")


def _in_markdown(docstring: str | None) -> str:
    """A docstring as one paragraph."""
    return " ".join((docstring or "").split()).replace("``", "`")


# --- the commands ------------------------------------------------------------------------------------


def _commands_page() -> Iterator[str]:
    yield from ("# The commands", "", _MADE_BY, "")
    yield "What logs, searches, reports, imports or exports has a command too, for scripts and screen readers."
    yield "`kontakt COMMAND --help` says the same in your language; from a clone, write `./run` for `kontakt`."
    yield ""
    for name, command in commands():
        yield from _command(name, command)


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with what a person types for it, a group before what is in it."""

    def below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        yield name, command
        for part, inner in getattr(command, "commands", {}).items():
            yield from below(f"{name} {part}", inner)

    return below("kontakt", typer.main.get_command(app_with(NAMES)))


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    shown = " ".join([name, *(_argument(each) for each in arguments)])
    yield from (f"## `{shown}`", "", command.help, "")
    if not getattr(command, "commands", {}) and command.callback.__doc__:
        yield from (_in_markdown(command.callback.__doc__).format(**_FIGURES), "")
    yield from _table(("argument", "what it is"), ((f"`{_argument(each)}`", each.help) for each in arguments))
    yield from _table(("option", "what it does", "unless given"), map(_option, options))


def _argument(argument: Any) -> str:
    name = argument.name.upper()
    return name if argument.required else f"[{name}]"


def _option(option: Any) -> tuple[str, str, str]:
    names = ", ".join(option.opts)
    shown = names if option.is_flag else f"{names} {_value(option)}"
    return f"`{shown}`", option.help, _unless_given(option)


def _value(option: Any) -> str:
    """What is written after the option's name."""
    kinds = [each for each in _parts(option.type_descriptor.annotation) if each is not type(None)]
    if issubclass(kinds[0], Enum):
        return "|".join(str(each.value) for each in kinds[0])
    return _WORDS[kinds[0]]


def _parts(annotation: Any) -> list[Any]:
    """The types of a union, or of a list's items, or the one type."""
    return [part for each in get_args(annotation) for part in _parts(each)] or [annotation]


def _unless_given(option: Any) -> str:
    if option.required:
        return "must be given"
    if option.is_flag or option.default in (None, "") or option.show_default is False:
        return f"`{option.show_default}`" if isinstance(option.show_default, str) else ""
    return f"`{option.default.value if isinstance(option.default, Enum) else option.default}`"


# --- the settings ------------------------------------------------------------------------------------


def _settings_page() -> Iterator[str]:
    explained = _field_docstrings()
    yield from ("# The settings", "", _MADE_BY, "")
    yield "In `kontakt.toml`, or as environment variables, which win. `kontakt data` says where the file is looked for:"
    yield "in the data folder when `KONTAKT_DATA_DIR` names one, else in the user's configuration folder;"
    yield "`KONTAKT_CONFIG` names another. A key that does not exist, or a value that does not fit, is one sentence at"
    yield "the start."
    yield ""
    rows = (
        (f"`{each.name}`", f"`KONTAKT_{each.name.upper()}`", explained[each.name], _values(each), _default(each))
        for each in fields(Settings)
    )
    yield from _table(("key", "variable", "what it is", "values", "unless set"), rows)


def _field_docstrings() -> dict[str, str]:
    """The string that stands below each field of ``Settings``."""
    body = ast.parse(inspect.getsource(settings)).body
    fields = next(each for each in body if isinstance(each, ast.ClassDef) and each.name == Settings.__name__).body
    return {
        field.target.id: _in_markdown(ast.literal_eval(below.value))
        for field, below in pairwise(fields)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr)
    }


def _values(field: Field[Any]) -> str:
    match field.metadata.get(settings.READ):
        case OneOf(choices=choices):
            return ", ".join(f"`{choice}`" for choice in choices)
        case WholeNumber(least=least, most=most):
            return f"{least} to {most}"
    return ""


_MADE_AT_THE_START = {
    "data_dir": "the user's data folder",
    "agent": "the system user",
    "keys": "each command's own key",
}
"""What stands for a default that differs from machine to machine."""


def _default(field: Field[Any]) -> str:
    if field.default is MISSING:
        return _MADE_AT_THE_START.get(field.name, "none")
    return f"`{field.default}`" if field.default not in (None, "") else "none"


# --- the keys ----------------------------------------------------------------------------------------


def _keys_page() -> Iterator[str]:
    yield from ("# The keys", "", _MADE_BY, "")
    yield "F1 shows those of the room that you are in, in your language; Ctrl+P finds any command by its name. Ctrl+O lists"
    yield "what can be done, and the letter chooses: for keyboards without function keys, and for what has no key."
    yield ""
    yield 'A command gets other keys in the table `[keys]` of `kontakt.toml`, by its name in the third column: `note = "f11"`,'
    yield 'or `note = "f11, ctrl+b"` for two. The screen shows them then. A name that does not exist, a key that many terminals'
    yield "do not send or that edits, and a key that two commands of one place would share are one sentence at the start."
    yield ""
    for room, groups in ROOMS:
        yield from (f"## {room}", "")
        for group in groups:
            if group.commands:
                headings = ("key", "letter", "command", "what it does")
                yield from (f"### {group.heading}", "", *_table(headings, _keys(group)))


def _keys(group: Group) -> Iterator[tuple[str, str, str, str]]:
    yield from ((key, "", "", text) for key, text in group.keys)
    for each in group.commands:
        yield each.shown_key, each.letter, f"`{each.id}`", each.explanation


def main(arguments: Sequence[str]) -> int:
    """Write what is not up to date, and name it. Returns the exit status."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        print(path.relative_to(DOCS.parent))
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
