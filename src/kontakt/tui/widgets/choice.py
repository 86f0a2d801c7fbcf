"""Modal lists to choose from: by one key, by arrows, or by typing letters. Escape chooses nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kontakt.tui.widgets.hint import Hint

T = TypeVar("T")


class Choice(NamedTuple, Generic[T]):
    """A value to choose, its label, a quiet word beside it, and the key that chooses it at once: a letter or digit, or
    in a list that is narrowed by those a function key. A detail that must be read whole has a ``short`` form: where a
    line does not hold even that beside the label, the detail stands below; any other is cut."""

    value: T
    label: str
    detail: str = ""
    key: str = ""
    short: str = ""

    def prompt(self, width: int, key_width: int, room: int) -> Content:
        """With labels of this ``width``, in lines of ``room`` cells."""
        key = (f" {self.key.upper():{key_width}} ", "$act bold")
        aligned = self.label.ljust(width)
        whole = Content.assemble(key, " ", aligned, "  ", (self.detail, "$quiet"))
        if not self.short or whole.cell_length <= room:
            return whole
        for label in (aligned, self.label):
            if (line := Content.assemble(key, " ", label, "  ", (self.short, "$quiet"))).cell_length <= room:
                return line
        return Content.assemble(key, " ", self.label, "\n", " " * (key_width + 3), (self.detail, "$quiet"))


class ChoiceMade(NamedTuple, Generic[T]):
    """What was chosen, and whether in the second way that some lists offer (Tab, or their toggle)."""

    value: T
    second_way: bool = False


def _options(choices: Sequence[Choice[Any]], room: int) -> list[Option]:
    width = min(40, max((len(each.label) for each in choices), default=0))
    keys = max(1, max((len(each.key) for each in choices), default=0))
    return [Option(each.prompt(width, keys, room)) for each in choices]


_WIDE, _BESIDE = 100, 10
"""How wide a wide menu is at most (see the styles), and what its frame and a scrollbar take of it."""


class _Menu(ModalScreen[ChoiceMade[T] | None]):
    """The frame both menus share: a title, a list, and a quiet line that says which keys work; ``wide`` for lines that
    say more of each than a few words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 (Textual annotates it otherwise)

    def __init__(self, title: str, choices: Sequence[Choice[T]], *, hint: str, wide: bool = False) -> None:
        super().__init__()
        self._title = title
        self._frame = "menu wide" if wide else "menu"
        self._choices = choices
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(classes=self._frame):
            yield Static(self._title, classes="menu-title", markup=False)
            yield from self.compose_filter()
            yield OptionList(*self._options(), markup=False)
            yield Hint(self._hint)

    def _options(self) -> list[Option]:
        return _options(self._choices, min(_WIDE, self.app.size.width) - _BESIDE)

    def compose_filter(self) -> ComposeResult:
        yield from ()

    @on(OptionList.OptionSelected)
    def _take_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.take(event.option_index))

    def take(self, index: int) -> ChoiceMade[T]:
        return ChoiceMade(self._choices[index].value)

    def action_close(self) -> None:
        self.dismiss(None)


class KeyMenu(_Menu[T]):
    """A short list where each choice has a key of its own. ``toggle`` is a key and a label: something that can be
    switched on before the choice, and comes with it; it is on already where ``toggled``. With ``offers_delete``, the
    Delete key chooses what the cursor is on, and the answer says so. ``other_keys`` choose too, without a line of their
    own."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[T]],
        *,
        hint: str,
        toggle: tuple[str, str] | None = None,
        toggled: bool = False,
        offers_delete: bool = False,
        other_keys: Mapping[str, T] | None = None,
        wide: bool = False,
    ) -> None:
        super().__init__(title, choices, hint=hint, wide=wide)
        self._other_keys = other_keys or {}
        self._toggle = toggle
        self._toggled = toggled
        self._offers_delete = offers_delete

    def on_mount(self) -> None:
        if self._offers_delete:  # what it deletes is seen
            self.query_one(OptionList).highlighted = 0

    def compose_filter(self) -> ComposeResult:
        if self._toggle:
            yield Static(self._toggle_line(), classes="menu-toggle", markup=False)

    def on_key(self, event: Key) -> None:
        pressed = (event.character or "").casefold()
        if self._toggle and pressed == self._toggle[0]:
            event.stop()
            self._toggled = not self._toggled
            self.query_one(".menu-toggle", Static).update(self._toggle_line())
        if event.key in self._other_keys:
            event.stop()
            self.dismiss(ChoiceMade(self._other_keys[event.key], self._toggled))
            return
        under_cursor = self.query_one(OptionList).highlighted
        if self._offers_delete and under_cursor is not None and event.key in {"delete", "backspace"}:
            event.stop()
            self.dismiss(ChoiceMade(self._choices[under_cursor].value, second_way=True))
            return
        for each in self._choices:
            if each.key and pressed == each.key:
                event.stop()
                self.dismiss(ChoiceMade(each.value, self._toggled))
                return

    def take(self, index: int) -> ChoiceMade[T]:
        return ChoiceMade(self._choices[index].value, self._toggled)

    def _toggle_line(self) -> Content:
        key, label = self._toggle or ("", "")
        box = ("[x] ", "$act bold") if self._toggled else ("[ ] ", "$quiet")
        return Content.assemble((f" {key.upper()}  ", "$act bold"), box, label)


class FilterMenu(_Menu[T]):
    """A list that narrows as letters are typed. ``find`` returns the choices for what is typed, best first; with
    ``offers_tab``, Tab chooses as well, and the answer says so. Before anything is typed the cursor is on the choice at
    the place ``first``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("tab", "choose(True)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        find: Callable[[str], Sequence[Choice[T]]],
        *,
        hint: str,
        offers_tab: bool = False,
        first: int = 0,
        wide: bool = False,
    ) -> None:
        super().__init__(title, find(""), hint=hint, wide=wide)
        self._first = first
        self._keyed = {each.key: each.value for each in self._choices if each.key}
        self._find = find
        self._offers_tab = offers_tab

    def compose_filter(self) -> ComposeResult:
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self.query_one(OptionList).can_focus = False
        self._highlight(self._first)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._choices = self._find(event.value)
        self.query_one(OptionList).set_options(self._options())
        self._highlight(0 if event.value else self._first)

    def on_key(self, event: Key) -> None:
        if event.key in self._keyed:
            event.stop()
            self.dismiss(ChoiceMade(self._keyed[event.key]))

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_choose(False)

    def action_move(self, step: int) -> None:
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_choose(self, with_tab: bool) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and (self._offers_tab or not with_tab):
            self.dismiss(ChoiceMade(self._choices[highlighted].value, with_tab))

    def _highlight(self, place: int) -> None:
        self.query_one(OptionList).highlighted = place if self._choices else None
