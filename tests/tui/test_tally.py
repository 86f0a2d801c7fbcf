"""The tally at the foot of the desk."""

import pytest

from kontakt.desk.figures import DeskRate, Tally
from kontakt.firstline import Cause, Count, Outcome, first_line_rate
from kontakt.tui.desk.tally_line import TallyLine

from .conftest import AtDesk

COUNTS = (
    Count(Outcome.ANSWERED, None, None, repeated=False, n=20, target=80),
    Count(Outcome.CASE, Cause.NO_ACCESS, None, repeated=False, n=9, target=80),
)


MISSED = (Count(Outcome.CASE, Cause.NO_ACCESS, None, repeated=False, n=1, target=80),)
ALONE = (Count(Outcome.ANSWERED, None, None, repeated=False, n=1, target=80),)
IN_PART = (*COUNTS, Count(Outcome.ANSWERED, None, None, repeated=False, n=1200, target=None))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (COUNTS, "Kongsbergregionen siste 30 dager brutto 69 % av 29 (50–83), mål 80 %: usikkert"),
        (ALONE, "Kongsbergregionen siste 30 dager brutto 100 % av 1, mål 80 %: usikkert"),
        (MISSED, "Kongsbergregionen siste 30 dager brutto 0 % av 1, mål 80 %: ikke nådd, av få"),
        (IN_PART, "Kongsbergregionen siste 30 dager 69 % av 29 med mål (80 %): usikkert"),
    ],
    ids=["all have a target", "no room for the interval", "of few", "some have one"],
)
async def test_the_verdict_of_the_region_stands_whole_at_80_columns(
    at_desk: AtDesk, counts: tuple[Count, ...], said: str
) -> None:
    async with at_desk((80, 24)) as shift:
        await shift.settle()
        tally = Tally(today=34, days=30, region=DeskRate("Kongsbergregionen", first_line_rate(counts)))
        shift.app.screen.query_one(TallyLine).show(tally)
        await shift.until(lambda: "Kongsbergregionen" in shift.screen)
        line = next(line for line in shift.screen.splitlines() if "Kongsbergregionen" in line)
        assert line.strip().replace("\N{NO-BREAK SPACE}", " ") == said
