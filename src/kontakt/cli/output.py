"""How commands print: plain columns for people and screen readers, JSON for scripts.

Nothing of the program writes to the terminal but through here (and Textual, which has its own filter): what files,
arguments and rows hold is made visible on the way, so that no text from elsewhere can act on the terminal.
"""

import errno
import json
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Any

import typer

from kontakt.errors import KontaktError
from kontakt.files.reasons import reason
from kontakt.locale import _
from kontakt.visible import visible, visible_json, visible_lines


class OutputFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


def print_line(text: str = "", *, colour: str | None = None, bold: bool = False) -> None:
    """One line on standard output, whatever the text holds. Coloured on a terminal alone, and not with NO_COLOR.

    Raises KontaktError where it cannot be written, as everything here that prints.
    """
    shown = visible(text)
    if colour or bold:
        shown = typer.style(shown, fg=colour, bold=bold)
    with _standard_output():
        typer.echo(shown, color=False if os.environ.get("NO_COLOR") else None)


def print_columns(rows: Sequence[Sequence[str]], *, figures: Collection[int] = ()) -> None:
    """Rows of as many cells each, in aligned columns; those with ``figures``, counted from 0, to the right."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = (
            cell.rjust(width) if at in figures else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print_line("  ".join(cells).rstrip())


def print_json(value: Any) -> None:
    """One JSON document on one line, in UTF-8."""
    with _standard_output():
        typer.echo(visible_json(json.dumps(value, ensure_ascii=False)).encode())


def print_document(data: bytes) -> None:
    """A whole document: as its format has it into a file or another program, made visible on a terminal."""
    with _standard_output():
        if sys.stdout.isatty():
            typer.echo(visible_lines(data.decode("utf-8-sig", "replace").replace("\r\n", "\n")), nl=False)
        else:
            typer.echo(data, nl=False)


def print_error(problem: KontaktError | str) -> None:
    """A sentence, or several, on standard error."""
    with suppress(OSError):  # then there is nowhere left to say it
        for line in problem.lines if isinstance(problem, KontaktError) else (problem,):
            typer.echo(visible(line), err=True)


def print_refusal(refused: typer.TyperException) -> None:
    """What is wrong with the command's name, options or arguments, and how to use it, on standard error."""
    print_error(_(refused.message))  # Typer's own, or a sentence that is translated already
    if context := getattr(refused, "ctx", None):
        for line in context.get_usage().splitlines():
            print_error(line)
        print_error(_("{command} -h explains it.").format(command=context.command_path))


def agreed(question: str) -> bool:
    """Whether somebody says yes: in the language of the screen, in English, or with the first letter of either. Enter
    alone is no. Raises typer.Abort where the input ends."""
    yes, no = _("yes"), _("no")
    shown = f"{question} [{yes[0]}/{no[0].upper()}]"
    while True:
        match answer_to(shown, default="").strip().casefold():
            case "":
                return False
            case answer if answer in (yes, yes[0], "yes", "y"):
                return True
            case answer if answer in (no, no[0], "no", "n"):
                return False
            case _:
                print_error(_("Answer {yes} or {no}.").format(yes=yes, no=no))


def answer_to(question: str, default: str | None = None) -> str:
    """What somebody types, on one line; without ``default`` it is asked again for an empty line. Raises typer.Abort
    where the input ends."""
    return str(typer.prompt(visible(question), default=default, show_default=False))


@contextmanager
def _standard_output() -> Iterator[None]:
    """Raises KontaktError for a full disk and the like; a reader that left early is no error."""
    try:
        yield
    except OSError as problem:
        if problem.errno == errno.EPIPE:
            raise
        with suppress(OSError):  # what is left in the buffer would fail once more when the program ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        text = _("Not everything could be printed ({reason}): send it elsewhere.")
        raise KontaktError(text.format(reason=reason(problem))) from problem
