"""What the figures say in a sentence, on the board and in every report."""

from typing import TYPE_CHECKING

from kontakt.firstline import Rate
from kontakt.lead.closing import Closing
from kontakt.lead.labels import municipality_name, verdict_name
from kontakt.library.labels import target_percent
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number, percent

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames


def gap(closing: Closing, names: "KnownNames") -> str:
    """``Tinn er på 74,1 %: 93 flere løst i perioden ville gitt 80 % (31 i måneden).`` All of it is of the same
    inquiries: those that had a target, and where others had none, it says of how many."""
    rate, who = closing.rate, municipality_name(closing.municipality, names)
    if rate.gross is None:
        return _("{municipality}: nothing to measure in this period.").format(municipality=who)
    if rate.judged is None or rate.target is None:
        return _("{municipality} is at {share}, and has no target.").format(
            municipality=who, share=percent(rate.gross.share)
        )
    who = judged_of(rate, who)
    share, target = percent(rate.judged.share), target_percent(rate.target)
    if not rate.missing:
        return _("{municipality} is at {share}; the target of {target}: {verdict}.").format(
            municipality=who, share=share, target=target, verdict=verdict_name(rate)
        )
    sentence = ngettext(
        "{municipality} is at {share}: {count} more resolved in the period would have given {target}",
        "{municipality} is at {share}: {count} more resolved in the period would have given {target}",
        rate.missing,
    ).format(municipality=who, share=share, count=number(rate.missing), target=target)
    if closing.monthly is None:
        return f"{sentence}."
    return _("{sentence} ({count} a month).").format(sentence=sentence, count=number(closing.monthly))


def judged_of(rate: Rate, said: str) -> str:
    """What is ``said`` with a verdict, and of how many inquiries it is where others had no target."""
    if not rate.is_judged_in_part or rate.judged is None:
        return said
    text = ngettext(
        "{said} (of {count} inquiry with a target)", "{said} (of {count} inquiries with a target)", rate.judged.total
    )
    return text.format(said=said, count=number(rate.judged.total))
