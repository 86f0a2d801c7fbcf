"""What a lead changes in the region and in its list of themes: each step is done to what is stored at that moment."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from kontakt.directory.region import Municipality, Region, RegionRevision
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.base import ThemesRevision
from kontakt.locale import _, ngettext

T = TypeVar("T")

RegionEdit = Callable[[Region], Region]
"""From the region that is stored to what it is to be. Raises KontaktError where that cannot be."""

ThemesEdit = Callable[[tuple[Theme, ...]], tuple[Theme, ...]]
"""The same for the list of themes."""


@dataclass(frozen=True, slots=True)
class RegionPage:
    """What is kept of the region ``today``: its municipalities with the targets in force and to come, its themes, how
    many articles stand in each, and what both were, the newest first. ``themes`` are the listed ones."""

    today: date
    region: Region
    revisions: tuple[RegionRevision, ...]
    themes: tuple[Theme, ...]
    articles: dict[str, int]
    themes_revisions: tuple[ThemesRevision, ...]


# --- municipalities ----------------------------------------------------------------------------------------


def member_changed(number: str, change: Callable[[Municipality], Municipality]) -> RegionEdit:
    """One municipality is changed."""

    def edit(region: Region) -> Region:
        before = _member(region, number)
        after = change(before)
        others = [each for each in region.municipalities if each is not before]
        _refuse_twice(after, others)
        return replace(region, municipalities=_put(region.municipalities, before, after))

    return edit


def joined(member: Municipality) -> RegionEdit:
    """A municipality is new, and stands last."""

    def edit(region: Region) -> Region:
        _refuse_twice(member, region.municipalities)
        return replace(region, municipalities=(*region.municipalities, member))

    return edit


def left(number: str, articles: Iterable[Article]) -> RegionEdit:
    """A municipality leaves. Not while one of the ``articles`` speaks of it: their files could not be read again."""
    speaking = [article.title for article in articles if number in article.municipalities]

    def edit(region: Region) -> Region:
        member = _member(region, number)
        if speaking:
            text = ngettext(
                "{count} article speaks of {name} (“{title}”): change it first.",
                "{count} articles speak of {name} (“{title}” and others): change them first.",
                len(speaking),
            )
            raise KontaktError(text.format(count=len(speaking), name=member.name, title=speaking[0]))
        if len(region.municipalities) == 1:
            raise KontaktError(_("A region has at least one municipality: {name} stays.").format(name=member.name))
        return replace(region, municipalities=_put(region.municipalities, member, None))

    return edit


def member_raised(number: str) -> RegionEdit:
    """A municipality stands before the one above it."""

    def edit(region: Region) -> Region:
        return replace(region, municipalities=_raised(region.municipalities, _member(region, number)))

    return edit


def _member(region: Region, number: str) -> Municipality:
    member = region.municipality(number)
    if member is None:
        text = _("The municipality {number} is not in the region any longer: somebody has taken it out.")
        raise KontaktError(text.format(number=number))
    return member


def _refuse_twice(member: Municipality, others: Iterable[Municipality]) -> None:
    for other in others:
        if other.number == member.number:
            text = _("The number {number} is that of {name}: correct one of them.")
            raise KontaktError(text.format(number=member.number, name=other.name))
        if other.name.casefold() == member.name.casefold():
            text = _("{name} is in the region already, with the number {number}.")
            raise KontaktError(text.format(number=other.number, name=other.name))


# --- themes ------------------------------------------------------------------------------------------------


def theme_changed(theme: Theme) -> ThemesEdit:
    """The theme of this id has these names; a new one stands last."""

    def edit(themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        for other in themes:
            if other.id != theme.id and other.name.casefold() == theme.name.casefold():
                raise KontaktError(_("There is a theme “{name}” already.").format(name=other.name))
        before = next((each for each in themes if each.id == theme.id), None)
        return _put(themes, before, theme) if before else (*themes, theme)

    return edit


def theme_removed(id: str, articles: Iterable[Article]) -> ThemesEdit:
    """A theme is taken off the list. Not while one of the ``articles``, whatever its status, stands in it."""
    count = sum(article.theme == id for article in articles)

    def edit(themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        theme = _theme(themes, id)
        if count:
            text = ngettext(
                "{count} article stands in “{name}”, drafts and archived ones counted: move it to another theme first.",
                "{count} articles stand in “{name}”, drafts and archived ones counted: move them to another theme first.",
                count,
            )
            raise KontaktError(text.format(count=count, name=theme.name))
        return _put(themes, theme, None)

    return edit


def theme_raised(id: str) -> ThemesEdit:
    """A theme stands before the one above it."""
    return lambda themes: _raised(themes, _theme(themes, id))


def _theme(themes: Iterable[Theme], id: str) -> Theme:
    theme = next((each for each in themes if each.id == id), None)
    if theme is None:
        raise KontaktError(_("The theme {id} is not in the list any longer: somebody has taken it off.").format(id=id))
    return theme


def _put(items: Sequence[T], before: T, after: T | None) -> tuple[T, ...]:
    """The items with ``after`` in the place of ``before``, or without it."""
    return tuple(new for each in items if (new := after if each is before else each) is not None)


def _raised(items: Sequence[T], item: T) -> tuple[T, ...]:
    at = items.index(item)
    others = [each for each in items if each is not item]
    return (*others[: max(0, at - 1)], item, *others[max(0, at - 1) :])
