"""The knowledge base in the shared database.

Every function works in the session it is given, in the transaction that its caller began. What is written is
told to the other desks through the change table. Rows are read and written as plain columns, not as objects
that the session keeps: whole knowledge bases pass through here.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import CursorResult, String, Table, cast, delete, func, insert, select
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel

from kontakt.database import changes
from kontakt.database.soundness import is_a_text_that_is_none
from kontakt.errors import KontaktError
from kontakt.knowledge import theme_store
from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.base import Knowledge
from kontakt.knowledge.by_id import LinkTargets
from kontakt.knowledge.files import format_article
from kontakt.knowledge.private_numbers import refuse_private_numbers
from kontakt.knowledge.revisions import Revision, RevisionKind, digest
from kontakt.knowledge.rows import article_from, article_values, as_shared_values, keyword_values
from kontakt.knowledge.tables import (
    ArticleRevisionRow,
    ArticleRow,
    AsSharedRow,
    KeywordRow,
    LocalNoteRevisionRow,
    LocalNoteRow,
    ThemesCommentRow,
)
from kontakt.locale import _

T = TypeVar("T")

log = logging.getLogger(__name__)

_AT_ONCE = 500
"""How many ids go into one statement: databases limit its parameters."""


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


_ARTICLE = _table(ArticleRow)
_KEYWORD = _table(KeywordRow)
_AS_SHARED = _table(AsSharedRow)
_NOTE = _table(LocalNoteRow)
_REVISION = _table(ArticleRevisionRow)
_NOTE_REVISION = _table(LocalNoteRevisionRow)
_THEMES_COMMENT = _table(ThemesCommentRow)


@dataclass(frozen=True, slots=True)
class Saved:
    """The ids of what a save did: articles new or changed, articles removed, themes changed or removed."""

    articles: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def load(session: Session) -> Knowledge:
    """The whole knowledge base."""
    comment = session.connection().execute(select(_THEMES_COMMENT.c.text)).scalar()
    readable, unreadable = _readable(session, None)
    return Knowledge(readable, theme_store.load(session), comment or "", unreadable)


def articles(session: Session, ids: Iterable[str]) -> tuple[Article, ...]:
    """Those of the articles that exist and can be read, in the order of their ids."""
    return some(session, ids).articles


def some(session: Session, ids: Iterable[str]) -> Knowledge:
    """Those of the articles that exist, in the order of their ids, and the list of themes without its comment."""
    parts = [_readable(session, part) for part in _parts(sorted(set(ids)))]
    found = tuple(article for part, _bad in parts for article in part)
    return Knowledge(found, theme_store.load(session), unreadable=tuple(id for _part, bad in parts for id in bad))


def standing(session: Session) -> dict[str, Revision]:
    """How each article that stands came to be what it is: its newest revision, without the text."""
    revision = _REVISION.c
    query = select(revision.article, revision.revision, revision.editor, revision.made_at, revision.what).join(
        _ARTICLE, (revision.article == _ARTICLE.c.id) & (revision.revision == _ARTICLE.c.revision)
    )
    return {
        row.article: Revision(row.revision, row.editor, row.made_at, "", RevisionKind(row.what) if row.what else None)
        for row in session.connection().execute(query)
    }


def link_targets(session: Session) -> LinkTargets:
    """What links between articles can lead to."""
    query = select(
        _ARTICLE.c.id,
        cast(_ARTICLE.c.status, String).label("status"),
        cast(_ARTICLE.c.redirects, String).label("redirects"),
    )
    rows = list(session.connection().execute(query))
    return LinkTargets(
        {row.id: Status(row.status) for row in rows},
        {old: row.id for row in rows for old in _redirects(row.redirects)},
    )


def save(
    session: Session,
    articles: Iterable[Article],
    themes: Sequence[Theme] | None = None,
    *,
    by: str,
    at: datetime,
    themes_comment: str | None = None,
    what: RevisionKind = RevisionKind.EDITED,
) -> Saved:
    """Store articles and themes beside those that stand; None leaves the themes, or their comment, alone.

    Only what differs from what is stored gets a revision, which says ``what`` was done, and a change record. Given
    themes come first, in their order. ``at`` is timezone-aware. Raises KontaktError, before anything is written, when
    an id would belong to two articles, or a text holds an identity number or account.
    """
    by_id = {article.id: article for article in articles}
    changed = _differing(session, by_id)
    refuse_private_numbers(changed)
    _check_ids(session, changed, removed=())
    _write(session, changed, by, at, what)
    if themes is not None:
        listed = set(_ids(themes))
        themes = [*themes, *(theme for theme in theme_store.load(session) if theme.id not in listed)]
    return Saved(tuple(_ids(changed)), (), theme_store.write(session, themes, themes_comment, by=by, at=at))


def replace_all(
    session: Session,
    articles: Iterable[Article],
    themes: Sequence[Theme] | None = None,
    *,
    by: str,
    at: datetime,
    themes_comment: str | None = None,
    what: RevisionKind = RevisionKind.EDITED,
) -> Saved:
    """Put articles and themes in the place of all that is stored. As save, but what is not given is removed, which is
    what was done to it then; its history is kept. Themes that are None stay."""
    by_id = {article.id: article for article in articles}
    stored = set(session.connection().execute(select(_ARTICLE.c.id)).scalars())
    removed = sorted(stored - by_id.keys())
    changed = _differing(session, by_id)
    refuse_private_numbers(changed)
    _check_ids(session, changed, removed)
    remove(session, removed, by=by, at=at, what=what)
    _write(session, changed, by, at, what)
    return Saved(tuple(_ids(changed)), tuple(removed), theme_store.write(session, themes, themes_comment, by=by, at=at))


def remove(
    session: Session, ids: Sequence[str], *, by: str, at: datetime, what: RevisionKind = RevisionKind.REMOVED
) -> None:
    """Remove articles with their local notes. Their history is kept, and ends with an empty text."""
    for part in _parts(ids):
        revisions = _next_revisions(session, part)
        _live, past = _planned_notes(session, part, [], by, at)
        _clear(session, part)
        _insert(session, _NOTE_REVISION, past)
        _insert(session, _REVISION, [{**_history_values(id, revisions[id], by, at, ""), "what": what} for id in part])
        for id in part:
            changes.record(session, "article", id, revisions[id])


def _readable(session: Session, ids: Sequence[str] | None) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """The articles with these ids (None: all), and the ids of those of which a row is damaged: one of them must not
    stop all others."""
    try:
        return _read(session, ids), ()
    except (ValueError, LookupError, TypeError, OperationalError) as problem:
        if isinstance(problem, OperationalError) and not is_a_text_that_is_none(problem):
            raise
        if ids is None:
            ids = session.connection().execute(select(_ARTICLE.c.id).order_by(_ARTICLE.c.id)).scalars().all()
        elif len(ids) == 1:
            log.warning("The article %s cannot be read: %s", ids[0], type(problem).__name__)
            return (), tuple(ids)
    half = len(ids) // 2 or 1
    parts = [_readable(session, part) for part in (ids[:half], ids[half:]) if part]
    readable = sorted((article for part, _bad in parts for article in part), key=lambda article: article.id)
    return tuple(readable), tuple(id for _part, bad in parts for id in bad)


def _read(session: Session, ids: Collection[str] | None) -> tuple[Article, ...]:
    """The articles with these ids (None: all), in the order of their ids."""
    keywords: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    # All at once, and only what is needed: they are by far the most rows.
    keyword = _KEYWORD.c
    columns = (keyword.article, keyword.language, keyword.keyword)
    for article, language, text in _rows(session, _KEYWORD, ids, keyword.position, columns).all():
        keywords[article, language].append(text)
    local: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(session, _NOTE, ids, _NOTE.c.municipality):
        local[row.article][row.municipality] = row.text
    as_shared: defaultdict[str, dict[str, date]] = defaultdict(dict)
    for row in _rows(session, _AS_SHARED, ids, _AS_SHARED.c.municipality):
        as_shared[row.article][row.municipality] = row.day
    tuples = {key: tuple(words) for key, words in keywords.items()}
    read_articles = [
        article_from(row, tuples, local.get(row.id, {}), as_shared.get(row.id, {}))
        for row in _rows(session, _ARTICLE, ids, _ARTICLE.c.id)
    ]
    # Not left to the database: each collates in its own way.
    return tuple(sorted(read_articles, key=lambda article: article.id))


def _rows(
    session: Session, table: Table, ids: Collection[str] | None, order: Any, columns: Sequence[Any] = ()
) -> CursorResult[*tuple[Any, ...]]:
    """``columns``: of these alone."""
    key = table.c.id if table is _ARTICLE else table.c.article
    statement = select(*columns or (table,)).order_by(order)
    return session.connection().execute(statement if ids is None else statement.where(key.in_(ids)))


def _differing(session: Session, by_id: dict[str, Article]) -> list[Article]:
    stored = {article.id: article for article in articles(session, by_id)}
    return [article for id, article in by_id.items() if stored.get(id) != article]


def _check_ids(session: Session, changed: Iterable[Article], removed: Collection[str]) -> None:
    """Every id and every redirect belongs to one article."""
    stored = session.connection().execute(select(_ARTICLE.c.id, cast(_ARTICLE.c.redirects, String)))
    redirects = {id: _redirects(text) for id, text in stored}
    for id in removed:
        del redirects[id]
    redirects |= {article.id: article.redirects for article in changed}
    owners = {id: id for id in redirects}
    for owner, others in redirects.items():
        for id in others:
            if id in owners:
                text = _("The id “{id}” would belong to both {one} and {other}: remove it from one of them.")
                raise KontaktError(text.format(id=id, one=owners[id], other=owner))
            owners[id] = owner


def _redirects(text: str) -> tuple[str, ...]:
    """As they are stored; none where they cannot be read: that must not stop the saving of other articles."""
    try:
        return tuple(map(str, json.loads(text)))
    except (ValueError, TypeError):
        return ()


def _write(session: Session, changed: Sequence[Article], by: str, at: datetime, what: RevisionKind) -> None:
    for part in _parts(changed):
        ids = _ids(part)
        texts = {article.id: format_article(article) for article in part}
        revisions = _next_revisions(session, ids)
        notes, past_notes = _planned_notes(session, ids, part, by, at)
        _clear(session, ids)
        _insert(
            session,
            _ARTICLE,
            [article_values(article, revisions[article.id], digest(texts[article.id])) for article in part],
        )
        _insert(session, _KEYWORD, [values for article in part for values in keyword_values(article)])
        _insert(session, _AS_SHARED, [values for article in part for values in as_shared_values(article)])
        _insert(session, _NOTE, notes)
        _insert(session, _NOTE_REVISION, past_notes)
        _insert(
            session, _REVISION, [{**_history_values(id, revisions[id], by, at, texts[id]), "what": what} for id in ids]
        )
        for id in ids:
            changes.record(session, "article", id, revisions[id])


def _clear(session: Session, ids: Collection[str]) -> None:
    """Delete the live rows of articles, children first."""
    for table in (_KEYWORD, _AS_SHARED, _NOTE):
        session.connection().execute(delete(table).where(table.c.article.in_(ids)))
    session.connection().execute(delete(_ARTICLE).where(_ARTICLE.c.id.in_(ids)))


def _next_revisions(session: Session, ids: Collection[str]) -> dict[str, int]:
    newest = (
        select(_REVISION.c.article, func.max(_REVISION.c.revision))
        .where(_REVISION.c.article.in_(ids))
        .group_by(_REVISION.c.article)
    )
    latest = {row[0]: row[1] for row in session.connection().execute(newest)}
    return {id: latest.get(id, 0) + 1 for id in ids}


def _planned_notes(
    session: Session, ids: Collection[str], articles: Iterable[Article], by: str, at: datetime
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The live notes that ``articles`` will have in the place of those that ``ids`` have now, and the history
    of those that differ. A note that is the same keeps its revision."""
    stored = {(row.article, row.municipality): row for row in _rows(session, _NOTE, ids, _NOTE.c.municipality)}
    wanted = {(article.id, number): text for article in articles for number, text in article.local.items()}
    newest = (
        select(_NOTE_REVISION.c.article, _NOTE_REVISION.c.municipality, func.max(_NOTE_REVISION.c.revision))
        .where(_NOTE_REVISION.c.article.in_(ids))
        .group_by(_NOTE_REVISION.c.article, _NOTE_REVISION.c.municipality)
    )
    revisions = {(row[0], row[1]): row[2] for row in session.connection().execute(newest)}
    live, past = [], []
    for key in sorted(stored.keys() | wanted.keys()):
        text = wanted.get(key, "")
        number = revisions.get(key, 0)
        if key not in stored or stored[key].text != text:
            number += 1
            past.append({**_history_values(key[0], number, by, at, text), "municipality": key[1]})
        if text:
            live.append({"article": key[0], "municipality": key[1], "revision": number, "text": text})
    return live, past


def _history_values(id: str, number: int, by: str, at: datetime, text: str) -> dict[str, Any]:
    return {"article": id, "revision": number, "editor": by, "made_at": at, "text": text}


def _insert(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)


def _ids(things: Iterable[Article] | Iterable[Theme]) -> list[str]:
    return [thing.id for thing in things]


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
