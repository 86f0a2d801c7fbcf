"""What the shared log says to editors: what is asked for, in which words, and what led nowhere.

Every function takes a session. Times are timezone-aware UTC; what is withdrawn is not read. An inquiry belongs to the
time it started. Agents' names serve to know one call from another, and go no further than that: on a server editors are
told others in their place, by its own functions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Text, case, cast, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, func

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.firstline.rate import Count
from kontakt.inquiries.inquiry import CHOSEN_BY_AGENT, FeedbackKind
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.inquiries.log.tables import FeedbackRow, GapRow, InquiryRow, on_server

_STANDING = col(InquiryRow.withdrawn).is_(False)
_COMPLAINT_OF_CAUSE = {Cause.NO_ANSWER.value: FeedbackKind.MISSED, Cause.WRONG_ANSWER.value: FeedbackKind.UNCLEAR}


@dataclass(frozen=True, slots=True)
class AskedArticle:
    """How many inquiries led to an article in a municipality (None: unknown): ``times`` in all, and ``recent`` ones
    among them."""

    article: str
    municipality: str | None
    times: int
    recent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Somebody found no answer to ``query``, or called that of ``article`` wrong or unclear.

    It stands in the time from ``begun`` to ``at``: one moment for what was sent to the editor, the length of the
    inquiry for one that was logged so. ``call`` is None for what was sent to the editor; ``note`` are the agent's own
    words with it. (An inquiry's note is for whoever gets the inquiry, and is not read here.)
    """

    kind: FeedbackKind
    agent: str
    municipality: str | None
    query: str
    article: str | None
    begun: datetime
    at: datetime
    call: str | None = None
    note: str = ""


def counts_by_article(session: Session, start: datetime, end: datetime) -> dict[str, list[Count]]:
    """The inquiries that started in the period, by article, counted by all that the first-line rate depends on."""
    kinds = (
        col(InquiryRow.outcome),
        col(InquiryRow.cause),
        col(InquiryRow.first_line),
        col(InquiryRow.repeated),
        col(InquiryRow.article),
    )
    query = (
        select(*kinds, func.count())
        .where(
            _STANDING,
            col(InquiryRow.started_at) >= start,
            col(InquiryRow.started_at) < end,
            col(InquiryRow.article).is_not(None),
        )
        .group_by(*kinds)
    )
    if on_server(session):
        counted = func.kontakt_article_counts(start, end)
        query = select(counted.table_valued("outcome", "cause", "first_line", "repeated", "article", "n"))
    by_article: defaultdict[str, list[Count]] = defaultdict(list)
    for outcome, cause, first_line, repeated, article, n in session.connection().execute(query):
        count = Count(Outcome(outcome), Cause(cause) if cause else None, first_line, repeated, n)
        by_article[str(article)].append(count)
    return dict(by_article)


def by_municipality(session: Session, since: datetime, recent_since: datetime) -> list[AskedArticle]:
    """How often each article was asked for in each municipality since then, and since the later moment."""
    if on_server(session):
        asked = func.kontakt_asked(since, recent_since).table_valued("article", "municipality", "times", "recent")
        counted = {(row[0], row[1]): (row[2], row[3]) for row in session.connection().execute(select(asked))}
        return _asked_articles(counted)
    recent = case((col(InquiryRow.started_at) >= recent_since, 1), else_=0)
    query = (
        select(recent, col(InquiryRow.article), col(InquiryRow.municipality), func.count())
        .where(_STANDING, col(InquiryRow.started_at) >= since, col(InquiryRow.article).is_not(None))
        # What no index has comes first: SQLite would else read the whole table in the order of one.
        .group_by(recent, col(InquiryRow.article), col(InquiryRow.municipality))
    )
    asked_for: dict[tuple[str, str | None], tuple[int, int]] = {}
    for is_recent, article, municipality, n in session.connection().execute(query):
        times, lately = asked_for.get((article, municipality), (0, 0))
        asked_for[article, municipality] = (times + n, lately + (n if is_recent else 0))
    return _asked_articles(asked_for)


def _asked_articles(asked_for: dict[tuple[str, str | None], tuple[int, int]]) -> list[AskedArticle]:
    return [
        AskedArticle(article, municipality, *both)
        for (article, municipality), both in sorted(asked_for.items(), key=_in_order)
    ]


def _in_order(counted: tuple[tuple[str, str | None], tuple[int, int]]) -> tuple[str, str]:
    (article, municipality), _times = counted
    return article, municipality or ""


def queries(session: Session, since: datetime, limit: int) -> list[tuple[str, int]]:
    """The texts that were searched for since then, as they were typed, and how often: the most frequent first."""
    return _grouped(session, since, limit, None)


def chosen_queries(session: Session, articles: Collection[str], since: datetime, limit: int) -> list[tuple[str, int]]:
    """The texts after which agents chose one of these articles themselves, not the search alone: as ``queries``."""
    return _grouped(session, since, limit, articles)


def complaints(session: Session, since: datetime) -> list[Complaint]:
    """What was sent to the editor since then, and the inquiries logged with the cause that no answer was found or that
    it was wrong: the earliest first."""
    if on_server(session):
        sent_or_logged = list(_told(session, since))
    else:
        sent_or_logged = [*_sent(session, since), *_logged(session, since)]
    return sorted(
        sent_or_logged,
        key=lambda complaint: (
            complaint.at,
            complaint.begun,
            complaint.agent,
            complaint.query,
            complaint.article or "",
        ),
    )


def state(session: Session) -> tuple[int, ...]:
    """Changes whenever something is sent to the editor, or a gap is ended. Cheap enough to ask every second."""
    sent = select(func.count()).select_from(FeedbackRow)
    # How often each thing was done, too: what is done twice in one moment is told apart.
    ends = [select(func.count()).select_from(GapRow).where(col(GapRow.how) == how.value) for how in GapEnd]
    last = select(func.max(col(GapRow.made_at)))
    numbers = session.connection().execute(union_all(sent, *ends)).scalars().all()
    latest = session.connection().execute(last).scalar()
    return (*numbers, round(latest.timestamp() * 1_000_000) if latest else 0)


def _grouped(session: Session, since: datetime, limit: int, articles: Collection[str] | None) -> list[tuple[str, int]]:
    text, times = col(InquiryRow.query), func.count()
    query = (
        select(text, times)
        .where(_STANDING, col(InquiryRow.started_at) >= since, text != "")
        .group_by(text)
        .order_by(times.desc(), text)
        .limit(limit)
    )
    if articles is not None:
        query = query.where(col(InquiryRow.article).in_(articles), col(InquiryRow.linked_by).in_(CHOSEN_BY_AGENT))
    if on_server(session):
        some = None if articles is None else list(articles)
        asked = func.kontakt_queries(since, cast(some, ARRAY(Text)), cast(limit, Integer))
        query = select(asked.table_valued("query", "n"))
    return [(text, n) for text, n in session.connection().execute(query)]


def _told(session: Session, since: datetime) -> Iterator[Complaint]:
    """What a server's own function tells of ``_sent`` and ``_logged``."""
    names = ("kind", "agent", "municipality", "query", "article", "begun", "at", "call", "note")
    rows = session.connection().execute(select(func.kontakt_complaints(since).table_valued(*names)))
    for kind, agent, municipality, query, article, begun, at, call, note in rows:
        yield Complaint(
            kind=FeedbackKind(kind),
            agent=agent,
            municipality=municipality,
            query=query,
            article=article,
            begun=begun,
            at=at,
            call=call,
            note=note,
        )


def _sent(session: Session, since: datetime) -> Iterator[Complaint]:
    kind, at, agent = col(FeedbackRow.kind), col(FeedbackRow.made_at), col(FeedbackRow.agent)
    about = col(FeedbackRow.municipality), col(FeedbackRow.query), col(FeedbackRow.article), col(FeedbackRow.note)
    for row in session.connection().execute(select(kind, at, agent, *about).where(at >= since)):
        yield Complaint(
            kind=FeedbackKind(row.kind),
            agent=row.agent,
            municipality=row.municipality,
            query=row.query,
            article=row.article,
            begun=row.made_at,
            at=row.made_at,
            note=row.note,
        )


def _logged(session: Session, since: datetime) -> Iterator[Complaint]:
    when = col(InquiryRow.started_at), col(InquiryRow.logged_at), col(InquiryRow.call_id), col(InquiryRow.cause)
    subject = col(InquiryRow.agent), col(InquiryRow.municipality), col(InquiryRow.query), col(InquiryRow.article)
    failed = select(*when, *subject).where(
        _STANDING, col(InquiryRow.started_at) >= since, col(InquiryRow.cause).in_(_COMPLAINT_OF_CAUSE)
    )
    for row in session.connection().execute(failed):
        kind = _COMPLAINT_OF_CAUSE[row.cause]
        if row.query if kind is FeedbackKind.MISSED else row.article:
            yield Complaint(
                kind=kind,
                agent=row.agent,
                municipality=row.municipality,
                query=row.query,
                article=row.article,
                begun=row.started_at,
                at=row.logged_at,
                call=str(row.call_id),
            )
