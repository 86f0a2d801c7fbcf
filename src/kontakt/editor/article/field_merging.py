"""What two editors have made of one article at once, brought together field by field."""

from dataclasses import dataclass, fields, replace
from typing import Any

from kontakt.knowledge.article import Article

_BY_MUNICIPALITY = ("local", "as_shared")
"""What is a field for each municipality."""

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """``article`` has what either has changed; in the fields that ``both`` have changed to different values, mine. The
    fields are named as in Article, a local note "local.4026"; ``theirs`` are those that were taken from theirs."""

    article: Article
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def merged_fields(base: Article, mine: Article, theirs: Article) -> FieldMerge:
    """Bring ``mine`` and ``theirs``, both made of ``base``, together. A municipality that has a note in the end is not
    "as shared" as well."""
    before, my_values, their_values = _values(base), _values(mine), _values(theirs)
    merged: dict[str, Any] = {}
    from_theirs, both = [], []
    for name in dict.fromkeys((*their_values, *my_values, *before)):
        was, own, other = (each.get(name, _ABSENT) for each in (before, my_values, their_values))
        merged[name] = own
        if other in (own, was):
            continue
        if own == was:
            merged[name] = other
            from_theirs.append(name)
        else:
            both.append(name)
    return FieldMerge(_article(mine, merged), tuple(from_theirs), tuple(both))


def _values(article: Article) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in fields(article):
        value = getattr(article, each.name)
        if each.name in _BY_MUNICIPALITY:
            values |= {f"{each.name}.{number}": one for number, one in value.items()}
        else:
            values[each.name] = value
    return values


def _article(mine: Article, values: dict[str, Any]) -> Article:
    present = {name: value for name, value in values.items() if value is not _ABSENT}
    plain = {name: value for name, value in present.items() if "." not in name}
    local, as_shared = (_by_municipality(present, name) for name in _BY_MUNICIPALITY)
    return replace(
        mine, **plain, local=local, as_shared={number: day for number, day in as_shared.items() if number not in local}
    )


def _by_municipality(values: dict[str, Any], name: str) -> dict[str, Any]:
    of_name = {each.partition(".")[2]: value for each, value in values.items() if each.startswith(f"{name}.")}
    return dict(sorted(of_name.items()))
