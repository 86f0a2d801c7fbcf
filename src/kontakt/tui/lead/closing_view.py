"""What would bring a municipality to its target, one municipality at a time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from kontakt.firstline import Verdict
from kontakt.lead.closing import Closing, Contribution
from kontakt.lead.labels import LEVERS, municipality_name
from kontakt.lead.scope import Scope
from kontakt.lead.sentences import gap
from kontakt.locale import N_, _
from kontakt.locale.formats import number
from kontakt.reports import in_words
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.lead import CLOSING
from kontakt.tui.lead import sentences
from kontakt.tui.lead.view import LeadView
from kontakt.tui.widgets.bar import bar
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

_BAR = 16
_ROOM_FOR_OVERLAP = 12
"""From this many lines on there is room for what the figures cannot say, besides the figures."""


class ClosingView(LeadView[tuple[Closing, ...]]):
    TITLE = N_("Closing the gap")
    HINT = N_("← → another municipality")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (CLOSING,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="closing", classes="lead-view")
        self._closings: tuple[Closing, ...] = ()
        self._names: KnownNames | None = None
        self._municipality: str | None = None

    def compose(self) -> ComposeResult:
        yield Members()
        yield Static(id="gap", markup=False)
        yield Table[Contribution](
            [
                Column(name=N_("Gives"), cell=lambda each: f"+{_inquiries(each)}", width=6, right=True),
                Column(name=N_("95 %"), cell=sentences.gives, width=9, right=True),
                Column(name=" ", cell=self._drawn, width=_BAR, rank=2),
                Column(name=N_("What to do"), cell=self._sentence, width=62, grows=True),
                Column(name=N_("Kind"), cell=_kind, width=39, rank=3),
            ],
            id_of=lambda each: f"{each.lever} {each.theme} {each.article}",
            text_of=lambda each: f"{self._sentence(each)} {_kind(each)}",
            empty=N_("Nothing that would give a whole inquiry was found."),
            sideways=True,
        )
        yield Static(id="overlap", markup=False)

    @on(Resize)
    def _make_room(self, event: Resize) -> None:
        self.set_class(event.size.height < _ROOM_FOR_OVERLAP, "-short")

    @property
    def _table(self) -> Table[Contribution]:
        return self.query_one(Table)

    @property
    def _current(self) -> Closing | None:
        """That of the chosen municipality; of the one with the most to gain, until one is chosen."""
        chosen = next((each for each in self._closings if each.municipality == self._municipality), None)
        return chosen or max(self._closings, key=lambda each: each.rate.missing or 0, default=None)

    def question(self) -> "Callable[[LeadService, Scope], tuple[Closing, ...]]":
        return lambda service, scope: service.closing(scope)

    def show(self, figures: tuple[Closing, ...], scope: Scope, names: "KnownNames") -> None:
        self._closings, self._names = figures, names
        self._draw()

    def take_focus(self) -> None:
        self._table.take_focus()

    def _draw(self) -> None:
        closing, names = self._current, self._names
        if names is None:
            return
        self.query_one(Members).show(
            [(municipality_name(each.municipality, names), each) for each in self._closings],
            self._closings.index(closing) if closing else 0,
        )
        said = gap(closing, names) if closing else _("No municipality has a target.")
        self.query_one("#gap", Static).update(Content.styled(said, "bold"))
        self.query_one("#overlap", Static).update(Content.styled(sentences.overlap() if closing else "", "$quiet"))
        self._table.show([each for each in closing.contributions if round(each.inquiries)] if closing else ())

    @on(Table.Aside)
    def _go_aside(self, event: Table.Aside) -> None:
        event.stop()
        if closing := self._current:
            at = (self._closings.index(closing) + event.step) % len(self._closings)
            self._municipality = self._closings[at].municipality
            self._draw()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_open_article()

    def action_open_article(self) -> None:
        contribution = self._table.current
        if contribution and contribution.article:
            self.post_message(self.OpenArticle(contribution.article))
        else:
            self.post_message(self.Say(_("This line is about a theme, not about one article. F3 shows its articles.")))

    def _sentence(self, contribution: Contribution) -> str:
        return in_words.contribution(contribution, self._names) if self._names else ""

    def _drawn(self, contribution: Contribution) -> Content:
        """How much of what is missing it would give; without anything missing, as held against the largest."""
        closing = self._current
        if closing is None:
            return Content("")
        most = max(closing.rate.missing or 0, closing.contributions[0].inquiries)
        return Content.styled(bar(contribution.inquiries / most, _BAR), "$act")


def _inquiries(contribution: Contribution) -> str:
    return number(round(contribution.inquiries))


def _kind(contribution: Contribution) -> Content | str:
    return _(LEVERS[contribution.lever])


class Members(Widget):
    """The municipalities with a target, the chosen one marked, as many as the line holds."""

    def __init__(self) -> None:
        super().__init__(id="members")
        self._members: list[tuple[str, Closing]] = []
        self._chosen = 0

    def show(self, members: list[tuple[str, Closing]], chosen: int) -> None:
        self._members, self._chosen = members, chosen
        self.refresh()

    def render(self) -> Content:
        """From the chosen one on, if the line does not hold them all."""
        named = [self._member(at) for at in range(len(self._members))]
        gap = Content("  ")
        line = gap.join(named)
        if line.cell_length > self.size.width:
            line = gap.join(named[self._chosen :] + named[: self._chosen])
        return line.truncate(self.size.width, ellipsis=True)

    def _member(self, at: int) -> Content:
        name, closing = self._members[at]
        chosen = at == self._chosen
        behind = closing.rate.verdict is Verdict.NOT_REACHED
        return Content.assemble(
            ("▌" if chosen else " ", "$act"),
            (name, "bold underline" if chosen else ""),
            (" !" if behind else "", "$warn"),
        )
