"""The starter articles that come with the program, and what became of them here.

Kept for each is what was decided on (taken or declined) and what was stored. An article that an editor has
changed since is the editor's: it is neither offered nor overwritten. One that was removed or declined is
offered again only when what is shipped has changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session, SQLModel

from kontakt.knowledge.article import Article
from kontakt.knowledge.revisions import RevisionKind, digest
from kontakt.knowledge.store import Saved, save
from kontakt.knowledge.tables import ArticleRow, StarterRow

_ARTICLE = SQLModel.metadata.tables[str(ArticleRow.__tablename__)]
_STARTER = SQLModel.metadata.tables[str(StarterRow.__tablename__)]


class OfferKind(StrEnum):
    NEW = "new"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Offer:
    id: str
    kind: OfferKind


def starter_offers(session: Session, shipped: Mapping[str, str]) -> tuple[Offer, ...]:
    """What of the shipped articles can be taken, in the order of their ids. ``shipped`` maps ids to the texts
    of the files, as they are shipped."""
    connection = session.connection()
    decided = {row.article: row for row in connection.execute(select(_STARTER))}
    stored: dict[str, str] = {}
    redirected: set[str] = set()
    for row in connection.execute(select(_ARTICLE.c.id, _ARTICLE.c.digest, _ARTICLE.c.redirects)):
        stored[row.id] = row.digest
        redirected.update(row.redirects)
    offers = []
    for id, text in sorted(shipped.items()):
        before = decided.get(id)
        if id in redirected or (before and before.shipped == digest(text)):
            continue
        if id not in stored:
            offers.append(Offer(id, OfferKind.NEW))
        elif before and before.taken == stored[id]:
            offers.append(Offer(id, OfferKind.UPDATED))
    return tuple(offers)


def take_starter(
    session: Session, articles: Iterable[Article], shipped: Mapping[str, str], *, by: str, at: datetime
) -> Saved:
    """Store those of ``articles`` that are on offer, as read from their shipped texts, and remember it. The
    others are left alone. Raises KontaktError as ``save`` does."""
    offered = {offer.id for offer in starter_offers(session, shipped)}
    taken = [article for article in articles if article.id in offered]
    saved = save(session, taken, by=by, at=at, what=RevisionKind.STARTER)
    ids = {article.id for article in taken}
    digests = session.connection().execute(select(_ARTICLE.c.id, _ARTICLE.c.digest))
    _decide(session, shipped, {row.id: row.digest for row in digests if row.id in ids})
    return saved


def decline_starter(session: Session, ids: Iterable[str], shipped: Mapping[str, str]) -> None:
    """Do not offer these again until what is shipped has changed."""
    rows = session.connection().execute(select(_STARTER.c.article, _STARTER.c.taken))
    taken = {row.article: row.taken for row in rows}
    _decide(session, shipped, {id: taken.get(id, "") for id in ids})


def _decide(session: Session, shipped: Mapping[str, str], taken: Mapping[str, str]) -> None:
    if taken:
        connection = session.connection()
        connection.execute(delete(_STARTER).where(_STARTER.c.article == bindparam("id")), [{"id": id} for id in taken])
        rows = [{"article": id, "shipped": digest(shipped[id]), "taken": stored} for id, stored in taken.items()]
        connection.execute(insert(_STARTER), rows)
