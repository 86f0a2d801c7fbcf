"""The table of what means danger to life: kinds, each with what the screen says first and the words that raise it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kontakt.knowledge.article import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentKind:
    """One kind of danger. ``numbers`` are whom to ring, as they are said ("116 117"), and stand in ``says``, the line
    that the screen shows first. The phrases (see ``search.urgent``) raise it, whatever the language of the screen;
    those in ``unless`` do not, though one of the others stands in them."""

    id: str
    numbers: tuple[str, ...]
    says: str
    says_nn: str = ""
    says_en: str = ""
    words: tuple[str, ...] = ()
    words_nn: tuple[str, ...] = ()
    words_en: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that raises it."""
        return self.words + self.words_nn + self.words_en

    def sentence_in(self, language: str) -> str:
        """What the screen says, in this language, else in bokmål."""
        return {"nn": self.says_nn, "en": self.says_en}.get(language) or self.says


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentTable:
    """The kinds, the most dangerous first, and what the numbers rest on. ``comment`` is what people wrote above it all,
    for people."""

    kinds: tuple[UrgentKind, ...] = ()
    sources: tuple[Source, ...] = ()
    reviewed: date | None = None
    review_by: date | None = None
    comment: str = ""

    def kind(self, id: str) -> UrgentKind | None:
        return next((kind for kind in self.kinds if kind.id == id), None)


def packed(table: UrgentTable) -> dict[str, Any]:
    """The table as plain values, which JSON knows; ``unpacked`` makes it again."""
    plain = asdict(table)
    plain["sources"] = [[source.rule, _day_text(source.checked)] for source in table.sources]
    return plain | {"reviewed": _day_text(table.reviewed), "review_by": _day_text(table.review_by)}


def unpacked(plain: Mapping[str, Any]) -> UrgentTable:
    """The table that was packed. Raises ValueError, TypeError or LookupError for anything else."""
    kinds = [_kind(values) for values in plain["kinds"]]
    return UrgentTable(
        kinds=tuple(kinds),
        sources=tuple(Source(rule, _day(checked)) for rule, checked in plain["sources"]),
        reviewed=_day(plain["reviewed"]),
        review_by=_day(plain["review_by"]),
        comment=str(plain["comment"]),
    )


def _kind(plain: Mapping[str, Any]) -> UrgentKind:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, (list, tuple)) else value for key, value in plain.items()
    }
    return UrgentKind(**values)


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
