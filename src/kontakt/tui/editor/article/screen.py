"""The screen of one article: its head, the fields with the preview, and what leads to a question.

It routes and draws. What is written is a Writing, its fields and the preview are an ArticleEditor, and saving is an
ArticleSaving.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kontakt.editor.article.field_texts import FieldNaming
from kontakt.editor.article.saving import SavedArticle
from kontakt.editor.article.unsaved import UnsavedArticle, UnsavedArticles
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Gap, Overview
from kontakt.errors import KontaktError
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.editing import Edited
from kontakt.locale import _
from kontakt.tui.autosave_link import AutosaveLink
from kontakt.tui.commands.article import IN_THE_FOOT, THE_ARTICLE
from kontakt.tui.commands.command import Group, bindings_of, commands_in
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article.article_editor import ArticleEditor
from kontakt.tui.editor.article.head import SECTIONS, TitleLine, tabs
from kontakt.tui.editor.article.history_section import HistorySection
from kontakt.tui.editor.article.menus import municipality_menu
from kontakt.tui.editor.article.neighbours import NO_NEIGHBOURS, Neighbours
from kontakt.tui.editor.article.saving import (
    ArticleSaving,
    ArticleStored,
    ChangedMeanwhile,
    ChangeResult,
    EditOn,
    Invalid,
    Merge,
    NothingToSave,
    NotStored,
    SaveResult,
    TakeTheirs,
)
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.help import ARTICLE_HELP
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.editor.unsaved_menus import unsaved_menu
from kontakt.tui.leaving_menu import Leaving, leaving_menu
from kontakt.tui.one_step import OneStepRoom
from kontakt.tui.widgets.field import Refused
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService


class ArticleScreen(OneStepRoom):
    AUTO_FOCUS = ""  # its own parts say where the work begins
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (THE_ARTICLE,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "back", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
    ]
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE

    def __init__(
        self,
        link: EditorLink,
        unsaved: UnsavedArticles,
        overview: Overview,
        writing: Writing,
        *,
        phrase: str | None = None,
        municipality: str | None = None,
        gap: Gap | None = None,
        said_first: str = "",
        taken_up: UnsavedArticle | None = None,
        neighbours: Neighbours = NO_NEIGHBOURS,
        section: str = "",
    ) -> None:
        """``phrase`` opens the keywords and is tried out there, ``municipality`` opens its local note, ``section`` that
        section; ``gap`` ends when the article is saved, ``said_first`` is what it says to begin with, ``taken_up`` the
        unsaved text that is gone on with; ``neighbours`` are in the list that it was opened from."""
        super().__init__()
        self._neighbours = neighbours
        self.link = link
        self.overview = overview
        self.writing = writing
        self._said_first = said_first
        self._saving = ArticleSaving(link, gap)
        self._unsaved = unsaved
        self._autosave = AutosaveLink(unsaved, lambda: self.writing, taken_up)
        home, region = link.session.settings.home_municipality, overview.library.region
        self.editor = ArticleEditor(
            link,
            writing,
            overview,
            first="keywords" if phrase else "local" if municipality else section or "text",
            phrase=phrase,
            number=municipality or writing.first_previewed_for(region, home),
        )

    def compose_head(self) -> ComposeResult:
        yield from super().compose_head()
        yield TitleLine()

    def compose_body(self) -> ComposeResult:
        yield self.editor
        yield self._autosave

    def on_mount(self) -> None:
        self.draw()
        self.editor.begin()
        self.say(self._said_first or sentences.reported(self._report))

    def help_groups(self) -> tuple[Group, ...]:
        return ARTICLE_HELP

    def left_undone(self) -> str:
        return sentences.unsaved_here(self.writing.form.title) if self.writing.is_changed else ""

    def catch_up(self) -> None:
        self.editor.catch_up()

    def draw(self) -> None:
        super().draw()
        self.editor.show(self.writing, self.overview)
        self._draw_frame()

    def _draw_frame(self) -> None:
        """Draw what stands around the fields."""
        self._draw_head()
        sections = self.editor.sections
        possible = [
            each
            for each in IN_THE_FOOT
            if (sections.has_preview or not each.id.startswith("preview")) and each.is_possible(self)
        ]
        self.query_one(FootLine).show(
            _("Esc back"), (possible[0], *commands_in(sections.section.COMMAND_GROUPS), *possible[1:])
        )

    def _draw_head(self) -> None:
        sections = self.editor.sections
        shown = SECTIONS.index(sections.current or SECTIONS[0])  # none while the page is being made
        self.query_one(HeadLine).show(_("Article"), tabs(sections.wrong), shown)
        self.query_one(TitleLine).show(self.writing, self._neighbours)

    @on(ArticleEditor.Changed)
    def _changed(self) -> None:
        self.say("")
        self._draw_head()

    @on(ArticleEditor.Told)
    def _told(self, event: ArticleEditor.Told) -> None:
        (self.warn if event.warning else self.say)(event.sentence)

    @on(Refused)
    @on(ArticleSection.Warn)
    @on(AutosaveLink.Failed)
    def _warned(self, event: Refused | ArticleSection.Warn | AutosaveLink.Failed) -> None:
        self.warn(event.sentence)

    def action_section(self, name: str) -> None:
        """Show the section of this name."""
        self.editor.show_section(name)
        self._draw_frame()

    def action_preview(self) -> None:
        self.editor.toggle_preview()

    def action_turn(self, step: int) -> None:
        self.editor.preview.turn(step)

    def action_preview_for(self) -> None:
        self.begin_step(self._choose_municipality)

    async def _choose_municipality(self) -> None:
        members = self.overview.library.region.municipalities
        if chosen := await self.app.push_screen_wait(municipality_menu(members)):
            self.editor.preview_for(chosen.value)

    # --- saving, publishing, restoring ---------------------------------------------------------------------

    def action_save(self) -> None:
        self.begin_step(self._save)

    async def _save(self) -> bool:
        """Save what the fields hold. True if it is saved."""
        self.say(sentences.saving())
        merged = ""
        while isinstance(result := await self._saving.save(self.writing, self.overview), Merge):
            if not self._merge(result):
                return False
            merged = sentences.merged(result.by, FieldNaming.of(self.overview.library).labels(result.fields))
        if merged and isinstance(result, ArticleStored):
            result = replace(result, sentence=f"{result.sentence} {merged}")
        return self._draw_result(result)

    def _merge(self, merge: Merge) -> bool:
        """Take what somebody else has saved into the fields. False where the two together are wrong in a field, which
        is shown."""
        self.catch_up()
        try:
            self.writing.merge(merge.original, merge.theirs)
        except InvalidArticle:
            return self._draw_result(Invalid())
        self.editor.show(self.writing, self.overview)
        self._draw_frame()
        return True

    def action_publish(self) -> None:
        self.begin_step(lambda: self._saving.publish(self.writing))

    def action_archive(self) -> None:
        self.begin_step(lambda: self._saving.archive(self.writing))

    @property
    def _report(self) -> Gap | None:
        """What is reported of the answer and stands open."""
        return self.overview.report_of(self.writing.stored.id) if self.writing.stored else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        can = {"corrected": self._report, "checked": self.writing.stored}
        return bool(can.get(action, True)) and super().check_action(action, parameters)

    def action_checked(self) -> None:
        id = self.writing.form.id
        self.begin_step(lambda: self._say_of_it(lambda service: service.checked(id)))

    def action_corrected(self) -> None:
        self.begin_step(self._say_corrected)

    async def _say_corrected(self) -> None:
        if report := self._report:
            await self._say_of_it(lambda service: (service.end_gap(report, how=GapEnd.CORRECTED), None))

    async def _say_of_it(self, call: Callable[["EditorService"], tuple[str, Edited | None]]) -> None:
        """Save what is typed, then do this and show its sentence, and the article where it is another now."""
        if self.writing.is_changed and not await self._save():
            return
        form = self.writing.form
        try:
            sentence, edited = await self.link.ask(call)
        except KontaktError as problem:
            self.warn(str(problem))
            return
        if edited:
            self._take_saved(SavedArticle(edited, form))
        self.say(sentence)
        self.link.look()

    @on(HistorySection.Restore)
    def _restore(self, event: HistorySection.Restore) -> None:
        self.begin_step(lambda: self._saving.restore(self.writing, event.past))

    def step_ended(self, result: object) -> None:
        if isinstance(result, ChangeResult):
            self._draw_result(result)

    def _draw_result(self, result: SaveResult | ChangeResult) -> bool:
        """Draw what came of saving or changing the article. True if all that is written is stored."""
        match result:
            case ArticleStored(saved, sentence):
                self._take_saved(saved)
                self.say(" ".join(filter(None, (sentence, sentences.still_reported(self._report)))))
                return True
            case NothingToSave():
                self.say(sentences.nothing_to_save())
                return True
            case Invalid():
                self.editor.show_problems()
                self._draw_frame()
                self.warn(sentences.first_problem(self.writing.problems.values()))
            case NotStored(sentence):
                self.warn(sentence)
                self._autosave.keep()
            case TakeTheirs(theirs, by):
                if self._replace(theirs):
                    self.say(sentences.taken_theirs(by))
            case EditOn(merge, both):
                if self._merge(merge):
                    self.editor.show_version(both)
                    self._draw_frame()
                    self.say(sentences.theirs_beside(merge.by))
            case ChangedMeanwhile(edited, by):
                self.catch_up()
                if self.writing.is_changed:
                    self.warn(sentences.changed_by_another(by))
                elif edited and self._replace(edited):
                    self.say(sentences.shown_anew(by))
        return False

    def _take_saved(self, saved: SavedArticle) -> None:
        """What was sent is stored now; what was typed meanwhile stays."""
        self.catch_up()
        self._autosave.forget()
        self.writing.take_saved(saved)
        self._show_stored()

    def _replace(self, edited: Edited) -> bool:
        """Show this article in place of what is written, which is put aside where it is not saved. False where it could
        not be put aside."""
        if not self._autosave.put_aside():
            return False
        self.writing = Writing(edited)
        self._show_stored()
        return True

    def _show_stored(self) -> None:
        self.editor.show_stored(self.writing)
        self._draw_frame()
        self.link.look()

    def action_unsaved(self) -> None:
        self.begin_step(self._choose_unsaved)

    async def _choose_unsaved(self) -> None:
        """Take up another text of this article that was not saved; what is typed here stays among the unsaved ones."""
        others = [each for each in await asyncio.to_thread(self._unsaved.all) if each.name not in self._autosave.own]
        here = [each for each in others if each.form.id == self.writing.form.id]
        if not here:
            self.say(sentences.no_other_text(self.writing.is_changed, others))
            return
        chosen = await self.app.push_screen_wait(unsaved_menu(here, self._unsaved))
        if chosen is None:
            return
        unsaved, stored = chosen.value, self.writing.stored
        try:
            edited = await self.link.ask(lambda service: service.read(stored.id)) if stored else None
        except KontaktError as problem:
            self.warn(str(problem))
            return
        self.catch_up()
        if self._autosave.put_aside(unsaved):
            self.writing = Writing.resume(unsaved, edited)
            self.draw()
            self.say(sentences.taken_up(unsaved))

    # --- leaving -------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        if self.editor.has_class("preview-on"):
            self.editor.toggle_preview()
        else:
            self.begin_step(self._leave)

    def action_neighbour(self, which: str) -> None:
        """Go on to the ``next`` article of the list, or back to the ``previous``."""
        if beside := self._neighbours.beside(self.writing.form.id, 1 if which == "next" else -1):
            self.begin_step(lambda: self._leave(beside))
        else:
            self.say(sentences.no_neighbour())

    async def _leave(self, then: str | None = None) -> None:
        """Go back to the list, or ``then`` to the article with this id; with something that is not saved, ask first."""
        if self.writing.is_changed:
            chosen = await self.app.push_screen_wait(leaving_menu(_("This text is not saved"), may_keep=True))
            match chosen.value if chosen else None:
                case Leaving.SAVE:
                    if not await self._save():
                        return
                case Leaving.KEEP:
                    self._autosave.keep()
                case Leaving.DROP:
                    self._autosave.forget()
                    self.writing = self.writing.without_changes()
                case _:
                    return
        self.dismiss()
        if then:
            self._neighbours.go(then, self.editor.sections.current or "")

    def take_overview(self, overview: Overview) -> None:
        """Something has changed. Another editor's change to this article is shown, or told where one is writing."""
        self.overview = self.editor.overview = overview
        if not self.is_mounted or not self.editor.sections.current:
            return  # it is about to be drawn, with this
        self._draw_frame()
        stored = self.writing.stored
        health = overview.health.get(stored.id) if stored else None
        if health is None or self._busy or not self.writing.is_news(health.revision):
            return
        if self.writing.is_changed:
            self.warn(sentences.changed_by_another(health.changed_by))
        else:
            self.begin_step(lambda: self._saving.read_newer(self.writing, health.changed_by))

    def database_is_back(self) -> None:
        if self.writing.is_changed:
            self.say(sentences.database_back())
