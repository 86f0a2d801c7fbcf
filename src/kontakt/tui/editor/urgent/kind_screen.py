"""One kind of danger while it is being written: what the screen says, whom to ring, and the words, a phrase a line."""

from collections.abc import Collection
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content

from kontakt.editor.revision_names import REVISION_NAMES
from kontakt.editor.urgent.form import form_of_kind
from kontakt.editor.urgent.writing import UrgentWriting
from kontakt.errors import KontaktError
from kontakt.files.pasted_text import TextKind
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.knowledge.urgent.store import UrgentConflict
from kontakt.locale import N_, _, language
from kontakt.locale.formats import day_and_clock
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.urgent import ONE_KIND
from kontakt.tui.conflict_screen import Resolution
from kontakt.tui.editor import sentences
from kontakt.tui.editor.help import URGENT_HELP
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.editor.urgent.conflict import urgent_conflict
from kontakt.tui.form_room import FormRoom
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.tui.widgets.field import Field
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine

_ONE_A_LINE = N_("one phrase on each line")
_EMPTY_HOLDS = N_("empty: the bokmål text holds")
_TRY = "try"


class UrgentKindScreen(FormRoom):
    AUTO_FOCUS = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (ONE_KIND,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "back", show=False),
    ]
    NOT_SAVED = N_("These words are not saved")
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE

    def __init__(self, link: EditorLink, kind: UrgentKind | None, taken: Collection[str]) -> None:
        """``kind`` is the one to edit, None a new one; ``taken`` are the ids of all that stand."""
        super().__init__()
        self.link = link
        self.writing = UrgentWriting(kind, taken)
        self._asked_to_save = False

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            yield Field("says", N_("What the screen says"), hint=N_("with the number, such as: Fire: ring 110"))
            with Container(classes="pair"):
                yield Field("says_nn", N_("What it says in nynorsk"), hint=_EMPTY_HOLDS)
                yield Field("says_en", N_("What it says in English"), hint=_EMPTY_HOLDS)
            yield Field("numbers", N_("Numbers"), hint=N_("separated by commas, such as 116 123, 113"))
            yield Field(_TRY, N_("Try a sentence"), hint=N_("what a caller says; beside it stands what it raises"))
            yield Field("words", N_("Raised by"), hint=_ONE_A_LINE, kind=TextKind.ITEMS)
            with Container(classes="pair"):
                yield Field("words_nn", N_("Raised by, nynorsk"), hint=_ONE_A_LINE, kind=TextKind.ITEMS)
                yield Field("words_en", N_("Raised by, English"), hint=_ONE_A_LINE, kind=TextKind.ITEMS)
            yield Field("unless", N_("Not raised by"), hint=_ONE_A_LINE, kind=TextKind.ITEMS)

    @property
    def is_changed(self) -> bool:
        return self.writing.is_changed

    def help_groups(self) -> tuple[Group, ...]:
        return URGENT_HELP

    def left_undone(self) -> str:
        return (
            _("Words that mean danger are not saved. Ctrl+Q again leaves them so.") if self.writing.is_changed else ""
        )

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        for field in self.query(Field):
            if field.name != _TRY:
                field.show(getattr(self.writing.form, field.name or ""))
            field.draw()
        self.query_one(FootLine).show(_("Esc back"), ONE_KIND.commands)
        self.draw_what_follows()

    def draw_what_follows(self) -> None:
        """Draw what follows from a key in a field: what is wrong, and what the sentence raises."""
        writing = self.writing
        new = writing.stored is None and not self._asked_to_save
        problems = writing.problems_of_filled if new else writing.problems
        for field in self.query(Field):
            if field.name == _TRY:
                field.show_problems("", self._tried(field.value) if field.value.strip() else "")
            else:
                field.show_problems(problems.get(field.name or "", ""))
        sign = Content.styled(_("not saved"), "$warn") if writing.is_changed else Content("")
        lead = writing.stored.sentence_in(language()) if writing.stored else _("A new kind of danger")
        self.query_one(HeadLine).show(lead, (), 0, sign)

    def _tried(self, text: str) -> str:
        try:
            return _("raises the line") if self.writing.is_raised_by(text) else _("raises nothing here")
        except InvalidArticle:
            return _("mend what is wrong below first")

    def catch_up(self) -> None:
        """Take over what the fields hold. News of a letter can come after the key that follows it."""
        values = {field.name or "": field.value for field in self.query(Field) if field.name != _TRY}
        self.writing.change(values)

    # --- saving and leaving ----------------------------------------------------------------------------------

    async def save(self) -> bool:
        if not self.writing.is_changed:
            self.say(sentences.nothing_to_save())
            return True
        try:
            kind = self.writing.kind()
        except InvalidArticle as invalid:
            self._asked_to_save = True
            self.draw_what_follows()
            self.warn(sentences.first_problem(invalid.problems))
            return False
        return await self._store(kind)

    async def _store(self, kind: UrgentKind) -> bool:
        while True:
            before, sent = self.writing.stored, self.writing.form
            try:
                await self.link.ask(lambda service: service.put_urgent(kind, before=before))  # noqa: B023
            except UrgentConflict as conflict:
                if not await self._resolve(kind, conflict.theirs, conflict.revision.by):
                    return False
                continue
            except KontaktError as problem:
                self.warn(self.link.not_saved(problem))
                return False
            break
        self.catch_up()
        self.writing.take_saved(kind, sent)
        self.draw()
        self.say(_("Saved: every desk has these words within seconds."))
        return not self.writing.is_changed

    async def _resolve(self, mine: UrgentKind, theirs: UrgentKind | None, by: str) -> bool:
        """Show both versions. True if mine is to be saved over theirs now."""
        chosen = await self.app.push_screen_wait(urgent_conflict(mine, theirs, by))
        match chosen:
            case Resolution.KEEP_MINE:
                self.writing.save_over(theirs)
                return True
            case Resolution.TAKE_THEIRS if theirs:
                self.writing.show_stored(theirs)
                self.draw()
                self.say(_("These are the words that {name} saved.").format(name=by))
        return False

    def action_history(self) -> None:
        self.begin_step(self._choose_past)

    async def _choose_past(self) -> None:
        """Choose what these words were, to go on from there."""
        kind = self.writing.stored
        try:
            past = await self.link.ask(lambda service: service.past_of_urgent(kind.id)) if kind else ()
        except KontaktError as problem:
            self.warn(str(problem))
            return
        choices = [
            Choice(each, f"{day_and_clock(each.revision.at)}  {each.revision.by}", _what(each.revision.what))
            for each in past
            if each.kind
        ]
        if not choices:
            self.say(_("Nothing is saved yet: the first revision comes with Ctrl+S."))
            return
        hint = _("Enter takes it into the fields; Ctrl+S saves it.   Esc: back")
        chosen = await self.app.push_screen_wait(KeyMenu(_("What these words were"), choices, hint=hint))
        if chosen and chosen.value.kind:
            self.writing.take_up(form_of_kind(chosen.value.kind))
            self.draw()
            self.say(_("As it was then. Ctrl+S saves it."))


def _what(what: object) -> str:
    return next((_(name) for each, name in REVISION_NAMES.items() if each is what), "")
