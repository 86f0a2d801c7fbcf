"""How many calls the phone system answered: what "logged ÷ answered" is measured against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kontakt.inquiries.tables import AnsweredRow


@dataclass(frozen=True, slots=True)
class Answered:
    """On ``day`` (Oslo), ``calls`` calls were answered on ``line`` ("" for all of them). ``municipality`` is "" where
    the line belongs to no single one."""

    day: date
    municipality: str
    line: str
    calls: int


def store(session: Session, rows: Iterable[Answered]) -> None:
    """Keep these numbers, in the place of those of the same days, municipalities and lines."""
    for row in rows:
        session.merge(AnsweredRow(day=row.day, municipality=row.municipality, line=row.line, calls=row.calls))


def answered(session: Session, first: date, last: date) -> list[Answered]:
    """What was answered from the day ``first`` up to, but not including, the day ``last``."""
    rows = session.exec(select(AnsweredRow).where(col(AnsweredRow.day) >= first, col(AnsweredRow.day) < last))
    return [Answered(row.day, row.municipality, row.line, row.calls) for row in rows]
