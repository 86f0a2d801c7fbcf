"""What to do first, of everything that would bring municipalities to their targets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kontakt.firstline import Verdict
from kontakt.lead.closing import Closing, Contribution
from kontakt.lead.levers import Lever

MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do, with what it would add in all of these municipalities together."""

    contribution: Contribution
    municipalities: tuple[str, ...]


def first_steps(closings: Iterable[Closing]) -> tuple[FirstStep, ...]:
    """The three that would add the most, the largest first: where the target is not reached for certain, or everywhere
    if it is. What is done once for several municipalities (an answer is written) is one step, which adds up what each
    would gain; to learn from another municipality is a step of each. Less than one inquiry is no step."""
    everywhere = list(closings)
    behind = [each for each in everywhere if each.rate.verdict is not Verdict.REACHED] or everywhere
    steps: dict[tuple[str, ...], FirstStep] = {}
    for closing in behind:
        for found in closing.contributions:
            own = (closing.municipality, found.best or "") if found.lever is Lever.BEST_PRACTICE else ()
            key = (found.lever.value, found.theme, found.article or "", *own)
            before = steps.get(key)
            steps[key] = _with(before, closing.municipality, found) if before else _step(closing.municipality, found)
    largest = sorted(steps.items(), key=lambda step: (-step[1].contribution.inquiries, step[0]))
    return tuple(step for _key, step in largest[:MOST_STEPS] if round(step.contribution.inquiries))


def _step(municipality: str, contribution: Contribution) -> FirstStep:
    return FirstStep(contribution, (municipality,))


def _with(step: FirstStep, municipality: str, contribution: Contribution) -> FirstStep:
    together = replace(step.contribution, inquiries=step.contribution.inquiries + contribution.inquiries)
    return FirstStep(together, (*step.municipalities, municipality))
