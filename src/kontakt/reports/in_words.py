"""What the figures say in words, on the board and in every report."""

from typing import TYPE_CHECKING

from kontakt.firstline import Difference, LeftOut, Proportion, Rate
from kontakt.lead.closing import Contribution
from kontakt.lead.labels import DIRECTIONS, article_name, municipality_name, theme_name
from kontakt.lead.levers import Lever
from kontakt.lead.scope import NO_THEME
from kontakt.library.labels import LEFT_OUT
from kontakt.locale import _
from kontakt.locale.formats import listed, number, percent
from kontakt.reports.for_people import NOTHING, between, points

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames


def gross_in_full(rate: Rate) -> str:
    """``74,1 % av 702 (70,7–77,2)``."""
    return _of(rate.gross)


def judged_in_full(rate: Rate) -> str:
    """What the verdict is of where some inquiries had no target: ``71,2 % av 1 204 med mål (68,5–73,7)``."""
    if rate.judged is None:
        return NOTHING
    return _("{share} of {total} with a target ({interval})").format(
        share=percent(rate.judged.share), total=number(rate.judged.total), interval=between(rate.judged.interval)
    )


def net_in_full(rate: Rate) -> str:
    """The net rate, and what it leaves out."""
    left_out = [_left_out(reason, count) for reason, count in rate.left_out_of_net.items()]
    without = _(", without {left_out}").format(left_out=listed(left_out)) if left_out else ""
    return _of(rate.net) + without


def change(of: Difference | None) -> str:
    """``+3,1 (−0,4 til 6,6): ingen sikker endring``."""
    if of is None:
        return NOTHING
    return _("{change} ({low} to {high}): {direction}").format(
        change=points(of.share),
        low=points(of.interval.low),
        high=points(of.interval.high),
        direction=_(DIRECTIONS[of.direction]),
    )


def contribution(of: Contribution, names: "KnownNames") -> str:
    """What to do, in a plain sentence."""
    theme = theme_name(of.theme, names)
    match of.lever:
        case Lever.BEST_PRACTICE:
            return _("{theme}: resolve as often as {best} ({theirs} to {own})").format(
                theme=theme,
                best=municipality_name(of.best, names),
                theirs=number(round(100 * (of.theirs or 0))),
                own=percent(of.own or 0, 0),
            )
        case Lever.MISSING_ANSWER if of.theme == NO_THEME:
            return _("Write the answers that no article has yet")
        case Lever.MISSING_ANSWER:
            return _("{theme}: write the answers that are missing").format(theme=theme)
        case Lever.UNCLEAR_ANSWER:
            return _("“{title}”: mend the answer, which was wrong or unclear").format(
                title=article_name(of.article, names)
            )
        case Lever.ACCESS if of.theme == NO_THEME:
            return _("No article: give the first line access to the systems")
        case Lever.ACCESS:
            return _("{theme}: give the first line access to the system").format(theme=theme)


def _left_out(reason: LeftOut, count: int) -> str:
    return _(LEFT_OUT[reason]).format(count=number(count))


def _of(proportion: Proportion | None) -> str:
    if proportion is None:
        return NOTHING
    return _("{share} of {total} ({interval})").format(
        share=percent(proportion.share), total=number(proportion.total), interval=between(proportion.interval)
    )
