"""What to do first: three steps, the most useful before the others."""

from dataclasses import replace

import pytest

from kontakt.firstline import Count, Outcome, Rate, first_line_rate
from kontakt.firstline.outcomes import Cause
from kontakt.lead.closing import Closing, Contribution
from kontakt.lead.first_steps import first_steps
from kontakt.lead.levers import Lever


def rate(resolved: int, forwarded: int) -> Rate:
    counts = (
        Count(Outcome.ANSWERED, None, "usually", False, resolved, 80),
        Count(Outcome.CASE, Cause.NO_ANSWER, "usually", False, forwarded, 80),
    )
    return first_line_rate(counts)


BEHIND, UNCERTAIN, REACHED = rate(500, 500), rate(4, 1), rate(990, 10)
ACCESS = Contribution(lever=Lever.ACCESS, inquiries=10, theme="bygg")
MISSING = Contribution(lever=Lever.MISSING_ANSWER, inquiries=8, theme="vei")
BEST = Contribution(lever=Lever.BEST_PRACTICE, inquiries=12, theme="bygg", best="3303", theirs=0.9, own=0.5)


def closing(municipality: str, of: Rate, *contributions: Contribution) -> Closing:
    return Closing(municipality=municipality, rate=of, monthly=None, find=lambda: contributions)


def test_what_is_done_once_for_several_municipalities_adds_up() -> None:
    steps = first_steps([closing("4026", BEHIND, ACCESS, MISSING), closing("3305", UNCERTAIN, ACCESS)])
    assert [(step.contribution.lever, step.contribution.inquiries, step.municipalities) for step in steps] == [
        (Lever.ACCESS, 20, ("4026", "3305")),
        (Lever.MISSING_ANSWER, 8, ("4026",)),
    ]


def test_to_learn_from_another_municipality_is_a_step_of_each() -> None:
    steps = first_steps([closing("4026", BEHIND, BEST), closing("3305", BEHIND, replace(BEST, inquiries=5))])
    assert [(step.municipalities, step.contribution.inquiries) for step in steps] == [(("4026",), 12), (("3305",), 5)]


def test_where_the_target_is_reached_nothing_is_to_be_done_before_it_is_reached_everywhere() -> None:
    behind, reached = closing("4026", BEHIND, MISSING), closing("3305", REACHED, ACCESS)
    assert [step.municipalities for step in first_steps([behind, reached])] == [("4026",)]
    assert [step.municipalities for step in first_steps([reached])] == [("3305",)]


@pytest.mark.parametrize("inquiries", [0.2, 0.5])
def test_less_than_one_inquiry_is_no_step(inquiries: float) -> None:
    assert first_steps([closing("4026", BEHIND, replace(MISSING, inquiries=inquiries))]) == ()


def test_there_are_three_at_most() -> None:
    many = [replace(MISSING, theme=f"tema-{at}", inquiries=at + 1) for at in range(6)]
    steps = first_steps([closing("4026", BEHIND, *many)])
    assert [step.contribution.inquiries for step in steps] == [6, 5, 4]
