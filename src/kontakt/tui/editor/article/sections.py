"""The sections of an article's screen, one of which is shown at a time."""

from collections.abc import Mapping

from textual.widgets import ContentSwitcher

from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.tui.editor.article.facts_section import FactsSection
from kontakt.tui.editor.article.history_section import HistorySection
from kontakt.tui.editor.article.keywords_section import KeywordsSection
from kontakt.tui.editor.article.local_section import LocalSection
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.editor.article.text_section import TextSection
from kontakt.tui.editor.service_link import EditorLink

_WITH_PREVIEW = ("text", "facts", "local")


class ArticleSections(ContentSwitcher):
    """Sections are named by their ids, in the order of their keys: see head.SECTIONS."""

    def __init__(self, link: EditorLink, first: str, phrase: str | None) -> None:
        """``first`` is shown at first; ``phrase`` is tried out among the keywords."""
        sections = (
            TextSection(),
            KeywordsSection(link, phrase),
            FactsSection(),
            LocalSection(),
            HistorySection(link),
        )
        super().__init__(*sections, initial=first, id="sections")
        self.wrong: frozenset[str] = frozenset()

    @property
    def _all(self) -> list[ArticleSection]:
        return [each for each in self.children if isinstance(each, ArticleSection)]

    @property
    def section(self) -> ArticleSection:
        """The section that is shown."""
        return self.query_one(f"#{self.current}", ArticleSection)

    @property
    def has_preview(self) -> bool:
        """Whether the preview belongs beside the section that is shown."""
        return self.current in _WITH_PREVIEW

    @property
    def form(self) -> str | None:
        """The language form of the text that the cursor is in, "nn" or "en"; None in any other."""
        return self.query_one(TextSection).form

    def show(self, writing: Writing, overview: Overview) -> None:
        """Put what is written into the fields of all sections, and draw them in the screen's language."""
        for section in self._all:
            section.show(writing, overview)

    def take_over(self, writing: Writing) -> None:
        """Take over what stands in the fields."""
        for section in self._all:
            writing.change(section.values())

    def show_problems(self, problems: Mapping[str, str], advice: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it, or worth a look. ``wrong`` are then the names of the sections in
        which something is wrong."""
        self.wrong = frozenset(each.id or "" for each in self._all if each.show_problems(problems, advice))

    def name_of(self, field: str) -> str | None:
        """The name of the section that has this field of the form."""
        return next((each.id for each in self._all if each.has_field(field)), None)

    def forget_workbench(self) -> None:
        """Something was stored: what the keywords are tried on is to come anew."""
        self.query_one(KeywordsSection).forget_workbench()

    def show_municipality(self, number: str) -> None:
        """Put the cursor of the local notes on this municipality."""
        self.query_one(LocalSection).show_municipality(number)
