"""What an editor did in one step, so that it can be taken back: the articles and gaps as they were before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kontakt.inquiries.log.gaps import EndedGap
from kontakt.knowledge.article import Article
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number

KEPT = 50
"""How many steps can be taken back, one after the other."""


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article ``before`` a step, the number of its revision then (``based_on``), and of the one that the step
    made."""

    before: Article
    based_on: int
    revision: int


@dataclass(frozen=True, slots=True)
class Step:
    """``sentence`` says what was done, ``at`` when (UTC); ``ends`` has what stood about each subject of a gap before,
    None for nothing."""

    sentence: str
    at: datetime
    articles: tuple[ChangedArticle, ...]
    ends: Mapping[str, EndedGap | None]


class Steps:
    """The steps of one window, the last of which can be taken back first."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def add(self, step: Step) -> None:
        """Remember a step that changed something."""
        if step.articles or step.ends:
            self._steps = [*self._steps[1 - KEPT :], step]

    def forget(self) -> None:
        """Something was done that cannot be taken back, so nothing before it can be."""
        self._steps.clear()

    @property
    def last(self) -> Step | None:
        return self._steps[-1] if self._steps else None

    def drop_last(self, restored: Mapping[tuple[str, int], int]) -> None:
        """The last step is taken back. ``restored`` has the revisions that this made, by the article's id and the
        revision that they replaced: there the articles stand as the steps before it left them."""
        dropped = self._steps.pop()
        again = {
            (each.before.id, each.based_on): restored[each.before.id, each.revision]
            for each in dropped.articles
            if (each.before.id, each.revision) in restored
        }
        self._steps = [
            replace(step, articles=tuple(_at(again, each) for each in step.articles)) for step in self._steps
        ]


def _at(again: Mapping[tuple[str, int], int], changed: ChangedArticle) -> ChangedArticle:
    """What a step changed, at the revision that has its text again now."""
    return replace(changed, revision=again.get((changed.before.id, changed.revision), changed.revision))


def as_before(changed: ChangedArticle, now: Article) -> Article:
    """The article as it was, under what was merged into it since."""
    return replace(changed.before, redirects=now.redirects)


def taken_back(step: Step, stayed: int) -> str:
    """What was taken back; ``stayed`` articles were changed by somebody meanwhile and are as they were left."""
    done = _("Taken back: {sentence}").format(sentence=step.sentence)
    if not stayed:
        return done
    text = ngettext(
        "{count} article was changed meanwhile and stays as it is.",
        "{count} articles were changed meanwhile and stay as they are.",
        stayed,
    )
    return f"{done} {text.format(count=number(stayed))}"
