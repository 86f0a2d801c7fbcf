"""How many calls the phone system answered: what "logged ÷ answered" is measured against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, delete, select

from kontakt.inquiries.log.tables import AnsweredRow


@dataclass(frozen=True, slots=True)
class AnsweredCalls:
    """On ``day`` (Oslo), ``calls`` calls were answered on ``line`` ("" for all of them). ``municipality`` is "" where
    the line belongs to no single one."""

    day: date
    municipality: str
    line: str
    calls: int


def store(session: Session, rows: Iterable[AnsweredCalls]) -> None:
    """Keep these numbers, in the place of all those of the same days and municipalities, whatever their lines."""
    counts = list(rows)
    for day, municipality in sorted({(row.day, row.municipality) for row in counts}):
        same = (col(AnsweredRow.day) == day, col(AnsweredRow.municipality) == municipality)
        session.exec(delete(AnsweredRow).where(*same))
    for row in counts:
        session.add(AnsweredRow(day=row.day, municipality=row.municipality, line=row.line, calls=row.calls))


def calls_between(session: Session, first: date, last: date) -> list[AnsweredCalls]:
    """How many calls were answered from the day ``first`` up to, but not including, the day ``last``: a row for each
    day, municipality and line that a file told of."""
    day, municipality, line, calls = (
        col(AnsweredRow.day),
        col(AnsweredRow.municipality),
        col(AnsweredRow.line),
        col(AnsweredRow.calls),
    )
    rows = session.exec(select(day, municipality, line, calls).where(day >= first, day < last))
    return [AnsweredCalls(*row) for row in rows]
