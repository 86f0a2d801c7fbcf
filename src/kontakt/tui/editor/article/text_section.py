"""What is read aloud: title, answer, what to ask and the steps, in both Norwegian forms; title and answer in
English."""

from textual.app import ComposeResult
from textual.containers import Container

from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.files.pasted_text import TextKind
from kontakt.locale import N_
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.widgets.field import Field

_ONE_A_LINE = N_("one on each line")
_ENGLISH_MAY_BE_EMPTY = N_("empty: the Norwegian text holds")
_NYNORSK_MAY_BE_EMPTY = N_("empty: the bokmål text holds")
_NYNORSK_LIST_MAY_BE_EMPTY = N_("one on each line; empty: the bokmål ones hold")


class TextSection(ArticleSection):
    def __init__(self) -> None:
        super().__init__(id="text")

    def compose(self) -> ComposeResult:
        with Container(classes="pair"):
            yield Field("title", N_("Title"))
            yield Field("title_nn", N_("Title in nynorsk"), hint=_NYNORSK_MAY_BE_EMPTY)
        with Container(classes="pair"):
            yield Field("answer", N_("Answer"), kind=TextKind.PARAGRAPHS)
            yield Field("answer_nn", N_("Answer in nynorsk"), hint=_NYNORSK_MAY_BE_EMPTY, kind=TextKind.PARAGRAPHS)
        with Container(classes="pair"):
            yield Field("ask", N_("Ask about"), hint=_ONE_A_LINE, kind=TextKind.ITEMS)
            yield Field("ask_nn", N_("Ask about in nynorsk"), hint=_NYNORSK_LIST_MAY_BE_EMPTY, kind=TextKind.ITEMS)
        with Container(classes="pair"):
            yield Field("steps", N_("Do this"), hint=_ONE_A_LINE, kind=TextKind.ITEMS)
            yield Field("steps_nn", N_("Do this in nynorsk"), hint=_NYNORSK_LIST_MAY_BE_EMPTY, kind=TextKind.ITEMS)
        with Container(classes="pair"):
            yield Field("title_en", N_("Title in English"), hint=_ENGLISH_MAY_BE_EMPTY)
            yield Field("answer_en", N_("Answer in English"), hint=_ENGLISH_MAY_BE_EMPTY, kind=TextKind.PARAGRAPHS)

    def show(self, writing: Writing, overview: Overview) -> None:
        for field in self.parts(Field):
            field.show(getattr(writing.form, field.name or ""))
            field.draw()

    @property
    def form(self) -> str | None:
        """The language form of the text that the cursor is in, "nn" or "en"; None in any other."""
        focused = self.screen.focused
        names = (each.name or "" for each in self.parts(Field) if focused in each.children)
        return next((form for name in names for form in ("nn", "en") if name.endswith(f"_{form}")), None)
