"""What was changed across articles: by whom, when, and from what to what."""

from dataclasses import dataclass
from datetime import datetime

from kontakt.database import Session
from kontakt.editor.article.history import PastRevision
from kontakt.knowledge import revisions
from kontakt.knowledge.revisions import Revision, RevisionKind


@dataclass(frozen=True, slots=True)
class RecentChange:
    """One revision of an article, and the one ``before`` it; None where the article was new."""

    after: PastRevision
    before: PastRevision | None

    @property
    def article(self) -> str:
        """The article's id."""
        return self.after.article

    @property
    def revision(self) -> Revision:
        """The change's own: who, when and what."""
        return self.after.revision

    @property
    def title(self) -> str:
        """What the article was called then; of one that was removed, before."""
        named = self.after.as_article or (self.before.as_article if self.before else None)
        return named.title if named else self.article


def recent_changes(session: Session, since: datetime) -> tuple[RecentChange, ...]:
    """What was changed from this moment (UTC) on, the newest first; articles that came with the program are left
    out."""
    return tuple(
        RecentChange(PastRevision(id, after), PastRevision(id, before) if before else None)
        for id, after, before in revisions.since(session, since)
        if after.what is not RevisionKind.STARTER
    )
