"""What the editors did meanwhile: keywords added, answers looked at, and what they have not come to yet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from kontakt.database import Session
from kontakt.demo.draws import DAYS
from kontakt.demo.keywords import Added, added_keywords
from kontakt.demo.texts import missed_queries
from kontakt.directory.region import Region
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.log import gaps
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge import rule_changes, store
from kontakt.knowledge.article import Article, Source, Status
from kontakt.knowledge.revisions import RevisionKind
from kontakt.knowledge.rule_changes import RuleChange
from kontakt.knowledge.similarity import plain

EDITOR = "editor"

_OVERDUE, _NEVER_REVIEWED, _REVIEWED_LONG_AGO = 5, 3, 2
_LOOKED_AT = 25
_RULE_CHANGED_DAYS_AGO = 6
_RESTING_ON_IT = range(3, 9)  # articles
_DISMISSED_DAYS_AGO = 45


def edit(session: Session, region: Region, articles: Iterable[Article], now: datetime, seed: int) -> None:
    """Give the knowledge base of ``session``, which holds these articles, the history of the months up to ``now``.
    Nothing that is read to a caller is changed by it."""
    rng = Random(seed)
    today = now.astimezone(OSLO).date()
    known = list(articles)
    added = added_keywords(known, now, seed)
    stand = {article.id: article for article in _left_lying(rng, known, today)}
    stand |= {article.id: article for article in _looked_at(rng, known, region, today) if article.id not in stand}
    changed_rule = _note_rule_change(session, rng, known, now)
    stand |= {
        article.id: _not_checked(stand.get(article.id, article), changed_rule, today)
        for article in _on(known, changed_rule)
    }
    lacking = {
        addition.article.id: _without(stand.get(addition.article.id, addition.article), addition) for addition in added
    }
    begun = now - timedelta(days=DAYS)
    store.save(session, (stand | lacking).values(), by=EDITOR, at=begun, what=RevisionKind.IMPORTED)
    for addition in added:
        whole = stand.get(addition.article.id, addition.article)
        store.save(session, [whole], by=EDITOR, at=addition.at, what=RevisionKind.KEYWORDS)
    dismissed = missed_queries(known)[-1]
    at = now - timedelta(days=_DISMISSED_DAYS_AGO)
    gaps.end(session, map(plain, dismissed), GapEnd.DISMISSED, by=EDITOR, at=at)


def _left_lying(rng: Random, articles: Sequence[Article], today: date) -> list[Article]:
    """Articles that are due: their date has passed, nobody ever reviewed them, or not for more than a year."""
    published = [article for article in articles if article.status is Status.PUBLISHED]
    count = min(len(published), _OVERDUE + _NEVER_REVIEWED + _REVIEWED_LONG_AGO)
    due = []
    for place, article in enumerate(rng.sample(published, count)):
        long_ago = today - timedelta(days=rng.randint(380, 500))
        if place < _OVERDUE:
            due.append(replace(article, reviewed=long_ago, review_by=today - timedelta(days=rng.randint(3, 60))))
        elif place < _OVERDUE + _NEVER_REVIEWED:
            due.append(replace(article, reviewed=None, review_by=None))
        else:
            due.append(replace(article, reviewed=long_ago, review_by=None))
    return due


def _looked_at(rng: Random, articles: Sequence[Article], region: Region, today: date) -> list[Article]:
    """Articles that some municipalities have found to hold for them as they are."""
    shared = [
        article
        for article in articles
        if article.status is Status.PUBLISHED and not article.only and not article.national
    ]
    numbers = [municipality.number for municipality in region.municipalities]
    looked = []
    for article in rng.sample(shared, min(_LOOKED_AT, len(shared))):
        some = [number for number in numbers if number not in article.local and rng.random() < 0.5]
        days = {number: today - timedelta(days=rng.randint(7, DAYS)) for number in some}
        looked.append(replace(article, as_shared=article.as_shared | days))
    return looked


def _note_rule_change(session: Session, rng: Random, articles: Sequence[Article], now: datetime) -> str:
    """Note that a rule which a handful of articles rest on has changed; its name, or "" where there is none such."""
    resting = Counter(rule for article in articles for rule in {_name(source) for source in article.sources})
    fitting = sorted(rule for rule, count in resting.items() if rule and count in _RESTING_ON_IT)
    if not fitting:
        return ""
    rule, at = rng.choice(fitting), now - timedelta(days=_RULE_CHANGED_DAYS_AGO)
    rule_changes.note(session, RuleChange(rule, at.astimezone(OSLO).date(), EDITOR), at)
    return rule


def _on(articles: Iterable[Article], rule: str) -> list[Article]:
    return [article for article in articles if rule and any(_name(source) == rule for source in article.sources)]


def _not_checked(article: Article, rule: str, today: date) -> Article:
    """The article as nobody has checked it against ``rule`` since the months began."""
    begun = today - timedelta(days=DAYS)
    sources = (replace(source, checked=begun) if _name(source) == rule else source for source in article.sources)
    return replace(article, sources=tuple(sources))


def _name(source: Source) -> str:
    """The rule's name without its number and paragraph."""
    return source.rule.split(" (")[0].split(" §")[0]


def _without(article: Article, added: Added) -> Article:
    return replace(article, keywords=tuple(word for word in article.keywords if word != added.keyword))
