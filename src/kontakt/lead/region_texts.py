"""What a lead types about the region, read and checked. Each function raises ValueError with the sentence that says
what is wrong."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from kontakt.directory.region_input import MOST_INHABITANTS, InvalidRegion, make_line, make_place
from kontakt.files.days import read_day, written_day
from kontakt.knowledge.article import Theme
from kontakt.knowledge.article_input import InvalidArticle, make_theme
from kontakt.knowledge.new_id import new_id
from kontakt.locale import _
from kontakt.locale.formats import number


def read_target(text: str) -> int | None:
    """A whole per cent from 1 to 100; None for an empty text."""
    plain = text.strip().removesuffix("%").strip()
    if not plain:
        return None
    if not re.fullmatch("[0-9]{1,3}", plain) or not 1 <= int(plain) <= 100:
        raise ValueError(_("Write a whole number from 1 to 100, or nothing where there is no target."))
    return int(plain)


def read_first_day(text: str, today: date) -> date:
    """A day that is not past."""
    day = read_day(text)
    if day is None:
        raise ValueError(
            _("“{text}” is not a day: write it as {example}.").format(text=text, example=written_day(today))
        )
    if day < today:
        raise ValueError(
            _(
                "A target counts from today or a day to come: what was logged before stays judged on the one in force then."
            )
        )
    return day


def read_inhabitants(text: str) -> int | None:
    """A whole number, with or without spaces in it; None for an empty text."""
    plain = re.sub(r"\s", "", text)
    if not plain:
        return None
    if not re.fullmatch("[0-9]{1,9}", plain) or int(plain) > MOST_INHABITANTS:
        most = number(MOST_INHABITANTS)
        raise ValueError(
            _("Write a whole number of at most {most}, or nothing where it is not known.").format(most=most)
        )
    return int(plain)


def read_days(text: str, most: int) -> int | None:
    """A whole number of days, at least one; None for an empty text."""
    plain = text.strip()
    if not plain:
        return None
    if not re.fullmatch("[0-9]{1,4}", plain) or not 1 <= int(plain) <= most:
        raise ValueError(_("Write a whole number from 1 to {most}, or nothing.").format(most=number(most)))
    return int(plain)


def read_name(text: str) -> str:
    """A name of one line."""
    try:
        return make_line(text, _("name"))
    except InvalidRegion as wrong:
        raise ValueError(str(wrong)) from wrong


def read_source(text: str) -> str:
    """Where the figures come from; may be empty."""
    return read_name(text) if text.strip() else ""


def read_number(text: str) -> str:
    """A municipality's official number."""
    plain = text.strip()
    if not re.fullmatch("[0-9]{4}", plain):
        raise ValueError(_("A municipality's number has four digits, such as 0301."))
    return plain


def read_places(text: str) -> tuple[str, ...]:
    """Place names with commas between them; each once."""
    try:
        return tuple(dict.fromkeys(make_place(each, _("place names")) for each in text.split(",") if each.strip()))
    except InvalidRegion as wrong:
        raise ValueError(str(wrong)) from wrong


def read_theme(theme: Theme, names: Mapping[str, str], **texts: str) -> Theme:
    """The theme with these texts in its fields; ``names`` are what the fields are called."""
    values = {"id": theme.id, "name": theme.name, "name_nn": theme.name_nn, "los": theme.los} | texts
    try:
        return make_theme({key: value for key, value in values.items() if value.strip()}, names)
    except InvalidArticle as wrong:
        raise ValueError("\n".join(wrong.problems)) from wrong


def read_new_theme(text: str, names: Mapping[str, str], taken: Collection[str]) -> Theme:
    """A new theme of this name, with an id made from it that is not ``taken``."""
    return read_theme(Theme(new_id(text, taken), ""), names, name=text)
