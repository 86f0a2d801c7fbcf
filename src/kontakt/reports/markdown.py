"""Markdown of people as markup in which none of theirs is left, and nothing is fetched from anywhere."""

from markdown_it import MarkdownIt

from kontakt.reports.markup import Markup

_HEADING = "h3"
"""Every heading of the text: what stands above it has its place in the page already."""


def as_markup(text: str) -> Markup:
    """Paragraphs, lists, tables, links and emphasis; line ends are kept, pictures and HTML are shown as they are
    written."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = _HEADING
    return Markup(reader.renderer.render(tokens, reader.options, {}))
