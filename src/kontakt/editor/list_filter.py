"""Which articles a list shows: those of a status, of an owner, or that rest on a source."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kontakt.knowledge.article import Article, Status
from kontakt.search import fold


@dataclass(frozen=True, slots=True)
class ListFilter:
    """All that is given must fit; None is anything, an ``owner`` of "" nobody. ``source`` is a rule without its
    section."""

    status: Status | None = None
    owner: str | None = None
    source: str | None = None

    def fits(self, article: Article) -> bool:
        return (
            self.status in (None, article.status)
            and (self.owner is None or fold(self.owner) == fold(article.owner))
            and (self.source is None or self.source in rules(article))
        )

    def with_part(self, part: "ListFilter") -> "ListFilter":
        """This one, with what the other gives in its place."""
        given = {name: value for name in ("status", "owner", "source") if (value := getattr(part, name)) is not None}
        return replace(self, **given)


def rules(article: Article) -> frozenset[str]:
    """What the article rests on, without sections: "veglova § 20" is "veglova"."""
    return frozenset(filter(None, (re.split("§|,", each.rule)[0].strip() for each in article.sources)))


def parts(articles: Iterable[Article]) -> list[tuple[ListFilter, int]]:
    """Each status, owner and source that there is, with how many articles have it, the most first. An owner in several
    spellings is one, in the spelling that is used most."""
    articles = tuple(articles)
    spellings = owners(each.owner for each in articles)
    counts: Counter[ListFilter] = Counter()
    for article in articles:
        counts[ListFilter(status=article.status)] += 1
        counts[ListFilter(owner=spellings[fold(article.owner)])] += 1
        counts.update(ListFilter(source=rule) for rule in rules(article))
    return sorted(counts.items(), key=lambda each: (each[0].status is None, each[0].owner is None, -each[1]))


def owners(written: Iterable[str]) -> dict[str, str]:
    """The spelling of each owner that is used most, by the folded name; of two that are used as often the first one."""
    spellings: dict[str, str] = {}
    for name, _count in Counter(written).most_common():
        spellings.setdefault(fold(name), name)
    return spellings


def split(filter: ListFilter) -> tuple[ListFilter, ...]:
    """Its parts, each a filter of one thing."""
    each = ListFilter(status=filter.status), ListFilter(owner=filter.owner), ListFilter(source=filter.source)
    return tuple(part for part in each if part != ListFilter())
