"""Where each municipality stands against its target."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import ContentSwitcher, Static

from kontakt.firstline import Verdict
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.figures import MunicipalityFigures
from kontakt.lead.labels import municipality_name, name_in_table, period_name
from kontakt.lead.scope import Scope
from kontakt.lead.standing import Standing, Standings
from kontakt.locale import N_, _
from kontakt.locale.formats import number
from kontakt.reports import in_words
from kontakt.reports.for_people import NOTHING, points
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.lead import MUNICIPALITIES
from kontakt.tui.lead import sentences
from kontakt.tui.lead.municipality_page import Line, MunicipalityPage, PageContents
from kontakt.tui.lead.view import LeadView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.detail import Detail
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.scale import Scale, scale_for
from kontakt.tui.widgets.sparkline import sparkline
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

_NARROW, _WIDE = 21, 41  # cells of the drawing
_ROOM_FOR_WIDE = 150
_REGION = ""  # the row of the region, among numbers of municipalities


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """The standings, and what stands behind the one that is opened (None: none is)."""

    standings: Standings
    opened: MunicipalityFigures | None


class MunicipalitiesView(LeadView[BoardFigures]):
    TITLE = N_("Municipalities")
    HINT = N_("Enter opens")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (MUNICIPALITIES,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="municipalities", classes="lead-view")
        self._figures: Standings | None = None
        self._scope: Scope | None = None
        self._names: KnownNames | None = None
        self._scale = Scale(0, 20, _NARROW)
        self._floor = 0.0
        self._rows: list[Standing] = []
        self._opened: str | None = None

    def compose(self) -> ComposeResult:
        with ContentSwitcher(initial="standings", id="levels"):
            with Vertical(id="standings"):
                yield Table[Standing](
                    self._columns(),
                    id_of=_id,
                    text_of=self._called,
                    empty=N_("There is no region yet: kontakt knowledge import DIR takes in its municipalities."),
                )
                yield Static(id="legend", markup=False)
                yield Detail(12)
            yield MunicipalityPage(id="municipality")

    @property
    def _table(self) -> Table[Standing]:
        return self.query_one(Table)

    def question(self) -> "Callable[[LeadService, Scope], BoardFigures]":
        opened = self._opened

        def ask(service: "LeadService", scope: Scope) -> BoardFigures:
            behind = service.municipality(scope, opened or None) if opened is not None else None
            return BoardFigures(service.standings(scope), behind)

        return ask

    def show(self, figures: BoardFigures, scope: Scope, names: "KnownNames") -> None:
        self._figures, self._scope, self._names = figures.standings, scope, names
        self._draw()
        if self._opened is not None and self._opened not in map(_id, self._rows):
            self.action_up()  # what was opened is not there in this scope
        self._draw_page(figures.opened)

    def take_focus(self) -> None:
        if self._opened is None:
            self._table.take_focus()
        else:
            self.screen.set_focus(self.query_one(MunicipalityPage))

    # --- one municipality's page ---------------------------------------------------------------------------

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        self._open_page(event.id)

    @on(MunicipalityPage.Aside)
    def _go_aside(self, event: MunicipalityPage.Aside) -> None:
        event.stop()
        ids = [_id(each) for each in self._rows]
        if self._opened in ids:
            self._open_page(ids[(ids.index(self._opened) + event.step) % len(ids)])

    def _open_page(self, id: str) -> None:
        self._opened = id
        self._table.go_to(id)
        self.query_one("#levels", ContentSwitcher).current = "municipality"
        self._draw_page(None)
        self.query_one(MunicipalityPage).scroll_home(animate=False)
        self.take_focus()
        self.post_message(self.AskAgain())

    def action_up(self) -> None:
        if self._opened is None:
            raise SkipAction
        self._opened = None
        self.query_one("#levels", ContentSwitcher).current = "standings"
        self.take_focus()

    def _draw_page(self, behind: MunicipalityFigures | None) -> None:
        standing = next((each for each in self._rows if _id(each) == self._opened), None)
        if standing is None or self._names is None or self._figures is None:
            return
        back = Content.styled("   " + _("← → another municipality   Esc: back"), "$quiet")
        self.query_one(MunicipalityPage).show(
            PageContents(
                Content.assemble(self._heading(standing), back),
                self._facts(standing),
                list(zip(self._figures.weeks, standing.weeks, strict=True)),
                behind,
                self._names,
            )
        )

    def action_sort(self) -> None:
        self._table.sort_next()

    @on(Resize)
    def _make_room(self) -> None:
        if self._figures:
            self._draw()

    def _draw(self) -> None:
        assert self._figures is not None
        chosen = self._scope.municipality if self._scope else None
        rows = self._rows = [
            each
            for each in (self._figures.region, *self._figures.municipalities)
            if chosen in (None, each.municipality)
        ]
        self._scale = scale_for((each.rate for each in rows), _WIDE if self.size.width >= _ROOM_FOR_WIDE else _NARROW)
        weekly = [week.gross.share for each in rows for week in each.weeks if week.gross]
        self._floor = min(min(weekly, default=0.0), 0.9)
        self._table.show_columns(self._columns())
        self._table.show(rows if self._figures.municipalities else ())
        self.query_one("#legend", Static).update(
            Content.styled(
                sentences.legend(self._floor, partly=any(each.rate.is_judged_in_part for each in rows)), "$quiet"
            )
        )

    # --- the table -----------------------------------------------------------------------------------------

    def _columns(self) -> list[Column[Standing]]:
        scale = self._scale
        return [
            Column(name=N_("Municipality"), cell=self._name_cell, width=13, grows=True, key=self._name_key),
            Column(name=N_("Count"), cell=_count, width=7, right=True, key=_most(_inquiries), descends=True),
            Column(name=N_("Gross"), cell=_gross, width=7, right=True, key=_least(_gross_share)),
            Column(name=N_("95 %"), cell=_interval, width=9, right=True, rank=4),
            Column(name=scale.labels, cell=self._drawn, width=scale.width, rank=1),
            Column(name=N_("Net"), cell=_net, width=7, right=True, rank=5, key=_least(_net_share)),
            Column(name=N_("Target"), cell=lambda each: sentences.target(each.rate), width=4, right=True, rank=3),
            Column(name=N_("Verdict"), cell=_verdict, width=20, key=_most(_missing), descends=True),
            Column(name=N_("By week"), cell=self._trend, width=12, rank=2),
            Column(name=N_("Change"), cell=_change, width=6, right=True, rank=6, key=_most(_change_key), descends=True),
            Column(name=N_("Logged"), cell=sentences.logged_share, width=6, right=True, rank=7),
        ]

    def _called(self, standing: Standing) -> str:
        if standing.municipality is None:
            return _("The region")
        return municipality_name(standing.municipality, self._names) if self._names else standing.municipality

    def _name_cell(self, standing: Standing) -> Content:
        if standing.municipality is None:
            return Content.styled(self._called(standing), "bold")
        return Content(name_in_table(standing.municipality, self._names) if self._names else standing.municipality)

    def _name_key(self, standing: Standing) -> tuple[int, str]:
        return -_height(standing), fold(self._called(standing))

    def _drawn(self, standing: Standing) -> Content:
        rate = standing.rate
        # A target that some had is no mark to hold all of them against.
        target = None if rate.is_judged_in_part else rate.target
        return self._scale.draw(rate.gross, target) if rate.gross else Content("")

    def _trend(self, standing: Standing) -> Content:
        shares = [week.gross.share if week.gross else None for week in standing.weeks]
        return Content.styled(sparkline(shares, self._floor), "$act")

    # --- the row under the cursor --------------------------------------------------------------------------

    @on(Table.Moved)
    def _show_detail(self, event: Table.Moved) -> None:
        event.stop()
        standing = self._table.current
        self.query_one(Detail).show(self._parts(standing) if standing else ())

    @on(Table.Scrolled)
    def _scroll_detail(self, event: Table.Scrolled) -> None:
        event.stop()
        self.query_one(Detail).scroll_relative(y=event.step, animate=False)

    def _parts(self, standing: Standing) -> tuple[Part, ...]:
        facts = ((label, text if isinstance(text, Content) else Content(text)) for label, text in self._facts(standing))
        return (Part((Item(self._heading(standing)),)), *(Part((Item(text),), label) for label, text in facts))

    def _heading(self, standing: Standing) -> Content:
        region = standing.municipality is None
        name = self._names.region.name if region and self._names else self._called(standing)
        return Content.assemble((name, "bold"), "   ", (sentences.verdict_in_full(standing.rate), _style(standing)))

    def _facts(self, standing: Standing) -> list[Line]:
        rate, against = standing.rate, self._scope.against if self._scope else None
        lines: list[Line] = [
            (_("Gross"), in_words.gross_in_full(rate)),
            *([(_("Judged"), in_words.judged_in_full(rate))] if rate.is_judged_in_part else []),
            (_("Net"), in_words.net_in_full(rate)),
        ]
        if against:
            lines.append((_("Change"), f"{in_words.change(standing.change)}  ({period_name(against)})"))
        if any(week.gross for week in standing.weeks):
            drawn = Content.assemble(self._trend(standing), "  ", sentences.trend(standing.weeks))
            lines.append((_("By week"), drawn))
        if said := sentences.logged(standing):
            lines.append((_("Logged"), said))
        return lines


def _id(standing: Standing) -> str:
    return standing.municipality or _REGION


def _count(standing: Standing) -> str:
    return number(standing.rate.inquiries) if standing.rate.inquiries else NOTHING


def _gross(standing: Standing) -> Content:
    return Content.styled(sentences.share(standing.rate.gross), "bold")


def _interval(standing: Standing) -> str:
    return sentences.interval(standing.rate.gross)


def _net(standing: Standing) -> str:
    return sentences.share(standing.rate.net)


def _verdict(standing: Standing) -> Content:
    return Content.styled(sentences.verdict(standing.rate), _style(standing))


def _style(standing: Standing) -> str:
    match standing.rate.verdict:
        case Verdict.NOT_REACHED if not standing.rate.is_of_few:
            return "$warn"
        case Verdict.NO_TARGET | Verdict.NOTHING:
            return "$quiet"
        case _:
            return ""


def _change(standing: Standing) -> str:
    return points(standing.change.share) if standing.change else NOTHING


# The region stands first and what is unknown last, whatever the list is sorted by; rows without the figure stand last
# among the others.


def _height(standing: Standing) -> int:
    return 1 if standing.municipality is None else -1 if standing.municipality == UNKNOWN else 0


def _least(value: Callable[[Standing], float | None]) -> Callable[[Standing], Any]:
    def key(standing: Standing) -> tuple[int, bool, float]:
        found = value(standing)
        return -_height(standing), found is None, found or 0.0

    return key


def _most(value: Callable[[Standing], float | None]) -> Callable[[Standing], Any]:
    def key(standing: Standing) -> tuple[int, bool, float]:
        found = value(standing)
        return _height(standing), found is not None, found or 0.0

    return key


def _inquiries(standing: Standing) -> float:
    return standing.rate.inquiries


def _gross_share(standing: Standing) -> float | None:
    return standing.rate.gross.share if standing.rate.gross else None


def _net_share(standing: Standing) -> float | None:
    return standing.rate.net.share if standing.rate.net else None


def _missing(standing: Standing) -> float | None:
    return standing.rate.missing


def _change_key(standing: Standing) -> float | None:
    return standing.change.share if standing.change else None
