"""What the figures are called, for the board and every report. Names are marked here and translated where drawn."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kontakt.directory.contacts.contact_list import REGION
from kontakt.firstline import Cause, Direction, Period, Rate, Verdict
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.enough_agents import ENOUGH_AGENTS
from kontakt.lead.helping import OTHERS
from kontakt.lead.levers import Lever
from kontakt.lead.scope import NO_THEME, Scope
from kontakt.library.labels import CALLER_TYPES, CAUSES, CHANNELS, verdict_in_words
from kontakt.library.names import theme_name as name_of_theme
from kontakt.library.names import title_of
from kontakt.library.names import unit_name as name_of_unit
from kontakt.locale import N_, _, language, ngettext
from kontakt.locale.formats import month_and_year, number, short_date
from kontakt.presence.absence import ENOUGH_CONTACTS

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames

LEVERS = {
    Lever.BEST_PRACTICE: N_("Do as the best one does"),
    Lever.MISSING_ANSWER: N_("Write the answer that is missing"),
    Lever.UNCLEAR_ANSWER: N_("Mend an answer that is wrong or unclear"),
    Lever.ACCESS: N_("Give access to the system"),
}

DIRECTIONS = {
    Direction.UP: N_("up"),
    Direction.DOWN: N_("down"),
    Direction.UNCERTAIN: N_("no certain change"),
}


def definition() -> str:
    """What the rate is, in one sentence."""
    return _(
        "Gross: resolved / (resolved + forwarded), without wrong numbers and what is not ours. Net: the same without what "
        "needs a decision, ongoing cases, and articles that no first line can resolve. In brackets: the 95 % interval."
    )


def heading(scope: Scope, names: "KnownNames") -> str:
    """Everything that decides which inquiries the figures are of: period, comparison and filters."""
    parts = [period_name(scope.period)]
    parts += [municipality_name(scope.municipality, names)] if scope.municipality is not None else []
    parts += [theme_name(scope.theme, names)] if scope.theme is not None else []
    parts += [_(CHANNELS[scope.channel])] if scope.channel is not None else [_("all channels")]
    parts += [_(CALLER_TYPES[scope.caller_type])] if scope.caller_type is not None else []
    if scope.against is not None:
        parts.append(_("compared with {period}").format(period=period_name(scope.against)))
    return " · ".join(parts)


def period_name(period: Period) -> str:
    """A period as people say it: a day, week, month, quarter or year by its name, any other by its first and last
    day."""
    first, after = (moment.astimezone(OSLO).date() for moment in (period.start, period.end))
    last = after - timedelta(days=1)
    if first == last:
        return short_date(first)
    if first.weekday() == 0 and after == first + timedelta(days=7):
        return week_name(period)
    if first.day == after.day == 1 and (named := _months_name(first, after)):
        return named
    if first <= date(2000, 1, 1):
        return _("up to {day}").format(day=short_date(last))
    return f"{short_date(first)}–{short_date(last)}"


def week_name(begun: Period) -> str:
    """The ISO week that a period begins in, also where it ends before the week does."""
    week = begun.start.astimezone(OSLO).isocalendar()
    return _("week {week} {year}").format(week=week.week, year=week.year)


def _months_name(first: date, after: date) -> str:
    """A whole month, quarter or year by its name; empty for any other number of months."""
    months = (after.year - first.year) * 12 + after.month - first.month
    if months == 1:
        return month_and_year(first)
    if months == 3 and first.month % 3 == 1:
        return _("quarter {quarter} of {year}").format(quarter=first.month // 3 + 1, year=first.year)
    return str(first.year) if months == 12 and first.month == 1 else ""


def change_name(against: Period) -> str:
    """What the change of a rate since this period is called."""
    return _("Change from {period}").format(period=period_name(against))


def municipality_name(municipality: str | None, names: "KnownNames") -> str:
    """A municipality's name (its number where the region does not have it), the region's for None, OTHERS and UNKNOWN
    in words."""
    if municipality is None:
        return names.region.name
    if municipality == OTHERS:
        return _("others")
    if municipality == UNKNOWN:
        return _("Unknown municipality")
    return names.region.name_of(municipality)


def name_in_table(municipality: str, names: "KnownNames") -> str:
    """As ``municipality_name``, in the fewest letters: for a column of municipalities, or the heading of one."""
    return _("Unknown") if municipality == UNKNOWN else municipality_name(municipality, names)


def unit_name(key: str | None, names: "KnownNames") -> str:
    """A unit that callers were put through to, and whose it is; its id where it is gone, OTHERS and None in words."""
    if key is None:
        return _("not said to whom")
    if key == OTHERS:
        return _("others")
    number = key.partition("/")[0]
    whose = names.region.name if number == REGION else names.region.name_of(number)
    return f"{name_of_unit(key, names.contacts, language())}, {whose}"


def few_put_through() -> str:
    """What is left out of the transfers by unit, and why."""
    return _(
        "Others: units that fewer than {agents} agents put callers through to. What came of it is counted for units with at least "
        "{contacts} contacts."
    ).format(agents=ENOUGH_AGENTS, contacts=ENOUGH_CONTACTS)


def which_count(period: Period) -> str:
    """For shares by inquiries: which of them count."""
    return _(
        "Counted are all inquiries logged in {period} for a municipality of the region, whatever their outcome: resolved, "
        "forwarded, not ours and wrong numbers."
    ).format(period=period_name(period))


def unknown_left_out(inquiries: Mapping[str, int]) -> str:
    """For shares by inquiries, given by municipality: how many are nobody's; empty where there are none."""
    n = inquiries.get(UNKNOWN, 0)
    text = ngettext(
        "{count} inquiry of unknown municipality is left out.",
        "{count} inquiries of unknown municipality are left out.",
        n,
    )
    return text.format(count=number(n)) if n else ""


def theme_name(id: str, names: "KnownNames") -> str:
    """A theme's name in the language of the screen."""
    if id == NO_THEME:
        return _("no article")
    theme = next((known_theme for known_theme in names.themes if known_theme.id == id), None)
    return name_of_theme(theme, language()) if theme else id


def article_name(id: str | None, names: "KnownNames") -> str:
    """An article's title in the language of the screen; its id where there is none any longer."""
    found = names.article(id)
    return title_of(found, language()) if found else id or _("no article")


def cause_name(cause: Cause | None) -> str:
    """Why it was forwarded; None stands for what was resolved and rang again."""
    return _(CAUSES[cause]) if cause else _("Resolved, but rang again")


def verdict_name(rate: Rate) -> str:
    """The verdict in words; where something was logged and none of it counts, that."""
    if rate.verdict is Verdict.NOTHING and rate.inquiries:
        return _("nothing that counts")
    return verdict_in_words(rate)


def hidden() -> str:
    """What stands in the place of a rate that is not shown."""
    text = ngettext("hidden: fewer than {count} agent", "hidden: fewer than {count} agents", ENOUGH_AGENTS)
    return text.format(count=ENOUGH_AGENTS)
