"""How inquiries end: how often each municipality's are resolved, and what an article leads to."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from kontakt.demo.callers import Callers
from kontakt.firstline import Cause, Outcome
from kontakt.inquiries.inquiry import Channel
from kontakt.knowledge.article import Article, FirstLine

T = TypeVar("T")

_ABOVE, _BELOW, _NEAR = 0.08, -0.09, 0.01
_EASE = 0.08
_LOST_AGAIN = 0.02  # to repeats, to what no first line can resolve, and to questions without an article
_WITHOUT_ARTICLE = 0.45
_POOR = 0.3  # less than others
_NEW = 0.12  # as much less is resolved while the centre is new

_BOOKED = re.compile(r"\b((bestille?|avtale?) time|timebestilling|time hos|vielse|helsestasjon)")
_REPORTED = re.compile(r"\b(meld|melde|meldes|varsle|feilmelding)\b")
_DECIDED = re.compile(r"\b(søk|søke|søkes|søknad|søknaden|vedtak|vedtaket|klage|klagen|dispensasjon)\b")


@dataclass(frozen=True, slots=True)
class Nature:
    """What an article is about, as far as it bears on the outcome; read from its own words."""

    not_ours: bool
    never: bool
    booked: bool
    reported: bool
    decided: bool


def nature_of(article: Article) -> Nature:
    text = " ".join((article.title, article.answer, *article.steps)).lower()
    return Nature(
        not_ours=article.theme.startswith(("ikke-kommun", "ikkje-kommun")),
        never=article.first_line is FirstLine.NEVER,
        booked=bool(_BOOKED.search(text)),
        reported=bool(_REPORTED.search(text)),
        decided=bool(_DECIDED.search(text)),
    )


def resolved_shares(callers: Sequence[Callers], rng: Random) -> dict[str, float]:
    """How much of each municipality's inquiries the first line resolves (0–1, by number).

    Of those with a target the larger half is in turn clearly above and clearly below it. The smaller ones are
    near theirs, where their few inquiries cannot decide.
    """
    with_target = sorted(
        (caller for caller in callers if caller.municipality.target), key=lambda caller: -caller.people
    )
    above, clear = rng.random() < 0.5, (len(with_target) + 1) // 2
    shares = {caller.municipality.number: rng.uniform(0.70, 0.88) for caller in callers}
    for rank, caller in enumerate(with_target):
        distance = _NEAR if rank >= clear else _ABOVE if above == (rank % 2 == 0) else _BELOW
        shares[caller.municipality.number] = _within((caller.municipality.target or 0) / 100 + distance)
    return shares


class Endings:
    """The draw of an outcome and its cause."""

    def __init__(
        self, usual: Mapping[Article, float], shares: Mapping[str, float], poor: Collection[Article], rng: Random
    ) -> None:
        """``usual`` says how much is asked about each article, ``shares`` how much each municipality resolves; the
        answers of ``poor`` articles fall short."""
        self._shares = shares
        self._nature = {article: nature_of(article) for article in usual}
        self._poor = poor
        ease = {article: rng.uniform(-_EASE, _EASE) for article in usual}
        mean = sum(ease[article] * weight for article, weight in usual.items()) / sum(usual.values()) if usual else 0
        self._ease = {article: value - mean for article, value in ease.items()}

    def draw(
        self, rng: Random, article: Article | None, municipality: str, channel: Channel, *, practised: bool = True
    ) -> tuple[Outcome, Cause | None]:
        """``practised`` agents resolve more than those of a centre that is new."""
        nature = self._nature[article] if article else None
        if nature and nature.not_ours:
            return Outcome.NOT_OURS, None
        if rng.random() < self._chance(article, nature, municipality) - (0 if practised else _NEW):
            return self._resolved(rng, nature), None
        return self._forwarded(rng, nature, channel), self._cause(rng, nature, poor=article in self._poor)

    def _chance(self, article: Article | None, nature: Nature | None, municipality: str) -> float:
        if article is None or nature is None:
            return _WITHOUT_ARTICLE
        if nature.never:
            return 0.0
        poor = _POOR if article in self._poor else 0.0
        return _within(self._shares[municipality] + _LOST_AGAIN + self._ease[article] - poor)

    def _resolved(self, rng: Random, nature: Nature | None) -> Outcome:
        booked = 0.3 if nature and nature.booked else 0.015
        return _drawn(
            rng,
            {Outcome.ANSWERED: 0.68 - booked / 2, Outcome.GUIDED: 0.32 - booked / 2, Outcome.BOOKED: booked},
        )

    def _forwarded(self, rng: Random, nature: Nature | None, channel: Channel) -> Outcome:
        case = 0.5 if nature and nature.reported else 0.2
        transferred = 0.5 if channel in {Channel.PHONE, Channel.COUNTER} else 0.0
        return _drawn(rng, {Outcome.TRANSFERRED: transferred, Outcome.MESSAGE: 0.3, Outcome.CASE: case})

    def _cause(self, rng: Random, nature: Nature | None, *, poor: bool) -> Cause:
        if nature is None:
            return _drawn(rng, {Cause.NO_ANSWER: 8, Cause.NO_ACCESS: 1, Cause.INSISTED: 1})
        if nature.never:
            return _drawn(rng, {Cause.DECISION: 6, Cause.ONGOING_CASE: 3, Cause.INSISTED: 1})
        decided = 2.5 if nature.decided else 1.0
        return _drawn(
            rng,
            {
                Cause.NO_ANSWER: 2.5 if poor else 0.3,
                Cause.WRONG_ANSWER: 5.0 if poor else 0.03,
                Cause.NO_ACCESS: 2.2,
                Cause.DECISION: decided,
                Cause.ONGOING_CASE: decided,
                Cause.INSISTED: 0.8,
            },
        )


def _drawn(rng: Random, weights: Mapping[T, float]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]


def _within(share: float) -> float:
    return min(0.97, max(0.3, share))
