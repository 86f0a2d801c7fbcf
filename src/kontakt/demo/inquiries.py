"""Half a year of made-up inquiries."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from kontakt.demo.agents import Agent, Rota, agents_of
from kontakt.demo.callers import Callers, caller_type, callers_of, how_many
from kontakt.demo.corrections import correction_of
from kontakt.demo.draws import BUSY_DAYS, DAYS, draw_id
from kontakt.demo.hours import is_open, start_times
from kontakt.demo.mix import Mix, query_for
from kontakt.demo.outcomes import Endings, resolved_shares
from kontakt.demo.targets import Targets
from kontakt.demo.texts import missed_queries, missed_query, note_for
from kontakt.demo.weak_articles import weak_articles_of
from kontakt.directory.region import Region
from kontakt.firstline import REPEAT_WINDOW, Cause, Outcome
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import CallerType, Channel, Entry, Inquiry, LinkedBy, may_be_unknown
from kontakt.knowledge.article import Article

_NEXT_QUESTION = 0.06
_VOID = 0.04
_NOTHING_FOUND = 0.03
_REPEATED = 0.015
_WARM = 0.4
_UNKNOWN = 8  # in a hundred of those that may be of an unknown municipality
_SECONDS = {Channel.PHONE: 150, Channel.COUNTER: 240, Channel.EMAIL: 280, Channel.CHAT: 210}
_CHANNELS = (Channel.PHONE, Channel.COUNTER, Channel.EMAIL, Channel.CHAT)
_OPEN_DAY, _CLOSED_DAY = (0.84, 0.06, 0.07, 0.03), (0, 0, 0.8, 0.2)
_LINKED = (LinkedBy.PINNED, LinkedBy.MOVED, LinkedBy.SURE, LinkedBy.SHOWN)
_LINKED_OFTEN = (0.25, 0.22, 0.4, 0.13)


def made_up_inquiries(region: Region, articles: Iterable[Article], now: datetime, seed: int) -> Iterator[Entry]:
    """The entries of half a year of inquiries up to ``now`` (timezone-aware), all times in UTC.

    Calls come in the order of their start, and an inquiry's entries after each other. The same arguments give
    the same entries, ids included. A region without municipalities has none; one without articles has inquiries
    that led to none.
    """
    rng = Random(seed)
    callers = callers_of(region, rng)
    if not callers:
        return
    known = list(articles)
    centre = _Centre(rng, callers, known, Targets(region, now), weak_articles_of(known, seed), now)
    calls = round(how_many(callers) / (1 + _NEXT_QUESTION))
    for start in start_times(rng, DAYS, now, calls):
        for entry in centre.call(start):
            if entry.made_at <= now:
                yield entry
                yield from correction_of(rng, entry, now)


class _Centre:
    """The centre at work; it remembers who is busy, and what may be asked again."""

    def __init__(
        self,
        rng: Random,
        callers: list[Callers],
        articles: list[Article],
        targets: Targets,
        poor: list[Article],
        now: datetime,
    ) -> None:
        self._rng = rng
        self._callers = callers
        self._people = [caller.people for caller in callers]
        self._rota = Rota(agents_of(callers))
        self._targets = targets
        self._busy_since = now - timedelta(days=BUSY_DAYS)
        self._mix = Mix(articles, rng)
        self._endings = Endings(self._mix.usual, resolved_shares(callers, rng), poor, rng)
        self._nothing_found = missed_queries(articles)
        self._latest: dict[tuple[str, str], Inquiry] = {}

    def call(self, start: datetime) -> Iterator[Entry]:
        """One call: mostly one question, sometimes two."""
        rng = self._rng
        [callers] = rng.choices(self._callers, self._people)
        agent = self._rota.answers(rng, start, callers.municipality.number)
        day = start.astimezone(OSLO).date()
        [channel] = rng.choices(_CHANNELS, _OPEN_DAY if is_open(day) else _CLOSED_DAY)
        call_id, who = draw_id(rng), caller_type(rng, callers)
        inquiry = self._inquiry(call_id, start, agent, callers, channel, who)
        yield replace(logged(inquiry, inquiry.logged_at), id=draw_id(rng))
        if inquiry.outcome is not Outcome.VOID and rng.random() < _NEXT_QUESTION:
            inquiry = self._inquiry(call_id, inquiry.logged_at, agent, callers, channel, who, first=False)
            yield replace(logged(inquiry, inquiry.logged_at), id=draw_id(rng))
        self._rota.busy(agent, inquiry.logged_at)

    def _inquiry(
        self,
        call_id: UUID,
        start: datetime,
        agent: Agent,
        callers: Callers,
        channel: Channel,
        who: CallerType | None,
        *,
        first: bool = True,
    ) -> Inquiry:
        rng, municipality = self._rng, callers.municipality
        void = first and channel is Channel.PHONE and rng.random() < _VOID
        article = None if void else self._article(start, municipality.number, who)
        outcome, cause = self._ending(article, municipality.number, channel, start, void=void)
        inquiry = Inquiry(
            id=draw_id(rng),
            call_id=call_id,
            municipality=municipality.number,
            outcome=outcome,
            cause=cause,
            warm=outcome is Outcome.TRANSFERRED and rng.random() < _WARM,
            started_at=start,
            logged_at=start + self._duration(channel, outcome),
            agent=agent.name,
            home_municipality=agent.home,
            channel=channel,
            caller_type=None if void else who,
            article=article.id if article else None,
            linked_by=rng.choices(_LINKED, _LINKED_OFTEN)[0] if article else None,
            query="" if void else self._query(article, callers, cause),
            note=note_for(rng, outcome),
            repeats=self._repeats(article, municipality.number, start),
            first_line=article.first_line.value if article else None,
            target=self._targets.of(municipality.number, start),
        )
        if may_be_unknown(outcome) and inquiry.id.int % 100 < _UNKNOWN:
            return replace(inquiry, municipality=None, target=None, repeats=None)
        if article:
            self._latest[article.id, municipality.number] = inquiry
        return inquiry

    def _article(self, start: datetime, municipality: str, who: CallerType | None) -> Article | None:
        if self._rng.random() < _NOTHING_FOUND:
            return None
        return self._mix.article(self._rng, start.astimezone(OSLO).date(), municipality, who)

    def _ending(
        self, article: Article | None, municipality: str, channel: Channel, start: datetime, *, void: bool
    ) -> tuple[Outcome, Cause | None]:
        if void:
            return Outcome.VOID, None
        practised = start >= self._busy_since
        return self._endings.draw(self._rng, article, municipality, channel, practised=practised)

    def _query(self, article: Article | None, callers: Callers, cause: Cause | None) -> str:
        if article:
            # Who finds no answer has typed the whole word.
            return query_for(self._rng, article, callers.municipality, whole=cause is Cause.NO_ANSWER)
        return missed_query(self._rng, self._nothing_found)

    def _duration(self, channel: Channel, outcome: Outcome) -> timedelta:
        if outcome is Outcome.VOID:
            return timedelta(seconds=self._rng.randint(6, 40))
        seconds = _SECONDS[channel] * self._rng.lognormvariate(0, 0.5)
        return timedelta(seconds=round(min(1200, max(25, seconds))))

    def _repeats(self, article: Article | None, municipality: str, start: datetime) -> UUID | None:
        """The id of what the caller asked before, where this is somebody who rings again."""
        earlier = self._latest.get((article.id, municipality)) if article else None
        if earlier is None or start - earlier.started_at > REPEAT_WINDOW or self._rng.random() >= _REPEATED:
            return None
        return earlier.id
