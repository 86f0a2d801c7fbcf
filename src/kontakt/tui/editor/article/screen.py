"""The page of one article: its parts one at a time, how agents see it beside them, and what keeps it from being saved.

It routes: the parts are sections, what is written is a Writing, and what leads to a question stands in flows.
"""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import ContentSwitcher, Static

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.live_checks import advice_on
from kontakt.editor.article.unsaved import UnsavedForms
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Gap, Overview
from kontakt.errors import KontaktError
from kontakt.knowledge.editing import Edited
from kontakt.locale import _
from kontakt.tui.commands.article import IN_THE_FOOT, THE_ARTICLE
from kontakt.tui.commands.command import Group, bindings_of, commands_in
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article import steps
from kontakt.tui.editor.article.autosave import TextAutosave
from kontakt.tui.editor.article.facts_section import FactsSection
from kontakt.tui.editor.article.head import SECTIONS, tabs, title_line
from kontakt.tui.editor.article.history_section import HistorySection
from kontakt.tui.editor.article.keywords_section import KeywordsSection
from kontakt.tui.editor.article.local_section import LocalSection
from kontakt.tui.editor.article.preview import Preview, first_shown_for
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.article.text_section import TextSection
from kontakt.tui.editor.help import ARTICLE_HELP
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.room import Room
from kontakt.tui.widgets.field import Field, Refused
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine
from kontakt.tui.widgets.labelled import Part

CHECK_SECONDS = 0.3

_WITH_PREVIEW = ("text", "facts", "local")


class ArticleScreen(Room):
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
        kept: UnsavedForms,
        overview: Overview,
        writing: Writing,
        *,
        phrase: str | None = None,
        municipality: str | None = None,
        gap: Gap | None = None,
        said: str = "",
    ) -> None:
        """``phrase`` opens the keywords and is tried out there, ``municipality`` opens its local note; ``gap`` ends when
        the article is saved, and ``said`` is the first notice."""
        super().__init__()
        self.link = link
        self.keeper = TextAutosave(kept, lambda: self.writing)
        self.overview = overview
        self.writing = writing
        self.gap = gap
        self._phrase = phrase
        self._said = said
        home, article = link.session.settings.home_municipality, writing.as_far_as_it_goes()
        self._number = municipality or first_shown_for(article, overview.library.region, home)
        self._first = "keywords" if phrase else "local" if municipality else "text"
        self._busy = False
        self._told_of = writing.revision
        self._asked_to_save = False
        self._advice: dict[str, str] = {}
        self._wrong: set[str] = set()
        self._checks: Timer | None = None

    def compose_head(self) -> ComposeResult:
        yield from super().compose_head()
        yield Static(id="page-title", markup=False)

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="page"):
            sections = (
                TextSection(),
                KeywordsSection(self.link, self._phrase),
                FactsSection(),
                LocalSection(),
                HistorySection(self.link),
            )
            yield ContentSwitcher(*sections, initial=self._first, id="sections")
            yield Preview()
        yield self.keeper

    def on_mount(self) -> None:
        self.query_one(Preview).lay_beside(())
        self.draw()
        if self._first == "local" and self._number:
            self.query_one(LocalSection).show_municipality(self._number)
        self.section.opened()
        self.say(self._said)
        self._check()

    def help_groups(self) -> tuple[Group, ...]:
        return ARTICLE_HELP

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        for section in self.query(ArticleSection):
            section.show(self.writing, self.overview)
        self._draw_what_follows()
        self._draw_foot()

    def _draw_what_follows(self) -> None:
        """Draw what follows from a key in a field: what is wrong, the head of the page, and the preview."""
        form, problems = self.writing.form, self.writing.problems
        if self.writing.is_new and not self._asked_to_save:  # an empty field of a new article is no mistake yet
            problems = {field: each for field, each in problems.items() if getattr(form, field, "")}
        self._wrong = {each.id or "" for each in self.query(ArticleSection) if each.complain(problems, self._advice)}
        self._draw_head()
        self._draw_preview()

    def _draw_head(self) -> None:
        self.query_one(HeadLine).show(_("Article"), tabs(self._wrong), SECTIONS.index(self._shown))
        self.query_one("#page-title", Static).update(title_line(self.writing))

    def _draw_preview(self) -> None:
        self.query_one(Preview).show(
            self.writing.as_far_as_it_goes(),
            self.overview.library,
            self._number,
            nynorsk=self.query_one(TextSection).in_nynorsk,
            today=self.overview.today,
        )

    def _draw_foot(self) -> None:
        with_preview = self._shown in _WITH_PREVIEW
        possible = [each for each in IN_THE_FOOT if with_preview or not each.id.startswith("preview")]
        self.query_one(FootLine).show(
            _("Esc back"), (possible[0], *commands_in(self.section.COMMAND_GROUPS), *possible[1:])
        )
        self.set_class(not with_preview, "no-preview")

    # --- the sections --------------------------------------------------------------------------------------

    @property
    def _shown(self) -> str:
        return self.query_one("#sections", ContentSwitcher).current or ""

    @property
    def section(self) -> ArticleSection:
        """The section that is shown."""
        return self.query_one(f"#{self._shown}", ArticleSection)

    def action_section(self, name: str) -> None:
        """Show the section of this name."""
        self.catch_up()
        self.remove_class("preview-on")
        if name != self._shown:
            self.query_one("#sections", ContentSwitcher).current = name
            self.section.show(self.writing, self.overview)
            self._draw_what_follows()
            self._draw_foot()
        self.section.opened()

    # --- what is typed -------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Take over what stands in the fields. News of a letter can reach the page after the key that follows it, so
        whatever reads or leaves what is written comes here first."""
        for section in self.query(ArticleSection):
            self.writing.change(section.values())

    @on(Field.Changed)
    def _typed(self) -> None:
        self.catch_up()  # what the message says may be old by now
        self.say("")
        self._draw_what_follows()
        if self._checks:
            self._checks.stop()
        self._checks = self.set_timer(CHECK_SECONDS, self._check)

    def _check(self) -> None:
        """Look for what is worth a look."""
        advice = advice_on(self.writing, self.overview)
        if advice is not None and advice != self._advice:
            self._advice = advice
            self._draw_what_follows()

    @on(FactsSection.ExistsFor)
    def _exists_for(self, event: FactsSection.ExistsFor) -> None:
        self.writing.exists_for(event.only)
        self._draw_what_follows()

    @on(LocalSection.Looking)
    def _looking(self, event: LocalSection.Looking) -> None:
        if self._shown == "local":
            self._number = event.number
            self._draw_preview()

    @on(LocalSection.AsShared)
    def _as_shared(self, event: LocalSection.AsShared) -> None:
        steps.mark_as_shared(self, event.number)
        self.section.show(self.writing, self.overview)
        self._draw_what_follows()

    @on(Refused)
    @on(ArticleSection.Warn)
    @on(TextAutosave.Failed)
    def _warned(self, event: Refused | ArticleSection.Warn | TextAutosave.Failed) -> None:
        self.warn(event.sentence)

    def on_descendant_focus(self) -> None:
        if self.is_mounted and self._shown == "text":
            self._draw_preview()  # in the language form of the field

    # --- keeping what is not saved -------------------------------------------------------------------------

    def keep_text(self) -> None:
        """Keep what is not saved beside the editor on the disk."""
        try:
            self.keeper.keep(self.writing)
        except KontaktError as problem:
            self.warn(str(problem))

    def drop_text(self) -> None:
        """Give up what is not saved."""
        self.keeper.forget(self.writing.form.id)
        self.writing = self.writing.without_changes()

    def left_undone(self) -> str:
        return sentences.unsaved_here(self.writing.form.title) if self.writing.is_changed else ""

    # --- steps ---------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        self._take(lambda: steps.save(self))

    def action_status(self) -> None:
        self._take(lambda: steps.set_status(self))

    def action_preview_for(self) -> None:
        self._take(lambda: steps.choose_municipality(self))

    def action_back(self) -> None:
        if self.has_class("preview-on"):
            self.action_preview()
        else:
            self._take(lambda: steps.leave(self))

    @on(HistorySection.Restore)
    def _restore(self, event: HistorySection.Restore) -> None:
        self._take(lambda: steps.restore(self, event.past))

    def _take(self, step: Callable[[], Awaitable[object]]) -> None:
        """Take one step at a time: a second save while the first is under way would be a conflict with oneself."""
        self.catch_up()
        if not self._busy:
            self._busy = True
            self._take_step(step)

    @work(group="flow", exit_on_error=False)
    async def _take_step(self, step: Callable[[], Awaitable[object]]) -> None:
        try:
            await step()
        finally:
            self._busy = False

    def action_preview(self) -> None:
        """Show or hide the preview: beside the fields, or in their place where there is no room."""
        self.toggle_class("preview-on" if self.has_class("-narrow") else "preview-off")
        if not self.has_class("preview-on"):
            self.section.take_focus()

    def action_turn(self, step: int) -> None:
        self.query_one(Preview).turn(step)

    def action_unsaved(self) -> None:
        """Take up again what was put aside for somebody else's version."""
        if self.keeper.aside is None:
            self.say(sentences.all_saved())
            return
        self.writing, self.keeper.aside = self.writing.with_text(self.keeper.aside), None
        self.draw()
        self.say(sentences.mine_again())

    # --- what the steps do to the page ---------------------------------------------------------------------

    def show_problems(self) -> None:
        """Say what keeps the article from being saved, and put the cursor there."""
        self._asked_to_save = True
        self._draw_what_follows()
        problems = self.writing.problems
        self.warn(sentences.first_problem(problems.values()))
        first = next(iter(problems), "")
        for section in self.query(ArticleSection):
            if section.holds(first):
                self.action_section(section.id or "")
                section.go_to(first)
                return

    def take_saved(self, edited: Edited, sent: ArticleForm) -> None:
        """What was written is stored now; what was typed since it was ``sent`` stays."""
        self.catch_up()
        self.keeper.forget(sent.id)
        self.writing.saved(edited, sent)
        self._asked_to_save = False
        self.query_one(Preview).lay_beside(())
        self._stored_anew()

    def take_instead(self, edited: Edited) -> None:
        """Show this article in place of what is written, which is put aside where it is not saved."""
        try:
            self.keeper.put_aside(self.writing)
        except KontaktError as problem:
            self.warn(str(problem))
            return
        self.writing = Writing(edited)
        self._stored_anew()

    def _stored_anew(self) -> None:
        self._told_of = self.writing.revision
        self.query_one(KeywordsSection).forget()
        self.draw()
        if self._shown in ("keywords", "history"):
            self.section.opened()
        self.link.look()

    def lay_beside(self, version: tuple[Part, ...]) -> None:
        """Show another version beside the fields."""
        self.query_one(Preview).lay_beside(version)
        self._draw_head()
        if self._shown not in _WITH_PREVIEW:
            self.action_section("text")
        self.remove_class("preview-off")
        self.set_class(self.has_class("-narrow"), "preview-on")

    def preview_for(self, number: str) -> None:
        """Show the article as the agents of this municipality see it."""
        self._number = number
        self._draw_preview()

    # --- what comes from the room --------------------------------------------------------------------------

    def take(self, overview: Overview) -> None:
        """Something has changed. Another editor's change to this article is shown, or told where one is writing."""
        self.overview = overview
        stored = self.writing.stored
        health = overview.health.get(stored.id) if stored else None
        if health is None or health.revision <= self._told_of or self._busy:
            return
        self._told_of = health.revision
        if self.writing.is_changed:
            self.warn(sentences.changed_by_another(health.changed_by))
        else:
            self._take(lambda: steps.show_anew(self, health.changed_by))

    def database_is_back(self) -> None:
        if self.writing.is_changed:
            self.say(sentences.database_back())
