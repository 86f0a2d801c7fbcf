"""Who has changed the region and its themes, when and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from kontakt.directory.differences import differences, told
from kontakt.directory.region import RegionRevision
from kontakt.knowledge.article import Theme
from kontakt.knowledge.base import ThemesRevision
from kontakt.locale import _


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change ``by`` somebody at ``at`` (UTC): of what (a municipality's number, a theme's id, "" for the region),
    what that was called then, and what was changed, in words of the language of the screen."""

    at: datetime
    by: str
    of: str
    name: str
    what: str


def region_changes(revisions: Sequence[RegionRevision]) -> tuple[PastChange, ...]:
    """What became of the region and its municipalities; both from the newest on."""
    return tuple(
        PastChange(after.at, after.by, each.municipality or "", each.name, told(each))
        for after, before in pairwise(revisions)
        for each in differences(before.region, after.region)
    )


def theme_changes(revisions: Sequence[ThemesRevision]) -> tuple[PastChange, ...]:
    """What became of the themes; both from the newest on."""
    return tuple(
        PastChange(after.at, after.by, theme.id, theme.name, what)
        for after, before in pairwise(revisions)
        for theme, what in _between(before.themes, after.themes)
    )


def _between(before: Sequence[Theme], after: Sequence[Theme]) -> Iterator[tuple[Theme, str]]:
    stood, stands = ({each.id: each for each in themes} for themes in (before, after))
    for theme in after:
        old = stood.get(theme.id)
        if old is None:
            yield theme, _("is a new theme")
            continue
        fields = (
            (_("name"), old.name, theme.name),
            (_("nynorsk"), old.name_nn, theme.name_nn),
            ("Los", old.los, theme.los),
        )
        for name, was, is_now in fields:
            if was != is_now:
                text = _("{field}: {value} (before: {before})")
                yield theme, text.format(field=name, value=is_now or _("none"), before=was or _("none"))
    yield from ((theme, _("was taken off the list")) for theme in before if theme.id not in stands)
    order = [[each.id for each in one if each.id in other] for one, other in ((before, stands), (after, stood))]
    if order[0] != order[1]:
        moved = next(new for old, new in zip(*order, strict=True) if old != new)
        yield stands[moved], _("was moved up the list")
