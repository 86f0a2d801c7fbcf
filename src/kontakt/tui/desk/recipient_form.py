"""A form in which F8 asks for another recipient of a message."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, Generic, TypeAlias, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kontakt.desk.message_draft import MessageRecipient
from kontakt.errors import KontaktError
from kontakt.tui.runs_workers import RunsWorkers

Result = TypeVar("Result")

AskRecipient: TypeAlias = Callable[[], Awaitable[MessageRecipient | None]]
"""Asks for another recipient: None when the agent went back. Raises KontaktError where the chosen one cannot be written
to."""


class RecipientForm(RunsWorkers, ModalScreen[Result | None], Generic[Result]):
    """Has a line for what is wrong (``.wrong``); Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f8", "recipient", show=False, priority=True),
    ]

    def __init__(self, ask_recipient: AskRecipient | None) -> None:
        super().__init__()
        self.ask_recipient = ask_recipient

    def take_recipient(self, chosen: MessageRecipient) -> None:
        """Somebody else was chosen."""
        raise NotImplementedError

    def say_wrong(self, sentence: str) -> None:
        """Why it cannot be taken so; "" takes that away."""
        line = self.query_one(".wrong", Static)
        line.update(Content(sentence))
        line.display = bool(sentence)
        self.query_one(".message-form").set_class(line.display, "-told")

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_recipient(self) -> None:
        try:
            chosen = await self.ask_recipient() if self.ask_recipient else None
        except KontaktError as problem:
            self.say_wrong(str(problem))
            return
        if chosen:
            self.take_recipient(chosen)

    def action_close(self) -> None:
        self.dismiss(None)
