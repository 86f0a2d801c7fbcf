"""A report's figures as JSON, for scripts: codes and names, shares in 0–1, the same keys in every language."""

import json
from datetime import date
from typing import Any

from kontakt.firstline import Difference, Proportion
from kontakt.reports.document import Hidden, NamedValue, ReportDocument, ReportTable, Value, bounds, exact
from kontakt.visible import visible_json


def as_json(document: ReportDocument) -> str:
    """One JSON document. ``tables`` holds, by the tables' ids, lists of rows with a key for each column. ``from`` is
    the first day of a period and ``until`` the day after its last."""
    return visible_json(json.dumps(_plain(document), ensure_ascii=False, indent=1)) + "\n"


def _plain(document: ReportDocument) -> dict[str, Any]:
    return {
        "title": document.title,
        "heading": document.heading,
        "scope": document.scope,
        "definition": document.definition,
        "summary": {
            "facts": [{"name": label, "said": said} for label, said in document.summary.facts],
            "sentences": list(document.summary.sentences),
            "first": list(document.summary.first),
        },
        "comment": document.comment or None,
        "made_at": document.made_at.isoformat(),
        "language": document.language,
        "tables": {table.id: _rows(table) for table in document.tables},
    }


def _rows(table: ReportTable) -> list[dict[str, Any]]:
    ids = [column.id for column in table.columns]
    return [dict(zip(ids, map(_value, row), strict=True)) for row in table.rows]


def _value(value: Value) -> Any:
    match value:
        case NamedValue():
            return {"code": value.code or None, "name": value.name}
        case Proportion() | Difference():
            counts = {"resolved": value.resolved, "total": value.total} if isinstance(value, Proportion) else {}
            interval = bounds(value)
            return {**counts, "share": exact(value.share), "interval": [interval.low, interval.high]}
        case Hidden():
            return {"hidden": value.value}
        case float():
            return exact(value)
        case date():
            return value.isoformat()
    return value
