"""Two articles side by side, or one above the other in a narrow window, with what they share marked."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kontakt.knowledge.article import Article
from kontakt.locale import _
from kontakt.search import fold
from kontakt.tui.widgets.hint import Hint
from kontakt.tui.widgets.labelled import Item, Labelled, Part


class CompareScreen(ModalScreen[str | None]):
    """Is dismissed with what to do next: "merge", "keyword", "open one", "open other"; None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("f8", "dismiss('merge')", show=False),
        Binding("f9", "dismiss('keyword')", show=False),
        Binding("1", "dismiss('open one')", show=False),
        Binding("2", "dismiss('open other')", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("up", "turn(-1, 1)", show=False),
        Binding("down", "turn(1, 1)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(
        self, both: tuple[Article, Article], headings: tuple[str, str], why: str, shared: Sequence[str]
    ) -> None:
        super().__init__()
        self._both = both
        self._headings = headings
        self._why = why
        self._shared = {fold(each) for each in shared}

    def compose(self) -> ComposeResult:
        with Vertical(classes="page compare"):
            yield Static(self._why, classes="menu-title", markup=False)
            with VerticalScroll(), Container(classes="sides"):
                for _side in self._both:
                    yield Labelled(label_width=10)
            hint = _("F8: merge   F9: remove a shared keyword   1 or 2: open one   Esc: back")
            yield Hint(hint)

    def on_mount(self) -> None:
        for side, article, heading in zip(self.query(Labelled), self._both, self._headings, strict=True):
            side.show(self._parts(article, heading))

    def action_turn(self, step: int, lines: int | None = None) -> None:
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=step * (lines or max(1, page.size.height - 2)), animate=False)

    def _parts(self, article: Article, heading: str) -> tuple[Part, ...]:
        keywords = article.all_keywords
        labelled = {
            _("Answer"): [Item(Content(article.answer))],
            _("Nynorsk"): [Item(Content(article.answer_nn))] if article.answer_nn else [],
            _("Keywords"): [Item(Content(", ").join(map(self._marked, keywords)))] if keywords else [],
            _("Do this"): [Item(Content(text), f"{step}  ") for step, text in enumerate(article.steps, 1)],
        }
        return (
            Part((Item(Content.styled(heading, "bold")),)),
            *(Part(tuple(items), label, apart=True) for label, items in labelled.items() if items),
        )

    def _marked(self, keyword: str) -> Content:
        """A keyword; one that both have is underlined and has a mark before it."""
        shared = fold(keyword) in self._shared
        return Content.styled(f"● {keyword}", "$act bold underline") if shared else Content(keyword)
