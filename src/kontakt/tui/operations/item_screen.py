"""One unit, contact or responsibility while it is being written."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kontakt.directory.contacts.contact_list import ContactItem
from kontakt.directory.contacts.contact_list_input import InvalidContactList
from kontakt.directory.contacts.editing import ItemConflict
from kontakt.errors import KontaktError
from kontakt.files.pasted_text import TextKind
from kontakt.locale import N_, _, language
from kontakt.messages.due import WORKING_DAYS
from kontakt.operations.form import CHOSEN, FIELD_NAMES, FormContext, InvalidItem
from kontakt.operations.unsaved import UnsavedItem, UnsavedItems
from kontakt.operations.writing import ItemWriting
from kontakt.tui.autosave_link import AutosaveLink
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import ONE_ITEM
from kontakt.tui.conflict_screen import Resolution
from kontakt.tui.form_room import FormRoom
from kontakt.tui.operations import sentences
from kontakt.tui.operations.conflict import item_conflict
from kontakt.tui.operations.help import ROOM_HELP
from kontakt.tui.operations.menus import possible_menu
from kontakt.tui.operations.service_link import OperationsLink
from kontakt.tui.widgets.field import Field
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview

_HINTS = {
    "name_nn": N_("empty: the bokmål name holds"),
    "known_as": N_("one name on each line, such as articles call their owner"),
    "hours": N_("a line for each run of days, with times as 09:00-15:00"),
    "booking": N_("a web address, or kontakt: and the id of an article"),
    "answer_within": N_("working days for a message; empty: {days}"),
    "municipalities": N_("names separated by commas; empty: all of them"),
    "words": N_("one phrase on each line, or an article or a theme below"),
    **dict.fromkeys(CHOSEN, N_("F8 lists what there is")),
}
"""What an empty field shows."""

_SEVERAL_LINES = ("known_as", "hours", "words")


class ItemScreen(FormRoom):
    AUTO_FOCUS = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (ONE_ITEM,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS), Binding("escape", "back", show=False)]
    CSS_PATH = ["../styles/editor.tcss", "../styles/operations.tcss"]  # noqa: RUF012
    NOT_SAVED = N_("This is not saved")
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE

    def __init__(
        self, link: OperationsLink, writing: ItemWriting, unsaved: UnsavedItems, taken_up: UnsavedItem | None = None
    ) -> None:
        """``taken_up`` is what was not saved, and is gone on with."""
        super().__init__()
        self.link = link
        self.writing = writing
        self._taken_up = taken_up
        self._autosave = AutosaveLink(unsaved, lambda: self.writing, taken_up)
        self._asked_to_save = False

    def compose_body(self) -> ComposeResult:
        names = FIELD_NAMES[self.writing.kind]
        with VerticalScroll(id="page", can_focus=False):
            for field in self.writing.fields:
                kind = TextKind.ITEMS if field in _SEVERAL_LINES else TextKind.LINE
                yield Field(field, names[field], hint=_hint(field), kind=kind)
        yield self._autosave

    def on_mount(self) -> None:  # beside that of its base
        if self._taken_up:
            self.say(sentences.taken_up(self._taken_up.at))

    @on(AutosaveLink.Failed)
    def _not_kept(self, event: AutosaveLink.Failed) -> None:
        self.warn(event.sentence)

    def forget(self) -> None:
        self.writing.drop_changes()
        self._autosave.forget()

    @property
    def is_changed(self) -> bool:
        return self.writing.is_changed

    def help_groups(self) -> tuple[Group, ...]:
        return ROOM_HELP

    def left_undone(self) -> str:
        return (
            _("A contact list has unsaved changes, which are kept. Ctrl+Q again closes.")
            if self.writing.is_changed
            else ""
        )

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        if self.writing.context.language != language():
            self.writing.take_context(replace(self.writing.context, language=language()))
        for field in self.query(Field):
            field.draw()
        self._show_texts()
        self.query_one(FootLine).show(_("Esc back"), ONE_ITEM.commands)
        self.draw_what_follows()

    def draw_what_follows(self) -> None:
        """Draw what follows from a key in a field: what is wrong, and that it is not saved."""
        writing = self.writing
        new = writing.stored is None and not self._asked_to_save
        problems = writing.problems_of_filled if new else writing.problems
        for field in self.query(Field):
            field.show_problems(problems.get(field.name or "", ""))
        names = sentences.NEW_ITEM if writing.stored is None else sentences.ONE_ITEM
        whose = sentences.whose(writing.municipality, writing.context.names.region)
        sign = Content.styled(_("not saved"), "$warn") if writing.is_changed else Content("")
        self.query_one(HeadLine).show(f"{_(names[writing.kind])}, {whose}", (), 0, sign)

    def catch_up(self) -> None:
        """Take over what the fields hold. News of a letter can come after the key that follows it."""
        self.writing.change({field.name or "": field.value for field in self.query(Field)})

    def take_overview(self, overview: "ContactsOverview") -> None:
        """Something has changed: other names can be chosen."""
        self.catch_up()
        self.writing.take_context(FormContext(overview.list_of(self.writing.municipality), overview.names, language()))
        self._show_texts()
        self.draw_what_follows()

    def _show_texts(self) -> None:
        for field in self.query(Field):
            field.show(self.writing.texts[field.name or ""])

    # --- what a field can hold -----------------------------------------------------------------------------

    def action_choose_value(self) -> None:
        self.begin_step(self._choose_value)

    async def _choose_value(self) -> None:
        """Choose what the field that one is in is to hold."""
        field = next((each for each in self.query(Field) if each.has_focus_within), None)
        name = field.name or "" if field else ""
        if field is None or name not in CHOSEN:
            self.say(_("There is nothing to choose for this field: write what it is to hold."))
            return
        possible = self.writing.context.possible(name)
        title = _(FIELD_NAMES[self.writing.kind][name])
        if chosen := await self.app.push_screen_wait(possible_menu(title, possible)):
            field.show(chosen.value)
            self.catch_up()
            self.draw_what_follows()

    # --- saving and leaving ----------------------------------------------------------------------------------

    async def save(self) -> bool:
        if not self.writing.is_changed:
            self.say(_("Nothing has changed: there is nothing to save."))
            return True
        try:
            item = self.writing.item()
        except InvalidItem as invalid:
            self._asked_to_save = True
            self.draw_what_follows()
            self.warn(invalid.problems[0])
            return False
        return await self._store(item)

    async def _store(self, item: ContactItem) -> bool:
        while True:
            municipality, before, sent = self.writing.municipality, self.writing.stored, self.writing.texts
            try:
                stored = await self.link.ask(lambda service: service.save(municipality, item, before=before))  # noqa: B023
            except ItemConflict as conflict:
                if not await self._resolve(item, conflict):
                    return False
                continue
            except InvalidContactList as invalid:
                self.warn(sentences.not_saved(invalid.problems[0]))
                return False
            except KontaktError as problem:
                self.warn(sentences.not_saved(self.link.trouble(problem)))
                return False
            break
        self.catch_up()
        self._autosave.forget()
        self.writing.take_saved(stored, sent)
        self.draw()
        self.say(_("Saved: every desk has it within seconds."))
        await self.link.see_own_change()
        return not self.writing.is_changed

    async def _resolve(self, mine: ContactItem, conflict: ItemConflict) -> bool:
        """Show both versions. True if mine is to be saved over theirs now."""
        chosen = await self.app.push_screen_wait(item_conflict(mine, conflict, self.writing.context))
        match chosen:
            case Resolution.KEEP_MINE:
                self.writing.save_over(conflict.theirs)
                return True
            case Resolution.TAKE_THEIRS if conflict.theirs:
                self.writing.show_stored(conflict.theirs)
                self.draw()
                self.say(_("This is what {name} saved.").format(name=conflict.by))
        return False


def _hint(field: str) -> str:
    return _(_HINTS[field]).format(days=WORKING_DAYS) if field in _HINTS else ""
