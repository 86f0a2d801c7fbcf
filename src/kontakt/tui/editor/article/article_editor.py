"""The fields of one article, a section at a time, and the preview beside them."""

import asyncio
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from kontakt.editor.article.live_checks import advice_on
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article.facts_section import FactsSection
from kontakt.tui.editor.article.local_section import LocalSection
from kontakt.tui.editor.article.preview import Preview
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.article.sections import ArticleSections
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.runs_workers import RunsWorkers
from kontakt.tui.widgets.field import Field
from kontakt.tui.widgets.labelled import Part

CHECK_SECONDS = 0.3


class ArticleEditor(RunsWorkers, Horizontal):
    """Takes over into ``writing`` what is typed, checks it, and draws what follows from it."""

    class Changed(Message):
        """What is written has changed."""

    class Told(Message):
        """Something was done at a key, or could not be (``warning``); ``sentence`` says what."""

        def __init__(self, sentence: str, *, warning: bool) -> None:
            super().__init__()
            self.sentence = sentence
            self.warning = warning

    def __init__(
        self,
        link: EditorLink,
        writing: Writing,
        overview: Overview,
        *,
        first: str,
        phrase: str | None,
        number: str | None,
    ) -> None:
        """``first`` is the section to begin with, ``phrase`` is tried out among the keywords; the preview is for the
        municipality with this ``number``."""
        super().__init__(id="page")
        self._link = link
        self._writing = writing
        self.overview = overview
        self._first = first
        self._phrase = phrase
        self._number = number
        self._asked_to_save = False
        self._advice: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._covered: Widget | None = None

    def compose(self) -> ComposeResult:
        yield ArticleSections(self._link, self._first, self._phrase)
        yield Preview(self._number)

    def begin(self) -> None:
        """Put the cursor where the work begins."""
        self.preview.show_version(())
        self._fit_preview()
        if self._first == "local" and self._number:
            self.sections.show_municipality(self._number)
        self.section.opened()
        self._look_soon(after=0)

    @property
    def sections(self) -> ArticleSections:
        return self.query_one(ArticleSections)

    @property
    def section(self) -> ArticleSection:
        """The section that is shown."""
        return self.sections.section

    @property
    def preview(self) -> Preview:
        return self.query_one(Preview)

    # --- drawing -------------------------------------------------------------------------------------------

    def show(self, writing: Writing, overview: Overview) -> None:
        """Draw everything anew, after what is written and in the screen's language."""
        self._writing, self.overview = writing, overview
        self.sections.show(writing, overview)
        self.draw_what_follows()

    def draw_what_follows(self) -> None:
        """Draw what follows from a key in a field: what is wrong, and the preview."""
        writing = self._writing
        problems = writing.problems_of_filled if writing.is_new and not self._asked_to_save else writing.problems
        self.sections.show_problems(problems, self._words | self._advice)
        self._draw_preview()

    def _draw_preview(self) -> None:
        library, today = self.overview.library, self.overview.today
        self.preview.show(self._writing.previewed(), library, form=self.sections.form, today=today)

    # --- the sections --------------------------------------------------------------------------------------

    def show_section(self, name: str) -> None:
        """Show the section of this name, and put the cursor there."""
        self.catch_up()
        self.remove_class("preview-on")
        if name != self.sections.current:
            self.sections.current = name
            self.section.show(self._writing, self.overview)
            self.draw_what_follows()
            self._fit_preview()
        self.section.opened()

    def show_problems(self) -> None:
        """Say what keeps the article from being saved, and put the cursor where the first of it is."""
        self._asked_to_save = True
        self.draw_what_follows()
        first = next(iter(self._writing.problems), "")
        if name := self.sections.name_of(first):
            self.show_section(name)
            self.section.go_to(first)

    def show_stored(self, writing: Writing) -> None:
        """Show what is stored now: something was saved, or came from elsewhere."""
        self._asked_to_save = False
        self.preview.show_version(())
        self.sections.forget_workbench()
        self.show(writing, self.overview)
        if self.sections.current in ("keywords", "history"):
            self.section.opened()

    # --- what is typed -------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Take over what stands in the fields. News of a letter can come after the key that follows it, so whatever
        reads or leaves what is written comes here first."""
        self.sections.take_over(self._writing)

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        event.stop()
        self.catch_up()  # what the message says may be old by now
        self._change()
        self._look_soon(after=CHECK_SECONDS)

    def _look_soon(self, after: float) -> None:
        """Look at it in so many seconds, unless something else is typed. No key waits for it."""
        look: Any = partial(self._look_at_it, after)  # Textual names no type for one that returns nothing
        self.run_worker(look, group="checks", exclusive=True, exit_on_error=False)

    async def _look_at_it(self, after: float) -> None:
        """Look for what is allowed and still worth a look."""
        await asyncio.sleep(after)
        advice = advice_on(self._writing, self.overview)
        if advice is not None and advice != self._advice:
            self._advice = advice
            self.draw_what_follows()
        if self._link.spelling.is_there:
            article = self._writing.previewed()
            words = await self._link.spelling.advice_on(article, self.overview)
            if words != self._words:
                self._words = words
                self.draw_what_follows()

    @on(FactsSection.ExistsFor)
    def _exists_for(self, event: FactsSection.ExistsFor) -> None:
        event.stop()
        self._writing.exists_for(event.only)
        self._change()

    @on(LocalSection.AsShared)
    def _mark_as_shared(self, event: LocalSection.AsShared) -> None:
        event.stop()
        member = self.overview.library.region.municipality(event.number)
        name = member.name if member else event.number
        refusal = self._writing.mark_as_shared(event.number, self.overview.today)
        self.section.show(self._writing, self.overview)
        self._change()
        sentence = sentences.not_shared(refusal, name) if refusal else sentences.marked_as_shared(name)
        self.post_message(self.Told(sentence, warning=refusal is not None))

    def _change(self) -> None:
        self.draw_what_follows()
        self.post_message(self.Changed())

    # --- the preview ---------------------------------------------------------------------------------------

    def _fit_preview(self) -> None:
        self.preview.set_class(not self.sections.has_preview, "no-place")

    def toggle_preview(self) -> None:
        """Show or hide the preview: beside the fields, or in their place where there is no room."""
        if not self._is_narrow:
            self.preview.toggle_class("off")
        elif self.has_class("preview-on"):
            self._hide_preview()
        else:
            self._show_preview_instead()

    def _show_preview_instead(self) -> None:
        """Show the preview in the place of the fields."""
        self._covered = self.screen.focused
        self.add_class("preview-on")

    def _hide_preview(self) -> None:
        """Show the fields again, with the cursor where it was."""
        self.remove_class("preview-on")
        if self._covered:
            self.screen.set_focus(self._covered)
        else:
            self.section.take_focus()

    def show_version(self, version: tuple[Part, ...]) -> None:
        """Show another version of the article in place of the preview."""
        self.preview.show_version(version)
        if not self.sections.has_preview:
            self.show_section("text")
        self.preview.remove_class("off")
        if self._is_narrow:
            self._show_preview_instead()

    def preview_for(self, number: str) -> None:
        """Show the article as the agents of this municipality see it."""
        self.preview.number = number
        self._draw_preview()

    @property
    def _is_narrow(self) -> bool:
        return self.screen.has_class("-narrow")

    @on(LocalSection.Looking)
    def _looking(self, event: LocalSection.Looking) -> None:
        event.stop()
        if self.sections.current == "local":
            self.preview_for(event.number)

    def on_descendant_focus(self) -> None:
        if self.screen.is_mounted and self.sections.current == "text":
            self._draw_preview()  # in the language form of the field
