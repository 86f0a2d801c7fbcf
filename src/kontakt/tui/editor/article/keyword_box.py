"""Keywords as chips, and a box to add one: typing and Enter adds, the arrows mark, Delete takes the marked one away."""

import unicodedata
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input, Static

from kontakt.files.pasted_text import TextKind, meant
from kontakt.files.validation import refused_character
from kontakt.knowledge.similarity import plain
from kontakt.locale import _
from kontakt.locale.formats import number
from kontakt.tui.editor.article.chips import Chips
from kontakt.tui.widgets.line_input import LineInput

LONGEST = 100
"""In characters: what a keyword may have."""

_LONGEST_TYPED = 2000


class _Typed(LineInput):
    """The arrows and Delete belong to the chips while nothing is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    class Chip(Message):
        """Do this to the chips: ``mark`` the one ``step`` further on, ``remove`` the marked one, or ``leave`` it."""

        def __init__(self, what: str, step: int = 0) -> None:
            super().__init__()
            self.what = what
            self.step = step

    class TooLong(Message):
        """What was pasted does not fit; nothing of it was taken."""

    def __init__(self) -> None:
        super().__init__(select_on_focus=False, max_length=_LONGEST_TYPED)
        self.chip_marked = False

    def action_cursor_left(self, select: bool = False) -> None:
        if self.value:
            super().action_cursor_left(select)
        else:
            self.post_message(self.Chip("mark", -1))

    def action_cursor_right(self, select: bool = False) -> None:
        if self.value:
            super().action_cursor_right(select)
        else:
            self.post_message(self.Chip("mark", 1))

    def action_delete_left(self) -> None:
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Chip("remove"))

    def action_delete_right(self) -> None:
        if self.value:
            super().action_delete_right()
        else:
            self.post_message(self.Chip("remove"))

    def action_leave(self) -> None:
        if not self.chip_marked:
            raise SkipAction
        self.post_message(self.Chip("leave"))

    def _on_paste(self, event: Paste) -> None:
        """A list with a keyword a line becomes one with commas."""
        event.stop()
        event.prevent_default()
        if len(self.value) + len(event.text) > _LONGEST_TYPED:
            self.post_message(self.TooLong())
        else:
            self.insert_text_at_cursor(meant(event.text, TextKind.ITEMS).replace("\n", ", "))


class KeywordBox(Vertical):
    class Changed(Message):
        """A keyword was added or taken away in this box."""

        def __init__(self, box: "KeywordBox", keywords: tuple[str, ...]) -> None:
            super().__init__()
            self.box = box
            self.keywords = keywords

        @property
        def control(self) -> "KeywordBox":
            return self.box

    class Said(Message):
        """Why something was not done; empty once all is well again."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, *, name: str, placeholder: str, id: str) -> None:
        """``name`` and ``placeholder`` are translated when drawn."""
        super().__init__(id=id, classes="keyword-box")
        self._heading = name
        self._placeholder = placeholder
        self._keywords: tuple[str, ...] = ()
        self._marked: int | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="quiet", markup=False)
        yield Chips()
        yield _Typed()

    def show(self, keywords: Sequence[str]) -> None:
        """Draw these keywords; what is typed stays, and so does the mark if they are the same."""
        if tuple(keywords) != self._keywords:
            self._keywords, self._marked = tuple(keywords), None
        self._draw()

    def offer(self, phrase: str) -> None:
        """Put a phrase into the box, for Enter to add; mark its chip, for Delete to take away, if it is there."""
        same = [at for at, each in enumerate(self._keywords) if plain(each) == plain(phrase)]
        self._marked = same[0] if same else None
        typed = self.query_one(_Typed)
        typed.value = "" if same else phrase
        typed.cursor_position = len(typed.value)
        self._draw()

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(_Typed))

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            self._mark(None)
        self.post_message(self.Said(""))

    @on(Input.Submitted)
    def _add(self, event: Input.Submitted) -> None:
        """Add what is typed, several separated by commas; what cannot be added stays in the box, and is told why."""
        event.stop()
        typed = self.query_one(_Typed)
        added, left, why = list(self._keywords), [], ""
        for text in typed.value.replace(";", ",").split(","):
            keyword = " ".join(unicodedata.normalize("NFC", text).split())
            if not keyword:
                continue
            if problem := _problem(keyword, added):
                left.append(keyword)
                why = why or problem
            else:
                added.append(keyword)
        typed.value = ", ".join(left)
        typed.cursor_position = len(typed.value)
        if len(added) > len(self._keywords):
            self._change(tuple(added))
        self.call_after_refresh(self.post_message, self.Said(why))  # after the news that the box has changed

    @on(_Typed.TooLong)
    def _refuse_paste(self) -> None:
        text = _("What you pasted has more than {longest} characters: nothing was added. Paste fewer keywords at once.")
        self.post_message(self.Said(text.format(longest=number(_LONGEST_TYPED))))

    @on(_Typed.Chip)
    def _touch(self, event: _Typed.Chip) -> None:
        event.stop()
        marked, last = self._marked, len(self._keywords) - 1
        if event.what == "leave" or last < 0:
            self._mark(None)
        elif event.what == "mark":
            start = marked if marked is not None else (last + 1 if event.step < 0 else -1)
            self._mark(max(0, min(start + event.step, last)))
        elif marked is None:
            self._mark(last)  # once more takes it away: a key held down to empty the box takes nothing at once
        else:
            self._change(self._keywords[:marked] + self._keywords[marked + 1 :])

    def _mark(self, at: int | None) -> None:
        if at != self._marked:
            self._marked = at
            self._draw()

    def _change(self, keywords: tuple[str, ...]) -> None:
        self.show(keywords)
        self.post_message(self.Changed(self, keywords))

    def _draw(self) -> None:
        self.query_one(Static).update(f"{_(self._heading)} ({number(len(self._keywords))})")
        self.query_one(Chips).show(self._keywords, self._marked, empty=_("None yet: type one, and Enter adds it."))
        typed = self.query_one(_Typed)
        typed.chip_marked = self._marked is not None
        typed.placeholder = (
            _("Delete takes “{keyword}” away").format(keyword=self._keywords[self._marked])
            if self._marked is not None
            else _(self._placeholder)
        )


def _problem(keyword: str, there: Sequence[str]) -> str:
    """Why a keyword cannot be added, in one sentence; empty if it can."""
    if found := refused_character(keyword):
        return _("The keyword holds the control character {character}: type it anew without it.").format(
            character=f"U+{ord(found[0]):04X}"
        )
    if len(keyword) > LONGEST:
        return _("“{keyword} …” is longer than {longest} characters: shorten it.").format(
            keyword=keyword[:30], longest=LONGEST
        )
    if not plain(keyword):
        return _("“{keyword}” has no letter or digit: nobody can search for it.").format(keyword=keyword)
    if same := next((each for each in there if plain(each) == plain(keyword)), None):
        return _("“{keyword}” is there already, as “{there}”: to the search they are one.").format(
            keyword=keyword, there=same
        )
    return ""
