"""The keywords of an article, on the workbench that shows what they find."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult

from kontakt.editor.overview import Overview
from kontakt.tui.editor.field import Field
from kontakt.tui.editor.section import Section
from kontakt.tui.editor.workbench_pane import WorkbenchPane
from kontakt.tui.editor.writing import Writing

if TYPE_CHECKING:
    from kontakt.editor.workbench import Workbench

_NAMES = ("keywords", "keywords_nn")


class KeywordsSection(Section):
    def __init__(self) -> None:
        super().__init__(id="keywords")
        self._workbench: Workbench | None = None
        self._wrong = False

    def compose(self) -> ComposeResult:
        yield WorkbenchPane()

    @property
    def is_ready(self) -> bool:
        """Whether the workbench has come."""
        return self._workbench is not None

    def take(self, workbench: "Workbench", writing: Writing, phrase: str | None) -> None:
        """Work on this one from now on; ``phrase`` is tried out at once."""
        workbench.change(writing.as_far_as_it_goes())
        self._workbench = workbench
        self.query_one(WorkbenchPane).load(workbench, phrase)

    def forget(self) -> None:
        """Something was stored: the workbench is to come anew when it is looked at next."""
        self._workbench = None

    def show(self, writing: Writing, overview: Overview) -> None:
        if self._workbench:
            self._workbench.change(writing.as_far_as_it_goes())
            self.query_one(WorkbenchPane).draw()

    def values(self) -> Mapping[str, Any]:
        article = self._workbench.article if self._workbench else None
        return {name: getattr(article, name) for name in _NAMES} if article else {}

    def complain(self, problems: Mapping[str, str], advice: Mapping[str, str]) -> bool:
        return any(name in problems for name in _NAMES)

    def holds(self, field: str) -> bool:
        return field in _NAMES

    def go_to(self, field: str) -> None:
        self.take_focus()

    def take_focus(self) -> None:
        self.query_one(WorkbenchPane).take_focus()

    @on(WorkbenchPane.Changed)
    def _changed(self, event: WorkbenchPane.Changed) -> None:
        event.stop()
        self.post_message(Field.Changed("keywords", event.keywords))
        self.post_message(Field.Changed("keywords_nn", event.keywords_nn))
