"""What is shown of an article in which a text was found: where it stands, or what replacing makes of it."""

from collections.abc import Iterator
from itertools import groupby

from textual.content import Content

from kontakt.editor.article.field_texts import FieldNaming, field_differences
from kontakt.editor.find.finding import FoundArticle, FoundText, Replacement
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.locale import _
from kontakt.tui.diff_lines import field_parts
from kontakt.tui.widgets.labelled import Item, Part

_AROUND = 60
"""So many letters are shown before and after."""


def found_parts(found: FoundArticle, replacement: Replacement, naming: FieldNaming) -> tuple[Part, ...]:
    """Field by field: with something to put in its place, the difference, or why the article would be refused; else the
    places."""
    if not replacement.by:
        return tuple(_places(found, naming))
    try:
        after = replacement.article(found.article)
    except InvalidArticle as invalid:
        sentence = _("It would stay as it is: {problem}").format(problem=invalid.problems[0])
        return (Part((Item(Content.styled(f"! {sentence}", "$warn")),)), *_places(found, naming))
    same = _("It says the same after that.")
    return field_parts(field_differences(found.article, after, naming), otherwise=same)


def _places(found: FoundArticle, naming: FieldNaming) -> Iterator[Part]:
    for at, (field, texts) in enumerate(groupby(found.texts, key=lambda each: each.field)):
        items = [Item(place) for text in texts for place in _around(text)]
        yield Part((Item(Content.styled(naming.label(field), "bold")), *items), apart=at > 0)


def _around(found: FoundText) -> Iterator[Content]:
    for start, end in found.spans:
        before = found.text[max(0, start - _AROUND) : start].replace("\n", " ")
        after = found.text[end : end + _AROUND].replace("\n", " ")
        lead, rest = ("…" if start > _AROUND else ""), ("…" if end + _AROUND < len(found.text) else "")
        yield Content.assemble(lead + before, (found.text[start:end], "bold $act underline"), after + rest)
