"""The article as agents see it, beside the fields; or what another editor made of it."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kontakt.desk.card import make_card
from kontakt.desk.current_card import CurrentCard
from kontakt.knowledge.article import Article
from kontakt.library.library import Library
from kontakt.locale import _, language
from kontakt.tui.desk.answer_card import AnswerCard
from kontakt.tui.widgets.labelled import Labelled, Part


class Preview(Vertical):
    """The desk's own card, for the municipality with this ``number`` (None: for none); in its place, if there is one,
    another version to write by."""

    def __init__(self, number: str | None) -> None:
        super().__init__(id="preview")
        self.number = number

    def compose(self) -> ComposeResult:
        yield Static(id="preview-heading", markup=False)
        yield AnswerCard()
        with VerticalScroll(id="beside"):
            yield Labelled(label_width=0)

    def show(self, article: Article, library: Library, *, form: str | None, today: date) -> None:
        """Draw the card for the municipality, in a language form ("nn", "en") or in the screen's language."""
        own = "nn" if form == "nn" else language()
        card = make_card(article, library, self.number, language=own, today=today, english=form == "en")
        where = card.municipality or _("no municipality")
        heading = _("As agents see it: {municipality}").format(municipality=where)
        self.query_one("#preview-heading", Static).update(Content.styled(heading, "$quiet"))
        self.query_one(AnswerCard).show(CurrentCard(card, nearest=False, times_asked=0))

    def show_version(self, version: tuple[Part, ...]) -> None:
        """Show another version in place of the card; without any, the card again."""
        beside = self.query_one("#beside", VerticalScroll)
        beside.display = bool(version)
        for part in (self.query_one(AnswerCard), self.query_one("#preview-heading", Static)):
            part.display = not version
        beside.query_one(Labelled).show(version)

    def turn(self, step: int) -> None:
        """Scroll a page down, or up."""
        shown = self.query_one("#beside", VerticalScroll)
        pane = shown if shown.display else self.query_one(AnswerCard)
        pane.scroll_relative(y=step * max(1, pane.size.height - 2), animate=False)
