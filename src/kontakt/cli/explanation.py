"""Why a hit stands there, in plain words and columns."""

from kontakt.cli.output import print_columns, print_line
from kontakt.editor.keywords import ranking_labels
from kontakt.search import Explanation


def print_explanation(each: Explanation, title: str) -> None:
    """The hit's score and title; its label; each typed word and how it met the label; what else counted."""
    print_line(f"{each.score:.2f}  {each.id}  {title}")
    print_line(f"  {ranking_labels.label(each)}")
    print_columns([("  ", *columns) for columns in ranking_labels.meetings(each)])
    for line in filter(None, (ranking_labels.cover(each), ranking_labels.breadth(each), ranking_labels.lift(each))):
        print_line(f"  {line}")
