"""Nothing that a lead must read is cut off where the window is narrow, in any language."""

import pytest

from kontakt.directory.region import Region
from kontakt.firstline import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType
from kontakt.lead.transfers import UnitTransfers
from kontakt.library.contacts import Contacts
from kontakt.library.labels import CALLER_TYPES, TRANSFER_RESULTS
from kontakt.library.names import KnownNames
from kontakt.locale import LANGUAGES, _, use_language
from kontakt.tui.lead.transfer_lines import transfer_lines

from .conftest import AtBoard, Log

pytestmark = pytest.mark.long

NARROW = (80, 24)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_caller_type_and_each_verdict_has_its_whole_name(at_board: AtBoard, log: Log, language: str) -> None:
    for caller_type in (*CallerType, None):
        log(200, caller_type=caller_type, outcome=Outcome.CASE, cause=Cause.DECISION)
    async with at_board(NARROW) as service:
        use_language(language)
        await service.look("f2")
        assert "…" not in service.screen
        await service.look("f5")
        await service.press("ctrl+end")
        await service.until(lambda: all(_(name) in service.screen for name in CALLER_TYPES.values()))
        assert "…" not in service.screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_of_the_transfers_is_whole(language: str) -> None:
    use_language(language)
    names = KnownNames({}, {}, Region("", ()), (), Contacts(()))
    heading = transfer_lines((UnitTransfers(unit=None, n=3, results=None),), names, NARROW[0] - 2)[1].plain
    assert all(_(result) in heading for result in TRANSFER_RESULTS.values())
    assert len(heading) <= NARROW[0] - 2


async def test_what_is_too_long_for_its_line_goes_on_below_itself(at_board: AtBoard, log: Log) -> None:
    log(30)
    async with at_board((60, 24)) as service:
        await service.look("f6")
        await service.press("ctrl+end")
        await service.until(lambda: "Ctrl+B endrer det" in " ".join(service.screen.split()))
        lines = service.screen.splitlines()
        at = next(at for at, line in enumerate(lines) if "Forutsatt" in line)
        assert len(lines[at + 1]) - len(lines[at + 1].lstrip()) == lines[at].index("30 løste")
