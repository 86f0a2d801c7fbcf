"""The notices of a region as every room reads them: which are out, which come first, and which a text names."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from kontakt.knowledge.article import Article
from kontakt.notices.notice import Notice, NoticeKind, NoticeState
from kontakt.search import Index, SearchEntry, Why, fold

_OWN_WORDS = frozenset({Why.TITLE, Why.KEYWORD, Why.PREFIX, Why.FORM, Why.COMPOUND})
"""How a text has to meet a notice to name it: in all of its words, and as they are written."""
_SHORTEST = 3
"""From how many letters on a text names one."""


class Notices:
    """Those that had not ended a day before they were read, at the most. May be used from any thread."""

    def __init__(self, every: Sequence[Notice] = ()) -> None:
        self.every = tuple(every)

    def __bool__(self) -> bool:
        return bool(self.every)

    def make_ready(self) -> None:
        """Build what ``named`` looks in: on a thread, before the screen asks."""
        if self:
            self._index.search("")

    def of_id(self, id: UUID | None) -> Notice | None:
        return self._by_id.get(id) if id else None

    def out(self, now: datetime, municipality: str | None = None) -> tuple[Notice, ...]:
        """Those that have begun and not ended: those of the municipality with this number first, the most urgent of
        them first, then the one that began last."""
        return tuple(
            sorted(
                (each for each in self.every if each.is_out(now)),
                key=lambda each: (
                    municipality is not None and not each.holds_in(municipality),
                    each.priority,
                    -each.begins.timestamp(),
                    each.id,
                ),
            )
        )

    def to_come(self, now: datetime) -> tuple[Notice, ...]:
        """Those that have not begun, the first to begin first."""
        planned = (each for each in self.every if each.state(now) is NoticeState.PLANNED)
        return tuple(sorted(planned, key=lambda each: (each.begins, each.id)))

    def concerning(self, article: Article, municipality: str | None, now: datetime) -> tuple[Notice, ...]:
        """Those that are out and concern the article, in the municipality with this number, if there is one."""
        if self._concerned.isdisjoint((article.id, *article.redirects)):
            return ()
        return tuple(
            each
            for each in self.out(now, municipality)
            if (municipality is None or each.holds_in(municipality))
            and not {article.id, *article.redirects}.isdisjoint(each.articles)
        )

    def freeze(self, now: datetime) -> Notice | None:
        """The change freeze that is out; None for none."""
        return next((each for each in self.out(now) if each.kind is NoticeKind.FREEZE), None)

    def named(self, text: str, now: datetime) -> tuple[UUID, ...]:
        """The ids of those that are out and that a text names with words of their titles or places, the best first,
        wherever they hold."""
        words = " ".join(word for word in text.split() if not word.startswith("@"))
        if not self or len(words) < _SHORTEST:
            return ()
        if not any(word[:_SHORTEST] in self._letters for word in fold(words).split()):
            return ()  # most of what is typed: to look in the index would cost every key
        hits = self._index.search(words, limit=len(self.every)).hits
        ids = [UUID(hit.id) for hit in hits if hit.why in _OWN_WORDS]
        return tuple(id for id in ids if self._by_id[id].is_out(now))

    @cached_property
    def _by_id(self) -> dict[UUID, Notice]:
        return {each.id: each for each in self.every}

    @cached_property
    def _concerned(self) -> frozenset[str]:
        """The ids of the articles that any of them concerns."""
        return frozenset(id for each in self.every for id in each.articles)

    @cached_property
    def _letters(self) -> str:
        """All that they can be named by."""
        return fold(" ".join(text for each in self.every for text in (each.title, each.title_nn, *each.places)))

    @cached_property
    def _index(self) -> Index:
        return Index.build(map(_entry, self.every))


def _entry(notice: Notice) -> SearchEntry:
    titles = tuple(filter(None, (notice.title, notice.title_nn)))
    # People say what has happened and where in one breath: ``vannet er borte heistadmoen``.
    both = (f"{title} {place}" for title in titles for place in notice.places)
    return SearchEntry(id=str(notice.id), titles=titles, keywords=(*notice.places, *both))


NO_NOTICES = Notices()
