"""The head of an article's page: its parts with their keys, its title, and whether it is saved."""

from collections.abc import Collection

from textual.content import Content

from kontakt.editor.article.writing import Writing
from kontakt.library.labels import STATUSES
from kontakt.locale import _
from kontakt.tui.commands import article
from kontakt.tui.editor.article.neighbours import NO_NEIGHBOURS, Neighbours
from kontakt.tui.widgets.head_line import Tab

SECTIONS = tuple(each.id.partition(".")[2] for each in article.SECTIONS)
"""The names of the parts, in the order of their keys."""


def tabs(wrong: Collection[str]) -> list[Tab]:
    """A tab for each part; those in which something is ``wrong`` have a sign."""
    return [
        Tab(each.shown_key, _(each.short or each.name), "!" if name in wrong else "")
        for name, each in zip(SECTIONS, article.SECTIONS, strict=True)
    ]


def title_line(writing: Writing, neighbours: Neighbours = NO_NEIGHBOURS) -> Content:
    """What is written, what it is, where it stands in the list, and whether all of it is saved."""
    revision = _("not saved yet") if writing.is_new else _("revision {count}").format(count=writing.revision)
    place = neighbours.place(writing.form.id)
    return Content.assemble(
        (writing.form.title or _("Without a title"), "bold"),
        (f"   {_(STATUSES[writing.status])}   {revision}{place and f'   {place}'}", "$quiet"),
        (f"   ● {_('unsaved changes')}" if writing.is_changed else "", "$warn"),
    )
