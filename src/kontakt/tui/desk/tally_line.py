"""The tally at the foot of the desk."""

from textual.content import Content
from textual.widget import Widget

from kontakt.desk.figures import Standing, Tally
from kontakt.desk.words import VERDICTS
from kontakt.firstline import Verdict
from kontakt.locale import _
from kontakt.locale.form import number, percent
from kontakt.tui.widgets.interval_bar import interval_bar


class TallyLine(Widget):
    def __init__(self) -> None:
        super().__init__(id="tally")
        self._tally: Tally | None = None
        self._waiting = ""

    def show(self, tally: Tally | None) -> None:
        self._tally = tally
        self.refresh(layout=True)

    def show_waiting(self, sentence: str) -> None:
        """A quiet word beside the tally, such as what waits to be delivered; empty for none."""
        if sentence != self._waiting:
            self._waiting = sentence
            self.refresh()

    def render(self) -> Content:
        tally = self._tally
        if tally is None:
            return Content.styled(self._waiting, "$quiet")
        today = Content.assemble((_("Today"), "$quiet"), f" {number(tally.today)}")
        days = _("last {days} days").format(days=tally.days)
        shown = [each for each in (tally.municipality, tally.region) if each]
        parts = [today, *(standing(each, days if each is shown[0] else "") for each in shown)]
        if self._waiting:
            parts.append(Content.styled(self._waiting, "$warn"))
        one_line = Content("    ").join(parts)
        return one_line if one_line.cell_length <= self.size.width else Content("\n").join(_two_lines(parts))


def _two_lines(parts: list[Content]) -> list[Content]:
    today, *rest = parts
    first, *others = rest
    return [Content("    ").join([today, first]), Content("    ").join(others)]


def standing(whose: Standing, days: str) -> Content:
    """One rate in words and as a bar: "Tinn last 30 days 78 % of 41 (63–88), target 80 %: uncertain". ``days``
    names the period, empty where it was named before."""
    rate = whose.rate
    head = Content.assemble((whose.name, "bold"), (f" {days}" if days else "", "$quiet"), " ")
    if rate.gross is None:
        return Content.assemble(head, "–")
    interval = rate.gross.interval
    text = _("{share} of {total} ({low}–{high})").format(
        share=percent(rate.gross.share, 0),
        total=number(rate.gross.total),
        low=round(100 * interval.low),
        high=round(100 * interval.high),
    )
    verdict = ""
    if rate.target is not None and rate.verdict is not Verdict.NO_TARGET:
        verdict = _(", target {target} %: {verdict}").format(target=rate.target, verdict=_(VERDICTS[rate.verdict]))
    return Content.assemble(head, text, verdict, "  ", interval_bar(rate.gross, rate.target))
