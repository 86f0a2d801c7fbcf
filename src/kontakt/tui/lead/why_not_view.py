"""Why inquiries were forwarded: bars, the articles behind a bar where there are several, and the inquiries on one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from kontakt.firstline import Cause
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.labels import article_name, cause_name, municipality_name, theme_name
from kontakt.lead.scope import Scope
from kontakt.lead.why_changed import WhyChanged
from kontakt.lead.why_not import Reason, WhyNot
from kontakt.library.labels import CHANNELS, OUTCOMES
from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock, number, percent
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.lead import WHY_NOT
from kontakt.tui.lead.shares import Shares
from kontakt.tui.lead.view import LeadView
from kontakt.tui.widgets.bar import bar
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.inquiries.log.drilldown import ListedInquiry
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

_WIDE = 100
"""From this many cells on bars are twice as long."""

_SHORT, _LONG = 10, 20  # cells of a bar

Key = tuple[str, Cause | None]
"""A bar's theme and cause."""

Behind = tuple[str | None, int]
"""An article, and how many inquiries on it."""

Row = tuple[int, "ListedInquiry"]
"""An inquiry, and its place in the list."""


@dataclass(frozen=True, slots=True)
class WhyNotFigures:
    """The bars, what has changed since the period they are compared with, and, where one has gone that deep, the
    inquiries on one article of one of them."""

    why_not: WhyNot
    changed: WhyChanged | None
    inquiries: "tuple[ListedInquiry, ...]" = ()


class WhyNotView(LeadView[WhyNotFigures]):
    TITLE = N_("Why not")
    HINT = N_("Enter opens")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (WHY_NOT,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="why_not", classes="lead-view")
        self._names: KnownNames | None = None
        self._why_not: WhyNot | None = None
        self._bar: Key | None = None
        self._article: Behind | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="way", markup=False)
        with ContentSwitcher(initial="bars", id="levels"):
            yield Level(self._bars(), id="bars")
            yield Level(self._articles(), id="behind")
            yield Level(self._inquiries(), id="inquiries")
        yield Shares()

    # --- what is known, and where one is ---------------------------------------------------------------------

    def question(self) -> "Callable[[LeadService, Scope], WhyNotFigures]":
        bar, article = self._bar, self._article

        def ask(service: "LeadService", scope: Scope) -> WhyNotFigures:
            found = service.why_not(scope)
            reason = next((each for each in found.reasons if (each.theme, each.cause) == bar), None)
            inquiries = service.inquiries(scope, reason, article[0]) if reason and article else []
            return WhyNotFigures(found, service.why_changed(scope, found), tuple(inquiries))

        return ask

    def show(self, figures: WhyNotFigures, scope: Scope, names: "KnownNames") -> None:
        self._names, self._why_not = names, figures.why_not
        reason = self._reason
        if reason is None:
            self._bar = self._article = None  # what was looked into is not there in this scope
        self._level("bars").show(figures.why_not.reasons)
        self._level("behind").show(reason.articles if reason else ())
        self._level("inquiries").show(list(enumerate(figures.inquiries)))
        self.query_one(Shares).show(figures.why_not, names, figures.changed, scope.against)
        self._draw_way()

    def take_focus(self) -> None:
        self._level(self._shown).take_focus()

    @property
    def _reason(self) -> Reason | None:
        """The bar that one has gone into."""
        reasons = self._why_not.reasons if self._why_not else ()
        return next((each for each in reasons if (each.theme, each.cause) == self._bar), None)

    @property
    def _shown(self) -> str:
        if self._bar is None:
            return "bars"
        return "behind" if self._article is None else "inquiries"

    def _level(self, name: str) -> Table[Any]:
        return self.query_one(f"#{name}", Level).table

    def _draw_way(self) -> None:
        """Say where one is, and show that level."""
        reason, names = self._reason, self._names
        way = []
        if reason and names:
            way = [theme_name(reason.theme, names), cause_name(reason.cause)]
            way += [article_name(self._article[0], names)] if self._article and self._article[0] else []
        line = Content(" › ").join([Content.styled(part, "bold") for part in way])
        self.query_one("#way", Static).update(
            Content.assemble(line, ("   " + _("Esc: back"), "$quiet")) if way else Content("")
        )
        self.query_one("#way").display = bool(way)
        self.query_one(Shares).display = self._shown == "bars"
        levels = self.query_one("#levels", ContentSwitcher)
        if levels.current != self._shown:
            levels.current = self._shown
            self.take_focus()

    # --- going down and up -----------------------------------------------------------------------------------

    @on(Table.Chosen)
    def _go_down(self, event: Table.Chosen) -> None:
        event.stop()
        if self._shown == "bars" and (reason := self._level("bars").current):
            self._bar = reason.theme, reason.cause
            self._level("behind").show(reason.articles)
            if len(reason.articles) == 1:
                self._list_inquiries(reason.articles[0])
            else:
                self._draw_way()
        elif self._shown == "behind" and (behind := self._level("behind").current):
            self._list_inquiries(behind)
        elif self._shown == "inquiries" and (row := self._level("inquiries").current):
            self._open(row[1].article, row[1].query)

    def _list_inquiries(self, behind: Behind) -> None:
        self._article = behind
        self._level("inquiries").show(())
        self._draw_way()
        self.post_message(self.AskAgain())

    def action_up(self) -> None:
        """To the articles of the bar, unless there is one alone: nobody saw them on the way down."""
        reason = self._reason
        if self._shown == "bars":
            raise SkipAction
        if self._shown == "behind" or (reason and len(reason.articles) == 1):
            self._bar = None
        self._article = None
        self._draw_way()

    def action_sort(self) -> None:
        self._level(self._shown).sort_next()

    def action_open_article(self) -> None:
        if self._shown == "behind" and (behind := self._level("behind").current):
            self._open(behind[0])
        elif self._shown == "inquiries" and (row := self._level("inquiries").current):
            self._open(row[1].article, row[1].query)
        else:
            self.post_message(self.Say(_("Choose an article first: Enter shows those behind a bar.")))

    def _open(self, article: str | None, query: str = "") -> None:
        """Open the article in the editor's room; where there is none, the gap that the search is part of."""
        if article is not None and self._names and self._names.article(article):
            self.post_message(self.OpenArticle(article))
        else:
            self.post_message(self.OpenGaps(query))

    # --- the tables ------------------------------------------------------------------------------------------

    def _bars(self) -> Table[Reason]:
        return Table[Reason](
            self._bar_columns(),
            id_of=lambda each: f"{each.theme} {each.cause}",
            text_of=lambda each: f"{self._theme(each)} {cause_name(each.cause)}",
            empty=N_("Nothing was forwarded in this period."),
        )

    def _bar_columns(self) -> list[Column[Reason]]:
        return [
            Column(name=N_("Theme"), cell=self._theme, width=14, grows=True, key=self._theme),
            Column(name=N_("Cause"), cell=_cause, width=16, grows=True, key=_cause),
            Column(name=N_("Forwarded"), cell=self._share_bar, width=self._bar_width),
            Column(name=N_("Count"), cell=lambda each: number(each.n), width=6, right=True),
            Column(name=N_("Share"), cell=lambda each: percent(each.share), width=6, right=True),
            Column(name=N_("Together"), cell=lambda each: percent(each.cumulative), width=7, right=True, rank=1),
        ]

    def _articles(self) -> Table[Behind]:
        return Table[Behind](
            [
                Column(name=N_("Article"), cell=self._title, width=24, grows=True, key=self._title),
                Column(name=N_("Forwarded"), cell=self._article_bar, width=_LONG),
                Column(name=N_("Count"), cell=lambda each: number(each[1]), width=6, right=True),
            ],
            id_of=lambda each: each[0] or "",
            text_of=self._title,
            empty=N_("Nothing was forwarded in this period."),
        )

    def _inquiries(self) -> Table[Row]:
        return Table[Row](
            [
                Column(name=N_("When"), cell=lambda each: day_and_clock(each[1].started_at), width=17),
                Column(name=N_("Municipality"), cell=self._municipality, width=13, key=self._municipality),
                Column(name=N_("Channel"), cell=lambda each: _(CHANNELS[each[1].channel]), width=8, rank=2),
                Column(name=N_("Outcome"), cell=lambda each: _(OUTCOMES[each[1].outcome]), width=13, key=_outcome),
                Column(name=N_("Searched for"), cell=_query, width=12, grows=True, key=_query),
            ],
            id_of=lambda each: str(each[0]),
            text_of=lambda each: f"{self._municipality(each)} {each[1].query}",
            empty=N_("Counting …"),
        )

    @property
    def _bar_width(self) -> int:
        return _LONG if self.size.width >= _WIDE else _SHORT

    @on(Resize)
    def _make_room(self) -> None:
        bars = self._level("bars")
        bars.show_columns(self._bar_columns())
        bars.draw_cells()

    def _theme(self, reason: Reason) -> str:
        return theme_name(reason.theme, self._names) if self._names else reason.theme

    def _share_bar(self, reason: Reason) -> Content:
        largest = self._why_not.reasons[0].n if self._why_not else reason.n
        return Content.styled(bar(reason.n / largest, self._bar_width), "$act")

    def _title(self, behind: Behind) -> str:
        return article_name(behind[0], self._names) if self._names else behind[0] or ""

    def _article_bar(self, behind: Behind) -> Content:
        reason = self._reason
        return Content.styled(bar(behind[1] / reason.articles[0][1], _LONG) if reason else "", "$act")

    def _municipality(self, row: Row) -> str:
        number = row[1].municipality or UNKNOWN
        return municipality_name(number, self._names) if self._names else number


def _cause(reason: Reason) -> str:
    return cause_name(reason.cause)


def _outcome(row: Row) -> str:
    return _(OUTCOMES[row[1].outcome])


def _query(row: Row) -> str:
    return row[1].query or "–"


class Level(Widget):
    """A table of its own for each depth, so that each keeps its cursor."""

    DEFAULT_CSS = "Level { height: 1fr; }"

    def __init__(self, table: Table[Any], *, id: str) -> None:
        super().__init__(id=id)
        self.table = table

    def compose(self) -> ComposeResult:
        yield self.table
