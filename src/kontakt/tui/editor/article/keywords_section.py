"""The keywords of an article, on the workbench that shows what they find."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult

from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.errors import KontaktError
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.article.workbench_pane import WorkbenchPane
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.widgets.field import Field

if TYPE_CHECKING:
    from kontakt.editor.keywords.workbench import Workbench

_NAMES = ("keywords", "keywords_nn", "keywords_en")


class KeywordsSection(ArticleSection):
    def __init__(self, link: EditorLink, phrase: str | None) -> None:
        """``phrase`` is tried out as soon as there is something to try it on."""
        super().__init__(id="keywords")
        self._link = link
        self._phrase = phrase
        self._workbench: Workbench | None = None
        self._writing: Writing | None = None

    def compose(self) -> ComposeResult:
        yield WorkbenchPane()

    def opened(self) -> None:
        super().opened()
        if self._workbench is None and self._writing is not None:
            self._fetch(self._writing.form.id)

    @work(exclusive=True, group="workbench", exit_on_error=False)
    async def _fetch(self, id: str) -> None:
        try:
            workbench = await self._link.ask(lambda service: service.workbench(id))
        except KontaktError as problem:
            self.post_message(self.Warn(str(problem)))
            return
        if self._writing is None:
            return
        workbench.change(self._writing.previewed())
        self._workbench = workbench
        self.query_one(WorkbenchPane).load(workbench, self._phrase)
        self._phrase = None
        if self.display:
            self.take_focus()

    def forget(self) -> None:
        """Something was stored: the workbench is to come anew when it is looked at next."""
        self._workbench = None

    def show(self, writing: Writing, overview: Overview) -> None:
        self._writing = writing
        if self._workbench:
            self._workbench.change(writing.previewed())
            self.query_one(WorkbenchPane).draw()

    def values(self) -> Mapping[str, Any]:
        article = self._workbench.article if self._workbench else None
        return {name: getattr(article, name) for name in _NAMES} if article else {}

    def show_problems(self, problems: Mapping[str, str], advice: Mapping[str, str]) -> bool:
        return any(name in problems for name in _NAMES)

    def has_field(self, field: str) -> bool:
        return field in _NAMES

    def go_to(self, field: str) -> None:
        self.take_focus()

    def take_focus(self) -> None:
        self.query_one(WorkbenchPane).take_focus()

    @on(WorkbenchPane.Changed)
    def _changed(self, event: WorkbenchPane.Changed) -> None:
        event.stop()
        for name, keywords in event.keywords.items():
            self.post_message(Field.Changed(name, keywords))
