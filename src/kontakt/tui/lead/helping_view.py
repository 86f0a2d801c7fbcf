"""Who helps whom, how well the search serves, the case workers' time that is freed, and the shares of a cost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from kontakt.lead.enough_agents import ENOUGH_AGENTS
from kontakt.lead.figures import SearchHealth, TimeFreed
from kontakt.lead.helping import OTHERS, Helping
from kontakt.lead.labels import municipality_name, name_in_table
from kontakt.lead.scope import Scope
from kontakt.lead.transfers import UnitTransfers
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import decimal, number, percent, stopwatch
from kontakt.reports.for_people import NOTHING
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.lead import HELPING
from kontakt.tui.lead import sentences
from kontakt.tui.lead.cost_lines import Cost, cost_lines, read_cost
from kontakt.tui.lead.scrolling_view import ScrollingView, set_in
from kontakt.tui.lead.transfer_lines import transfer_lines
from kontakt.tui.lead.view import LeadView
from kontakt.tui.widgets.ask_screen import AskScreen

if TYPE_CHECKING:
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

_NAME, _NARROWEST, _WIDEST, _SUM = 14, 7, 14, 8
_LABEL = 18
_MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class HelpingFigures:
    helping: Helping
    transfers: tuple[UnitTransfers, ...]
    search: SearchHealth
    freed: TimeFreed


class HelpingView(LeadView[HelpingFigures]):
    TITLE = N_("Who helps whom")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (HELPING,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="helping", classes="lead-view")
        self._figures: HelpingFigures | None = None
        self._scope: Scope | None = None
        self._names: KnownNames | None = None
        self._minutes: int | None = None
        self._cost: Cost | None = None

    def compose(self) -> ComposeResult:
        yield ScrollingView(self._lines)

    def question(self) -> "Callable[[LeadService, Scope], HelpingFigures]":
        minutes = self._minutes
        return lambda service, scope: HelpingFigures(
            service.helping(scope),
            service.transfers(scope),
            service.search_health(scope),
            service.freed(scope, minutes),
        )

    def show(self, figures: HelpingFigures, scope: Scope, names: "KnownNames") -> None:
        self._figures, self._scope, self._names = figures, scope, names
        self.query_one(ScrollingView).draw_anew()

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(ScrollingView))

    @work(exclusive=True, group="minutes", exit_on_error=False)
    async def action_minutes(self) -> None:
        if self._figures is None:
            return
        title = _("How many minutes would a case worker have spent on each inquiry?")
        minutes = await self.app.push_screen_wait(
            AskScreen(
                title,
                _read_minutes,
                str(self._figures.freed.minutes),
                hint=_("A whole number from 1 to {most}.").format(most=_MOST_MINUTES),
            )
        )
        if minutes is not None:
            self._minutes = minutes
            self.post_message(self.AskAgain())

    @work(exclusive=True, group="costs", exit_on_error=False)
    async def action_costs(self) -> None:
        title = _("Which cost, and by which key?")
        hint = _("An amount and a key, such as 5 466 440,86 40/60: 40 % equally, 60 % by weight.")
        cost = await self.app.push_screen_wait(AskScreen(title, read_cost, hint=hint))
        if cost is not None:
            self._cost = cost
            self.query_one(ScrollingView).draw_anew()

    # --- drawing ---------------------------------------------------------------------------------------------

    def _lines(self, width: int) -> list[Content]:
        answer, scope, names = self._figures, self._scope, self._names
        if answer is None or scope is None or names is None:
            return []
        return [
            *_matrix(answer.helping, names, width),
            Content(""),
            *transfer_lines(answer.transfers, names, width),
            *_search(answer.search, width),
            Content(""),
            *_freed(answer.freed, width),
            Content(""),
            *cost_lines(self._cost, answer.helping, scope.period, names, width),
        ]


def _matrix(helping: Helping, names: "KnownNames", width: int) -> list[Content]:
    """Homes down, municipalities across: the most asked about, and the others together where there is no room."""
    if not helping.matrix:
        return [Content.styled(sentences.nothing_logged(), "$quiet")]
    shown, column = _columns(helping, width - _NAME - 2 * _SUM)
    folded = [each for each in helping.municipalities if each not in shown]
    heads = [*(name_in_table(each, names) for each in shown), *([_("others")] if folded else [])]
    heading = _("Agents from").ljust(_NAME) + "".join(_cut(head, column - 1).rjust(column) for head in heads)
    lines = [
        *_quiet(
            _("Inquiries answered: the agents' home municipality down, the inquiries' municipality across."), width
        ),
        Content.styled(heading + f"{_('All'):>{_SUM}}{_('Balance'):>{_SUM}}", "$quiet"),
    ]
    for home in helping.homes:
        own = {to: helping.matrix[home].get(to, 0) for to in helping.municipalities}
        name = Content(municipality_name(home, names)).truncate(_NAME - 1, ellipsis=True)
        cells = [_cell(own[to], column, own=to == home) for to in shown]
        if folded:
            cells.append(_cell(sum(own[to] for to in folded), column, own=False))
        whole = Content.styled(f"{number(sum(own.values())):>{_SUM}}", "bold")
        lines.append(Content.assemble(name.pad_right(_NAME - name.cell_length), *cells, whole, _balance(helping, home)))
    said = _("In brackets: their own. Balance: answered for others less what others answered for them.")
    if OTHERS in helping.homes:
        others = _("Others: homes with fewer than {count} agents, and agents whose home is not known.")
        said = f"{said} {others.format(count=ENOUGH_AGENTS)}"
    return [*lines, *_quiet(said, width)]


def _columns(helping: Helping, width: int) -> tuple[list[str], int]:
    """The municipalities that have a column of their own in so many cells, and how wide each is."""
    widest = max(len(number(n)) + 2 * (home == to) for home, own in helping.matrix.items() for to, n in own.items())
    least = max(_NARROWEST, widest + 1)
    shown = list(helping.municipalities)
    if len(shown) * least > width:
        most = set(sorted(shown, key=lambda each: -helping.asked[each])[: max(1, width // least - 1)])
        shown = [each for each in shown if each in most]
    folded = len(shown) < len(helping.municipalities)
    return shown, min(_WIDEST, width // (len(shown) + folded))


def _cut(name: str, width: int) -> str:
    return name if len(name) <= width else f"{name[: width - 1].rstrip()}…"


def _quiet(text: str, width: int) -> list[Content]:
    return list(Content.styled(text, "$quiet").wrap(width))


def _cell(n: int, column: int, *, own: bool) -> Content:
    text = number(n) if n else NOTHING
    return Content.styled(f"{f'({text})' if own and n else text:>{column}}", "$quiet" if own or not n else "")


def _balance(helping: Helping, home: str) -> Content:
    if home not in helping.balance:
        return Content.styled(f"{NOTHING:>{_SUM}}", "$quiet")
    n = helping.balance[home]
    sign = "+" if n > 0 else "−" if n < 0 else ""
    return Content.styled(f"{sign + number(abs(n)):>{_SUM}}", "$act bold" if n > 0 else "")


def _search(search: SearchHealth, width: int) -> list[Content]:
    lines = [Content.styled(_("The search"), "bold")]
    if not search.inquiries:
        return [*lines, Content.styled(sentences.nothing_logged(), "$quiet")]
    linked = _("{share} of {total} inquiries").format(
        share=percent(search.linked / search.inquiries), total=number(search.inquiries)
    )
    lines += _lines_of(_("With an article"), linked, width)
    if search.missed is None:
        lines += _lines_of(_("Without an answer"), _("not counted by theme, channel or caller type"), width)
    else:
        per_hundred = decimal(100 * search.missed / search.inquiries)
        missed = ngettext(
            "{count} search sent to the editor, {per_hundred} per hundred inquiries",
            "{count} searches sent to the editor, {per_hundred} per hundred inquiries",
            search.missed,
        )
        said = missed.format(count=number(search.missed), per_hundred=per_hundred)
        lines += _lines_of(_("Without an answer"), said, width)
    if search.median_seconds is not None:
        half = _("half of them within {time} from the first key to the outcome").format(
            time=stopwatch(search.median_seconds)
        )
        lines += _lines_of(_("Time"), half, width)
    return lines


def _freed(freed: TimeFreed, width: int) -> list[Content]:
    hours = round(freed.hours)
    said = ngettext("about {hours} hour", "about {hours} hours", hours).format(hours=number(hours))
    assumption = ngettext(
        "{resolved} resolved, if each would have taken a case worker {minutes} minute",
        "{resolved} resolved, if each would have taken a case worker {minutes} minutes",
        freed.minutes,
    ).format(resolved=number(freed.resolved), minutes=freed.minutes)
    return [
        Content.styled(_("Case workers' time freed"), "bold"),
        *_lines_of(_("Freed"), said, width),
        *_lines_of(_("Assumed"), f"{assumption}  ({_('Ctrl+B changes it')})", width),
    ]


def _lines_of(label: str, text: str, width: int) -> list[Content]:
    return set_in(Content.styled(label.ljust(_LABEL), "$quiet"), text, width)


def _read_minutes(text: str) -> int:
    """Raises ValueError with a sentence for the person."""
    if not text.strip().isdecimal() or not 1 <= int(text) <= _MOST_MINUTES:
        raise ValueError(_("Write a whole number from 1 to {most}.").format(most=_MOST_MINUTES))
    return int(text)
