"""How commands print: plain columns for people and screen readers, JSON for scripts."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import typer


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


def print_json(value: Any) -> None:
    """One JSON document on one line, in UTF-8."""
    typer.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Rows with aligned columns; the last column is as long as it is."""
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(len(rows[0]) - 1)] if rows else []
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        typer.echo("  ".join([*padded, row[-1]]).rstrip())
