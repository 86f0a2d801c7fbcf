"""What is known about an article beside its texts: its theme, for whom it is, where it holds, whose it is, and what it
rests on."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.files.pasted_text import TextKind
from kontakt.knowledge.article import Theme
from kontakt.library.labels import CALLER_TYPES, FIRST_LINES, STATUSES
from kontakt.library.names import theme_name
from kontakt.locale import N_, _, language
from kontakt.search import fold
from kontakt.tui.editor.article.choices import Choices
from kontakt.tui.editor.article.section import ArticleSection
from kontakt.tui.widgets.choice import Choice, FilterMenu
from kontakt.tui.widgets.field import Field

_CAN, _CANNOT = "can", "cannot"


class ThemeLine(Static, can_focus=True):
    """The theme's name. Enter lists all themes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    class Wanted(Message):
        """The themes are to be listed."""

    def __init__(self) -> None:
        super().__init__(id="theme", markup=False)

    def show(self, name: str, problem: str) -> None:
        beside = (f"! {problem}", "$warn") if problem else (_("Enter: choose another"), "$quiet")
        shown = name or _("no theme")
        self.update(Content.assemble((_("Theme"), "bold"), "  ", beside, "\n", shown))

    def action_choose(self) -> None:
        self.post_message(self.Wanted())


class FactsSection(ArticleSection):
    class ExistsFor(Message):
        """The article is to exist for these municipalities alone; none of them: for all."""

        def __init__(self, only: tuple[str, ...]) -> None:
            super().__init__()
            self.only = only

    def __init__(self) -> None:
        super().__init__(id="facts")
        self._themes: Sequence[Theme] = ()
        self._theme = ""
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield ThemeLine()
        yield Choices("audience", N_("Who asks"), hint=N_("none marked: everybody"))
        yield Choices("first_line", N_("Resolved at the first line"), single=True)
        yield Choices(
            "national", N_("Can differ by municipality"), hint=N_("no: the same in the whole country"), single=True
        )
        with Container(classes="pair"):
            yield Field("owner", N_("Owner"))
            yield Field("review_by", N_("Review by"), hint=N_("a day, such as 01.09.2027"))
        yield Field(
            "sources",
            N_("Rests on"),
            hint=N_("one on each line: rule | day it was checked | what it excepts, which the answer must say"),
            kind=TextKind.PAIRS,
        )
        yield Field("links", N_("Links"), hint=N_("one on each line: text | address"), kind=TextKind.PAIRS)
        yield Choices("only", N_("Exists in"), hint=N_("none marked: in every municipality"))
        yield Static(id="status-line", markup=False)

    def show(self, writing: Writing, overview: Overview) -> None:
        form = writing.form
        self._themes, self._theme = overview.library.themes, form.theme
        self._draw_theme()
        for field in self.parts(Field):
            field.show(getattr(form, field.name or ""))
            field.draw()
        self._choices("audience").show([(each.value, _(name)) for each, name in CALLER_TYPES.items()], form.audience)
        self._choices("first_line").show(
            [(each.value, _(name)) for each, name in FIRST_LINES.items()], [form.first_line]
        )
        self._choices("national").show([(_CAN, _("yes")), (_CANNOT, _("no"))], [_CANNOT if form.national else _CAN])
        members = overview.library.region.municipalities
        only = self._choices("only")
        only.display = writing.base is not None
        only.show([(each.number, each.name) for each in members], writing.base.only if writing.base else ())
        status = Content.assemble((_("Status"), "bold"), "  ", (_("Ctrl+L changes it"), "$quiet"), "\n")
        self.query_one("#status-line", Static).update(status + _(STATUSES[writing.status]))

    def values(self) -> Mapping[str, Any]:
        first_line = self._choices("first_line").values
        return {
            **super().values(),
            "theme": self._theme,
            "audience": self._choices("audience").values,
            "first_line": first_line[0] if first_line else "usually",
            "national": _CANNOT in self._choices("national").values,
        }

    def show_problems(self, problems: Mapping[str, str], advice: Mapping[str, str]) -> bool:
        if problems.get("theme", "") != self._problem:
            self._problem = problems.get("theme", "")
            self._draw_theme()
        for choices in self.parts(Choices):
            choices.advise(advice.get(choices.name or "", ""))
        return super().show_problems(problems, advice) or bool(self._problem)

    def has_field(self, field: str) -> bool:
        return field in ("theme", "audience", "first_line", "national") or super().has_field(field)

    def go_to(self, field: str) -> None:
        if super().has_field(field):
            super().go_to(field)
        else:
            self.take_focus()

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(ThemeLine))

    def _choices(self, name: str) -> Choices:
        return next(each for each in self.parts(Choices) if each.name == name)

    def _draw_theme(self) -> None:
        theme = next((each for each in self._themes if each.id == self._theme), None)
        self.query_one(ThemeLine).show(theme_name(theme, language()) if theme else self._theme, self._problem)

    @on(ThemeLine.Wanted)
    @work(exclusive=True, group="menu", exit_on_error=False)
    async def _choose_theme(self) -> None:
        def find(text: str) -> Sequence[Choice[str]]:
            named = sorted(
                ((theme_name(each, language()), each.id) for each in self._themes), key=lambda each: fold(each[0])
            )
            return [Choice(id, name) for name, id in named if fold(text.strip()) in fold(name)]

        chosen = await self.app.push_screen_wait(FilterMenu(_("Theme"), find, hint=_("Letters narrow the list.")))
        if chosen:
            self._theme = chosen.value
            self._draw_theme()
            self.post_message(Field.Changed("theme", chosen.value))

    @on(Choices.Changed)
    def _marked(self, event: Choices.Changed) -> None:
        event.stop()
        match event.name:
            case "only":
                self.post_message(self.ExistsFor(event.values))
            case "first_line":
                self.post_message(Field.Changed("first_line", event.values[0]))
            case "national":
                self.post_message(Field.Changed("national", event.values == (_CANNOT,)))
            case name:
                self.post_message(Field.Changed(name, event.values))
