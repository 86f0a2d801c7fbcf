"""One kind of danger as fields of text, the way an editor types it; and what is wrong with them, field by field."""

from collections.abc import Collection
from dataclasses import dataclass, fields

from kontakt.files.text_diff import FieldDifference, differences
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.new_id import new_id
from kontakt.knowledge.urgent.input import make_kind
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.locale import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentKindForm:
    """The fields of one kind of danger, as they are typed: a phrase on each line, numbers separated by commas."""

    says: str = ""
    says_nn: str = ""
    says_en: str = ""
    numbers: str = ""
    words: str = ""
    words_nn: str = ""
    words_en: str = ""
    unless: str = ""


_NAMES = {
    "says": N_("What the screen says"),
    "says_nn": N_("What it says in nynorsk"),
    "says_en": N_("What it says in English"),
    "numbers": N_("Numbers"),
    "words": N_("Raised by"),
    "words_nn": N_("Raised by, nynorsk"),
    "words_en": N_("Raised by, English"),
    "unless": N_("Not raised by"),
}
"""What the fields are called on the screen."""


def form_of_kind(kind: UrgentKind | None) -> UrgentKindForm:
    """The fields of a kind that stands; empty ones for none."""
    if kind is None:
        return UrgentKindForm()
    values = {each.name: getattr(kind, each.name) for each in fields(UrgentKindForm)}
    return UrgentKindForm(
        **{
            name: value if isinstance(value, str) else (", " if name == "numbers" else "\n").join(value)
            for name, value in values.items()
        }
    )


def kind_of_form(form: UrgentKindForm, before: UrgentKind | None, taken: Collection[str] = ()) -> UrgentKind:
    """The kind that the fields make; a new one gets an id that is not ``taken``. Raises InvalidArticle."""
    texts = {each.name: getattr(form, each.name) for each in fields(UrgentKindForm)}
    values = {
        name: text if name.startswith("says") else tuple(filter(None, map(str.strip, _parts(name, text))))
        for name, text in texts.items()
    }
    given = {name: value for name, value in values.items() if name == "says" or (value and value != "")}
    id = before.id if before else new_id(form.says, taken)
    return make_kind({"numbers": (), **given, "id": id}, {name: _(text) for name, text in _NAMES.items()})


def problems_of(form: UrgentKindForm) -> dict[str, str]:
    """The first sentence on each field that is wrong."""
    try:
        kind_of_form(form, None)
    except InvalidArticle as invalid:
        return invalid.first_by(lambda place: str(place[0]))
    return {}


def kind_differences(before: UrgentKind | None, after: UrgentKind | None) -> tuple[FieldDifference, ...]:
    """The fields that differ between two versions, in the order of the screen; None is one that does not exist."""
    old, new = form_of_kind(before), form_of_kind(after)
    return tuple(
        FieldDifference(name, _(label), differences(getattr(old, name), getattr(new, name)))
        for name, label in _NAMES.items()
        if getattr(old, name) != getattr(new, name)
    )


def _parts(name: str, text: str) -> list[str]:
    return text.split(",") if name == "numbers" else text.splitlines()
