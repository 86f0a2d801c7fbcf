"""The keyword workbench: an article's keywords, and beside them what they do to the searches that people have made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Input, Static

from kontakt.knowledge.article import Article
from kontakt.knowledge.field_names import FIELD_NAMES
from kontakt.locale import N_, _
from kontakt.tui.editor.article.keyword_box import KeywordBox
from kontakt.tui.editor.article.offered_box import OfferedBox
from kontakt.tui.editor.article.workbench_lines import asked_parts, displaced_parts, places, trial_parts
from kontakt.tui.widgets.labelled import Item, Labelled, Part
from kontakt.tui.widgets.table_with_detail import WIDE

if TYPE_CHECKING:
    from kontakt.editor.keywords.vocabulary_suggestions import Suggestion
    from kontakt.editor.keywords.workbench import Workbench

_LONGEST_QUERY = 200
_BOXES = {"keywords": "keywords", "keywords_nn": "keywords-nn", "keywords_en": "keywords-en"}


class WorkbenchPane(Vertical):
    class Changed(Message):
        """A keyword was added or taken away; the pane has it already."""

        def __init__(self, keywords: Mapping[str, tuple[str, ...]]) -> None:
            """``keywords`` by the names of the article's fields."""
            super().__init__()
            self.keywords = keywords

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="workbench")
        self._article: Article | None = None
        self._workbench: Workbench | None = None
        self._is_away = False
        self._before: dict[str, int | None] = {}

    def compose(self) -> ComposeResult:
        placeholder = N_("Type a keyword; Enter adds it")
        with Horizontal():
            with Vertical(classes="boxes"):
                for field, box in _BOXES.items():
                    yield KeywordBox(name=FIELD_NAMES[field], placeholder=placeholder, id=box)
                yield OfferedBox()
                yield Static(id="try-heading", classes="quiet", markup=False)
                yield Input(id="try", select_on_focus=False, max_length=_LONGEST_QUERY)
                yield Static(id="refused", markup=False)
            with VerticalScroll(classes="effects"):
                yield Labelled(label_width=0)

    @property
    def keywords(self) -> Mapping[str, tuple[str, ...]]:
        """What the boxes hold, by the names of the article's fields; nothing before an article is shown."""
        return {field: getattr(self._article, field) for field in _BOXES} if self._article else {}

    def show(self, article: Article) -> None:
        """Draw everything anew: another article or version, another field of it has changed, or the language."""
        self._article = article
        if self._workbench:
            self._workbench.change(article)
        self.draw()

    def load(self, workbench: "Workbench | None") -> None:
        """Try the keywords out on this workbench from now on; what was typed before it came stays. None: it could not
        be had."""
        self._is_away = workbench is None
        if workbench:
            if self._article:
                workbench.change(self._article)
            self._workbench, self._before = workbench, places(workbench)
        self._draw_effects()

    def offer(self, phrase: str) -> None:
        """Try a phrase out; it stands ready to be added, or, if it is a keyword, to be taken away."""
        self.query_one("#keywords", KeywordBox).offer(phrase)
        self.query_one("#try", Input).value = phrase

    def suggest(self, offered: "Sequence[Suggestion]") -> None:
        """Offer keywords from the vocabulary."""
        self.query_one(OfferedBox).show(offered)

    def draw(self) -> None:
        """Draw what is shown, in the screen's language."""
        self.query_one("#try-heading", Static).update(_("Try a search"))
        self.query_one("#try", Input).placeholder = _("What would a caller say?")
        for field, keywords in self.keywords.items():
            self.query_one(f"#{_BOXES[field]}", KeywordBox).show(keywords)
        self._draw_effects()

    def take_focus(self) -> None:
        self.query_one("#keywords", KeywordBox).take_focus()

    @on(KeywordBox.Changed)
    def _change(self, event: KeywordBox.Changed) -> None:
        event.stop()
        self._edit(next(field for field, box in _BOXES.items() if box == event.box.id), event.keywords)

    @on(OfferedBox.Accepted)
    def _accept(self, event: OfferedBox.Accepted) -> None:
        event.stop()
        field = "keywords_nn" if event.suggestion.language == "nn" else "keywords"
        self._edit(field, (*self.keywords[field], event.suggestion.keyword))
        self.draw()

    def _edit(self, field: str, keywords: tuple[str, ...]) -> None:
        if self._article is None:
            return
        changed: dict[str, Any] = {field: keywords}
        self._article = replace(self._article, **changed)
        if self._workbench:
            self._workbench.change(self._article)
        self._draw_effects()
        self.post_message(self.Changed(self.keywords))

    @on(KeywordBox.Said)
    def _tell(self, event: KeywordBox.Said) -> None:
        event.stop()
        refused = self.query_one("#refused", Static)
        refused.update(event.sentence)
        refused.display = bool(event.sentence)

    @on(Input.Changed, "#try")
    def _try(self, event: Input.Changed) -> None:
        event.stop()
        self._draw_effects()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(Input.Submitted, "#try")
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()  # it is tried out with every letter

    def _draw_effects(self) -> None:
        """What the keywords do: to the search that is tried, to those that were made, to other articles'."""
        workbench = self._workbench
        if workbench is None:
            said = _("What the keywords find cannot be looked at now.") if self._is_away else _("Looking at searches …")
            self.query_one(Labelled).show((Part((Item(Content.styled(said, "$quiet")),)),))
            return
        tried = self.query_one("#try", Input).value.strip()
        first, *others = (
            *(trial_parts(tried, workbench) if tried else ()),
            *displaced_parts(workbench),
            *asked_parts(workbench, self._before),
        )
        self.query_one(Labelled).show((first._replace(apart=False), *others))

    @on(Resize)
    def _make_room(self, event: Resize) -> None:
        self.set_class(event.size.width >= WIDE, "wide")
