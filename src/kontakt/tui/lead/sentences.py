"""What the lead's room says: rates, changes and gaps in words, and what was done or went wrong."""

from collections.abc import Iterable
from pathlib import Path

from kontakt.directory.differences import RegionDifference, told
from kontakt.firstline import Direction, Proportion, Rate, Verdict, difference
from kontakt.lead.closing import Contribution
from kontakt.lead.labels import DIRECTIONS, verdict_name
from kontakt.lead.sentences import judged_of
from kontakt.lead.standing import Standing
from kontakt.library.labels import target_percent
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import decimal, number, percent
from kontakt.reports.comment import masked
from kontakt.reports.for_people import NOTHING, between

PARTLY = "*"
"""Stands after a verdict that is of some of the row's inquiries alone: those that had a target."""

TOO_SMALL = N_("The window is too small for the figures. Make it at least {width} × {height}; nothing is lost.")

# --- figures -----------------------------------------------------------------------------------------------


def share(proportion: Proportion | None) -> str:
    return percent(proportion.share) if proportion else NOTHING


def interval(of: Proportion | None) -> str:
    return between(of.interval) if of else ""


def target(rate: Rate) -> str:
    if rate.target is None:
        return NOTHING
    return decimal(rate.target, 0 if rate.target.is_integer() else 1)


def verdict(rate: Rate) -> str:
    """``ikke nådd: 42 til``: what there is room for in a table. With PARTLY where some inquiries had no target; of few
    inquiries nobody counts on how many are missing."""
    said = verdict_name(rate) + (PARTLY if rate.is_judged_in_part else "")
    if rate.verdict in (Verdict.NOT_REACHED, Verdict.UNCERTAIN) and rate.missing and not rate.is_of_few:
        more = _("+{count}").format(count=number(rate.missing))
        return f"{said}: {more}"
    return said


def verdict_in_full(rate: Rate) -> str:
    said = judged_of(rate, verdict_name(rate))
    if not rate.missing:
        return said
    more = ngettext("{count} more resolved gives {target}", "{count} more resolved give {target}", rate.missing)
    return f"{said}: {more.format(count=number(rate.missing), target=target_percent(rate.target or 0))}"


def trend(weeks: Iterable[Rate]) -> str:
    """Whether the last half of the weeks differs from the first, in a word."""
    rates = list(weeks)
    half = len(rates) // 2
    found = difference(_together(rates[half:]), _together(rates[:half]))
    return _(DIRECTIONS[found.direction if found else Direction.UNCERTAIN])


def _together(rates: Iterable[Rate]) -> Proportion | None:
    parts = [each.gross for each in rates if each.gross]
    total = sum(each.total for each in parts)
    return Proportion(sum(each.resolved for each in parts), total) if total else None


def legend(floor: float, *, partly: bool) -> str:
    """What the signs of the drawings mean; the sparklines begin at ``floor``. ``partly``: a verdict carries PARTLY."""
    signs = _("● gross rate   ├──┤ 95 % interval   │ target   ▁…█ week by week, from {low} to 100 %").format(
        low=percent(floor, 0)
    )
    return f"{PARTLY} {_('of those that had a target')}   {signs}" if partly else signs


def logged(standing: Standing) -> str:
    """``812 av 1 020 besvarte samtaler er logget (79,6 %)``; empty where nothing was imported."""
    if standing.calls_answered is None or standing.calls_logged is None:
        return ""
    said = _("{logged} of {answered} answered calls are logged").format(
        logged=number(standing.calls_logged), answered=number(standing.calls_answered)
    )
    if not standing.calls_answered:
        return said
    part = percent(standing.calls_logged / standing.calls_answered)
    if standing.calls_logged <= standing.calls_answered:
        return f"{said} ({part})"
    more = _(
        "{logged} calls are logged and {answered} were answered ({share}): more than the phone system counted. Some came by "
        "a line that it does not count, or one call was logged as two."
    )
    return more.format(logged=number(standing.calls_logged), answered=number(standing.calls_answered), share=part)


def logged_share(standing: Standing) -> str:
    if standing.calls_logged is None or not standing.calls_answered:
        return NOTHING
    return percent(standing.calls_logged / standing.calls_answered, 0)


# --- closing the gap ---------------------------------------------------------------------------------------


def gives(of: Contribution) -> str:
    """``20–91``: between how many it gives; of what is a count of inquiries forwarded, that it is at most so many."""
    if of.least is None or of.most is None:
        return _("at most")
    return f"{number(round(of.least))}–{number(round(of.most))}"


def overlap() -> str:
    return _(
        "In inquiries of the period, with the 95 % interval where two rates are compared; else what was forwarded, which is "
        "the most that can be won. The same inquiry may stand in several lines: they do not add up. Rates of few "
        "inquiries are drawn toward the common rate, so that chance does not look like a lesson."
    )


# --- the room ----------------------------------------------------------------------------------------------


def definition() -> str:
    """The shortest that says what the rate is."""
    return _("Gross: resolved / (resolved + forwarded), without wrong numbers and “not ours”")


def total(rate: Rate) -> str:
    """``82,4 % av 4 004 løst (81,2–83,6), 4 812 henvendelser i alt``: what stands behind everything that is shown."""
    count = ngettext("{count} inquiry", "{count} inquiries", rate.inquiries).format(count=number(rate.inquiries))
    if rate.gross is None:
        return count
    return _("{share} of {total} resolved ({interval}), {inquiries} in all").format(
        inquiries=count,
        total=number(rate.gross.total),
        share=percent(rate.gross.share),
        interval=interval(rate.gross),
    )


def copying(done: int, of: int) -> str:
    return _("Taking in the log: {done} of {of} inquiries …").format(done=number(done), of=number(of))


def counting() -> str:
    return _("Counting …")


def old(time: str) -> str:
    return _("The figures shown are from {time}.").format(time=time)


def no_period(text: str) -> str:
    return _(
        "“{text}” is not a period. Write 2026, 2026-Q4, 2026-11, 2026-W47, 2026-11-22 or 2026-10-01..2026-11-22."
    ).format(text=text)


def no_ending(text: str, endings: Iterable[str]) -> str:
    return _("“{file}” does not end in one of {endings}.").format(file=text.strip(), endings=", ".join(endings))


def writing() -> str:
    return _("Writing the report …")


def written(path: Path, *, is_masked: bool) -> str:
    said = _("The report lies in {path}.").format(path=path)
    return f"{said} {masked()}" if is_masked else said


def handed_over(name: str, *, is_masked: bool) -> str:
    said = _("The report {name} is sent to your browser.").format(name=name)
    return f"{said} {masked()}" if is_masked else said


def no_other_period(where: str) -> str:
    if where == "before":
        return _("All of time is shown: there is nothing before it.")
    return _("There is no period after this one yet.")


def nothing_to_compare() -> str:
    return _("There is no other period to compare with.")


def stored(changes: Iterable[RegionDifference]) -> str:
    """What was changed of the region, in a line."""
    said = "; ".join(f"{each.name}: {told(each)}" for each in changes)
    return _("{changes}. Every desk has it within seconds.").format(changes=said) if said else _("Nothing was changed.")


def nothing_logged() -> str:
    return _("Nothing was logged in this period.")
