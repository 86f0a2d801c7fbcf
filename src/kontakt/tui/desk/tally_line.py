"""The tally at the foot of the desk."""

from math import ceil, floor

from textual.content import Content
from textual.widget import Widget

from kontakt.desk.figures import DeskRate, Tally
from kontakt.firstline import Rate
from kontakt.library.labels import target_percent, verdict_in_words
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number, percent
from kontakt.tui.widgets.interval_bar import interval_bar

_GAP = Content("    ")


class TallyLine(Widget):
    """On one line where it holds everything, else on two. Where even those are too short, the bars, which only repeat
    the words, go first, then net, then intervals and the rate of inquiries that no target judges; the verdict stays."""

    def __init__(self) -> None:
        super().__init__(id="tally")
        self._tally: Tally | None = None
        self._waiting = ""
        self._resting = False

    def show(self, tally: Tally | None) -> None:
        self._tally = tally
        self.refresh(layout=True)

    def rest(self, resting: bool) -> None:
        """Leave its place empty while a call is under way: figures are for the moment between two calls."""
        if resting != self._resting:
            self._resting = resting
            self.refresh()

    def show_waiting(self, sentence: str) -> None:
        """A quiet word beside the tally, such as what waits to be delivered; empty for none."""
        if sentence != self._waiting:
            self._waiting = sentence
            self.refresh(layout=True)

    def render(self) -> Content:
        figures = self._figures()
        if self._resting:  # nothing moves on the screen when the tally goes, or comes back
            figures = Content("\n" * figures.plain.count("\n"))
        if not self._waiting:
            return figures
        waiting = Content.styled(self._waiting, "$warn")
        return Content("\n").join([figures, waiting]) if self._tally else waiting

    def _figures(self) -> Content:
        tally = self._tally
        if tally is None:
            return Content("")
        today = Content.assemble((_("Today"), "$quiet"), f" {number(tally.today)}")
        days = ngettext("last {days} day", "last {days} days", tally.days).format(days=tally.days)
        rates = [rate for rate in (tally.municipality, tally.region) if rate]
        for bar, net, short in ((True, True, False), (False, True, False), (False, False, False), (False, False, True)):
            standings = [
                standing(rate, days if rate is rates[0] else "", bar=bar, net=net, short=short) for rate in rates
            ]
            lines = [[today, standings[0]], standings[1:]] if standings[1:] else [[today], standings]
            one_line = _GAP.join(part for line in lines for part in line)
            if one_line.cell_length <= self.size.width:
                return one_line
            two_lines = [_GAP.join(line) for line in lines]
            if max(line.cell_length for line in two_lines) <= self.size.width:
                break
        return Content("\n").join(line.truncate(self.size.width) for line in two_lines)


def standing(whose: DeskRate, days: str, *, bar: bool = True, net: bool = True, short: bool = False) -> Content:
    """One rate in words and as a bar: "Tinn last 30 days 78 % of 41 (63–88), target 80 %: uncertain". ``days``
    names the period, empty where it was named before. The ``short`` form has no interval, and where only some inquiries
    have a target, the rate of those alone."""
    rate = whose.rate
    head = Content.assemble((whose.name, "bold"), (f" {days}" if days else "", "$quiet"), " ")
    if rate.gross is None:
        return Content.assemble(head, "–")
    if short and rate.is_judged_in_part:
        return Content.assemble(head, _judged_in_part(rate))
    interval = rate.gross.interval
    text = _("gross {share} of {total}") if short else _("gross {share} of {total} ({low}–{high})")
    text = text.format(
        share=percent(rate.gross.share, 0),
        total=number(rate.gross.total),
        # Outwards, so that no bound is shown beyond a target that the verdict says it does not reach.
        low=floor(100 * interval.low),
        high=ceil(100 * interval.high),
    )
    parts = [head, Content(text), Content(_judgement(rate))]
    if net and rate.net is not None and rate.left_out_of_net:
        parts.append(Content.styled(_(", net {share}").format(share=percent(rate.net.share, 0)), "$quiet"))
    if bar:
        parts += [Content("  "), interval_bar(rate.gross, None if rate.is_judged_in_part else rate.target)]
    return Content("").join(parts)


def _judgement(rate: Rate) -> str:
    """The target and the verdict; of which inquiries, where some had no target."""
    if rate.target is None or rate.judged is None:
        return ""
    if rate.is_judged_in_part:
        return f"; {_judged_in_part(rate)}"
    return _(", target {target}: {verdict}").format(target=target_percent(rate.target), verdict=verdict_in_words(rate))


def _judged_in_part(rate: Rate) -> str:
    """The rate of the inquiries that had a target, with the target and the verdict."""
    assert rate.target is not None
    assert rate.judged is not None
    return _("{share} of {total} with a target ({target}): {verdict}").format(
        share=percent(rate.judged.share, 0),
        total=number(rate.judged.total),
        target=target_percent(rate.target),
        verdict=verdict_in_words(rate),
    )
