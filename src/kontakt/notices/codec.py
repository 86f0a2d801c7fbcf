"""A notice as plain values, which JSON knows, and back: how the database and the cache hold it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kontakt.notices.notice import Notice, NoticeKind, NoticePriority, ToldFirst

_TIMES = ("begins", "ends", "next_word", "changed_at")
_TUPLES = ("municipalities", "places", "articles")


def packed(notice: Notice) -> dict[str, Any]:
    """The notice without what is empty; ``unpacked`` makes it again."""
    plain = {name: value for name, value in asdict(notice).items() if value}
    plain |= {name: written(plain[name]) for name in _TIMES if name in plain}
    plain |= {"id": str(notice.id), "kind": notice.kind.value, "title": notice.title, "priority": notice.priority.value}
    if notice.told_first:
        plain["told_first"] = [_packed(each) for each in notice.told_first]
    return plain


def unpacked(plain: Mapping[str, Any]) -> Notice:
    """The notice that was packed. Raises ValueError, TypeError or LookupError for anything else."""
    values = dict(plain)
    values |= {name: _read(values[name]) for name in _TIMES if name in values}
    values |= {name: tuple(values[name]) for name in _TUPLES if name in values}
    values |= {"id": UUID(values["id"]), "kind": NoticeKind(values["kind"])}
    values |= {"priority": NoticePriority(values["priority"])}
    values["told_first"] = tuple(_unpacked(*each) for each in values.get("told_first", ()))
    return Notice(**values)


def _packed(each: ToldFirst) -> list[str | None]:
    came_back = [written(each.came_back_at)] if each.came_back_at else []
    return [each.who, written(each.told_at), each.told_by, *came_back]


def _unpacked(who: str, told_at: str | None, told_by: str, came_back_at: str | None = None) -> ToldFirst:
    return ToldFirst(who, _read(told_at), told_by, _read(came_back_at))


def written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
