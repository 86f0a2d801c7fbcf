"""Why a hit stands there, in plain words and columns."""

from kontakt.cli.output import print_columns, print_line
from kontakt.editor import reasons
from kontakt.search import Explanation


def print_explanation(each: Explanation, title: str) -> None:
    """The hit's score and title; its label; each typed word and how it met the label; what else counted."""
    print_line(f"{each.score:.2f}  {each.id}  {title}")
    print_line(f"  {reasons.label(each)}")
    print_columns([("  ", *columns) for columns in reasons.meetings(each)])
    for line in filter(None, (reasons.cover(each), reasons.breadth(each), reasons.lift(each))):
        print_line(f"  {line}")
