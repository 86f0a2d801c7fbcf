"""The views of the editor's room, in the order of their keys."""

from kontakt.editor.overview.overview import Overview
from kontakt.locale.formats import number
from kontakt.tui.commands import editor
from kontakt.tui.commands.command import Command
from kontakt.tui.editor.lists.articles_view import ArticlesView
from kontakt.tui.editor.lists.closed_view import ClosedView
from kontakt.tui.editor.lists.coverage_view import CoverageView
from kontakt.tui.editor.lists.gaps_view import GapsView
from kontakt.tui.editor.lists.next_view import NextView
from kontakt.tui.editor.lists.overlaps_view import OverlapsView
from kontakt.tui.editor.lists.review_view import ReviewView
from kontakt.tui.editor.lists.view import EditorView

VIEWS: tuple[type[EditorView], ...] = (NextView, ArticlesView, GapsView, OverlapsView, CoverageView, ReviewView)

OTHER_VIEWS: tuple[type[EditorView], ...] = (ClosedView,)
"""What is looked at now and then: in the head while it is shown alone."""

COMMAND_OF: dict[type[EditorView], Command] = dict(
    zip((*VIEWS, *OTHER_VIEWS), (*editor.VIEWS, editor.CLOSED_VIEW), strict=True)
)
"""The command that shows each view."""


def waiting(view: type[EditorView], overview: Overview | None) -> str:
    """How much waits in a view that is a queue, as a figure; empty for nothing."""
    if overview is None:
        return ""
    count = {GapsView: len(overview.gaps), ReviewView: len(overview.due)}.get(view, 0)
    return number(count) if count else ""
