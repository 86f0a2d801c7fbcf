"""The keywords of an article, on the workbench that shows what they find."""

from collections.abc import Mapping
from typing import Any

from textual import on, work
from textual.app import ComposeResult

from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.errors import KontaktError
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.article.workbench_pane import WorkbenchPane
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.widgets.field import Field

_NAMES = ("keywords", "keywords_nn", "keywords_en")


class KeywordsSection(ArticleSection):
    def __init__(self, link: EditorLink, phrase: str | None) -> None:
        """``phrase`` is tried out from the beginning."""
        super().__init__(id="keywords")
        self._link = link
        self._phrase = phrase
        self._article_id = ""
        self._workbench_is_old = True

    def compose(self) -> ComposeResult:
        yield WorkbenchPane()

    @property
    def _pane(self) -> WorkbenchPane:
        return self.query_one(WorkbenchPane)

    def opened(self) -> None:
        super().opened()
        if self._phrase is not None:
            self._pane.offer(self._phrase)
            self._phrase = None
        if self._workbench_is_old:
            self._workbench_is_old = False
            self._fetch(self._article_id)

    @work(exclusive=True, group="workbench", exit_on_error=False)
    async def _fetch(self, id: str) -> None:
        """The keywords can be changed meanwhile; only what they find is not known yet, or is that of before."""
        try:
            self._pane.load(await self._link.ask(lambda service: service.workbench(id)))
        except KontaktError as problem:
            self._workbench_is_old = True
            self._pane.load(None)
            self.post_message(self.Warn(str(problem)))

    def forget_workbench(self) -> None:
        """Something was stored: what the keywords are tried on is to come anew when they are looked at next."""
        self._workbench_is_old = True

    def show(self, writing: Writing, overview: Overview) -> None:
        self._article_id = writing.form.id
        self._pane.show(writing.previewed())

    def values(self) -> Mapping[str, Any]:
        return self._pane.keywords

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
