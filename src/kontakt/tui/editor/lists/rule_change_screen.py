"""Noting that a law has changed: its name and the day, and which articles rest on it, before anything is stored."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kontakt.editor.overview.overview import Overview
from kontakt.files.days import read_day, written_day
from kontakt.knowledge.article import Article, Status
from kontakt.library.names import title_of
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import number, short_date
from kontakt.tui.widgets.hint import Hint

_LONGEST = 100
_NAMED = 8


class RuleChangeScreen(ModalScreen[tuple[str, date] | None]):
    """Is dismissed with the law's name and the day it changed; None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, overview: Overview) -> None:
        super().__init__()
        self._overview = overview

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu"):
            yield Static(_("A law has changed"), classes="menu-title", markup=False)
            yield Static(_("Its name, as the articles have it among their sources"), markup=False)
            yield Input(id="rule", max_length=_LONGEST)
            yield Static(_("The day it changed, such as 01.09.2027"), markup=False)
            yield Input(written_day(self._overview.today), id="day", max_length=10)
            yield Static(id="resting", markup=False)
            hint = _("Tab: the other field   Enter: note it   Esc: back, nothing is stored")
            yield Hint(hint)

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#rule", Input))
        self._tell()

    @property
    def _rule(self) -> str:
        return self.query_one("#rule", Input).value.strip()

    @property
    def _day(self) -> date | None:
        return read_day(self.query_one("#day", Input).value)

    @on(Input.Changed)
    def _tell(self) -> None:
        self.query_one("#resting", Static).update(self._sentence())

    @on(Input.Submitted)
    def _store(self) -> None:
        rule, day = self._rule, self._day
        if not rule:
            self.set_focus(self.query_one("#rule", Input))
        elif day is None:
            self.set_focus(self.query_one("#day", Input))
        else:
            self.dismiss((rule, day))

    def _sentence(self) -> str:
        """How many articles the change concerns, and which; or what is missing still."""
        rule, day = self._rule, self._day
        if not rule:
            return _("Type the name of the law; then the articles that rest on it are listed.")
        if day is None:
            return _("That is not a date: write it as 01.09.2026 or 2026-09-01.")
        resting = articles_on(rule, day, self._overview)
        if not resting:
            return _("No article rests on “{rule}” and was checked before {day}.").format(
                rule=rule, day=short_date(day)
            )
        sentence = ngettext(
            "{count} article rests on it and is to be looked at again: {titles}",
            "{count} articles rest on it and are to be looked at again: {titles}",
            len(resting),
        )
        titles = [title_of(each, language()) for each in resting]
        named = ", ".join(titles[:_NAMED]) + (" …" if len(titles) > _NAMED else "")
        return sentence.format(count=number(len(resting)), titles=named)


def articles_on(rule: str, day: date, overview: Overview) -> list[Article]:
    """The articles that a change of the rule on that day concerns, archived ones left out, by title."""
    from kontakt.knowledge.rule_changes import RuleChange  # noqa: PLC0415 (loads the database libraries: the service has)

    change = RuleChange(rule, day, "")
    living = (each.article for each in overview.health.values() if each.article.status is not Status.ARCHIVED)
    return sorted(filter(change.concerns, living), key=lambda each: title_of(each, language()))
