"""What differs between two states of the region, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.locale import N_, _
from kontakt.locale.formats import number, percent, short_date


class RegionField(StrEnum):
    """What is kept of the region and of its municipalities."""

    TARGET = "target"
    INHABITANTS = "inhabitants"
    NAME = "name"
    LANGUAGE = "language"
    PLACES = "places"
    SOURCE = "source"
    NOTE_DAYS = "note_days"
    TALLY_DAYS = "tally_days"
    MEMBER = "member"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class RegionDifference:
    """One field of a municipality (None: of the region), with what stood there and what stands there now, each None for
    nothing. ``name`` is what the municipality is called. Of a target, ``day`` is the one that it counts from."""

    municipality: str | None
    name: str
    field: RegionField
    before: object
    after: object
    day: date | None = None


_NAMES = {
    RegionField.TARGET: N_("target"),
    RegionField.INHABITANTS: N_("inhabitants"),
    RegionField.NAME: N_("name"),
    RegionField.LANGUAGE: N_("language form"),
    RegionField.PLACES: N_("place names"),
    RegionField.SOURCE: N_("source of the inhabitants"),
    RegionField.NOTE_DAYS: N_("days that notes are kept"),
    RegionField.TALLY_DAYS: N_("days that the tally looks back"),
    RegionField.ORDER: N_("order of the municipalities"),
}

LANGUAGES = {
    LanguageForm.BOKMAAL: N_("bokmål"),
    LanguageForm.NYNORSK: N_("nynorsk"),
    LanguageForm.NEUTRAL: N_("neutral"),
}


def differences(before: Region | None, after: Region) -> tuple[RegionDifference, ...]:
    """What ``after`` has otherwise, in its order; what left it last."""
    if before is None:
        return tuple(_of_membership(None, each) for each in after.municipalities)
    return tuple(_differences(before, after))


def _differences(before: Region, after: Region) -> Iterator[RegionDifference]:
    of_the_region = (
        (RegionField.NAME, before.name, after.name),
        (RegionField.SOURCE, before.inhabitants_source, after.inhabitants_source),
        (RegionField.NOTE_DAYS, before.note_days, after.note_days),
        (RegionField.TALLY_DAYS, before.tally_days, after.tally_days),
    )
    for field, old, new in of_the_region:
        if old != new:
            yield RegionDifference(None, after.name, field, old or None, new or None)
    for member in after.municipalities:
        stood = before.municipality(member.number)
        if stood is None:
            yield _of_membership(None, member)
        else:
            yield from _of_fields(stood, member)
    left = [each for each in before.municipalities if after.municipality(each.number) is None]
    yield from (_of_membership(each, None) for each in left)
    stayed = [each.number for each in before.municipalities if each not in left]
    if [each.number for each in after.municipalities if before.municipality(each.number)] != stayed:
        yield RegionDifference(None, after.name, RegionField.ORDER, None, [each.name for each in after.municipalities])


def _of_membership(before: Municipality | None, after: Municipality | None) -> RegionDifference:
    member = after or before
    assert member is not None
    stood, stands = (each.name if each else None for each in (before, after))
    return RegionDifference(member.number, member.name, RegionField.MEMBER, stood, stands)


def _of_fields(before: Municipality, after: Municipality) -> Iterator[RegionDifference]:
    plain = (
        (RegionField.INHABITANTS, before.inhabitants, after.inhabitants),
        (RegionField.NAME, before.name, after.name),
        (RegionField.LANGUAGE, before.language, after.language),
        (RegionField.PLACES, before.places or None, after.places or None),
    )
    days = sorted({each.day for one in (before, after) for each in one.coming})
    stood, stands = ({each.day: each for each in one.coming} for one in (before, after))
    for day in days:
        # A target that is long in force is no difference when its day is forgotten.
        if stood.get(day) != stands.get(day) and before.target_on(day) != after.target_on(day):
            yield RegionDifference(
                after.number, after.name, RegionField.TARGET, before.target_on(day), after.target_on(day), day
            )
    yield from (RegionDifference(after.number, after.name, field, old, new) for field, old, new in plain if old != new)


def told(difference: RegionDifference) -> str:
    """A difference in words, without the municipality's name: ``mål fra 01.12.2026: 80 % (før: 75 %)``."""
    if difference.field is RegionField.MEMBER:
        return _("is new in the region") if difference.after else _("has left the region")
    name = _(_NAMES[difference.field])
    if difference.day is not None:
        name = _("{field} from {day}").format(field=name, day=short_date(difference.day))
    value = _value(difference.field, difference.after)
    if difference.field is RegionField.ORDER:
        return f"{name}: {value}"
    text = _("{field}: {value} (before: {before})")
    return text.format(field=name, value=value, before=_value(difference.field, difference.before))


def _value(field: RegionField, value: object) -> str:
    match value:
        case None:
            return _("none")
        case LanguageForm():
            return _(LANGUAGES[value])
        case int():
            return percent(value / 100, 0) if field is RegionField.TARGET else number(value)
        case tuple() | list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
