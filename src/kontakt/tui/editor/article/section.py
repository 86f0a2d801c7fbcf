"""One part of an article's page: some of its fields, shown at a time."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.tui.commands.command import Group
from kontakt.tui.runs_workers import RunsWorkers
from kontakt.tui.widgets.field import Field

Kind = TypeVar("Kind", bound=Widget)


class ArticleSection(RunsWorkers, VerticalScroll, can_focus=False):
    """``COMMAND_GROUPS`` are what can be done in this section alone; the section binds their keys itself."""

    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = ()

    class Warn(Message):
        """What the section wanted could not be had."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._parts: dict[type[Widget], tuple[Widget, ...]] = {}

    def parts(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The widgets of this kind in the section. They stay, and every key in a field asks for them: they are looked
        for once, when all of them are there."""
        if not self.is_mounted:
            return tuple(self.query(kind))
        if kind not in self._parts:
            self._parts[kind] = tuple(self.query(kind))
        return cast(tuple[Kind, ...], self._parts[kind])

    def show(self, writing: Writing, overview: Overview) -> None:
        """Put what is written into the fields, without news of it, and draw everything in the screen's language."""
        raise NotImplementedError

    def values(self) -> Mapping[str, Any]:
        """What the fields hold at this moment, by the form's names."""
        return {each.name or "": each.value for each in self.parts(Field)}

    def show_problems(self, problems: Mapping[str, str], advice: Mapping[str, str]) -> bool:
        """Say beside each field what is wrong with it, or worth a look. True if anything here is wrong."""
        for field in self.parts(Field):
            field.show_problems(problems.get(field.name or "", ""), advice.get(field.name or "", ""))
        return any(field.name in problems for field in self.parts(Field))

    def has_field(self, field: str) -> bool:
        """Whether this field of the form is here."""
        return any(each.name == field for each in self.parts(Field))

    def go_to(self, field: str) -> None:
        """Put the cursor into this field, which is here."""
        next(each for each in self.parts(Field) if each.name == field).take_focus()

    def opened(self) -> None:
        """The section was gone to."""
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where the work begins."""
        self.parts(Field)[0].take_focus()
