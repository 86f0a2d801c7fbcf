"""The tally at the foot of the desk."""

from kontakt.desk.figures import DeskRate, Tally
from kontakt.firstline import Cause, Count, Outcome, first_line_rate
from kontakt.tui.desk.tally_line import TallyLine

from .conftest import AtDesk

COUNTS = (
    Count(Outcome.ANSWERED, None, None, repeated=False, n=20, target=80),
    Count(Outcome.CASE, Cause.NO_ACCESS, None, repeated=False, n=9, target=80),
)


async def test_the_verdict_of_the_region_stands_whole_at_80_columns(at_desk: AtDesk) -> None:
    async with at_desk((80, 24)) as shift:
        await shift.settle()
        tally = Tally(today=34, days=30, region=DeskRate("Kongsbergregionen", first_line_rate(COUNTS)))
        shift.app.screen.query_one(TallyLine).show(tally)
        await shift.until(lambda: "Kongsbergregionen" in shift.screen)
        line = next(line for line in shift.screen.splitlines() if "Kongsbergregionen" in line)
        assert line.rstrip().endswith("usikkert")


IN_PART = (*COUNTS, Count(Outcome.ANSWERED, None, None, repeated=False, n=1200, target=None))


async def test_the_verdict_stands_whole_at_80_columns_where_only_some_have_a_target(at_desk: AtDesk) -> None:
    async with at_desk((80, 24)) as shift:
        await shift.settle()
        tally = Tally(today=34, days=30, region=DeskRate("Kongsbergregionen", first_line_rate(IN_PART)))
        shift.app.screen.query_one(TallyLine).show(tally)
        await shift.until(lambda: "Kongsbergregionen" in shift.screen)
        line = next(line for line in shift.screen.splitlines() if "Kongsbergregionen" in line)
        said = line.strip().replace("\N{NO-BREAK SPACE}", " ")
        assert said == "Kongsbergregionen siste 30 dager 69 % av 29 med mål (80 %): usikkert"
