"""How commands print: plain columns for people and screen readers, JSON for scripts."""

import json
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

import typer


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


def print_json(value: Any) -> None:
    """One JSON document on one line, in UTF-8."""
    typer.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def print_columns(rows: Sequence[Sequence[str]], *, figures: Collection[int] = ()) -> None:
    """Rows of as many cells each, in aligned columns; those with ``figures``, counted from 0, to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if at in figures else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        typer.echo("  ".join(cells).rstrip())
