"""The head of an article's page: its parts with their keys, its title, and whether it is saved."""

from collections.abc import Collection

from textual.content import Content
from textual.widget import Widget

from kontakt.editor.article.writing import Writing
from kontakt.library.labels import STATUSES
from kontakt.locale import _
from kontakt.tui.commands import article
from kontakt.tui.editor.article.neighbours import NO_NEIGHBOURS, Neighbours
from kontakt.tui.widgets.head_line import Tab

SECTIONS = tuple(each.id.partition(".")[2] for each in article.SECTIONS)
"""The names of the parts, in the order of their keys."""
_LEAST_TITLE = 12
"""In columns."""


def tabs(wrong: Collection[str]) -> list[Tab]:
    """A tab for each part; those in which something is ``wrong`` have a sign."""
    return [
        Tab(each.shown_key, _(each.short or each.name), "!" if name in wrong else "")
        for name, each in zip(SECTIONS, article.SECTIONS, strict=True)
    ]


class TitleLine(Widget):
    """What is written, what it is, where it stands in the list, and whether all of it is saved. Where there is too
    little room, the end of the title is left out: it stands in its field."""

    def __init__(self) -> None:
        super().__init__(id="page-title")
        self._title = self._state = Content()

    def show(self, writing: Writing, neighbours: Neighbours = NO_NEIGHBOURS) -> None:
        revision = _("not saved yet") if writing.is_new else _("revision {count}").format(count=writing.revision)
        place = neighbours.place(writing.form.id)
        self._title = Content.styled(writing.form.title or _("Without a title"), "bold")
        self._state = Content.assemble(
            (f"   {_(STATUSES[writing.status])}   {revision}{place and f'   {place}'}", "$quiet"),
            (f"   ● {_('unsaved changes')}" if writing.is_changed else "", "$warn"),
        )
        self.refresh()

    def render(self) -> Content:
        room = max(self.content_size.width - self._state.cell_length, _LEAST_TITLE)
        return self._title.truncate(room, ellipsis=True) + self._state
