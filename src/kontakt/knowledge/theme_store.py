"""The list of themes in the shared database, in the session and the transaction of the caller."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from kontakt.database import changes
from kontakt.knowledge.article import Theme
from kontakt.knowledge.base import ThemesRevision
from kontakt.knowledge.files.reader import read_themes
from kontakt.knowledge.files.writer import format_themes
from kontakt.knowledge.tables import ThemeRow, ThemesCommentRow, ThemesRevisionRow


def load(session: Session) -> tuple[Theme, ...]:
    """The themes in their order."""
    rows = session.exec(select(ThemeRow).order_by(col(ThemeRow.position), col(ThemeRow.id)))
    return tuple(Theme(row.id, row.name, row.name_nn, row.los) for row in rows)


def write(
    session: Session, themes: Sequence[Theme] | None, comment: str | None, *, by: str, at: datetime
) -> tuple[str, ...]:
    """Make the list of themes ``themes``, and the comment above it ``comment``; None leaves either alone. What the list
    was is kept. The ids of the themes that are new, changed, moved or removed. ``at`` is timezone-aware."""
    if comment is not None:
        session.exec(delete(ThemesCommentRow))
        session.add_all([ThemesCommentRow(text=comment)] if comment else [])
    if themes is None:
        session.flush()
        return ()
    before = load(session)
    stored = {row.id: row for row in session.exec(select(ThemeRow))}
    wanted = dict(enumerate({theme.id: theme for theme in themes}.values()))
    rows = {theme.id: _row(theme, position) for position, theme in wanted.items()}
    changed = [id for id in sorted(stored.keys() | rows.keys()) if _values(stored.get(id)) != _values(rows.get(id))]
    for id in changed:
        revision = stored[id].revision + 1 if id in stored else 1
        if id in rows:
            rows[id].revision = revision
            session.merge(rows[id])
        else:
            session.delete(stored[id])
        changes.record(session, "theme", id, revision)
    if changed:
        _keep(session, before, tuple(wanted.values()), by, at)
    session.flush()
    return tuple(changed)


def history(session: Session) -> tuple[ThemesRevision, ...]:
    """What the list was, the newest first; nothing from before there was a history. Raises KontaktError."""
    rows = session.exec(select(ThemesRevisionRow).order_by(col(ThemesRevisionRow.revision).desc()))
    return tuple(ThemesRevision(row.editor, row.made_at, read_themes(row.text, "themes.yaml")[0]) for row in rows)


def _keep(session: Session, before: tuple[Theme, ...], now: tuple[Theme, ...], by: str, at: datetime) -> None:
    newest = session.exec(select(func.max(ThemesRevisionRow.revision))).one() or 0
    if newest == 0 and before:
        newest = 1
        session.add(ThemesRevisionRow(revision=newest, editor="", made_at=at, text=format_themes(before)))
    session.add(ThemesRevisionRow(revision=newest + 1, editor=by, made_at=at, text=format_themes(now)))


def _row(theme: Theme, position: int) -> ThemeRow:
    return ThemeRow(id=theme.id, revision=1, position=position, name=theme.name, name_nn=theme.name_nn, los=theme.los)


def _values(row: ThemeRow | None) -> tuple[int, str, str, str] | None:
    return (row.position, row.name, row.name_nn, row.los) if row else None
