"""Complaints from the desk, brought together: one for each caller, and those that say the same in one group."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz, process

from kontakt.inquiries.inquiry import FeedbackKind
from kontakt.inquiries.log.demand import Complaint
from kontakt.knowledge.similarity import plain
from kontakt.search.fillers import FILLERS
from kontakt.search.words import folded_words, trunk

ALIKE = 83
"""From which likeness (0–100) two phrases are one gap. Wordings of one question are at 84 and above ("tømme bobil" and
"tømming av bobil" 87, "felle tre i friområde" and "felle trær friområde" 84), two questions at 82 and below
("parkering" and "parkeringsbot" 82, "skjenking" and "skjenkebevilling" 72, "låne telt" and "låne sykkel" 67)."""

_SAME_MOMENT = timedelta(minutes=2)
"""How long after one complaint the next of the same agent on the same subject still is the same caller's."""


class SubjectOf:
    """What a complaint is about: a folded phrase, or the id of an article as it is today."""

    def __init__(self, redirects: Mapping[str, str]) -> None:
        self._redirects = redirects

    def __call__(self, complaint: Complaint) -> str:
        if complaint.kind is FeedbackKind.UNCLEAR:
            return self._redirects.get(complaint.article or "", complaint.article or "")
        return plain(complaint.query)


def one_for_each_caller(complaints: Iterable[Complaint], subject: SubjectOf) -> list[Complaint]:
    """The complaints without those that say once more what was said in the same call: sent to the editor and logged
    with the cause, sent twice, or logged for two questions of one call. The logged one stays, the earlier of two
    alike."""
    kept: defaultdict[tuple[str, str], list[Complaint]] = defaultdict(list)
    for complaint in sorted(complaints, key=lambda each: (each.call is None, each.at)):
        others = kept[complaint.agent, subject(complaint)]
        if not any(_of_one_call(complaint, other) for other in others):
            others.append(complaint)
    return sorted((each for part in kept.values() for each in part), key=lambda each: each.at)


def _of_one_call(complaint: Complaint, other: Complaint) -> bool:
    if complaint.call and other.call:
        return complaint.call == other.call
    return other.begun <= complaint.at <= other.at + _SAME_MOMENT


@dataclass(frozen=True, slots=True)
class Phrase:
    """A missed search in folded letters, with its complaints, the earliest first."""

    folded: str
    complaints: tuple[Complaint, ...]

    @property
    def wording(self) -> str:
        """As it was typed most often; of equals, the first in the alphabet."""
        typed = Counter(" ".join(each.query.split()) for each in self.complaints)
        return min(typed, key=lambda text: (-typed[text], text))

    @property
    def first_at(self) -> datetime:
        return self.complaints[0].at


def phrases(missed: Iterable[Complaint]) -> list[Phrase]:
    """The phrases of MISSED complaints that have a word to search for, the one that was reported first at the front."""
    by_phrase: defaultdict[str, list[Complaint]] = defaultdict(list)
    for complaint in sorted(missed, key=lambda each: each.at):
        if folded := plain(complaint.query):
            by_phrase[folded].append(complaint)
    found = (Phrase(folded, tuple(complaints)) for folded, complaints in by_phrase.items())
    return sorted(found, key=lambda each: (each.first_at, each.folded))


def grouped(phrases: Sequence[Phrase], places: Collection[str] = ()) -> list[list[Phrase]]:
    """Phrases that are alike together, each group with its leader at the front.

    The leader is the phrase that was reported first: it keeps the group when others join it, so the group keeps its
    name. A phrase joins the leader that it is most like (of equals the first), if it is ALIKE enough; what is alike is
    alike to the leader, not to its neighbour, so that no chain of small steps makes one group of everything. Words are
    compared without endings and in any order, and without fillers and ``places`` (folded names).
    """
    groups: list[list[Phrase]] = []
    leaders: list[str] = []
    for phrase in phrases:
        key = _compared(phrase.folded, places)
        nearest = process.extractOne(key, leaders, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        if nearest:
            groups[nearest[2]].append(phrase)
        else:
            groups.append([phrase])
            leaders.append(key)
    return groups


def _compared(folded: str, places: Collection[str]) -> str:
    words = folded_words(folded)
    telling = [word for word in words if word not in FILLERS and word not in places]
    return " ".join(map(trunk, telling or words))
