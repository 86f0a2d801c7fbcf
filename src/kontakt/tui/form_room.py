"""A screen with the fields of one thing that somebody writes: typing in it, saving it, leaving it."""

from typing import ClassVar

from textual import on

from kontakt.locale import _
from kontakt.tui.leaving_menu import Leaving, leaving_menu
from kontakt.tui.one_step import OneStepRoom
from kontakt.tui.widgets.field import Field, Refused


class FormRoom(OneStepRoom):
    """``NOT_SAVED`` is translated when it is asked whether to leave without saving: what is not saved."""

    NOT_SAVED: ClassVar[str]

    @property
    def is_changed(self) -> bool:
        """Whether the fields hold something that is not stored."""
        raise NotImplementedError

    def draw_what_follows(self) -> None:
        """Draw what follows from a key in a field."""
        raise NotImplementedError

    async def save(self) -> bool:
        """Store what the fields hold; where somebody else was first, show both. True if it is stored."""
        raise NotImplementedError

    def forget(self) -> None:
        """What stands in the fields is given up."""

    def on_mount(self) -> None:
        self.draw()
        self.query_one(Field).take_focus()

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        event.stop()
        self.catch_up()
        self.draw_what_follows()

    @on(Refused)
    def _refused(self, event: Refused) -> None:
        self.warn(event.sentence)

    def action_save(self) -> None:
        self.begin_step(self.save)

    def action_back(self) -> None:
        self.begin_step(self._leave)

    async def _leave(self) -> None:
        if self.is_changed:
            chosen = await self.app.push_screen_wait(leaving_menu(_(self.NOT_SAVED), may_keep=False))
            if chosen is None or (chosen.value is Leaving.SAVE and not await self.save()):
                return
            if chosen.value is Leaving.DROP:
                self.forget()
        self.dismiss()
