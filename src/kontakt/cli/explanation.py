"""Why a hit stands there, in plain words and columns."""

from kontakt.cli.output import print_columns, print_line
from kontakt.editor.keywords import ranking_labels
from kontakt.search import Explanation


def print_explanation(explanation: Explanation, title: str) -> None:
    """The hit's score and title; its label; each typed word and how it met the label; what else counted."""
    print_line(f"{explanation.score:.2f}  {explanation.id}  {title}")
    print_line(f"  {ranking_labels.label(explanation)}")
    print_columns([("  ", *columns) for columns in ranking_labels.meetings(explanation)])
    others = (ranking_labels.cover, ranking_labels.breadth, ranking_labels.parts, ranking_labels.lift)
    for line in filter(None, (said(explanation) for said in others)):
        print_line(f"  {line}")
