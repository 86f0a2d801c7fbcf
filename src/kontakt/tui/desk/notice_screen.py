"""One notice while it is being written."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kontakt.desk.notice_form import FIELD_NAMES, SEVERAL_LINES, InvalidForm, NoticeForm
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.files.pasted_text import TextKind
from kontakt.library.labels import NOTICE_KINDS, NOTICE_PRIORITIES
from kontakt.locale import N_, _
from kontakt.notices.conflict import NoticeConflict
from kontakt.notices.notice import Notice
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.commands.notices import ONE_NOTICE
from kontakt.tui.desk import sentences
from kontakt.tui.desk.menus import article_menu
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.form_room import FormRoom
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.tui.widgets.field import Field
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine

_KIND_KEYS = ("v", "a", "s", "n", "æ", "p", "e", "r")
"""After the Norwegian names of the kinds, and the same in every language."""

_HINTS = {
    "kind": N_("Ctrl+S asks for it, F8 lists what there is"),
    "municipalities": N_("names separated by commas; empty: all of them"),
    "ends": N_("15:00, fredag, 24.12 or 24.12 12:00"),
    "text": N_("what is read to whoever calls"),
    "places": N_("names separated by commas, as callers say them"),
    "begins": N_("empty: now"),
    "next_word": N_("when there is to be news of it"),
    "told_first": N_("one on each line, in order; with an e-mail address they are written to"),
    "articles": N_("titles, one on each line; F8 lists them"),
}
"""What an empty field shows; translated when drawn."""


class NoticeScreen(FormRoom):
    """``written`` is the notice as it was stored; None until it is."""

    AUTO_FOCUS = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (ONE_NOTICE,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS), Binding("escape", "back", show=False)]
    CSS_PATH = ["../styles/editor.tcss"]  # noqa: RUF012 (Textual annotates it otherwise)
    NOT_SAVED = N_("This notice is not saved")
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = sentences.MISTAKE

    def __init__(self, session: DeskSession, link: DeskLink, form: NoticeForm) -> None:
        super().__init__()
        self._session = session
        self._link = link
        self._form = form
        self._asked_to_save = False
        self.written: Notice | None = None

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            for field, label in FIELD_NAMES.items():
                kind = (
                    TextKind.LINE
                    if field not in SEVERAL_LINES
                    else TextKind.PARAGRAPHS
                    if field in ("text", "text_nn")
                    else TextKind.ITEMS
                )
                yield Field(field, label, hint=_HINTS.get(field, ""), kind=kind)

    @property
    def is_changed(self) -> bool:
        return self._form.is_changed

    def help_groups(self) -> tuple[Group, ...]:
        return (ONE_NOTICE, *EVERYWHERE)

    def left_undone(self) -> str:
        return _("A notice is not saved. Ctrl+Q again drops it.") if self.is_changed else ""

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        for field in self.query(Field):
            field.show(self._form.texts[field.name or ""])
            field.draw()
        self.query_one(FootLine).show(_("Esc back"), ONE_NOTICE.commands)
        self.draw_what_follows()

    def draw_what_follows(self) -> None:
        """Draw what follows from a key in a field: once it was to be saved, what is wrong."""
        problems = self._problems() if self._asked_to_save else {}
        for field in self.query(Field):
            field.show_problems(problems.get(field.name or "", ""))
        sign = Content.styled(_("not saved"), "$warn") if self.is_changed else Content("")
        title = _("One notice") if self._form.before else _("A new notice")
        self.query_one(HeadLine).show(title, (), 0, sign)

    def _problems(self) -> dict[str, str]:
        try:
            self._form.notice()
        except InvalidForm as invalid:
            return invalid.by_field
        return {}

    @property
    def _lacks_its_kind_alone(self) -> bool:
        return not self._form.texts["kind"].strip() and [*self._problems()] == ["kind"]

    def catch_up(self) -> None:
        """Take over what the fields hold. News of a letter can come after the key that follows it."""
        self._form.change({field.name or "": field.value for field in self.query(Field)})

    # --- what a field can hold -----------------------------------------------------------------------------

    def action_choose_value(self) -> None:
        self.begin_step(self._choose_value)

    async def _choose_value(self) -> None:
        """Choose what the field that one is in is to hold: a kind, a priority, or one more municipality or article."""
        field = next((each for each in self.query(Field) if each.has_focus_within), None)
        if field is None or (found := await self._choice_for(field.name or "")) is None:
            return
        self._put(field, found if field.name in ("kind", "priority") else _with_one_more(field, found))

    async def _choice_for(self, name: str) -> str | None:
        library = self._session.library
        if name == "kind":
            return await self._ask_kind()
        labels = {
            "priority": [_(each) for each in NOTICE_PRIORITIES.values()],
            "municipalities": [each.name for each in library.region.municipalities],
        }.get(name)
        if name == "articles":
            chosen_article = await self.app.push_screen_wait(article_menu(library, self._session.municipality))
            article = library.article(chosen_article.value) if chosen_article else None
            return article.title if article else None
        if labels is None:
            self.say(_("There is nothing to choose for this field: write what it is to hold."))
            return None
        choices = [Choice(each, each, key=str(key)) for key, each in enumerate(labels, 1)]
        chosen = await self.app.push_screen_wait(
            KeyMenu(_(FIELD_NAMES[name]), choices, hint=_("One key chooses.   Esc: back"))
        )
        return chosen.value if chosen else None

    async def _ask_kind(self) -> str | None:
        choices = [
            Choice(name, name, key=key) for name, key in zip(map(_, NOTICE_KINDS.values()), _KIND_KEYS, strict=True)
        ]
        menu: KeyMenu[str] = KeyMenu(_("What is it about?"), choices, hint=_("One key chooses.   Esc: back"))
        chosen = await self.app.push_screen_wait(menu)
        return chosen.value if chosen else None

    def _put(self, field: Field, text: str) -> None:
        field.show(text)
        self.catch_up()
        self.draw_what_follows()

    # --- saving ----------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        self.begin_step(self._save_and_leave)

    async def _save_and_leave(self) -> None:
        if await self.save():
            self.dismiss()

    async def save(self) -> bool:
        self.catch_up()
        if self._lacks_its_kind_alone:
            if (kind := await self._ask_kind()) is None:
                return False
            self._put(next(each for each in self.query(Field) if each.name == "kind"), kind)
        try:
            notice = self._form.notice()
        except InvalidForm as invalid:
            self._asked_to_save = True
            self.draw_what_follows()
            self.warn(invalid.problems[0])
            return False
        try:
            self.written = await self._link.ask(lambda service: service.write_notice(notice))
        except KontaktError as problem:
            if isinstance(problem, NoticeConflict):
                self._form.go_over(problem.theirs)
            self.warn(_("Not saved, and nothing is lost: {problem}").format(problem=problem))
            return False
        self._link.look()
        return True


def _with_one_more(field: Field, text: str) -> str:
    apart = "\n" if field.name in SEVERAL_LINES else ", "
    items = [each.strip() for each in field.value.split(apart.strip() or "\n")]
    return apart.join(dict.fromkeys(filter(None, (*items, text))))
