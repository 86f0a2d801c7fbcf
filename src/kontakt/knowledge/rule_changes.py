"""Laws and regulations that have changed: what rests on them and was checked before must be looked at anew."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kontakt.knowledge.article import Article
from kontakt.knowledge.tables import RuleChangeRow


@dataclass(frozen=True, slots=True)
class RuleChange:
    """The rule whose name holds ``rule`` ("barnehageloven") changed on ``day``."""

    rule: str
    day: date
    by: str

    def concerns(self, article: Article) -> bool:
        """Whether the article rests on the rule, and was not checked against it on that day or later."""
        name = self.rule.casefold()
        return any(
            name in source.rule.casefold() and (source.checked is None or source.checked < self.day)
            for source in article.sources
        )


def note(session: Session, change: RuleChange, at: datetime) -> None:
    """Keep a change. ``at`` is UTC."""
    session.add(RuleChangeRow(rule=change.rule, day=change.day, editor=change.by, made_at=at))


def noted(session: Session) -> tuple[RuleChange, ...]:
    """All changes, the latest first."""
    rows = session.exec(select(RuleChangeRow).order_by(col(RuleChangeRow.day).desc(), col(RuleChangeRow.id).desc()))
    return tuple(RuleChange(row.rule, row.day, row.editor) for row in rows)
