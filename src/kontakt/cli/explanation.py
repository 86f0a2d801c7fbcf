"""Why a hit stands there, in plain words and columns."""

import typer

from kontakt.cli.output import print_columns
from kontakt.editor import reasons
from kontakt.search import Explanation


def print_explanation(each: Explanation, title: str) -> None:
    """The hit's score and title; its label; each typed word and how it met the label; what else counted."""
    typer.echo(f"{each.score:.2f}  {each.id}  {title}")
    typer.echo(f"  {reasons.label(each)}")
    print_columns([("  ", *columns) for columns in reasons.meetings(each)])
    for line in filter(None, (reasons.cover(each), reasons.breadth(each), reasons.lift(each))):
        typer.echo(f"  {line}")
